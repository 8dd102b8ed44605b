#include "votes/votes.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "platform/db/lists.hpp"
#include "votes/votes.sql.hpp"

namespace votes {

namespace json = boost::json;

namespace {

json::array as_row(const Vote& v) { return {v.voter, v.subject.item, v.subject.song, to_string(v.subject.meaning), v.value}; }

json::array as_row(const Tally& t) { return {t.number, t.subject.item, t.subject.song, to_string(t.subject.meaning), t.up, t.down}; }

Tally read_tally(const db::Row& row) {
  return {row.i64(0), {row.str(1), row.str(2), meaning_from(row.text(3)).value_or(Meaning::happened)}, row.i64(4), row.i64(5)};
}

// The last of each voter's votes on a subject.
std::vector<Vote> last_of_each(const std::vector<Vote>& votes) {
  std::map<std::pair<Voter, Subject>, int> last;
  for (const auto& v : votes) last[{v.voter, v.subject}] = v.value;
  std::vector<Vote> out;
  for (const auto& [key, value] : last) out.push_back({key.first, key.second, value});
  return out;
}

template <class T>
std::string rows_of(const std::vector<T>& list) {
  json::array rows;
  for (const auto& one : list) rows.push_back(as_row(one));
  return json::serialize(rows);
}

void count(Tally& tally, int value, std::int64_t by) {
  if (value > 0) tally.up += by;
  if (value < 0) tally.down += by;
}

}  // namespace

std::string_view to_string(Meaning meaning) {
  switch (meaning) {
    case Meaning::want: return "want";
    case Meaning::expect: return "expect";
    case Meaning::happened: return "happened";
  }
  return "";
}

std::optional<Meaning> meaning_from(std::string_view text) {
  for (const auto meaning : {Meaning::want, Meaning::expect, Meaning::happened})
    if (text == to_string(meaning)) return meaning;
  return std::nullopt;
}

Counted cast(db::Tx& tx, base::Time now, SetlistId setlist, const std::vector<Vote>& votes) {
  Counted out{.n = tx.one(sql::lock, [](const db::Row& row) { return row.i64(0); }, setlist).value(), .tallies = {}};
  const auto wanted = last_of_each(votes);
  std::vector<int> before(wanted.size(), 0);
  tx.each(
      sql::stored, [&](const db::Row& row) { before[static_cast<std::size_t>(row.i64(0))] = static_cast<int>(row.i64(1)); },
      rows_of(wanted), setlist);

  std::map<Subject, Tally> known;
  std::int64_t numbers = 0;
  for (auto& tally : tx.all(sql::tallies, read_tally, setlist, -1)) {
    numbers = std::max(numbers, tally.number);
    known.emplace(tally.subject, tally);
  }
  std::vector<Vote> put, taken_back;
  std::map<Subject, Tally> changed;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& vote = wanted[i];
    if (vote.value == before[i]) continue;
    (vote.value == 0 ? taken_back : put).push_back(vote);
    auto& tally = known[vote.subject];
    if (tally.number == 0) tally = {.number = ++numbers, .subject = vote.subject};
    count(tally, before[i], -1);
    count(tally, vote.value, +1);
    changed[vote.subject] = tally;
  }
  if (changed.empty()) return out;
  if (!put.empty()) tx.run(sql::put, setlist, now, rows_of(put));
  if (!taken_back.empty()) tx.run(sql::take_back, setlist, rows_of(taken_back));
  for (const auto& [subject, tally] : changed) out.tallies.push_back(tally);
  tx.run(sql::write_tallies, setlist, ++out.n, rows_of(out.tallies));
  tx.run(sql::advance, out.n, setlist);
  return out;
}

Counted tallies(db::Tx& tx, SetlistId setlist, std::int64_t after) {
  const auto n = tx.one(sql::revision, [](const db::Row& row) { return row.i64(0); }, setlist).value_or(0);
  return {n, tx.all(sql::tallies, read_tally, setlist, after)};
}

std::vector<Own> of(db::Tx& tx, SetlistId setlist, Voter voter) {
  return tx.all(
      sql::of,
      [](const db::Row& row) {
        return Own{{row.str(0), row.str(1), meaning_from(row.text(2)).value_or(Meaning::happened)}, static_cast<int>(row.i64(3))};
      },
      voter, setlist);
}

std::vector<At> revisions(db::Tx& tx, const std::vector<SetlistId>& setlists) {
  return tx.all(sql::revisions, [](const db::Row& row) { return At{row.id<SetlistId>(0), row.i64(1)}; }, db::json_list(setlists));
}

std::vector<SetlistId> adopt(db::Tx& tx, base::Time now, Voter guest, Voter user) {
  auto setlists = tx.all(sql::setlists_of, [](const db::Row& row) { return row.id<SetlistId>(0); }, guest);
  std::ranges::sort(setlists);  // locks are always taken in one order
  for (const auto setlist : setlists) {
    const auto own = of(tx, setlist, user);
    std::vector<Vote> moved;
    for (const auto& vote : of(tx, setlist, guest)) {
      moved.push_back({guest, vote.subject, 0});
      if (std::ranges::find(own, vote.subject, &Own::subject) == own.end()) moved.push_back({user, vote.subject, vote.value});
    }
    cast(tx, now, setlist, moved);
  }
  return setlists;
}

}  // namespace votes
