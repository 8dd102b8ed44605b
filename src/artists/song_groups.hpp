// Which titles of an artist are one song, by the rule of songs.hpp. Pure; private to this folder.
#pragma once
#include <set>

#include "artists/songs.hpp"

namespace artists {

struct KnownTitle {
  SongId id;
  std::string key;
  std::string title;
  std::string rank;       // of equals the least is shown
  std::string cover_key;  // empty: nobody names an original artist
  std::set<std::int64_t> albums = {};
  std::set<std::string> isrcs = {};
  bool medley = false;

  bool recorded() const { return !albums.empty(); }
};

struct Belongs {
  std::size_t to = 0;  // index of the title that is shown
  std::string how = "title";
  double score = 1;
  std::string reason = {};
};
struct Doubt {
  std::size_t a = 0, b = 0;
  double score = 0;
  std::string reason;
};
struct Grouping {
  std::vector<Belongs> titles;  // as given
  std::vector<Doubt> unsure;    // a before b
};
struct Pair {
  std::size_t a = 0, b = 0;
  bool same = false;
};
// `titles` by key, each key once.
Grouping group(const std::vector<KnownTitle>& titles, const std::vector<Pair>& said);

// A medley's parts as indices of keys that are known, as many parts as can be; empty when one is missing.
template <class Known>
std::vector<std::string> medley_parts(const std::string& key, const std::vector<std::string>& pieces, Known known) {
  const std::size_t n = pieces.size();
  if (n < 2 || !key.ends_with(title_key(pieces.back()))) return {};
  std::vector<std::optional<std::vector<std::string>>> from(n + 1);
  from[n].emplace();
  for (std::size_t i = n; i-- > 0;) {
    std::string title;
    for (std::size_t j = i; j < n; ++j) {
      title += (title.empty() ? "" : " / ") + pieces[j];
      std::string part = title_key(title);
      if (!from[j + 1] || (i == 0 && j + 1 == n) || part == key || !known(part)) continue;
      if (from[i] && from[i]->size() >= from[j + 1]->size() + 1) continue;
      from[i] = *from[j + 1];
      from[i]->insert(from[i]->begin(), std::move(part));
    }
  }
  return from[0].value_or(std::vector<std::string>{});
}

}  // namespace artists
