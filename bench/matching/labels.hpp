// Labelled pairs: two ids of records, and whether they are one thing. Kept as data beside this file, a line each:
//   same|different TAB source:id TAB source:id
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct Label {
  bool same = false;
  std::string a, b;
};
std::vector<Label> read_labels(const std::string& path);  // none when there is no such file
void write_labels(const std::string& path, const std::string& about, const std::vector<Label>& labels);

struct Score {
  int hits = 0, false_alarms = 0, misses = 0, rejections = 0, unknown = 0;
  double precision() const { return hits + false_alarms == 0 ? 1 : static_cast<double>(hits) / (hits + false_alarms); }
  double recall() const { return hits + misses == 0 ? 1 : static_cast<double>(hits) / (hits + misses); }
  Score& operator+=(const Score& other);
};
// `one`: what the program makes of a pair; nothing where one of the two is not here.
using Judge = std::function<std::optional<bool>(const std::string& a, const std::string& b)>;
Score score(const std::vector<Label>& labels, const Judge& one, bool tell_wrong);

}  // namespace bench
