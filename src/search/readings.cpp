#include "search/readings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "platform/base/text.hpp"
#include "search/similarity.hpp"

namespace search {

namespace {

constexpr double other_layout = 0.98;
constexpr double without_rest = 0.92;
constexpr double decoded = 0.98;
constexpr double one_of_many = 0.65;  // a guess to be shown, never a find
constexpr double glued_article = 0.98;
constexpr double misspelt_article = 0.97;

// The same keys with a Russian layout (ЙЦУКЕН) and an English one (QWERTY).
struct Keys {
  std::string_view latin, russian;
};
constexpr std::array<Keys, 33> layout{
    {{"q", "й"}, {"w", "ц"}, {"e", "у"}, {"r", "к"}, {"t", "е"}, {"y", "н"}, {"u", "г"}, {"i", "ш"}, {"o", "щ"}, {"p", "з"}, {"[", "х"},
     {"]", "ъ"}, {"a", "ф"}, {"s", "ы"}, {"d", "в"}, {"f", "а"}, {"g", "п"}, {"h", "р"}, {"j", "о"}, {"k", "л"}, {"l", "д"}, {";", "ж"},
     {"'", "э"}, {"z", "я"}, {"x", "ч"}, {"c", "с"}, {"v", "м"}, {"b", "и"}, {"n", "т"}, {"m", "ь"}, {",", "б"}, {".", "ю"}, {"`", "ё"}}};

std::string lower(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    else if (c == 0xD0 && next >= 0x90 && next <= 0x9F) out += "\xD0", out += static_cast<char>(next + 0x20), ++i;  // А-П
    else if (c == 0xD0 && next >= 0xA0 && next <= 0xAF) out += "\xD1", out += static_cast<char>(next - 0x20), ++i;  // Р-Я
    else if (c == 0xD0 && next == 0x81) out += "ё", ++i;
    else out += static_cast<char>(c);
  }
  return out;
}

// Every sign that is on a letter's key changes; nothing when no letter did.
std::string switched(std::string_view text, std::string_view Keys::* from, std::string_view Keys::* to) {
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto key = std::ranges::find_if(layout, [&](const Keys& k) { return text.substr(i).starts_with(k.*from); });
    if (key == layout.end()) {
      out += text[i++];
      continue;
    }
    out += (*key).*to;
    i += ((*key).*from).size();
    changed = true;
  }
  return changed ? out : std::string();
}

std::optional<int> hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hex(text[i + 1]) : std::nullopt;
    const auto low = high ? hex(text[i + 2]) : std::nullopt;
    if (low) out += static_cast<char>(*high * 16 + *low), i += 2;
    else out += text[i];
  }
  return out;
}

// As player programs write names into files and addresses.
std::string entities_decoded(std::string text) {
  constexpr std::array<std::array<std::string_view, 2>, 5> entities{
      {{"&amp;", "&"}, {"&apos;", "'"}, {"&#39;", "'"}, {"&quot;", "\""}, {"&nbsp;", " "}}};
  for (const auto& [code, sign] : entities)
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) text.replace(at, code.size(), sign);
  return text;
}

constexpr std::array<std::string_view, 13> title_marks{" - ", " feat",  " ft.", " ft ", " w/", " (",       " [",
                                                       " vs", " with ", " as ", ";",    "/",   " presents"};
constexpr std::array<std::string_view, 4> list_marks{", ", " & ", " and ", " + "};

// What stands before the first of these marks.
std::string_view head(std::string_view text, std::span<const std::string_view> marks) {
  auto end = text.size();
  for (const auto mark : marks)
    if (const auto at = text.find(mark); at != std::string_view::npos && at > 0) end = std::min(end, at);
  return text.substr(0, end);
}

std::string_view without_number(std::string_view text) {
  const auto letter = std::min(text.find_first_not_of("0123456789 .-_)"), text.size());
  return letter == 0 || text.find_first_of("0123456789") >= letter ? text : text.substr(letter);
}

}  // namespace

std::vector<Reading> readings_of_article(std::string_view folded) {
  constexpr std::string_view the = "the";
  const auto first = folded.substr(0, folded.find(' '));
  const auto rest = folded.substr(first.size());
  if (first == the) return {};
  if (first.starts_with(the) && first.size() > the.size() + 1) return {{"the " + std::string(folded.substr(the.size())), glued_article}};
  if (!rest.empty() && first.size() <= the.size() + 1 && Pattern(first).to(the).whole <= 1)
    return {{"the" + std::string(rest), misspelt_article}};
  return {};
}

std::vector<Reading> other_readings(std::string_view query) {
  std::vector<Reading> readings;
  const auto add = [&](std::string_view text, double trust) {
    const bool known = text == query || std::ranges::any_of(readings, [&](const Reading& r) { return r.text == text; });
    if (!known && !base::fold(text).empty()) readings.push_back({std::string(text), trust});
  };
  const std::string typed = lower(query);
  add(switched(typed, &Keys::latin, &Keys::russian), other_layout);
  add(switched(typed, &Keys::russian, &Keys::latin), other_layout);
  add(entities_decoded(percent_decoded(query)), decoded);
  add(head(typed, title_marks), without_rest);
  add(head(head(typed, title_marks), list_marks), one_of_many);
  add(without_number(query), without_rest);
  return readings;
}

}  // namespace search
