#include "venues/likeness.hpp"

#include <algorithm>

#include "platform/base/alike.hpp"
#include "platform/base/text.hpp"

namespace venues {

namespace {

constexpr double misspelt = 0.92;  // Jaro-Winkler from which two longer words are one
constexpr std::size_t shortest_misspelt = 5;

std::vector<std::string> split(std::string_view folded) {
  std::vector<std::string> words;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.emplace_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

std::string spelling(std::string word) {
  if (word == "theatre" || word == "teatro" || word == "theater") return "theater";
  return word == "centre" ? "center" : word;
}

// Takes the town's name out where it stands as a whole.
void remove_city(std::vector<std::string>& words, const std::vector<std::string>& city) {
  if (city.empty() || city.size() >= words.size()) return;
  const auto found = std::ranges::search(words, city);
  if (!found.empty()) words.erase(found.begin(), found.end());
}

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

double word_likeness(const std::string& a, const std::string& b) {
  if (a == b) return 1;
  if (std::min(a.size(), b.size()) < shortest_misspelt || has_digit(a) || has_digit(b)) return 0;
  const double score = base::jaro_winkler(a, b);
  return score >= misspelt ? score : 0;
}

}  // namespace

std::vector<std::string> telling_words(std::string_view name, std::string_view city) {
  std::vector<std::string> words = split(base::fold(name));
  remove_city(words, split(base::fold(city)));
  std::vector<std::string> telling;
  for (std::string& word : words)
    if (word != "the" && word != "and") telling.push_back(spelling(word));
  return telling.empty() ? words : telling;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) (out += out.empty() ? "" : " ") += word;
  return out;
}

Likeness likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return {};
  std::string squeezed_a, squeezed_b;
  for (const std::string& word : a) squeezed_a += word;
  for (const std::string& word : b) squeezed_b += word;
  if (squeezed_a == squeezed_b) return {1, false};
  std::vector<bool> taken(b.size());
  double shared = 0;
  std::size_t matched = 0;
  for (const std::string& word : a) {
    std::size_t best = b.size();
    double best_score = 0;
    for (std::size_t j = 0; j < b.size(); ++j)
      if (const double score = taken[j] ? 0 : word_likeness(word, b[j]); score > best_score) best = j, best_score = score;
    if (best == b.size()) continue;
    taken[best] = true;
    shared += best_score;
    ++matched;
  }
  return {2 * shared / static_cast<double>(a.size() + b.size()), matched == std::min(a.size(), b.size())};
}

}  // namespace venues
