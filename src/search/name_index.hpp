// NameIndex: artists by name and alias, typo-tolerant, in any script, while it is being typed (SRC-1). In memory, the same for
// both databases. Names and queries are folded (base::fold: case, accents, transliteration); trigrams find who may be meant, and the
// most popular are always looked at; then scoring.hpp decides. Ties go to the more popular.
#pragma once
#include <cstdint>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artists/artists.hpp"
#include "search/scoring.hpp"
#include "search/trigrams.hpp"

namespace search {

struct Hit {
  artists::ArtistId id;
  std::string name;
  std::string slug;
  std::string image_url;  // empty when there is none
  double score = 0;       // 0-1
};

// From here on a hit is taken for what was meant; below, "not found" is said and outside help offered.
inline constexpr double sure_enough = 0.78;

class NameIndex {
 public:
  void put(const artists::Name& artist);                                   // adds, or replaces what this id had unless that is newer
  std::vector<Hit> find(std::string_view query, std::size_t limit) const;  // best first, none below a third
  std::size_t size() const;

  struct Ranked {  // within find()
    double score = 0, rank = 0;
    std::uint32_t artist = 0;
  };

 private:
  struct Artist {
    artists::ArtistId id;
    std::string name;
    std::string slug;
    std::string image_url;
    base::Time updated_at;
    std::size_t names_hash = 0;  // of name and aliases
    std::uint32_t first_key = 0;
    std::uint8_t popularity = 0;
    bool current = true;
  };
  struct Key {  // a spelling of a name or an alias
    std::uint32_t artist;
    std::uint32_t at;  // in text_
    std::uint16_t size;
  };
  struct Popular {
    std::uint32_t key;
    std::string tight;
  };
  void add_keys(std::uint32_t artist, std::string_view name);
  void add_key(std::uint32_t artist, std::string_view text);  // folded
  void keep_if_popular(std::uint32_t key, const Phrase& phrase);
  void popularity_changed(std::uint32_t artist);
  Phrase phrase_of(std::uint32_t key) const;
  std::vector<Ranked> rank(std::string_view text) const;  // folded
  std::vector<Ranked> by_short_form(const std::string& text) const;
  Ranked of_artist(std::uint32_t artist, double s) const;

  mutable std::shared_mutex mutex_;
  std::vector<Artist> artists_;
  std::unordered_map<std::int64_t, std::uint32_t> by_id_;
  std::vector<Key> keys_;
  std::string text_;  // of all keys, folded
  TrigramIndex trigrams_;
  WordWeights weights_;
  std::vector<Popular> popular_;  // those most often meant
  std::uint8_t popular_from_ = 1;
  std::unordered_multimap<std::string, std::uint32_t> short_forms_;  // abbreviations and consonants: artists
};

}  // namespace search
