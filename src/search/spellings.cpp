#include "search/spellings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "search/japanese.hpp"
#include "search/phrase.hpp"

namespace search {

namespace {

constexpr std::size_t longest = 200;         // bytes, folded
constexpr std::size_t least_consonants = 4;  // fewer are anybody's
constexpr std::size_t least_initials = 3, most_initials = 6;

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 12> said{{{"+", "plus"},
                                     {"-", "minus"},
                                     {"\u2212", "minus"},
                                     {"×", "times"},
                                     {"÷", "divide"},
                                     {"=", "equals"},
                                     {"%", "percent"},
                                     {"#", "hash"},
                                     {"∞", "infinity"},
                                     {"♥", "heart"},
                                     {"★", "star"},
                                     {"☆", "star"}}};

// Latin letters that these are drawn for, in a word with Latin letters of its own.
constexpr std::array<Pair, 64> drawn{
    {{"$", "s"}, {"@", "a"}, {"€", "e"}, {"¥", "y"}, {"¢", "c"}, {"0", "o"}, {"1", "i"}, {"3", "e"}, {"4", "a"}, {"5", "s"}, {"7", "t"},
     {"Я", "r"}, {"я", "r"}, {"И", "n"}, {"и", "n"}, {"Й", "n"}, {"Д", "a"}, {"д", "a"}, {"Ш", "w"}, {"ш", "w"}, {"Щ", "w"}, {"Ц", "u"},
     {"ц", "u"}, {"Г", "r"}, {"г", "r"}, {"Ф", "o"}, {"У", "y"}, {"Ч", "y"}, {"Х", "x"}, {"Р", "p"}, {"С", "c"}, {"В", "b"}, {"Н", "h"},
     {"Т", "t"}, {"М", "m"}, {"К", "k"}, {"А", "a"}, {"Е", "e"}, {"О", "o"}, {"П", "n"}, {"Л", "n"}, {"Б", "b"}, {"Ё", "e"}, {"Э", "e"},
     {"З", "e"}, {"І", "i"}, {"Σ", "e"}, {"Δ", "a"}, {"Λ", "a"}, {"Ξ", "e"}, {"Ω", "o"}, {"Θ", "o"}, {"Φ", "o"}, {"Π", "n"}, {"Ψ", "y"},
     {"Γ", "r"}, {"Ρ", "p"}, {"Χ", "x"}, {"Υ", "y"}, {"Η", "h"}, {"μ", "u"}, {"ω", "w"}, {"η", "n"}, {"!", "i"}}};

bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t N>
const Pair* at(const std::array<Pair, N>& table, std::string_view text) {
  const auto found = std::ranges::find_if(table, [&](const Pair& p) { return text.starts_with(p.first); });
  return found == table.end() ? nullptr : &*found;
}

// Of signs alone, as they are said; those without a word are silent.
std::string signs_said(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const auto* sign = at(said, name.substr(i));
    if (!sign && (is_latin(name[i]) || is_digit(name[i]) || static_cast<unsigned char>(name[i]) >= 0x80)) return {};
    if (sign) (out += out.empty() ? "" : " ") += sign->second;
    i += sign ? sign->first.size() : 1;
  }
  return out;
}

// A digit stands for a letter when letters alone are beside it, an exclamation mark when one follows: "deadmau5", "P!nk", "Wham!".
bool stands_for_letter(std::string_view word, std::size_t i) {
  const char before = i > 0 ? word[i - 1] : 'x', after = i + 1 < word.size() ? word[i + 1] : 'x';
  if (is_digit(word[i])) return !is_digit(before) && !is_digit(after) && (i > 0 || is_latin(after));
  return word[i] != '!' || (i + 1 < word.size() && is_latin(after));
}

std::string word_as_drawn(std::string_view word) {
  if (!std::ranges::any_of(word, is_latin)) return std::string(word);
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const auto* letter = at(drawn, word.substr(i));
    if (letter && stands_for_letter(word, i)) out += letter->second, i += letter->first.size();
    else out += word[i++];
  }
  return out;
}

std::string as_drawn(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto end = std::min(name.find(' '), name.size());
    out += word_as_drawn(name.substr(0, end));
    if (end < name.size()) out += ' ';
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

}  // namespace

// By lead bytes: U+0590-U+06FF.
bool writes_consonants(std::string_view name) {
  return std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0xD6 && static_cast<unsigned char>(c) <= 0xDB; });
}

std::string consonants(std::string_view folded) {
  constexpr std::string_view vowels = "aeiouyw";  // y and w write long vowels in these scripts
  constexpr char mark = '*';                      // in no folded text, so that consonants are not taken for an abbreviation
  std::string out(1, mark);
  std::size_t kept = 0;
  for (const char c : folded) {
    if (c == ' ') {
      if (out.back() != mark) (out += c) += mark;
    } else if (vowels.find(c) == std::string_view::npos && c != out.back()) {
      out += c, ++kept;
    }
  }
  return kept < least_consonants ? std::string() : out;
}

bool is_abbreviation(std::string_view folded) {
  return folded.size() >= least_initials && folded.size() <= most_initials && folded.find(' ') == std::string_view::npos;
}

std::string initials(std::string_view folded) {
  std::string out;
  char before = ' ';
  for (const char c : folded) {
    if (before == ' ') out += c;
    before = c;
  }
  return is_abbreviation(out) ? out : std::string();
}

std::vector<std::string> spellings(std::string_view name) {
  std::vector<std::string> out;
  const auto add = [&](std::string text) {
    if (text.size() > longest) text.resize(longest);
    if (!text.empty() && !std::ranges::count(out, text)) out.push_back(std::move(text));
  };
  add(folded(name));
  if (const auto words = signs_said(name); !words.empty()) add(words);
  if (const auto drawn_name = as_drawn(name); drawn_name != name) add(folded(drawn_name));
  if (const auto reading = japanese_reading(name); !reading.empty()) add(folded(reading));
  return out;
}

}  // namespace search
