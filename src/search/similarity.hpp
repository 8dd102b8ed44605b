// How far apart two folded texts are, by optimal string alignment: letters left out, put in, changed, or swapped with their neighbour
// count one each. Texts are compared as far as their first 64 bytes.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace search {

inline constexpr std::size_t compared = 64;

struct Distances {
  double whole = 0;   // to all of the name
  double prefix = 0;  // to the beginning of the name that is nearest: what has been typed so far
};

// A query made ready to be held against many names. Bit-parallel, after Hyyrö, "A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances" (2003): some ten instructions for each letter of a name.
class Pattern {
 public:
  explicit Pattern(std::string_view query);
  Distances to(std::string_view name) const;
  std::size_t size() const { return size_; }

 private:
  std::array<std::uint64_t, 256> where_{};  // for each byte, the places of the query that have it
  std::size_t size_;
};

// The same with slips that are easily made counted less: neighbours on the keyboard, letters that sound alike, doubled letters.
Distances weighted_distances(std::string_view query, std::string_view name);

// 1 for the same, 0 for nothing in common.
double likeness(double distance, std::size_t length);

}  // namespace search
