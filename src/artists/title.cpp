// Titles: what makes two of them the same song, and which kind of record one names.
#include <algorithm>
#include <array>
#include <span>

#include "artists/discography.hpp"
#include "artists/title_words.hpp"
#include "platform/base/text.hpp"

namespace artists {

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

namespace {

using Words = std::vector<std::string_view>;

bool one_of(std::string_view word, std::span<const std::string_view> list) { return std::ranges::find(list, word) != list.end(); }
bool contains(const Words& words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }
bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}
bool is_year(std::string_view word) { return word.size() == 4 && is_number(word) && (word[0] == '1' || word[0] == '2'); }

// "live", "live at halden hall", "live 2011", "recorded live", "ao vivo"; not "live and let die", not "the way we live".
bool names_live(const Words& words) {
  static constexpr std::array<std::string_view, 13> after{"at",       "in",        "from", "on",    "version",     "session", "sessions",
                                                          "acoustic", "recording", "take", "bonus", "performance", "edit"};
  static constexpr std::array<std::string_view, 3> foreign{"vivo", "directo", "direct"};
  const auto live = std::ranges::find(words, "live");
  if (live != words.end()) {
    const auto next = live + 1;
    const bool first = live == words.begin();
    if (first && (next == words.end() || one_of(*next, after) || is_number(*next) || is_year(words.back()))) return true;
    if (!first && (one_of(live[-1], std::array<std::string_view, 3>{"recorded", "acoustic", "performed"}) || is_year(words.back())))
      return true;
  }
  return contains(words, "unplugged") ||
         (words.size() >= 2 && one_of(words[1], foreign) && (words[0] == "en" || words[0] == "ao" || words[0] == "in"));
}

// A part that tells which recording or edition this is, not which piece.
bool names_version(std::string_view part) {
  static constexpr std::array<std::string_view, 9> anywhere{"remaster", "remastered", "remasterizado", "deluxe", "anniversary",
                                                            "expanded", "bonus",      "explicit",      "karaoke"};
  static constexpr std::array<std::string_view, 27> last{
      "cover",    "edition", "version",   "versions",     "edit",     "mix",        "mixes", "remix",   "remixes",
      "remixed",  "mono",    "stereo",    "instrumental", "acoustic", "demo",       "demos", "reissue", "session",
      "sessions", "outtake", "rehearsal", "acapella",     "cappella", "soundtrack", "take",  "ep",      "single"};
  static constexpr std::array<std::string_view, 5> film{"soundtrack", "picture", "film", "movie", "series"};
  const std::string folded = base::fold(part);
  Words words = words_of(folded);
  if (words.empty()) return false;
  if (names_live(words)) return true;
  if (std::ranges::any_of(words, [](std::string_view word) { return one_of(word, anywhere); })) return true;
  const bool of_a_film =
      part.find('"') != part.npos || std::ranges::any_of(words, [](std::string_view word) { return one_of(word, film); });
  if (words.front() == "from" && of_a_film) return true;
  if (words.size() > 2 && ((words[0] == "remixed" && words[1] == "by") || (words[0] == "featured" && words[1] == "in"))) return true;
  while (words.size() > 1 && is_number(words.back())) words.pop_back();  // "Demo 1998", "Remix 2011", "Take 2"
  return one_of(words.back(), last) || (words.front() == "demo") || (words.size() == 1 && words.front() == "clean");
}

bool is_guest_word(std::string_view folded) { return folded == "feat" || folded == "ft" || folded == "featuring"; }

// "feat. Ana Holt"; "with Ana Holt" in small letters, as services write it, while "(With Tears in My Eyes)" is a title.
bool names_guest(std::string_view part) {
  const Words words = words_of(part);
  if (words.size() < 2) return false;
  return is_guest_word(base::fold(words.front())) || words.front() == "with";
}

bool dropped(std::string_view part) { return names_guest(part) || names_version(part); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

// A title in two: what stands before, and the bracketed or dashed part at its end. The part is empty when there is none.
struct Split {
  std::string_view before;
  std::string_view part;
};

Split split_bracket(std::string_view title) {
  const char close = title.empty() ? ' ' : title.back();
  if (close != ')' && close != ']') return {title, {}};
  const char open = close == ')' ? '(' : '[';
  int depth = 0;
  for (std::size_t i = title.size(); i-- > 0;) {
    if (title[i] == close) ++depth;
    if (title[i] == open && --depth == 0) return {trimmed(title.substr(0, i)), trimmed(title.substr(i + 1, title.size() - i - 2))};
  }
  return {title, {}};
}

Split split_dash(std::string_view title) {
  static constexpr std::array<std::string_view, 3> dashes{" - ", " – ", " — "};
  Split best{title, {}};
  for (const std::string_view dash : dashes)
    if (const std::size_t at = title.rfind(dash); at != title.npos && (best.part.empty() || at > best.before.size()))
      best = {trimmed(title.substr(0, at)), trimmed(title.substr(at + dash.size()))};
  return best;
}

Split split_guest(std::string_view title) {
  for (std::size_t at = title.find(' '); at != title.npos; at = title.find(' ', at + 1)) {
    const std::string_view rest = trimmed(title.substr(at));
    if (at > 0 && names_guest(rest) && !rest.starts_with("with ")) return {trimmed(title.substr(0, at)), rest};
  }
  return {title, {}};
}

// Takes one such part away; false when nothing more is to go.
bool shorten(std::string_view& title) {
  for (const auto split : {split_bracket, split_dash, split_guest}) {
    const Split s = split(title);
    if (!s.part.empty() && !s.before.empty() && dropped(s.part)) {
      title = s.before;
      return true;
    }
  }
  return false;
}

template <class Test>
bool any_part(std::string_view title, Test test) {
  for (bool more = true; more;) {
    const Split bracket = split_bracket(title);
    const Split s = bracket.part.empty() ? split_dash(title) : bracket;
    if (!s.part.empty() && test(words_of(base::fold(s.part)))) return true;
    more = !s.part.empty() && !s.before.empty();
    title = s.before;
  }
  return false;
}

bool names_remix(const Words& words) {
  return !words.empty() && (contains(words, "remix") || contains(words, "remixes") || contains(words, "remixed"));
}

template <class Test>
bool most_tracks(const std::vector<SourceTrack>& tracks, Test test) {
  const auto n = std::ranges::count_if(tracks, [&](const SourceTrack& track) { return any_part(track.title, test); });
  return !tracks.empty() && 2 * static_cast<std::size_t>(n) > tracks.size();
}

}  // namespace

std::string title_key(std::string_view title) {
  const std::string cleaned = base::clean(title);
  std::string_view rest = cleaned;
  while (shorten(rest)) {}
  std::string key = base::fold(rest);
  if (key.empty()) key = base::fold(cleaned);
  return key.empty() ? cleaned : key;
}

std::string_view to_string(AlbumKind kind) {
  switch (kind) {
    case AlbumKind::album: return "album";
    case AlbumKind::single: return "single";
    case AlbumKind::compilation: return "compilation";
    case AlbumKind::live: return "live";
    case AlbumKind::remix: return "remix";
  }
  return "";
}

AlbumKind classify(const SourceAlbum& album) {
  const std::string folded = base::fold(album.title);
  const Words words = words_of(folded);
  const auto says = [&](std::string_view phrase) { return folded.find(phrase) != std::string::npos; };
  const bool live_title = names_live(words) || says(" live at ") || says(" live from ");
  if (live_title || any_part(album.title, names_live) || most_tracks(album.tracks, names_live)) return AlbumKind::live;
  const bool remix_title = !words.empty() && (words.back() == "remixes" || words.back() == "remixed");
  if (remix_title || any_part(album.title, names_remix) || most_tracks(album.tracks, names_remix)) return AlbumKind::remix;
  const bool collects = says("greatest hits") || says("best of") || contains(words, "anthology");
  if (base::fold(album.type) == "compilation" || collects) return AlbumKind::compilation;
  return base::fold(album.type) == "single" ? AlbumKind::single : AlbumKind::album;
}

std::string_view to_string(Variant variant) {
  switch (variant) {
    case Variant::studio: return "studio";
    case Variant::live: return "live";
    case Variant::remix: return "remix";
    case Variant::remaster: return "remaster";
    case Variant::demo: return "demo";
    case Variant::acoustic: return "acoustic";
    case Variant::other: return "other version";
  }
  return "";
}

Variant variant_of(std::string_view title, AlbumKind record) {
  const auto has = [&](std::string_view word) { return any_part(title, [&](const Words& words) { return contains(words, word); }); };
  if (record == AlbumKind::live || any_part(title, names_live)) return Variant::live;
  if (record == AlbumKind::remix || any_part(title, names_remix)) return Variant::remix;
  if (has("remaster") || has("remastered")) return Variant::remaster;
  if (has("demo") || has("demos")) return Variant::demo;
  if (has("acoustic")) return Variant::acoustic;
  for (const std::string_view word : {"edit", "mix", "version", "instrumental", "mono", "karaoke"})
    if (has(word)) return Variant::other;
  return Variant::studio;
}

}  // namespace artists
