// The pair table. For two operations made for the same list, where each ends up when the other one ran first.
#include "setlists/ot/ot.hpp"

namespace ot {

namespace {

// Three ways an index follows what another operation does to the list; i, q: indexes; g, u: gaps, "before the item at".
int without(int i, int q) { return i > q ? i - 1 : i; }  // i, an index or gap, once the item at q is out
int with(int i, int q) { return i >= q ? i + 1 : i; }    // i, the index of an item, once something is put at q
int beside(int g, int u, bool later) { return g > u || (g == u && later) ? g + 1 : g; }  // at one gap the first committed stays first

// The gap that a move aims at, when another item was moved. Both are reckoned with both items out of the list.
int aim_beside(const Op& a, const Op& b, bool later) {
  const int b_at = without(b.p, a.p), a_at = without(a.p, b.p);
  const int mine = without(a.t, b_at), other = without(b.t, a_at);
  if (mine != other) return beside(mine, other, later);
  // Both aim at one gap: the order that both asked for if they agree, else the first committed first.
  const bool a_wants_first = a.t <= b_at, b_wants_first = b.t <= a_at;
  const bool a_first = a_wants_first != b_wants_first ? a_wants_first : !later;
  return a_first ? mine : mine + 1;
}

void over_move(Op& a, const Op& b, bool later) {
  const bool same = a.id == b.id;
  if (a.verb == Verb::ins) a.p = beside(without(a.p, b.p), b.t, later);
  if (a.verb == Verb::rem) a.p = same ? b.t : with(without(a.p, b.p), b.t);
  if (a.verb == Verb::mov) {
    if (same && !later) a = Op{};  // the last mover wins
    else if (same) a.p = b.t;
    else {
      const int t = aim_beside(a, b, later);
      a.p = with(without(a.p, b.p), b.t);
      a.t = t;
    }
  }
}

void over_insert(Op& a, const Op& b, bool later) {
  if (a.verb == Verb::ins) a.p = beside(a.p, b.p, later);
  if (a.verb == Verb::mov) a.t = beside(a.t, without(b.p, a.p), later);
  if (a.verb == Verb::rem || a.verb == Verb::mov) a.p = with(a.p, b.p);
}

void over_removal(Op& a, const Op& b) {
  if (a.verb == Verb::ins) {
    a.p = without(a.p, b.p);
  } else if (a.id == b.id) {
    a = Op{};
  } else if (a.verb != Verb::set) {
    a.t = without(a.t, without(b.p, a.p));
    a.p = without(a.p, b.p);
  }
}

void over(Op& a, const Op& b, bool later) {
  if (a.verb == Verb::nop || b.verb == Verb::nop) return;
  switch (b.verb) {
    case Verb::ins: over_insert(a, b, later); break;
    case Verb::rem: over_removal(a, b); break;
    case Verb::mov: over_move(a, b, later); break;
    case Verb::set:
      if (a.verb == Verb::set && a.id == b.id && a.field == b.field && !later) a = Op{};  // the last writer wins
      break;
    case Verb::nop: break;
  }
  if (a.verb == Verb::mov && a.p == a.t && b.verb != Verb::set) a = Op{};
}

// What `a` loses to `b`, if anybody is to be told.
std::optional<Loss> loss(const Op& a, const Op& b, bool later) {
  if (a.id != b.id) return std::nullopt;
  if (b.verb == Verb::rem && (a.verb == Verb::mov || a.verb == Verb::set)) return Loss::gone;
  if (later || a.verb != b.verb) return std::nullopt;
  if (a.verb == Verb::mov && a.t != b.t) return Loss::overtaken;
  if (a.verb == Verb::set && a.field == b.field && a.value != b.value) return Loss::overwritten;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Loss loss) {
  switch (loss) {
    case Loss::gone: return "gone";
    case Loss::overtaken: return "overtaken";
    case Loss::overwritten: return "overwritten";
  }
  return "";
}

Op transform(const Op& a, const Op& b, bool a_later) {
  Op carried = a;
  over(carried, b, a_later);
  return carried;
}

Losses transform_x(Ops& as, Ops& bs, bool a_later) {
  Losses losses;
  for (std::size_t i = 0; i < as.size(); ++i) {
    for (std::size_t j = 0; j < bs.size(); ++j) {
      Op &a = as[i], &b = bs[j];
      if (const auto lost = loss(a, b, a_later)) losses.as.push_back({i, *lost, j});
      if (const auto lost = loss(b, a, !a_later)) losses.bs.push_back({j, *lost, i});
      // Where `a` is as `b` must see it; its item and value do not matter for that, but whether it was there and where.
      const Op before{.verb = a.verb, .id = a.id, .p = a.p, .t = a.t, .field = a.field};
      over(a, b, a_later);
      over(b, before, !a_later);
    }
  }
  return losses;
}

}  // namespace ot
