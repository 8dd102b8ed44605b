#include "speed.hpp"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "search/name_index.hpp"

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

// What this thread has computed: other programs on the machine do not count.
double thread_milliseconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

long resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmRSS:") {
      long kilobytes = 0;
      status >> kilobytes;
      return kilobytes / 1024;
    }
  return 0;
}

// Another artist with a name made like this one: words of two names put together, sometimes with a letter changed.
class Variations {
 public:
  explicit Variations(const std::vector<artists::Name>& names) : names_(names) {}

  artists::Name next(std::int64_t id) {
    const auto& one = names_[random_() % names_.size()];
    const auto& other = names_[random_() % names_.size()];
    artists::Name made;
    made.id = artists::ArtistId{id};
    made.name = std::string(first_half(one.name)) + " " + std::string(second_half(other.name));
    if (const auto at = random_() % made.name.size(); made.name[at] >= 'a' && made.name[at] <= 'z')
      made.name[at] = static_cast<char>('a' + random_() % 26);
    made.popularity = static_cast<std::int64_t>(random_() % 40);
    return made;
  }

 private:
  // Names break at the blank nearest to their middle, else they are taken whole.
  static std::string_view first_half(std::string_view name) { return name.substr(0, name.find(' ', name.size() / 3)); }
  static std::string_view second_half(std::string_view name) {
    const auto at = name.rfind(' ');
    return at == std::string_view::npos ? name : name.substr(at + 1);
  }

  const std::vector<artists::Name>& names_;
  std::mt19937 random_{7};
};

}  // namespace

void measure_speed(const MeasuredData& data, std::size_t many) {
  const long before = resident_megabytes();
  search::NameIndex index;
  const auto start = Clock::now();
  for (const auto& name : data.names()) index.put(name);
  Variations variations(data.names());
  while (index.size() < many) index.put(variations.next(static_cast<std::int64_t>(index.size()) + 1));
  std::printf("\nspeed: %zu names put in %.1f s, %ld MB\n", index.size(), milliseconds_since(start) / 1000, resident_megabytes() - before);

  std::vector<double> times;
  int present = 0, found = 0;
  auto queries = data.typos();
  for (const auto& more : {data.variants(), data.absent()}) queries.insert(queries.end(), more.begin(), more.end());
  for (const auto& q : queries) {
    const double asked = thread_milliseconds();
    const auto hits = index.find(q.text, 10);
    times.push_back(thread_milliseconds() - asked);
    if (q.accepted.empty()) continue;
    ++present;
    found += std::ranges::any_of(hits, [&](const auto& hit) { return q.accepted.contains(hit.id.value); });
  }
  std::ranges::sort(times);
  const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
  std::printf("  %d of %d present artists among ten\n", found, present);
  std::printf("  %zu queries, processor time: p50 %.2f ms, p90 %.2f, p99 %.2f, longest %.2f\n", times.size(), at(0.5), at(0.9), at(0.99),
              times.back());
}

}  // namespace bench
