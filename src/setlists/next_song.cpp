#include <charconv>
#include <cmath>

#include "platform/base/json.hpp"
#include "setlists/documents.hpp"
#include "setlists/next_song.sql.hpp"
#include "setlists/prediction.hpp"

namespace setlists {

namespace sql = ::next_song::sql;

namespace {

constexpr int nights = 30;
constexpr double half_life = 8;      // nights: tours change
constexpr double doubt = 1.5;        // what is likely tonight weighs as much as so many nights
constexpr double unexpected = 0.05;  // tonight, of a wish that the prediction did not name
constexpr std::int64_t beginning_of_the_night = -1, unknown = 0;

std::int64_t song_of(const ot::Item& item) {
  std::int64_t id = unknown;
  const auto key = documents::song_key(item);
  std::from_chars(key.data(), key.data() + key.size(), id);
  return id;
}

double tonight(const ot::Item& item) {
  const auto percent = base::int_at(boost::json::value(item.fields), "odds");
  return percent ? static_cast<double>(*percent) / 100 : unexpected;
}

bool is_song(const ot::Item& item) { return item.fields.contains("song"); }

}  // namespace

std::unordered_map<std::string, double> next_songs(db::Tx& tx, ArtistId artist, const ot::Document& document) {
  std::int64_t before = beginning_of_the_night;
  double all_tonight = 0;
  for (const auto& item : document.items) {
    if (!is_song(item)) continue;
    if (documents::happened(item)) before = song_of(item);
    else all_tonight += tonight(item);
  }
  std::unordered_map<std::int64_t, double> followed;
  if (before != unknown)
    tx.each(
        sql::followers, [&](const db::Row& row) { followed[row.i64(0)] += std::exp2(-static_cast<double>(row.i64(1) - 1) / half_life); },
        artist, nights, before);
  std::unordered_map<std::string, double> odds;
  double all = 0;
  for (const auto& item : document.items) {
    if (!is_song(item) || documents::happened(item)) continue;
    const auto known = followed.find(song_of(item));
    all += odds[item.id] = (known == followed.end() ? 0 : known->second) + doubt * tonight(item) / all_tonight;
  }
  for (auto& [id, chance] : odds) chance /= all;
  return odds;
}

}  // namespace setlists
