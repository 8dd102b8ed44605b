// Which titles of an artist are one song, by the rule of songs.hpp. Pure; private to this folder.
#pragma once
#include <functional>
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

// The keys of a medley's parts, as many parts as can be; none when one of them is not known.
std::vector<std::string> medley_parts(const std::string& key, const std::vector<std::string>& pieces,
                                      const std::function<bool(const std::string& key)>& known);

}  // namespace artists
