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
  const std::string_view service = source.substr(0, source.find('/'));
  return 1 + static_cast<std::size_t>(std::ranges::find(ranking, service) - ranking.begin());
}

bool is_record(std::string_view source) { return source.find('/') != source.npos; }

// Of equals among records the least id, among services the one that spoke last.
bool better(std::string_view a, base::Time at_a, std::string_view b, base::Time at_b, Ranking ranking) {
  const std::size_t rank_a = rank(a, ranking);
  const std::size_t rank_b = rank(b, ranking);
  if (rank_a != rank_b) return rank_a < rank_b;
  return is_record(a) && is_record(b) ? a < b : at_a >= at_b;
}

bool better(const Entry& a, const Entry& b, Ranking ranking) { return better(a.source, a.fetched_at, b.source, b.fetched_at, ranking); }

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
  const bool wins = !rival || better(source, now, rival->source, rival->fetched_at, claim.ranking);
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

std::optional<Winner> settle(db::Tx& tx, Subject subject, std::string_view field, Ranking ranking) {
  const std::vector<Entry> known = list(tx, subject);
  const Entry* best = nullptr;
  for (const Entry& entry : known)
    if (entry.field == field && (!best || better(entry, *best, ranking))) best = &entry;
  for (const Entry& entry : known)
    if (entry.field == field && entry.wins != (&entry == best))
      tx.run(sql::set_wins, &entry == best, name_of(subject.entity), subject.id, field, entry.source);
  return best ? std::optional(Winner{best->value, best->source, !best->wins}) : std::nullopt;
}

void withdraw(db::Tx& tx, Subject subject, std::string_view source, std::string_view field) {
  tx.run(sql::withdraw, name_of(subject.entity), subject.id, source, field);
}

void move(db::Tx& tx, Subject from, Subject into) {
  tx.run(sql::copy, into.id, name_of(from.entity), from.id);
  tx.run(sql::forget, name_of(from.entity), from.id);
}

void move(db::Tx& tx, Subject from, Subject into, std::string_view source) {
  tx.run(sql::copy_source, into.id, name_of(from.entity), from.id, source);
  tx.run(sql::forget_source, name_of(from.entity), from.id, source);
}

void rename_value(db::Tx& tx, Entity entity, std::string_view field, std::string_view from, std::string_view into) {
  tx.run(sql::rename_value, into, name_of(entity), field, from);
}

std::vector<Entry> list(db::Tx& tx, Subject subject) {
  return tx.all(
      sql::of_subject, [](const db::Row& row) { return Entry{row.str(0), row.str(1), row.str(2), row.flag(3), row.time(4)}; },
      name_of(subject.entity), subject.id);
}

}  // namespace provenance
