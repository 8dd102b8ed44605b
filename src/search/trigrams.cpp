#include "search/trigrams.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "search/phrase.hpp"

namespace search {

namespace {

constexpr std::size_t entries_read = 200'000;  // bounds the work of a query made of common trigrams
constexpr std::size_t looked_at = 4'000;       // after counting
constexpr unsigned most_counted = 255;
constexpr std::size_t block = 64;

// Trigrams with two marks before each word's beginning, so that first letters weigh most; words otherwise run together, and there is
// no mark after the end, which may not be typed yet.
template <class F>
void each_trigram(const Phrase& phrase, F f) {
  const auto run = [&](std::string_view text) {
    std::uint32_t window = 0x0101;
    for (const char c : text) {
      window = ((window << 8) | static_cast<unsigned char>(c)) & 0xFFFFFF;
      f(window);
    }
  };
  run(phrase.tight);
  for (std::size_t i = 1; i < phrase.words.size(); ++i) run(std::string_view(phrase.words[i]).substr(0, 2));
}

// The count that about `wanted` texts reach, judged by an even sample of them; at least 1.
std::uint8_t reached_by(const std::vector<std::uint8_t>& counts, std::size_t wanted) {
  const std::size_t step = counts.size() / 100'000 + 1;
  std::array<std::size_t, 256> histogram{};
  for (std::size_t i = 0; i < counts.size(); i += step) ++histogram[counts[i]];
  std::size_t count = most_counted, above = 0;
  while (count > 1 && above + histogram[count] * step < wanted) above += histogram[count--] * step;
  return static_cast<std::uint8_t>(count);
}

// Most texts share little: whole blocks are passed over by their largest count.
template <class F>
void each_from(const std::vector<std::uint8_t>& counts, std::uint8_t least, F f) {
  for (std::size_t i = 0; i < counts.size(); i += block) {
    std::uint8_t largest = 0;
    for (std::size_t j = i; j < i + block; ++j) largest = std::max(largest, counts[j]);
    if (largest < least) continue;
    for (std::size_t j = i; j < i + block; ++j)
      if (counts[j] >= least) f(static_cast<std::uint32_t>(j), counts[j]);
  }
}

}  // namespace

void TrigramIndex::List::append(std::uint32_t number) {
  std::uint32_t step = number - last;
  if (count > 0 && step == 0) return;
  for (; step >= 0x80; step >>= 7) bytes += static_cast<char>(0x80 | (step & 0x7F));
  bytes += static_cast<char>(step);
  last = number;
  ++count;
}

template <class F>
void TrigramIndex::List::each(F f) const {
  std::uint32_t number = 0, step = 0;
  int shift = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    step |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if (byte & 0x80) {
      shift += 7;
      continue;
    }
    f(number += step);
    step = 0;
    shift = 0;
  }
}

void TrigramIndex::add(const Phrase& phrase, std::uint8_t popularity) {
  const auto number = static_cast<std::uint32_t>(texts_.size());
  each_trigram(phrase, [&](std::uint32_t trigram) { lists_[trigram].append(number); });
  texts_.push_back({static_cast<std::uint8_t>(phrase.tight.size()), popularity});
}

std::vector<std::uint32_t> TrigramIndex::nearest(const Phrase& query, std::size_t most) const {
  std::vector<const List*> lists;
  each_trigram(query, [&](std::uint32_t trigram) {
    if (const auto found = lists_.find(trigram); found != lists_.end() && !std::ranges::count(lists, &found->second))
      lists.push_back(&found->second);
  });
  std::ranges::sort(lists, {}, [](const List* list) { return list->count; });

  // A trigram counts by how rare it is, scaled so that all together fit a byte.
  std::vector<double> weights;
  double total = 0;
  for (const List* list : lists) {
    weights.push_back(std::log2(2.0 + static_cast<double>(texts_.size()) / list->count));
    total += weights.back();
  }
  const double scale = std::min(6.0, most_counted / (total + static_cast<double>(lists.size())));

  thread_local std::vector<std::uint8_t> counts;
  counts.assign((texts_.size() + block - 1) / block * block, 0);
  std::size_t read = 0;
  for (std::size_t i = 0; i < lists.size() && (read == 0 || read + lists[i]->count <= entries_read); ++i) {
    read += lists[i]->count;
    const auto weight = static_cast<std::uint8_t>(std::max(1.0, weights[i] * scale));
    lists[i]->each([&](std::uint32_t number) { counts[number] = static_cast<std::uint8_t>(counts[number] + weight); });
  }

  struct Candidate {
    double promise;
    std::uint32_t number;
  };
  std::vector<Candidate> candidates;
  const auto length = static_cast<double>(query.tight.size());
  const double all = std::max(1.0, total * scale);
  each_from(counts, reached_by(counts, looked_at), [&](std::uint32_t n, std::uint8_t count) {
    const double longer = std::abs(texts_[n].length - length) / std::max<double>(texts_[n].length, length);
    candidates.push_back({count / all - 0.2 * longer + 0.0015 * texts_[n].popularity, n});
  });
  const auto kept = std::min(most, candidates.size());
  std::partial_sort(
      candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.promise != b.promise ? a.promise > b.promise : a.number < b.number; });
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < kept; ++i) numbers.push_back(candidates[i].number);
  return numbers;
}

}  // namespace search
