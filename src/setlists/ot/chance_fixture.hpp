// Chance that repeats, and documents and operations by it.
#pragma once
#include <cstdlib>
#include <random>

#include "setlists/ot/lists_fixture.hpp"

namespace ot::testing {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  int below(std::size_t bound) { return bound == 0 ? 0 : static_cast<int>(engine_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

// How often a test by chance runs; THESET_FULL=1 asks for the long version.
inline int rounds(int usual, int full) { return std::getenv("THESET_FULL") ? full : usual; }

// Up to `most` operations that fit, one after the other; new items are named after `who`.
inline Ops some_ops(Chance& chance, Document document, const std::string& who, int most) {
  Ops ops;
  for (int i = chance.below(static_cast<std::size_t>(most) + 1); i > 0; --i) {
    const auto size = document.items.size();
    const int p = chance.below(size), kind = size == 0 ? 0 : chance.below(6);
    const auto id = size == 0 ? "" : document.items[static_cast<std::size_t>(p)].id;
    Op op;
    if (kind == 0) op = ins(who + std::to_string(i), chance.below(size + 1), {{"title", who}});
    else if (kind == 1) op = rem(id, p);
    else if (kind <= 3) op = mov(id, p, chance.below(size));
    else if (kind == 4)
      op = set(chance.one_in(4) ? std::string(document_id) : id, "note", json::value(who + std::to_string(chance.below(3))));
    else op = set(id, chance.one_in(2) ? "note" : "title", std::nullopt);
    ot::apply(document, {op}).value();
    ops.push_back(std::move(op));
  }
  return ops;
}

}  // namespace ot::testing
