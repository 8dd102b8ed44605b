// How well records of three services are matched: see ../README.md.
//   bench_matching LABELS [RECORDED] [--wrong] [--write-sandbox]
#include <cstdio>
#include <cstring>

#include "recorded_world.hpp"
#include "world.hpp"

namespace {

struct Row {
  const char* name;
  bench::Judge judge;
};

bench::Score measure(const std::string& folder, const std::string& world, const std::vector<Row>& rows, bool wrong,
                     std::vector<bench::Score>& of_kinds) {
  bench::Score all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto labels = bench::read_labels(folder + "/" + world + "_" + rows[i].name + ".tsv");
    if (labels.empty()) continue;
    const auto score = bench::score(labels, rows[i].judge, wrong);
    std::printf("  %-9s %-8s %5zu pairs  precision %.4f  recall %.4f  (%d right, %d false, %d missed, %d apart, %d not here)\n",
                world.c_str(), rows[i].name, labels.size(), score.precision(), score.recall(), score.hits, score.false_alarms, score.misses,
                score.rejections, score.unknown);
    of_kinds[i] += score;
    all += score;
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: bench_matching LABELS [RECORDED] [--wrong] [--write-sandbox]\n"), 2;
  const std::string folder = argv[1];
  const std::string recorded = argc > 2 && argv[2][0] != '-' ? argv[2] : "";
  bool wrong = false, write = false;
  for (int i = 2; i < argc; ++i) wrong |= std::strcmp(argv[i], "--wrong") == 0, write |= std::strcmp(argv[i], "--write-sandbox") == 0;

  bench::World world;
  if (write) {
    const std::string about = "From the sandbox's own knowledge on 2026-11-22 (seed 1).";
    bench::write_labels(folder + "/sandbox_venues.tsv", about, world.venue_truth());
    bench::write_labels(folder + "/sandbox_shows.tsv", about, world.show_truth());
    bench::write_labels(folder + "/sandbox_songs.tsv", about, world.song_truth());
    bench::write_labels(folder + "/sandbox_artists.tsv", about, world.artist_truth());
  }
  using Id = const std::string&;
  std::vector<bench::Score> of_kinds(4);
  auto all = measure(folder, "sandbox",
                     {{"songs", [&](Id a, Id b) { return world.one_song(a, b); }},
                      {"venues", [&](Id a, Id b) { return world.one_venue(a, b); }},
                      {"shows", [&](Id a, Id b) { return world.one_show(a, b); }},
                      {"artists", [&](Id a, Id b) { return world.one_artist(a, b); }}},
                     wrong, of_kinds);
  if (!recorded.empty()) {
    bench::RecordedWorld real(recorded);
    all += measure(folder, "recorded",
                   {{"songs", [&](Id a, Id b) { return real.one_song(a, b); }},
                    {"venues", [&](Id a, Id b) { return real.one_venue(a, b); }},
                    {"shows", [&](Id a, Id b) { return real.one_show(a, b); }},
                    {"artists", [&](Id a, Id b) { return real.one_artist(a, b); }}},
                   wrong, of_kinds);
  }
  const char* names[] = {"songs", "venues", "shows", "artists"};
  bool good = true;
  for (std::size_t i = 0; i < of_kinds.size(); ++i) {
    std::printf("%-9s precision %.4f  recall %.4f\n", names[i], of_kinds[i].precision(), of_kinds[i].recall());
    good = good && of_kinds[i].precision() >= 0.99 && of_kinds[i].recall() >= 0.97;
  }
  std::printf("all       precision %.4f  recall %.4f\n", all.precision(), all.recall());
  return good ? 0 : 1;
}
