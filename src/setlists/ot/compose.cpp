#include "setlists/ot/ot.hpp"

namespace ot {

namespace {

void write(json::object& fields, const Op& op) {
  if (op.value) fields.insert_or_assign(op.field, *op.value);
  else fields.erase(op.field);
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
    if (earlier.verb == Verb::set && op.verb == Verb::set && earlier.field == op.field) {
      earlier.value = op.value;
      return true;
    }
    if (earlier.verb != Verb::ins) continue;
    if (op.verb == Verb::set) {
      write(earlier.item, op);
    } else {
      // As if it had never been: what came after it is carried over its removal.
      const auto from = ops.begin() + static_cast<std::ptrdiff_t>(i);
      Ops removal{rem(op.id, earlier.p)}, rest(std::make_move_iterator(from + 1), std::make_move_iterator(ops.end()));
      transform_x(removal, rest, true);
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
