// NameIndex: artists by name and alias, typo-tolerant, in any script, while it is being typed (SRC-1). In memory, the same for
// both databases. Names and queries are folded (base::fold: case, accents, transliteration); trigrams find who may be meant
// (Zobel & Dart, "Finding approximate matches in large lexicons", 1995), edit distance decides.
// Score 0-1 = similarity to the whole name, to its beginning (while typing) or to a later word; ties go to the more popular.
#pragma once
#include <cstdint>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artists/artists.hpp"

namespace search {

struct Hit {
  artists::ArtistId id;
  std::string name;
  std::string slug;
  std::string image_url;  // empty when there is none
  double score = 0;
};

// From here on a hit is taken for what was meant; below, "not found" is said and outside help offered.
inline constexpr double sure_enough = 0.62;

class NameIndex {
 public:
  void put(const artists::Name& artist);                                   // adds, or replaces what this id had unless that is newer
  std::vector<Hit> find(std::string_view query, std::size_t limit) const;  // best first, none below a third
  std::size_t size() const;

 private:
  struct Artist {
    artists::Name name;
    bool current = true;
  };
  struct Key {
    std::uint32_t artist;
    std::string text;                  // folded, without blanks
    std::vector<std::uint8_t> starts;  // where words begin in text
  };
  void add_key(std::uint32_t artist, std::string_view name);
  std::vector<std::uint32_t> candidates(const std::string& text) const;  // keys that share most trigrams

  mutable std::shared_mutex mutex_;
  std::vector<Artist> artists_;
  std::vector<Key> keys_;
  std::unordered_map<std::int64_t, std::uint32_t> by_id_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> postings_;  // trigram -> keys, ascending
};

}  // namespace search
