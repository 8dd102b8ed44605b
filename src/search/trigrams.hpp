// TrigramIndex: which texts share most trigrams with a query (Zobel & Dart, "Finding approximate matches in large lexicons", 1995).
// Texts are numbered from 0 in the order they are added. Lists are kept as differences in variable-length bytes: two bytes or less
// for most entries. Not locked: NameIndex does that.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace search {

struct Phrase;

class TrigramIndex {
 public:
  void add(const Phrase& phrase, std::uint8_t popularity);  // 0-100
  void set_popularity(std::uint32_t number, std::uint8_t popularity) { texts_[number].popularity = popularity; }
  // At most `most` numbers, likeliest first: by trigrams shared, the rare ones counting more, then by length and popularity.
  std::vector<std::uint32_t> nearest(const Phrase& query, std::size_t most) const;
  std::size_t size() const { return texts_.size(); }

 private:
  struct List {
    std::string bytes;
    std::uint32_t last = 0, count = 0;
    void append(std::uint32_t number);
    template <class F>
    void each(F f) const;
  };
  struct Text {
    std::uint8_t length, popularity;
  };
  std::unordered_map<std::uint32_t, List> lists_;
  std::vector<Text> texts_;
};

}  // namespace search
