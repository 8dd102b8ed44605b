// How well the songs of the next show are predicted: see ../README.md.
//   bench_prediction DATA
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "histories.hpp"
#include "rules.hpp"

namespace {

struct Recall {
  double at20 = 0, at25 = 0;
  int shows = 0;
  void count(const std::vector<int>& best, const std::vector<int>& played) {
    const auto found = [&](std::size_t k) {
      double n = 0;
      for (std::size_t i = 0; i < std::min(k, best.size()); ++i) n += std::ranges::count(played, best[i]) > 0;
      return n / static_cast<double>(played.size());
    };
    at20 += found(20), at25 += found(25), ++shows;
  }
  void print(const char* what) const { std::printf("  %-28s %.4f  %.4f\n", what, at20 / shows, at25 / shows); }
};

struct Reliability {
  std::array<double, 20> said{}, happened{};
  std::array<int, 20> asked{};
  double loss = 0;
  int n = 0;
  void count(double odds, bool played) {
    const auto bin = static_cast<std::size_t>(std::min(19.0, odds * 20));
    said[bin] += odds, happened[bin] += played, ++asked[bin];
    loss -= std::log(std::clamp(played ? odds : 1 - odds, 1e-9, 1.0));
    ++n;
  }
  void print() const {
    for (std::size_t i = 0; i < 20; ++i)
      if (asked[i] > 0)
        std::printf("    %3zu-%3zu %%  said %.3f  played %.3f  (%d)\n", i * 5, i * 5 + 5, said[i] / asked[i], happened[i] / asked[i],
                    asked[i]);
  }
};

void measure(const bench::History& history, bool with_broadway, double from, double to, bool table) {
  bench::Rules rules(history.shows, history.songs);
  setlists::PredictionModel model;
  std::vector<Recall> of_rules(bench::Rules::names().size());
  Recall of_model;
  Reliability reliability;
  const std::size_t n = history.shows.size(), first = static_cast<std::size_t>(static_cast<double>(n) * from),
                    last = static_cast<std::size_t>(static_cast<double>(n) * to);
  double spent = 0;
  for (std::size_t i = 0; i < last; ++i) {
    const auto& show = history.shows[i];
    if (i >= first && (with_broadway || !history.broadway[i])) {
      const auto ranked = model.rank(show.day);
      std::vector<int> best;
      for (const auto& guess : ranked) {
        if (best.size() < 25) best.push_back(guess.song);
        reliability.count(guess.odds, std::ranges::count(show.songs, guess.song) > 0);
      }
      of_model.count(best, show.songs);
      for (std::size_t r = 0; r < of_rules.size(); ++r) of_rules[r].count(rules.best(r, 25), show.songs);
    }
    const auto start = std::chrono::steady_clock::now();
    model.learn(show);
    spent += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    rules.played(i);
  }
  std::printf("\n%s%s: %zu shows, %zu songs, %d judged\n", history.name.c_str(), with_broadway ? "" : " without Broadway", n, history.songs,
              of_model.shows);
  Recall top;
  for (std::size_t r = 0; r < of_rules.size(); ++r) {
    top.at20 = std::max(top.at20, of_rules[r].at20);
    top.at25 = std::max(top.at25, of_rules[r].at25);
    top.shows = of_rules[r].shows;
    if (table) of_rules[r].print(bench::Rules::names()[r].c_str());
  }
  top.print("best rule");
  of_model.print("the prediction");
  std::printf("  learned in %.0f ms, loss %.4f\n", spent * 1000, reliability.loss / of_model.shows);
  if (table) reliability.print();
  if (table && getenv("WEIGHTS")) {
    for (double w : model.weights()) std::printf("%.3f ", w);
    std::printf("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: bench_prediction DATA\n"), 2;
  double from = 0.8, to = 1;
  if (argc > 3) from = atof(argv[2]), to = atof(argv[3]);
  const bool table = argc == 2 || argc == 5;
  measure(bench::springsteen(argv[1]), true, from, to, table);
  measure(bench::springsteen(argv[1]), false, from, to, table);
  measure(bench::gratefuldead(argv[1]), true, from, to, table);
  measure(bench::nyphil(argv[1]), true, from, to, table);
}
