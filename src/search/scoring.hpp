// How probably a name is the one that was meant by a query.
#pragma once
#include <array>
#include <cstdint>

#include "search/phrase.hpp"
#include "search/similarity.hpp"

namespace search {

// How much a word tells: "the" and "orchestra" little, a word that one name has much. Counted by hash in fixed memory.
class WordWeights {
 public:
  void add(const Phrase& name);
  double of(std::string_view word) const;  // above 0, at most 1

 private:
  std::array<std::uint32_t, 1 << 16> counts_{};
  std::uint32_t names_ = 0;
};

// A query with what is computed once for all names.
struct Asked {
  Asked(Phrase query, const WordWeights& weights);
  Phrase phrase;
  Pattern pattern;
  std::vector<double> weights;  // of its words
};

// 0-1: 1 for the same name; near 1 for what has been typed so far of it.
double quick_score(const Asked& query, std::string_view tight);  // an estimate that is cheap
double score(const Asked& query, const Phrase& name, const WordWeights& weights);

}  // namespace search
