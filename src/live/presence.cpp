#include "live/presence.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace live {

void Presence::sign(const std::string& cid, const Participant& person, const Sign& sign, base::Time now) {
  if (sign.item.empty() && !entries_.contains(cid)) return;  // somebody who looks on is alive
  const auto [at, fresh] = entries_.try_emplace(cid);
  auto& kept = at->second;
  kept.seen = now;
  Entry entry{std::to_string(person.id), person.name, sign.item, sign.drag};
  kept.next.reset();
  if (kept.entry == entry) return;
  if (!fresh && now - kept.told < least_between) {
    kept.next = std::move(entry);
    return;
  }
  kept.told = now;
  kept.entry = std::move(entry);
  ++version_;
}

void Presence::edits(const std::string& cid, const Participant& person, base::Time now) {
  const auto [at, fresh] = entries_.try_emplace(cid);
  if (fresh) at->second = {.entry = {std::to_string(person.id), person.name, {}, false}, .seen = now, .told = now};
  at->second.seen = now;
  version_ += fresh;
}

void Presence::alive(const std::string& cid, base::Time now) {
  if (const auto at = entries_.find(cid); at != entries_.end()) at->second.seen = now;
}

void Presence::leave(const std::string& cid) { version_ += entries_.erase(cid); }

void Presence::pass(base::Time now) {
  for (auto& [cid, kept] : entries_) {
    if (!kept.next || now - kept.told < least_between) continue;
    kept.entry = *std::exchange(kept.next, std::nullopt);
    kept.told = now;
    ++version_;
  }
  version_ += std::erase_if(entries_, [&](const auto& each) { return now - each.second.seen >= silence_; });
  for (auto& [process, heard] : processes_) {
    if (heard.gone || now - heard.at < silence_) continue;
    heard = {{.said = heard.what.said}, heard.at, true};
    ++version_;
  }
}

base::Time Presence::next_due() const {
  auto next = base::Time::max();
  for (const auto& [cid, kept] : entries_)
    next = std::min({next, kept.seen + silence_, kept.next ? kept.told + least_between : base::Time::max()});
  for (const auto& [process, heard] : processes_)
    if (!heard.gone) next = std::min(next, heard.at + silence_);
  return next;
}

void Presence::elsewhere(const std::string& process, Elsewhere what, base::Time now) {
  const auto [at, fresh] = processes_.try_emplace(process);
  auto& heard = at->second;
  if (!fresh && heard.what.said == what.said) return;
  // At first sight it may be what a process left behind that died long ago.
  heard.gone = fresh && what.said + silence_ <= now;
  if (heard.gone) what = {.said = what.said};
  if (heard.what.who != what.who || heard.what.here != what.here) ++version_;
  heard.what = std::move(what);
  heard.at = now;
}

void Presence::only(const std::vector<std::string>& processes) {
  version_ += std::erase_if(processes_, [&](const auto& each) { return std::ranges::find(processes, each.first) == processes.end(); });
}

std::vector<Presence::Entry> Presence::own() const {
  std::vector<Entry> out;
  for (const auto& [cid, kept] : entries_) out.push_back(kept.entry);
  return out;
}

std::vector<Presence::Entry> Presence::all() const {
  std::vector<Entry> out;
  std::unordered_map<std::string, std::size_t> places;  // by person
  const auto add = [&](const Entry& entry) {
    const auto [at, fresh] = places.try_emplace(entry.id, out.size());
    if (fresh) out.push_back(entry);
    else if (out[at->second].item.empty()) out[at->second] = entry;
  };
  for (const auto& [cid, kept] : entries_) add(kept.entry);
  for (const auto& [process, heard] : processes_) std::ranges::for_each(heard.what.who, add);
  return out;
}

std::int64_t Presence::here_elsewhere() const {
  std::int64_t sum = 0;
  for (const auto& [process, heard] : processes_) sum += heard.what.here;
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
