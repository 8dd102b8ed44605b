#include "search/name_index.hpp"

#include <algorithm>
#include <mutex>

#include "search/readings.hpp"
#include "search/spellings.hpp"

namespace search {

namespace {

using Ranked = NameIndex::Ranked;

constexpr std::size_t longest_query = 800;  // bytes: 200 characters
constexpr std::size_t candidates = 250;
constexpr std::size_t popular_kept = 3'000;
constexpr double popular_least = 0.5;  // quick score from which one of the popular is a candidate
constexpr double least_score = 0.34;
constexpr double same_name = 0.975;
// All else equal the popular are meant: so much is added for all of 100. Between names the order needs more of it than the
// question whether anybody here is meant at all.
constexpr double popular_in_order = 0.10;
constexpr double popular_in_score = 0.06;
constexpr double same_name_in_order = 0.06;
// How far a find by a short form alone is trusted; initials are a guess to be shown, never a find.
constexpr double by_consonants = 0.85;
constexpr double by_initials = 0.65;
constexpr std::size_t same_short_form = 50;  // looked at

std::size_t hash_of(const artists::Name& artist) {
  std::string all = artist.name;
  for (const auto& alias : artist.aliases) all.append(1, '\0').append(alias);
  return std::hash<std::string>{}(all);
}

void sort(std::vector<Ranked>& ranked) {
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) { return a.rank != b.rank ? a.rank > b.rank : a.artist < b.artist; });
}

// What another reading found, as far as it is trusted.
void join(std::vector<Ranked>& ranked, const std::vector<Ranked>& others, double trust) {
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (std::size_t i = 0; i < ranked.size(); ++i) places[ranked[i].artist] = i;
  for (auto other : others) {
    other.score *= trust;
    other.rank *= trust;
    const auto [place, added] = places.try_emplace(other.artist, ranked.size());
    if (added) ranked.push_back(other);
    else if (ranked[place->second].rank < other.rank) ranked[place->second] = other;
  }
}

}  // namespace

void NameIndex::add_keys(std::uint32_t artist, std::string_view name) {
  for (const auto& text : spellings(name)) {
    add_key(artist, text);
    if (is_abbreviation(text)) short_forms_.emplace(text, artist);
  }
  if (writes_consonants(name))
    if (const auto left = consonants(folded(name)); !left.empty()) short_forms_.emplace(left, artist);
}

void NameIndex::add_key(std::uint32_t artist, std::string_view text) {
  const Phrase phrase = phrase_of_folded(text);
  if (phrase.empty()) return;
  const auto n = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back({artist, static_cast<std::uint32_t>(text_.size()), static_cast<std::uint16_t>(text.size())});
  text_ += text;
  trigrams_.add(phrase, artists_[artist].popularity);
  weights_.add(phrase);
  keep_if_popular(n, phrase);
}

void NameIndex::keep_if_popular(std::uint32_t key, const Phrase& phrase) {
  if (artists_[keys_[key].artist].popularity < popular_from_) return;
  popular_.push_back({key, phrase.tight});
  if (popular_.size() < 2 * popular_kept) return;
  const auto popularity_of = [this](const Popular& p) { return artists_[keys_[p.key].artist].popularity; };
  std::ranges::nth_element(popular_, popular_.begin() + popular_kept, std::greater{}, popularity_of);
  popular_from_ = std::max<std::uint8_t>(popular_from_, popularity_of(popular_[popular_kept]));
  popular_.resize(popular_kept);
}

void NameIndex::put(const artists::Name& artist) {
  const std::unique_lock lock(mutex_);
  const auto names_hash = hash_of(artist);
  const auto popularity = static_cast<std::uint8_t>(std::clamp<std::int64_t>(artist.popularity.value_or(0), 0, 100));
  Artist entry{
      artist.id,  artist.name, artist.slug, artist.image_url, artist.updated_at, names_hash, static_cast<std::uint32_t>(keys_.size()),
      popularity, true};
  if (const auto known = by_id_.find(artist.id.value); known != by_id_.end()) {
    auto& old = artists_[known->second];
    if (artist.updated_at < old.updated_at) return;
    if (old.names_hash == names_hash) {
      const bool as_popular = old.popularity == popularity;
      entry.first_key = old.first_key;
      old = std::move(entry);
      if (!as_popular) popularity_changed(known->second);
      return;
    }
    old.current = false;  // its keys stay and lead nowhere; names change rarely
  }
  const auto n = static_cast<std::uint32_t>(artists_.size());
  by_id_[artist.id.value] = n;
  artists_.push_back(std::move(entry));
  add_keys(n, artist.name);
  for (const auto& alias : artist.aliases) add_keys(n, alias);
}

void NameIndex::popularity_changed(std::uint32_t artist) {
  std::erase_if(popular_, [&](const Popular& p) { return keys_[p.key].artist == artist; });
  // The keys of an artist stand together.
  for (auto key = artists_[artist].first_key; key < keys_.size() && keys_[key].artist == artist; ++key) {
    trigrams_.set_popularity(key, artists_[artist].popularity);
    keep_if_popular(key, phrase_of(key));
  }
}

std::size_t NameIndex::size() const {
  const std::shared_lock lock(mutex_);
  return by_id_.size();
}

Phrase NameIndex::phrase_of(std::uint32_t key) const {
  return phrase_of_folded(std::string_view(text_).substr(keys_[key].at, keys_[key].size));
}

std::vector<NameIndex::Ranked> NameIndex::rank(std::string_view text) const {
  const Asked asked(phrase_of_folded(text), weights_);
  if (asked.phrase.empty()) return {};
  auto keys = trigrams_.nearest(asked.phrase, candidates);
  for (const auto& popular : popular_)
    if (quick_score(asked, popular.tight) >= popular_least) keys.push_back(popular.key);
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  std::unordered_map<std::uint32_t, double> scores;
  for (const auto key : keys) {
    if (!artists_[keys_[key].artist].current) continue;
    auto& best = scores[keys_[key].artist];
    best = std::max(best, score(asked, phrase_of(key), weights_));
  }
  std::vector<Ranked> ranked;
  for (const auto& [artist, s] : scores)
    if (s >= least_score) ranked.push_back(of_artist(artist, s));
  return ranked;
}

std::vector<Ranked> NameIndex::by_short_form(const std::string& text) const {
  std::vector<Ranked> ranked;
  for (auto [it, end] = short_forms_.equal_range(text); it != end && ranked.size() < same_short_form; ++it)
    if (artists_[it->second].current) ranked.push_back(of_artist(it->second, 1));
  return ranked;
}

NameIndex::Ranked NameIndex::of_artist(std::uint32_t artist, double s) const {
  const double popularity = artists_[artist].popularity / 100.0;
  return {std::min(1.0, s + popular_in_score * popularity), s + popular_in_order * popularity + (s >= same_name ? same_name_in_order : 0),
          artist};
}

std::vector<Hit> NameIndex::find(std::string_view query, std::size_t limit) const {
  query = query.substr(0, longest_query);
  const std::string text = folded(query);
  const std::shared_lock lock(mutex_);
  auto ranked = rank(text);
  for (const auto& reading : readings_of_article(text)) join(ranked, rank(reading.text), reading.trust);
  sort(ranked);
  if (ranked.empty() || ranked.front().score < sure_enough) {
    for (const auto& reading : other_readings(query)) join(ranked, rank(folded(reading.text)), reading.trust);
    join(ranked, by_short_form(consonants(text)), by_consonants);
    join(ranked, by_short_form(initials(text)), by_initials);
    sort(ranked);
  }
  if (ranked.size() > limit) ranked.resize(limit);
  std::vector<Hit> hits;
  for (const auto& r : ranked) {
    const auto& a = artists_[r.artist];
    hits.push_back({a.id, a.name, a.slug, a.image_url, r.score});
  }
  return hits;
}

}  // namespace search
