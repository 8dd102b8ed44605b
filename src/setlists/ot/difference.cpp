// From one document to another, and operations addressed anew.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "setlists/ot/ot.hpp"

namespace ot {

namespace {

// Which of `values` form its longest increasing subsequence (patience sorting).
std::vector<bool> longest_increasing(const std::vector<std::size_t>& values) {
  std::vector<std::size_t> tails, before(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = std::ranges::lower_bound(tails, values[i], {}, [&](std::size_t k) { return values[k]; });
    before[i] = at == tails.begin() ? i : *(at - 1);
    if (at == tails.end()) tails.push_back(i);
    else *at = i;
  }
  std::vector<bool> chosen(values.size());
  if (tails.empty()) return chosen;
  for (auto i = tails.back();; i = before[i]) {
    chosen[i] = true;
    if (before[i] == i) return chosen;
  }
}

void set_differences(Ops& ops, std::string_view id, const json::object& from, const json::object& to) {
  for (const auto& [name, value] : from)
    if (!to.contains(name)) ops.push_back(set(std::string(id), name, std::nullopt));
  for (const auto& [name, value] : to)
    if (const auto* old = from.if_contains(name); !old || *old != value) ops.push_back(set(std::string(id), name, value));
}

}  // namespace

Ops diff(const Document& from, const Document& to) {
  Ops ops;
  std::unordered_map<std::string_view, std::size_t> wanted;
  for (std::size_t i = 0; i < to.items.size(); ++i) wanted.emplace(to.items[i].id, i);

  std::vector<std::string_view> list;  // the ids as they are while the operations run
  for (const auto& item : from.items) list.push_back(item.id);
  for (auto i = list.size(); i-- > 0;) {
    if (wanted.contains(list[i])) continue;
    ops.push_back(rem(std::string(list[i]), static_cast<int>(i)));
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
  }

  std::vector<std::size_t> order;
  for (const auto id : list) order.push_back(wanted.at(id));
  const auto stays = longest_increasing(order);
  std::unordered_set<std::string_view> here(list.begin(), list.end()), staying;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (stays[i]) staying.insert(list[i]);

  // Everything before is in its order already, so each item goes right behind the one before it.
  std::ptrdiff_t next = 0;
  for (const auto& item : to.items) {
    const auto at = std::ranges::find(list, std::string_view(item.id)) - list.begin();
    if (staying.contains(item.id)) {
      next = at + 1;
      continue;
    }
    if (!here.contains(item.id)) {
      ops.push_back(ins(item.id, static_cast<int>(next), whole(item)));
    } else {
      list.erase(list.begin() + at);
      if (at < next) --next;
      if (at != next) ops.push_back(mov(item.id, static_cast<int>(at), static_cast<int>(next)));
    }
    list.insert(list.begin() + next, item.id);
    ++next;
  }

  for (const auto& item : from.items)
    if (const auto at = wanted.find(item.id); at != wanted.end()) set_differences(ops, item.id, item.fields, to.items[at->second].fields);
  set_differences(ops, document_id, from.fields, to.fields);
  return ops;
}

Settled settle(const Document& document, const Ops& ops) {
  std::vector<std::string> list;
  for (const auto& item : document.items) list.push_back(item.id);
  Settled settled;
  for (Op op : ops) {
    const auto here = std::ranges::find(list, op.id);
    const bool missing = here == list.end();
    const auto size = static_cast<int>(list.size()), at = static_cast<int>(here - list.begin());
    if (op.verb == Verb::nop) continue;
    if (op.id == document_id ? op.verb != Verb::set : missing != (op.verb == Verb::ins)) {
      settled.lost.push_back(std::move(op));
      continue;
    }
    op.p = op.verb == Verb::ins ? std::clamp(op.p, 0, size) : at;
    if (op.verb == Verb::ins) list.insert(list.begin() + op.p, op.id);
    if (op.verb == Verb::rem || op.verb == Verb::mov) list.erase(here);
    if (op.verb == Verb::mov) {
      op.t = std::clamp(op.t, 0, size - 1);
      list.insert(list.begin() + op.t, op.id);
      if (op.p == op.t) continue;
    }
    if (op.verb == Verb::set) op.p = 0;
    settled.ops.push_back(std::move(op));
  }
  return settled;
}

}  // namespace ot
