// What was played on a night, as somebody noted it on setlist.fm: worked out anew each time from the night's key, never stored.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sandbox/nights.hpp"

namespace sandbox {

// Who is named beside a song: one of the cast, or one of originals().
struct Credit {
  bool original = false;
  std::size_t index = 0;
};

struct PlayedSong {
  std::string name = {};  // empty: nobody knew it
  bool tape = false;
  std::optional<Credit> cover = {};
  std::optional<Credit> guest = {};
  std::string info = {};
};

struct PlayedSet {
  std::string name;
  int encore = 0;  // 0: not an encore, or only named so
  std::vector<PlayedSong> songs;
};

struct Setlist {
  std::vector<PlayedSet> sets;  // empty for 26 % of all nights: nothing entered
  std::string info;
};

Setlist compose(std::uint64_t seed, const Night& night, HallKind hall, const Discography& songs, Day today);
std::string tour_name(std::uint64_t seed, const Night& night, const Discography& songs);
// Not every night has an entry; some entries are made days ahead.
bool has_entry(std::uint64_t seed, const Night& night, Day today);

}  // namespace sandbox
