#include "setlists/prediction.hpp"

#include <boost/json.hpp>
#include <unordered_map>

#include "platform/base/dates.hpp"
#include "setlists/prediction.sql.hpp"
#include "setlists/prediction_model.hpp"

namespace setlists {

namespace sql = ::prediction::sql;

namespace {

constexpr double least_odds = 0.01;

int day_number(std::string_view date) {
  const auto read = base::read_date(date);
  return read ? static_cast<int>(std::chrono::sys_days(*read).time_since_epoch().count()) : 0;
}

}  // namespace

std::vector<Predicted> predict(db::Tx& tx, ArtistId artist, base::Time before, std::optional<VenueId> venue, std::size_t most) {
  const auto today = std::chrono::floor<std::chrono::days>(before);
  std::unordered_map<std::int64_t, int> numbers;
  std::vector<std::int64_t> ids;
  std::unordered_map<std::int64_t, int> places;
  const auto place = [&](std::optional<std::int64_t> id) {
    return id ? places.try_emplace(*id, static_cast<int>(places.size())).first->second : unknown_place;
  };
  std::vector<PastShow> shows;
  std::int64_t setlist = 0;
  const artists::CountedAs counted = artists::counted_as(tx, artist);
  const auto play = [&](std::int64_t song) {
    const auto [known, first] = numbers.try_emplace(song, static_cast<int>(ids.size()));
    if (first) ids.push_back(song);
    shows.back().songs.push_back(known->second);
  };
  tx.each(
      sql::played_before,
      [&](const db::Row& row) {
        if (row.i64(0) != setlist || shows.empty()) {
          setlist = row.i64(0);
          shows.push_back({.day = day_number(row.text(1)), .songs = {}, .place = place(row.maybe_i64(3))});
        }
        const auto as = counted.find(row.id<SongId>(2));
        if (as == counted.end()) return play(row.i64(2));
        for (const SongId part : as->second) play(part.value);
      },
      artist, before, base::write_date(today));
  PredictionModel model;
  for (const PastShow& show : shows) model.learn(show);
  std::vector<Predicted> out;
  boost::json::array wanted;
  for (const Guess& guess :
       model.rank(static_cast<int>(today.time_since_epoch().count()), place(venue ? std::optional(venue->value) : std::nullopt))) {
    if (out.size() == most || guess.odds < least_odds) break;
    out.push_back({.song = SongId{ids[static_cast<std::size_t>(guess.song)]}, .title = {}, .odds = guess.odds});
    wanted.push_back(out.back().song.value);
  }
  std::unordered_map<std::int64_t, std::string> titles;
  tx.each(sql::titles, [&](const db::Row& row) { titles[row.i64(0)] = row.str(1); }, boost::json::serialize(wanted));
  for (Predicted& p : out) p.title = titles[p.song.value];
  return out;
}

}  // namespace setlists
