#include <algorithm>

#include "setlists/ot/ot.hpp"

namespace ot {

namespace {

void write(json::object& fields, const Op& op) {
  if (op.value) fields.insert_or_assign(op.field, *op.value);
  else fields.erase(op.field);
}

// The operations after an insert, as if that item had never been; it is at `x`. Nothing of its own is among them but moves.
Ops without_item(Ops ops, const std::string& id, int x) {
  const auto left = [](int i, int q) { return i > q ? i - 1 : i; };
  Ops rest;
  for (auto& op : ops) {
    if (op.id == id) {
      if (op.verb == Verb::mov) x = op.t;
      continue;
    }
    if (op.verb == Verb::ins) {
      const bool before = op.p <= x;
      op.p = left(op.p, x);
      x += before;
    } else if (op.verb == Verb::rem) {
      const int out = op.p;
      op.p = left(out, x);
      x = left(x, out);
    } else if (op.verb == Verb::mov) {
      const int out = op.p, gap = op.t, between = left(x, out);
      op.p = left(out, x);
      op.t = left(gap, between);
      x = gap <= between ? between + 1 : between;
    }
    rest.push_back(std::move(op));
  }
  return rest;
}

void append(Ops& ops, Op op);

// Whether the operation went into an earlier one of the same item.
bool merged(Ops& ops, const Op& op) {
  if (op.verb == Verb::mov) {
    if (ops.empty() || ops.back().verb != Verb::mov || ops.back().id != op.id) return false;
    ops.back().t = op.t;
    if (ops.back().p == op.t) ops.pop_back();
    return true;
  }
  if (op.verb != Verb::set && op.verb != Verb::rem) return false;
  for (auto i = ops.size(); i-- > 0;) {
    auto& earlier = ops[i];
    if (earlier.id != op.id) continue;
    if (earlier.verb == Verb::rem) return false;  // what came before belongs to an item that was put back since
    if (earlier.verb == Verb::set && op.verb == Verb::set && earlier.field == op.field) {
      earlier.value = op.value;
      return true;
    }
    if (earlier.verb != Verb::ins) continue;
    if (op.verb == Verb::set) {
      write(earlier.item, op);
    } else {
      const auto from = ops.begin() + static_cast<std::ptrdiff_t>(i);
      auto rest = without_item({std::make_move_iterator(from + 1), std::make_move_iterator(ops.end())}, op.id, earlier.p);
      ops.erase(from, ops.end());
      for (auto& later : rest) append(ops, std::move(later));
    }
    return true;
  }
  return false;
}

void append(Ops& ops, Op op) {
  if (op.verb == Verb::nop || (op.verb == Verb::mov && op.p == op.t)) return;
  if (!merged(ops, op)) ops.push_back(std::move(op));
}

}  // namespace

Ops compose(const Ops& ops) {
  Ops shorter;
  for (const auto& op : ops) append(shorter, op);
  return shorter;
}

}  // namespace ot
