#include "search/scoring.hpp"

#include <algorithm>
#include <cmath>

namespace search {

namespace {

constexpr double of_prefix = 0.935;  // "abc" is rather the artist ABC than somebody who begins so
constexpr double of_later = 0.93;    // a later word begins so
constexpr double of_words = 0.97;    // the words in another order
constexpr double other_article = 0.02;
constexpr double least_word = 0.6;  // words less alike than this have nothing to do with each other

std::size_t slot(std::string_view word) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash ^ (hash >> 16)) & 0xFFFF;
}

double word_likeness(const std::string& typed, const std::string& word, bool last_typed) {
  if (typed == word) return 1;
  const auto d = weighted_distances(typed, word);
  double best = likeness(d.whole, std::max(typed.size(), word.size()));
  if (last_typed && typed.size() >= 2) best = std::max(best, 0.95 * likeness(d.prefix, typed.size()));
  return best < least_word ? 0 : best;
}

double score_words(const Asked& query, const Phrase& name, const WordWeights& weights) {
  const auto& asked = query.phrase.words;
  constexpr std::size_t most = 12;
  const std::size_t n = std::min(asked.size(), most), m = std::min(name.words.size(), most);
  std::array<bool, most> used{};
  double asked_all = 0, asked_met = 0, name_all = 0, name_met = 0;
  for (std::size_t j = 0; j < m; ++j) name_all += weights.of(name.words[j]);
  bool head = true;
  for (std::size_t i = 0; i < n; ++i) {
    double best = 0;
    std::size_t who = 0;
    for (std::size_t j = 0; j < m; ++j) {
      if (used[j]) continue;
      const double alike = word_likeness(asked[i], name.words[j], i + 1 == n);
      if (alike > best) best = alike, who = j;
    }
    asked_all += query.weights[i];
    if (best == 0) {
      head = head && i >= m;
      continue;
    }
    used[who] = true;
    asked_met += query.weights[i] * best;
    name_met += weights.of(name.words[who]) * best;
  }
  const double of_asked = asked_met / asked_all, of_name = name_met / name_all;
  const double part = of_asked * of_asked * (0.80 + 0.20 * of_name);                     // the query names a part of the name
  const double more = of_name * of_name * (0.45 + 0.50 * of_asked + (head ? 0.03 : 0));  // the query says more than the name
  return of_words * std::max(part, more);
}

}  // namespace

void WordWeights::add(const Phrase& name) {
  ++names_;
  for (const auto& word : name.words) ++counts_[slot(word)];
}

double WordWeights::of(std::string_view word) const {
  const double names = names_ + 1.0;
  return std::log2(1 + names / (counts_[slot(word)] + 1.0)) / std::log2(1 + names);
}

Asked::Asked(Phrase query, const WordWeights& word_weights) : phrase(std::move(query)), pattern(phrase.tight) {
  for (const auto& word : phrase.words) weights.push_back(word_weights.of(word));
}

double quick_score(const Asked& query, std::string_view tight) {
  const auto d = query.pattern.to(tight);
  return std::max(likeness(d.whole, std::max(query.phrase.tight.size(), tight.size())),
                  of_prefix * likeness(d.prefix, query.phrase.tight.size()));
}

double score(const Asked& query, const Phrase& name, const WordWeights& weights) {
  const std::string_view asked = query.phrase.tight;
  const auto d = weighted_distances(asked, name.tight);
  double best = std::max(likeness(d.whole, std::max(asked.size(), name.tight.size())), of_prefix * likeness(d.prefix, asked.size()));
  for (const auto start : name.starts) {
    const auto rest = std::string_view(name.tight).substr(start);
    const auto quick = query.pattern.to(rest);
    if (rest.size() >= 2) best = std::max(best, of_later * likeness(quick.prefix, asked.size()));
  }
  if (best < 0.97 && (name.words.size() > 1 || query.phrase.words.size() > 1)) best = std::max(best, score_words(query, name, weights));
  if (query.phrase.article != name.article) best -= other_article;
  return std::max(0.0, best);
}

}  // namespace search
