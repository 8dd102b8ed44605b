#include "songs.hpp"

#include <algorithm>

namespace bench {

void Songs::put(std::string id, artists::ArtistId artist, std::string title) {
  written_.insert_or_assign(std::move(id), Written{artist, std::move(title)});
}

std::optional<bool> Songs::one(db::Tx& tx, const std::string& a, const std::string& b) {
  const auto x = counted(tx, a), y = counted(tx, b);
  if (x.empty() || y.empty()) return std::nullopt;
  return std::ranges::any_of(x, [&](artists::SongId song) { return std::ranges::find(y, song) != y.end(); });
}

std::vector<artists::SongId> Songs::counted(db::Tx& tx, const std::string& id) {
  const auto written = written_.find(id);
  if (written == written_.end()) return {};
  const auto& [artist, title] = written->second;
  const auto song = artists::find_song(tx, artist, title);
  if (!song) return {};
  const auto [known, first] = counted_.try_emplace(artist);
  if (first) known->second = artists::counted_as(tx, artist);
  const auto others = known->second.find(*song);
  return others == known->second.end() ? std::vector{*song} : others->second;
}

}  // namespace bench
