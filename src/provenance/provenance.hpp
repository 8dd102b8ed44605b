// Provenance: for every imported field, which source said it and when (DAT-8). Losing values are kept for operators.
//
// Who wins, in this order: a person's correction; then the first source of the claim's ranking that has spoken; then, among
// sources that the ranking does not name, the one that spoke last. The ranking belongs to the module that owns the field.
// A source may be one record of a service, "ticketmaster/KovZ917ACh0": it ranks like its service, and of several records of one
// service the one with the least id wins, so that they may come in any order.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tx.hpp"

namespace provenance {

enum class Entity { artist, venue, show, setlist };

struct Subject {
  Entity entity;
  std::int64_t id;
};
template <class Tag>
Subject subject(Entity entity, base::Id<Tag> id) {
  return {entity, id.value};
}

inline constexpr std::string_view person = "person";  // the source that outranks all others (IMP-11)

using Ranking = std::span<const std::string_view>;  // sources, most trusted first

struct Claim {
  std::string_view field;
  std::string value;
  Ranking ranking = {};
};

struct Winner {
  std::string value;
  std::string source;
  bool changed = false;  // another value was shown until now, or none
};

// Whether the source has said all of this before, within a day: then there is nothing to record and no lock to take.
bool already_said(db::Tx& tx, base::Time now, Subject subject, std::string_view source, std::span<const Claim> claims);

// Keeps what `source` says and answers, claim by claim, which value is to be shown.
std::vector<Winner> record(db::Tx& tx, base::Time now, Subject subject, std::string_view source, std::span<const Claim> claims);

// Decides a field anew after its entries moved or went; nothing when nobody speaks about it any more. `changed`: another entry wins now.
std::optional<Winner> settle(db::Tx& tx, Subject subject, std::string_view field, Ranking ranking);
void withdraw(db::Tx& tx, Subject subject, std::string_view source, std::string_view field);
// What was said about one is said about the other from now on; where both have a source's word, the other's stays. Settle afterwards.
void move(db::Tx& tx, Subject from, Subject into);
void move(db::Tx& tx, Subject from, Subject into, std::string_view source);
// A value that was an id has become another id everywhere.
void rename_value(db::Tx& tx, Entity entity, std::string_view field, std::string_view from, std::string_view into);

struct Entry {
  std::string field;
  std::string source;
  std::string value;
  bool wins = false;
  base::Time fetched_at;
};
// By field, the winning value first.
std::vector<Entry> list(db::Tx& tx, Subject subject);

}  // namespace provenance
