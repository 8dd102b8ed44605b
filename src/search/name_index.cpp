#include "search/name_index.hpp"

#include <algorithm>
#include <mutex>

#include "platform/base/text.hpp"
#include "search/similarity.hpp"

namespace search {

namespace {

constexpr std::size_t kept_candidates = 160;
constexpr std::size_t postings_read = 400'000;  // bounds the work of a query made of common trigrams
constexpr double least_score = 0.34;
constexpr double prefix_discount = 0.96;  // "abc" is rather the artist ABC than somebody who begins so
constexpr double word_discount = 0.93;

std::string folded(std::string_view text) {
  std::string key = base::fold(text);
  return key.empty() ? base::clean(text, 64) : key;  // a name of signs only is searched as it is
}

// Trigrams with two marks before the beginning, so that the first letters weigh most; none after the end, which may not be typed yet.
template <class F>
void each_trigram(std::string_view text, F f) {
  std::uint64_t window = 0x0101;
  for (const char c : text) {
    window = ((window << 8) | static_cast<unsigned char>(c)) & 0xFFFFFF;
    f(window);
  }
}

std::string without_blanks(std::string_view text, std::vector<std::uint8_t>* starts) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (c == ' ') {
      begins = true;
      continue;
    }
    if (begins && starts && !out.empty() && out.size() < 64) starts->push_back(static_cast<std::uint8_t>(out.size()));
    begins = false;
    out += c;
  }
  return out;
}

}  // namespace

void NameIndex::add_key(std::uint32_t artist, std::string_view name) {
  Key key{artist, {}, {}};
  key.text = without_blanks(folded(name), &key.starts);
  if (key.text.empty()) return;
  const auto n = static_cast<std::uint32_t>(keys_.size());
  const auto index = [&](std::string_view text) {
    each_trigram(text, [&](std::uint64_t trigram) {
      auto& list = postings_[trigram];
      if (list.empty() || list.back() != n) list.push_back(n);
    });
  };
  index(key.text);
  for (const auto start : key.starts)
    index(std::string_view(key.text).substr(start).substr(0, 3));  // a later word's first letters count as such
  keys_.push_back(std::move(key));
}

void NameIndex::put(const artists::Name& artist) {
  const std::unique_lock lock(mutex_);
  if (const auto known = by_id_.find(artist.id.value); known != by_id_.end()) {
    auto& old = artists_[known->second];
    if (artist.updated_at < old.name.updated_at) return;
    const bool same_keys = old.name.name == artist.name && old.name.aliases == artist.aliases;
    if (same_keys) {
      old.name = artist;
      return;
    }
    old.current = false;  // its keys stay and lead nowhere; names change rarely
  }
  const auto n = static_cast<std::uint32_t>(artists_.size());
  by_id_[artist.id.value] = n;
  artists_.push_back({artist, true});
  add_key(n, artist.name);
  for (const auto& alias : artist.aliases) add_key(n, alias);
}

std::size_t NameIndex::size() const {
  const std::shared_lock lock(mutex_);
  return by_id_.size();
}

std::vector<std::uint32_t> NameIndex::candidates(const std::string& text) const {
  std::vector<const std::vector<std::uint32_t>*> lists;
  each_trigram(text, [&](std::uint64_t trigram) {
    if (const auto found = postings_.find(trigram); found != postings_.end()) lists.push_back(&found->second);
  });
  // The rarest trigrams tell most; the commonest are read only while that is cheap.
  std::ranges::sort(lists, {}, [](const auto* list) { return list->size(); });
  thread_local std::vector<std::uint8_t> counts;
  thread_local std::vector<std::uint32_t> touched;
  counts.resize(std::max(counts.size(), keys_.size()));
  touched.clear();
  std::size_t read = 0;
  for (const auto* list : lists) {
    if (read > 0 && read + list->size() > postings_read) break;
    read += list->size();
    for (const auto key : *list) {
      if (counts[key] == 0) touched.push_back(key);
      if (counts[key] < 255) ++counts[key];
    }
  }
  const auto closeness = [&](std::uint32_t key) {
    return static_cast<double>(counts[key]) / static_cast<double>(text.size() + keys_[key].text.size() / 4 + 1);
  };
  const auto kept = std::min(kept_candidates, touched.size());
  std::partial_sort(touched.begin(), touched.begin() + static_cast<std::ptrdiff_t>(kept), touched.end(),
                    [&](auto a, auto b) { return closeness(a) != closeness(b) ? closeness(a) > closeness(b) : a < b; });
  std::vector<std::uint32_t> best(touched.begin(), touched.begin() + static_cast<std::ptrdiff_t>(kept));
  for (const auto key : touched) counts[key] = 0;
  return best;
}

std::vector<Hit> NameIndex::find(std::string_view query, std::size_t limit) const {
  const std::string text = without_blanks(folded(query.substr(0, 200)), nullptr).substr(0, 64);
  if (text.empty()) return {};
  const std::shared_lock lock(mutex_);
  std::unordered_map<std::uint32_t, double> scores;
  for (const auto key_number : candidates(text)) {
    const Key& key = keys_[key_number];
    if (!artists_[key.artist].current) continue;
    double score = std::max(similarity(text, key.text), prefix_discount * prefix_similarity(text, key.text));
    for (const auto start : key.starts)
      if (key.text.size() - start >= 3)
        score = std::max(score, word_discount * prefix_similarity(text, std::string_view(key.text).substr(start)));
    auto& best = scores[key.artist];
    best = std::max(best, score);
  }
  struct Ranked {
    double score, popularity;
    std::uint32_t artist;
  };
  std::vector<Ranked> ranked;
  for (const auto& [artist, score] : scores)
    if (score >= least_score) ranked.push_back({score, static_cast<double>(artists_[artist].name.popularity.value_or(0)) / 100, artist});
  // Popularity decides between names about equally near, never between near and far.
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    const double x = a.score + 0.03 * a.popularity, y = b.score + 0.03 * b.popularity;
    return x != y ? x > y : a.artist < b.artist;
  });
  if (ranked.size() > limit) ranked.resize(limit);
  std::vector<Hit> hits;
  for (const auto& r : ranked) {
    const auto& a = artists_[r.artist].name;
    hits.push_back({a.id, a.name, a.slug, a.image_url, r.score});
  }
  return hits;
}

}  // namespace search
