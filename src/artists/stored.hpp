// How pictures and genres are kept in their columns (JSON), and how an artist is read from a row and locked. Private to this folder.
#pragma once
#include "artists/discography.hpp"

namespace artists::stored {

std::string write_images(const std::vector<Image>& images);
std::vector<Image> read_images(std::string_view text);
std::string write_texts(const std::vector<std::string>& texts);

ImportStatus read_status(std::string_view text);
Artist read_artist(const db::Row& row);  // the columns of by_id
AlbumKind read_kind(std::string_view text);

// For one who will change the artist's songs: two imports change them one after the other.
void lock(db::Tx& tx, ArtistId artist);
// All records of an artist are another's, who has none; the songs on them become the other's too.
void give_albums(db::Tx& tx, ArtistId from, ArtistId into);

}  // namespace artists::stored
