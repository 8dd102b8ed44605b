// How well and how fast artists are found by name: see ../README.md.
//   bench_search DATA [--half tune|held|all] [--names N] [--misses KIND]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>

#include "measured_data.hpp"
#include "search/name_index.hpp"
#include "speed.hpp"

namespace {

struct Tally {
  int asked = 0, at1 = 0, at5 = 0, at10 = 0, refused = 0;
  void count(std::size_t rank, bool was_refused) {
    ++asked;
    at1 += rank < 1, at5 += rank < 5, at10 += rank < 10, refused += was_refused;
  }
};

void line(const std::string& what, const Tally& t) {
  if (t.asked == 0) return;
  const auto share = [&](int n) { return static_cast<double>(n) / t.asked; };
  std::printf("  %-22s %5d   %.3f   %.3f   %.3f   %.3f\n", what.c_str(), t.asked, share(t.at1), share(t.at5), share(t.at10),
              share(t.refused));
}

struct Chosen {
  std::string half = "all";
  std::string misses;  // prints what was not found first, of this kind or "all"
  bool takes(const bench::Query& q) const { return half == "all" || (half == "held") == q.held; }
};

void measure(const char* title, const search::NameIndex& index, const std::vector<bench::Query>& queries, const Chosen& chosen) {
  std::printf("\n%-24s %5s   %5s   %5s   %5s   %s\n", title, "asked", "@1", "@5", "@10", "refused");
  std::map<std::string, Tally> kinds;
  Tally all;
  for (const auto& q : queries) {
    if (!chosen.takes(q)) continue;
    const auto hits = index.find(q.text, 10);
    const auto right = std::ranges::find_if(hits, [&](const auto& hit) { return q.accepted.contains(hit.id.value); });
    const auto rank = right == hits.end() ? hits.size() + 10 : static_cast<std::size_t>(right - hits.begin());
    const bool refused = hits.empty() || hits.front().score < search::sure_enough;
    kinds[q.kind].count(rank, refused);
    all.count(rank, refused);
    if (chosen.misses == "scores" && !hits.empty())
      std::printf("S %s %.3f %zu %s | %s %zu\n", title, hits.front().score, q.text.size(), q.text.c_str(), hits.front().name.c_str(), rank);
    if (rank > 0 && !chosen.misses.empty() && (chosen.misses == q.kind || chosen.misses == "all")) {
      std::printf("    %-16s %-28s rank %zu:", q.kind.c_str(), q.text.c_str(), rank);
      for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), 3); ++i)
        std::printf(" %s %.2f%s |", hits[i].name.c_str(), hits[i].score, q.accepted.contains(hits[i].id.value) ? "*" : "");
      std::printf("\n");
    }
  }
  if (kinds.size() > 1)
    for (const auto& [kind, tally] : kinds) line(kind, tally);
  line("all", all);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: bench_search DATA [--half tune|held|all] [--names N] [--misses KIND]\n"), 2;
  Chosen chosen;
  std::size_t many = 0;
  for (int i = 2; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--half")) chosen.half = argv[i + 1];
    else if (!std::strcmp(argv[i], "--misses")) chosen.misses = argv[i + 1];
    else if (!std::strcmp(argv[i], "--names")) many = std::stoul(argv[i + 1]);
    else return std::fprintf(stderr, "unknown option %s\n", argv[i]), 2;
  }
  const bench::MeasuredData data(argv[1]);
  {
    search::NameIndex index;
    for (const auto& name : data.names()) index.put(name);
    std::printf("%zu names, half: %s\n", index.size(), chosen.half.c_str());
    measure("misspelt", index, data.typos(), chosen);
    measure("real misspellings", index, data.variants(), chosen);
    measure("absent", index, data.absent(), chosen);
  }
  {
    search::NameIndex index;
    for (const auto& name : data.names_with_aliases()) index.put(name);
    measure("aliases", index, data.aliases(), chosen);
  }
  if (many > 0) bench::measure_speed(data, many);
}
