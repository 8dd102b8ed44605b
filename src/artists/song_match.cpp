#include "artists/song_match.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "artists/title_words.hpp"
#include "platform/base/alike.hpp"

namespace artists {

namespace {

using Words = std::vector<std::string>;

constexpr std::size_t shortest_slip = 7;  // letters; shorter titles are too often another's with a letter changed
constexpr double believable = 0.85;       // Jaro-Winkler from which one ISRC makes two titles one song

std::string squeezed(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
}

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "two" and, after another word, "ii" are "2".
std::string number(const std::string& word, bool after_another) {
  static constexpr std::array<std::string_view, 13> roman{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
  static constexpr std::array<std::string_view, 11> spelt{"",    "one",   "two",   "three", "four", "five",
                                                          "six", "seven", "eight", "nine",  "ten"};
  const auto at = [&](std::span<const std::string_view> list) {
    const auto found = std::ranges::find(list.subspan(1), word);
    return found == list.end() ? std::string() : std::to_string(found - list.begin());
  };
  const std::string value = at(spelt);
  return value.empty() && after_another ? at(roman) : value;
}

std::string spelling(std::string word) {
  if (word == "pt" || word == "pts" || word == "parts") return "part";
  if (word == "vol") return "volume";
  if (word == "grey") return "gray";
  if (word.size() >= 6 && word.ends_with("our")) word.erase(word.size() - 2, 1);
  if (word.size() >= 5 && word.ends_with("ing")) word.pop_back();
  return word;
}

Words loosened_words(std::string_view key) {
  const auto said = words_of(key);
  Words words(said.begin(), said.end());
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string digits = number(words[i], i > 0);
    words[i] = digits.empty() ? spelling(std::move(words[i])) : std::move(digits);
  }
  Words telling;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool article = i == 0 && (word == "the" || word == "a" || word == "an");
    if (!article && word != "and" && word != "n") telling.push_back(word);
  }
  return telling.empty() ? words : telling;
}

Words numbers_in(const Words& words) {
  Words numbers;
  for (const std::string& word : words)
    if (has_digit(word)) numbers.push_back(word);
  return numbers;
}

bool within(const Words& few, const Words& many) {
  return std::ranges::all_of(few, [&](const std::string& word) { return std::ranges::find(many, word) != many.end(); });
}

bool one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  const std::string_view rest_a = a.substr(same), rest_b = b.substr(same);
  if (rest_b.empty()) return true;
  if (rest_a.size() < rest_b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace

std::string loosened(std::string_view title_key) {
  std::string out = squeezed(loosened_words(title_key));
  return out.empty() ? std::string(title_key) : out;
}

bool may_be_one(std::string_view key, std::string_view other) {
  const Words a = loosened_words(key), b = loosened_words(other);
  if (numbers_in(a) != numbers_in(b)) return false;
  const std::string joined_a = squeezed(a), joined_b = squeezed(b);
  if (joined_a.empty() || joined_b.empty()) return joined_a == joined_b;
  const bool part_of = std::min(joined_a.size(), joined_b.size()) >= 4 && (within(a, b) || within(b, a));
  return part_of || base::jaro_winkler(joined_a, joined_b) >= believable;
}

bool one_slip_apart(std::string_view key, std::string_view other) {
  const Words a = loosened_words(key), b = loosened_words(other);
  const std::string joined_a = squeezed(a), joined_b = squeezed(b);
  if (std::min(joined_a.size(), joined_b.size()) < shortest_slip || numbers_in(a) != numbers_in(b)) return false;
  return joined_a != joined_b && one_edit(joined_a, joined_b);
}

std::vector<std::string> slips_of(std::string_view key) {
  const std::string whole = squeezed(loosened_words(key));
  if (whole.size() < shortest_slip || whole.size() > 100) return {};
  std::vector<std::string> out{whole};
  for (std::size_t i = 0; i < whole.size(); ++i) out.push_back(std::string(whole).erase(i, 1));
  return out;
}

std::vector<std::string> pieces_of(std::string_view title) {
  static constexpr std::string_view between = " / ";
  std::vector<std::string> pieces;
  for (std::size_t at = title.find(between); at != title.npos; at = title.find(between)) {
    pieces.emplace_back(title.substr(0, at));
    title.remove_prefix(at + between.size());
  }
  pieces.emplace_back(title);
  return pieces;
}

}  // namespace artists
