// How well the songs of the next show are predicted: see ../README.md.
//   bench_prediction DATA
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "histories.hpp"
#include "rules.hpp"

namespace {

// The share of a show's songs that are among the first of a list, averaged over shows.
struct Recall {
  double at20 = 0, at25 = 0;
  int shows = 0;
  void count(const std::vector<int>& best, const std::vector<int>& played) {
    const auto found = [&](std::size_t k) {
      const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(k, best.size()));
      const auto n = std::count_if(best.begin(), end, [&](int song) { return std::ranges::count(played, song) > 0; });
      return static_cast<double>(n) / static_cast<double>(played.size());
    };
    at20 += found(20), at25 += found(25), ++shows;
  }
  void print(const char* what, const char* remark) const {
    std::printf("  %-26s %.4f  %.4f %s\n", what, at20 / shows, at25 / shows, remark);
  }
};

// Whether songs given the same odds were played as often as said.
class Reliability {
 public:
  void count(double odds, bool played) {
    Band& band = bands_[static_cast<std::size_t>(std::min(9.0, odds * 10))];
    band.said += odds, band.played += played, ++band.songs;
  }
  void print() const {
    std::printf("  odds        said   played  songs\n");
    for (std::size_t i = 0; i < bands_.size(); ++i)
      if (const Band& b = bands_[i]; b.songs > 0)
        std::printf("  %3zu-%3zu %%   %.3f  %.3f   %d\n", i * 10, i * 10 + 10, b.said / b.songs, b.played / b.songs, b.songs);
  }

 private:
  struct Band {
    double said = 0, played = 0;
    int songs = 0;
  };
  std::array<Band, 10> bands_{};
};

// Whether the prediction beats every rule at both lengths.
bool measure(const bench::History& history, bool with_broadway) {
  using Clock = std::chrono::steady_clock;
  bench::Rules rules(history.shows, history.songs);
  setlists::PredictionModel model;
  std::vector<Recall> of_rules(bench::Rules::names().size());
  Recall of_model;
  Reliability reliability;
  Clock::duration learning{}, longest{};
  const std::size_t n = history.shows.size();
  for (std::size_t i = 0; i < n; ++i) {
    const auto& show = history.shows[i];
    if (i >= n - n / 5 && (with_broadway || !history.broadway[i])) {
      const auto start = Clock::now();
      const auto ranked = model.rank(show.day, show.place);
      longest = std::max(longest, Clock::now() - start);
      std::vector<int> best;
      for (const auto& guess : ranked) {
        if (best.size() < 25) best.push_back(guess.song);
        reliability.count(guess.odds, std::ranges::count(show.songs, guess.song) > 0);
      }
      of_model.count(best, show.songs);
      for (std::size_t r = 0; r < of_rules.size(); ++r) of_rules[r].count(rules.best(r, 25), show.songs);
    }
    const auto start = Clock::now();
    model.learn(show);
    learning += Clock::now() - start;
    rules.played(i);
  }
  std::printf("\n%s%s: %zu shows, %zu songs, the last %d judged\n  %-26s R@20    R@25\n", history.name.c_str(),
              with_broadway ? "" : " without Broadway", n, history.songs, of_model.shows, "");
  bool best = true;
  for (std::size_t r = 0; r < of_rules.size(); ++r) {
    const bool beaten = of_model.at20 > of_rules[r].at20 && of_model.at25 > of_rules[r].at25;
    best = best && beaten;
    of_rules[r].print(bench::Rules::names()[r].c_str(), beaten ? "" : "NOT BEATEN");
  }
  of_model.print("the prediction", "");
  const auto ms = [](Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); };
  std::printf("  all shows learned in %.0f ms, one list in %.2f ms at most\n", ms(learning), ms(longest));
  reliability.print();
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: bench_prediction DATA\n"), 2;
  const bench::History springsteen = bench::springsteen(argv[1]);
  bool best = measure(springsteen, true);
  best = measure(springsteen, false) && best;
  best = measure(bench::gratefuldead(argv[1]), true) && best;
  best = measure(bench::nyphil(argv[1]), true) && best;
  std::printf("\n%s\n", best ? "Every rule is beaten on every set." : "Some rules are not beaten.");
  return best ? 0 : 1;
}
