#include "live/presence.hpp"

#include <algorithm>

namespace live {

bool Presence::sign(const std::string& cid, const Participant& person, const Sign& sign, base::Time now) {
  const auto [at, fresh] = entries_.try_emplace(cid);
  auto& kept = at->second;
  kept.seen = now;
  Entry entry{std::to_string(person.id), person.name, sign.item, sign.drag};
  if (!fresh && kept.entry == entry) return true;
  if (!fresh && now - kept.told < least_between) return false;
  kept.told = now;
  kept.entry = std::move(entry);
  ++version_;
  return true;
}

void Presence::alive(const std::string& cid, base::Time now) {
  if (const auto at = entries_.find(cid); at != entries_.end()) at->second.seen = now;
}

void Presence::leave(const std::string& cid) { version_ += entries_.erase(cid); }

void Presence::expire(base::Time now) {
  version_ += std::erase_if(entries_, [&](const auto& each) { return now - each.second.seen >= lasts; });
  version_ += std::erase_if(nodes_, [&](const auto& each) { return now - each.second.at >= lasts; });
}

base::Time Presence::next_expiry() const {
  auto next = base::Time::max();
  for (const auto& [cid, kept] : entries_) next = std::min(next, kept.seen + lasts);
  for (const auto& [node, what] : nodes_) next = std::min(next, what.at + lasts);
  return next;
}

void Presence::elsewhere(const std::string& node, Elsewhere what) {
  auto& known = nodes_[node];
  if (known.who != what.who || known.here != what.here) ++version_;
  known = std::move(what);
}

std::vector<Presence::Entry> Presence::own() const {
  std::vector<Entry> out;
  for (const auto& [cid, kept] : entries_) out.push_back(kept.entry);
  return out;
}

std::vector<Presence::Entry> Presence::all() const {
  auto out = own();
  for (const auto& [node, what] : nodes_) out.insert(out.end(), what.who.begin(), what.who.end());
  return out;
}

std::int64_t Presence::here_elsewhere() const {
  std::int64_t sum = 0;
  for (const auto& [node, what] : nodes_) sum += what.here;
  return sum;
}

base::json::array to_json(const std::vector<Presence::Entry>& entries) {
  base::json::array out;
  for (const auto& e : entries) {
    if (out.size() == Presence::most_shown) break;
    base::json::object one{{"id", e.id}, {"name", e.name}};
    if (!e.item.empty()) one["item"] = e.item;
    if (e.drag) one["drag"] = true;
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Presence::Entry> read_entries(const base::json::value& list) {
  std::vector<Presence::Entry> out;
  if (!list.is_array()) return out;
  for (const auto& v : list.get_array())
    out.push_back({std::string(base::string_at(v, "id").value_or("")), std::string(base::string_at(v, "name").value_or("")),
                   std::string(base::string_at(v, "item").value_or("")), base::bool_at(v, "drag").value_or(false)});
  return out;
}

}  // namespace live
