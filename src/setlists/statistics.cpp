#include "setlists/statistics.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <unordered_map>

#include "setlists/statistics.sql.hpp"

namespace setlists::statistics {

namespace sql = ::statistics::sql;

namespace {

struct Tally {
  std::int64_t plays = 0, openers = 0, closers = 0, encores = 0;
  std::string first_played, last_played;
  std::int64_t first_show = 0, last_show = 0;
  std::int64_t last_setlist = 0;  // number of the setlist it was last played in, from 1
};

// Counts setlists one after the other, in the order of time.
class Counter {
 public:
  void song(std::int64_t show, std::string_view date, std::optional<std::int64_t> song, bool encore) {
    if (show != show_) begin(show, date);
    const bool opener = first_;
    first_ = false;
    if (!encore) closer_ = song;
    if (!song) return;
    Tally& tally = tallies_[*song];
    if (opener) ++tally.openers;
    if (tally.last_setlist != setlists_) {
      tally.last_setlist = setlists_;
      ++tally.plays;
      if (tally.plays == 1) tally.first_played = date_, tally.first_show = show_;
      tally.last_played = date_;
      tally.last_show = show_;
    }
    if (encore && counted_encore_[*song] != setlists_) {
      counted_encore_[*song] = setlists_;
      ++tally.encores;
    }
  }

  const std::unordered_map<std::int64_t, Tally>& finish() {
    close();
    return tallies_;
  }
  std::int64_t setlists() const { return setlists_; }

 private:
  void begin(std::int64_t show, std::string_view date) {
    close();
    ++setlists_;
    show_ = show;
    date_ = date;
    first_ = true;
  }
  void close() {
    if (closer_) ++tallies_[*closer_].closers;
    closer_.reset();
  }

  std::unordered_map<std::int64_t, Tally> tallies_;
  std::unordered_map<std::int64_t, std::int64_t> counted_encore_;
  std::int64_t setlists_ = 0;
  std::int64_t show_ = 0;
  std::string date_;
  bool first_ = false;
  std::optional<std::int64_t> closer_;
};

Figures read_figures(const db::Row& row) {
  return {row.id<SongId>(0), row.str(1),        row.i64(2), row.i64(3),        row.i64(4), row.i64(5),
          row.str(6),        row.id<ShowId>(7), row.str(8), row.id<ShowId>(9), row.i64(10)};
}

bool belongs(const Figures& f, By by) {
  switch (by) {
    case By::plays:
    case By::debuts: return true;
    case By::openers: return f.openers > 0;
    case By::closers: return f.closers > 0;
    case By::encores: return f.encores > 0;
    case By::rarities: return f.plays <= 2;
    case By::gaps: return f.plays >= 3 && f.gap > 0;
  }
  return false;
}

bool before(const Figures& a, const Figures& b, By by) {
  const auto descending = [&](auto x, auto y) { return x != y ? x > y : std::tie(b.plays, a.title) < std::tie(a.plays, b.title); };
  switch (by) {
    case By::plays: return descending(a.plays, b.plays);
    case By::openers: return descending(a.openers, b.openers);
    case By::closers: return descending(a.closers, b.closers);
    case By::encores: return descending(a.encores, b.encores);
    case By::rarities: return std::tie(a.plays, b.last_played, a.title) < std::tie(b.plays, a.last_played, b.title);
    case By::gaps: return descending(a.gap, b.gap);
    case By::debuts: return descending(std::string_view(a.first_played), std::string_view(b.first_played));
  }
  return false;
}

std::vector<Figures> pick(const std::vector<Figures>& all, By by, std::size_t limit, std::size_t offset) {
  std::vector<const Figures*> chosen;
  for (const Figures& f : all)
    if (belongs(f, by)) chosen.push_back(&f);
  const std::size_t end = std::min(chosen.size(), offset + limit);
  std::ranges::partial_sort(chosen, chosen.begin() + static_cast<std::ptrdiff_t>(end),
                            [by](const Figures* a, const Figures* b) { return before(*a, *b, by); });
  std::vector<Figures> out;
  for (std::size_t i = offset; i < end; ++i) out.push_back(*chosen[i]);
  return out;
}

std::vector<Figures> all_figures(db::Tx& tx, ArtistId artist) { return tx.all(sql::figures, read_figures, artist); }

Totals read_totals(db::Tx& tx, ArtistId artist) {
  Totals totals;
  tx.each(
      sql::totals,
      [&](const db::Row& row) {
        totals.setlists = row.i64(0);
        if (totals.setlists > 0) totals.average_length = static_cast<double>(row.i64(1)) / static_cast<double>(totals.setlists);
      },
      artist);
  return totals;
}

}  // namespace

void refresh(db::Tx& tx, ArtistId artist) {
  Counter counter;
  const artists::CountedAs counted = artists::counted_as(tx, artist);
  tx.each(
      sql::plays,
      [&](const db::Row& row) {
        const auto song = row.maybe_id<SongId>(2);
        const auto as = song ? counted.find(*song) : counted.end();
        if (as == counted.end()) return counter.song(row.i64(0), row.text(1), row.maybe_i64(2), row.flag(3));
        for (const SongId part : as->second) counter.song(row.i64(0), row.text(1), part.value, row.flag(3));
      },
      artist);
  boost::json::array rows;
  for (const auto& [song, t] : counter.finish())
    rows.push_back(boost::json::array{song, t.plays, t.openers, t.closers, t.encores, t.first_played, t.first_show, t.last_played,
                                      t.last_show, counter.setlists() - t.last_setlist});
  tx.run(sql::clear, artist);
  tx.run(sql::write, artist, boost::json::serialize(rows));
}

std::vector<Figures> songs(db::Tx& tx, ArtistId artist, By by, int limit, int offset) {
  if (limit <= 0 || offset < 0) return {};
  return pick(all_figures(tx, artist), by, static_cast<std::size_t>(limit), static_cast<std::size_t>(offset));
}

Totals totals(db::Tx& tx, ArtistId artist) {
  Totals totals = read_totals(tx, artist);
  totals.distinct_songs = tx.one(sql::distinct_songs, [](const db::Row& row) { return row.i64(0); }, artist).value_or(0);
  return totals;
}

Overview overview(db::Tx& tx, ArtistId artist, std::size_t each) {
  const std::vector<Figures> all = all_figures(tx, artist);
  Overview out;
  out.totals = read_totals(tx, artist);
  out.totals.distinct_songs = static_cast<std::int64_t>(all.size());
  out.most_played = pick(all, By::plays, each, 0);
  out.openers = pick(all, By::openers, each, 0);
  out.closers = pick(all, By::closers, each, 0);
  out.encores = pick(all, By::encores, each, 0);
  out.rarities = pick(all, By::rarities, each, 0);
  out.gaps = pick(all, By::gaps, each, 0);
  out.debuts = pick(all, By::debuts, each, 0);
  return out;
}

}  // namespace setlists::statistics
