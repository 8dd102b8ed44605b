// The artist's part of an address. One that was given out once belongs to that artist for ever. Private to this folder.
#pragma once
#include "artists/artists.hpp"

namespace artists::addresses {

// What a name asks for; an artist whose name has no Latin form gets "artist-…".
std::string wanted(std::string_view name, ArtistId id);
// The n-th try: the wanted one, then "-2", "-3" …, in the end one that nobody else can have.
std::string candidate(const std::string& wanted, int n, ArtistId id);
inline constexpr int last_try = 40;

// True when this artist may use it: nobody has it or had it.
bool free(db::Tx& tx, const std::string& slug, ArtistId id);
// Gives the artist the address that goes with the name; answers it.
std::string follow_name(db::Tx& tx, const Artist& artist, std::string_view name);

}  // namespace artists::addresses
