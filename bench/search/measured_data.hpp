// The measured data of ../shared/data as the benchmark uses it; each folder's README there says what the columns mean.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "artists/artists.hpp"

namespace bench {

struct Query {
  std::string text;
  std::unordered_set<std::int64_t> accepted;  // artists that are right
  std::string kind;
  bool held = false;  // of the half that is kept for validation
};

class MeasuredData {
 public:
  explicit MeasuredData(std::filesystem::path folder);

  const std::vector<artists::Name>& names() const { return names_; }  // without aliases
  std::vector<artists::Name> names_with_aliases() const;
  std::vector<Query> typos() const;
  std::vector<Query> aliases() const;
  std::vector<Query> variants() const;
  std::vector<Query> absent() const;

 private:
  using Row = std::unordered_map<std::string, std::string>;
  std::vector<Row> rows(const std::string& file) const;
  std::vector<Query> queries(const std::string& file, const std::string& text, const std::string& artist,
                             const std::string& accepted) const;

  std::filesystem::path folder_;
  std::vector<artists::Name> names_;
  std::unordered_map<std::string, std::int64_t> numbers_;  // id in the data -> id here
};

}  // namespace bench
