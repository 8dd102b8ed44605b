#include "labels.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace bench {

std::vector<Label> read_labels(const std::string& path) {
  std::vector<Label> labels;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string verdict, a, b;
    if (words >> verdict >> a >> b) labels.push_back({verdict == "same", a, b});
  }
  return labels;
}

void write_labels(const std::string& path, const std::string& about, const std::vector<Label>& labels) {
  std::ofstream out(path);
  out << "# " << about << "\n";
  for (const auto& label : labels) out << (label.same ? "same\t" : "different\t") << label.a << "\t" << label.b << "\n";
}

Score& Score::operator+=(const Score& other) {
  hits += other.hits, false_alarms += other.false_alarms, misses += other.misses, rejections += other.rejections, unknown += other.unknown;
  return *this;
}

Score score(const std::vector<Label>& labels, const Judge& one, bool tell_wrong) {
  Score total;
  for (const auto& label : labels) {
    const auto said = one(label.a, label.b);
    if (!said) ++total.unknown;
    else if (*said) ++(label.same ? total.hits : total.false_alarms);
    else ++(label.same ? total.misses : total.rejections);
    if (tell_wrong && (!said || *said != label.same))
      std::printf("    %s: %s %s\n", !said ? "not here" : label.same ? "missed" : "false", label.a.c_str(), label.b.c_str());
  }
  return total;
}

}  // namespace bench
