#include "provenance/provenance.hpp"

#include <algorithm>

#include "provenance/provenance.sql.hpp"

namespace provenance {

namespace {

std::string_view name_of(Entity entity) {
  switch (entity) {
    case Entity::artist: return "artist";
    case Entity::venue: return "venue";
    case Entity::show: return "show";
    case Entity::setlist: return "setlist";
  }
  return "";
}

// Smaller wins: the person, the ranking in its order, all others.
std::size_t rank(std::string_view source, Ranking ranking) {
  if (source == person) return 0;
  return 1 + static_cast<std::size_t>(std::ranges::find(ranking, source) - ranking.begin());
}

// Whether what `source` says now beats an entry of another source.
bool beats(std::string_view source, const Entry& other, Ranking ranking) {
  return rank(source, ranking) <= rank(other.source, ranking);  // of equals the one that speaks now
}

bool better(const Entry& a, const Entry& b, Ranking ranking) {
  const std::size_t rank_a = rank(a.source, ranking);
  const std::size_t rank_b = rank(b.source, ranking);
  return rank_a != rank_b ? rank_a < rank_b : a.fetched_at > b.fetched_at;
}

Winner record_one(db::Tx& tx, base::Time now, Subject subject, std::string_view source, const Claim& claim,
                  const std::vector<Entry>& known) {
  const std::string_view entity = name_of(subject.entity);
  const Entry* rival = nullptr;
  const Entry* shown = nullptr;
  for (const Entry& entry : known) {
    if (entry.field != claim.field) continue;
    if (entry.wins) shown = &entry;
    if (entry.source != source && (!rival || better(entry, *rival, claim.ranking))) rival = &entry;
  }
  const bool wins = !rival || beats(source, *rival, claim.ranking);
  tx.run(sql::put, entity, subject.id, claim.field, source, claim.value, wins, now);
  const std::string_view winner = wins ? source : std::string_view(rival->source);
  if (shown && shown->source != source && shown->source != winner)
    tx.run(sql::set_wins, false, entity, subject.id, claim.field, shown->source);
  if (rival && !wins && !rival->wins) tx.run(sql::set_wins, true, entity, subject.id, claim.field, rival->source);
  const std::string& value = wins ? claim.value : rival->value;
  return {value, std::string(winner), !shown || shown->value != value};
}

bool repeats(const Entry& entry, std::string_view source, const Claim& claim, base::Time now) {
  return entry.source == source && entry.field == claim.field && entry.value == claim.value &&
         now - entry.fetched_at < std::chrono::days(1);
}

}  // namespace

bool already_said(db::Tx& tx, base::Time now, Subject subject, std::string_view source, std::span<const Claim> claims) {
  const std::vector<Entry> known = list(tx, subject);
  return std::ranges::all_of(claims, [&](const Claim& claim) {
    return std::ranges::any_of(known, [&](const Entry& entry) { return repeats(entry, source, claim, now); });
  });
}

std::vector<Winner> record(db::Tx& tx, base::Time now, Subject subject, std::string_view source, std::span<const Claim> claims) {
  const std::vector<Entry> known = list(tx, subject);
  std::vector<Winner> winners;
  winners.reserve(claims.size());
  for (const Claim& claim : claims) winners.push_back(record_one(tx, now, subject, source, claim, known));
  return winners;
}

std::vector<Entry> list(db::Tx& tx, Subject subject) {
  return tx.all(
      sql::of_subject, [](const db::Row& row) { return Entry{row.str(0), row.str(1), row.str(2), row.flag(3), row.time(4)}; },
      name_of(subject.entity), subject.id);
}

}  // namespace provenance
