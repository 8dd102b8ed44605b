// What the invented world of the sandbox holds, told without going through the three services: what imports are compared with.
#pragma once
#include <string>
#include <vector>

#include "sandbox/catalogue.hpp"
#include "sandbox/listings.hpp"
#include "sandbox/spotify_json.hpp"

namespace support {

class SandboxTruth {
 public:
  explicit SandboxTruth(base::Time today) : world(1, sandbox::day_of(today)) {}

  std::string spotify_id(std::size_t performer) const {
    return sandbox::spotify_id(world.codes(), {.kind = sandbox::SpotifyRef::Kind::artist, .performer = performer});
  }
  std::string spotify_id(std::string_view name) const { return spotify_id(sandbox::performer_named(name)); }
  const std::string& mbid(std::string_view name) const { return world.mbid(sandbox::performer_named(name)); }

  struct Entry {
    std::string date;
    std::vector<std::string> songs;  // titles in order; empty: nothing entered
  };
  // On setlist.fm, newest first.
  std::vector<Entry> entries(std::string_view name) {
    std::vector<Entry> list;
    for (const auto* night : world.entries(sandbox::performer_named(name))) {
      Entry entry{sandbox::iso_date(night->day), {}};
      for (const auto& set : world.setlist(*night).sets)
        for (const auto& song : set.songs) entry.songs.push_back(song.name);
      list.push_back(std::move(entry));
    }
    return list;
  }

  sandbox::Catalogue world;
};

}  // namespace support
