#include "viewers.hpp"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "figures.hpp"
#include "loads.hpp"

namespace load {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t at_once = 64;
constexpr auto beat = 15s;         // a page's sign of life
constexpr auto votes_each = 20ms;  // 50 a second
constexpr auto warm = 2s;

// Runs the loop for a while. It looks once a millisecond instead of waiting for each message: a thread that sleeps between two messages
// makes the server pay for waking it thousands of times, and thousands of phones do not share a thread.
void run(asio::io_context& io, Steady::duration time) {
  for (const auto until = Steady::now() + time; Steady::now() < until; std::this_thread::sleep_for(1ms)) io.poll();
}

}  // namespace

Crowd::Crowd(asio::io_context& io, const Place& place, std::size_t size, Heard heard) : io_(io), heard_(std::move(heard)), beat_(io) {
  for (std::size_t who = 0; who < size; ++who)
    lines_.push_back(std::make_unique<Line>(io, place, "", [this, who](std::string_view message) {
      if (is_type(message, "bye")) give_up("the server said goodbye", message);
      if (!is_type(message, "welcome")) return heard_(who, message);
      ++welcomed_;
      next();
    }));
}

void Crowd::next() {
  if (opened_ < lines_.size()) lines_[opened_++]->open();
}

void Crowd::let_in() {
  for (std::size_t i = 0; i < at_once; ++i) next();
  while (welcomed_ < lines_.size()) io_.run_one();
}

void Crowd::live() {
  beat_.expires_after(std::chrono::duration_cast<Steady::duration>(beat) / static_cast<int>(lines_.size()));
  beat_.async_wait([this](auto error) {
    if (error) return;
    lines_[signed_++ % lines_.size()]->say(R"({"t":"pres"})");
    live();
  });
}

std::uint64_t Crowd::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& line : lines_) sum += line->bytes();
  return sum;
}

json::object idle(const Load& load) {
  asio::io_context io{1};
  const auto quiet = [](std::size_t, std::string_view) {};
  Crowd first(io, load.place, 200, quiet), all(io, load.place, static_cast<std::size_t>(load.viewers), quiet);
  first.let_in();  // what the server keeps once is there by then
  run(io, 1s);
  const auto before = use_of(load.server);
  all.let_in();
  run(io, 3s);
  const auto after = use_of(load.server);
  return {{"kb", (after.resident_kb - before.resident_kb) / load.viewers}};
}

namespace {

// Votes on their way: from when a voter said it, by the revision of the votes that holds it, to when each viewer was told that revision.
class Deliveries {
 public:
  explicit Deliveries(std::size_t viewers) : seen_(viewers, -1) {}

  void stored(std::int64_t n, Steady::time_point said) { said_.push_back({n, said}); }
  void told(std::size_t viewer, std::int64_t n, Steady::time_point now) {
    if (counting) frames_.push_back({now, seen_[viewer], n});
    seen_[viewer] = n;
  }
  bool counting = false;
  std::size_t frames() const { return frames_.size(); }

  Times times() const {
    auto said = said_;
    std::ranges::sort(said, {}, &Said::n);
    Times times;
    for (const auto& frame : frames_) {
      const auto after = [&](std::int64_t n) { return std::ranges::upper_bound(said, n, {}, &Said::n); };
      for (auto vote = after(frame.before); vote != after(frame.n); ++vote) times.add(frame.at - vote->at);
    }
    return times;
  }

 private:
  struct Said {
    std::int64_t n;
    Steady::time_point at;
  };
  struct Frame {
    Steady::time_point at;
    std::int64_t before, n;  // revisions of the votes
  };
  std::vector<std::int64_t> seen_;
  std::vector<Frame> frames_;
  std::vector<Said> said_;
};

// Those who vote, one after the other, every time for something else or against what they said before.
class Voters {
 public:
  Voters(asio::io_context& io, const Load& load, Deliveries& deliveries) : timer_(io), deliveries_(deliveries) {
    wanted_.resize(load.cookies.size());
    for (std::size_t who = 0; who < load.cookies.size(); ++who)
      lines_.push_back(
          std::make_unique<Line>(io, load.place, load.cookies[who], [this, who](std::string_view message) { hear(who, message); }));
  }
  void let_in(asio::io_context& io) {
    for (const auto& line : lines_) line->open();
    while (welcomed_ < lines_.size()) io.run_one();
  }
  void begin() {
    due_ = Steady::now();
    next();
  }

 private:
  void next() {
    timer_.expires_at(due_ += votes_each);
    timer_.async_wait([this](auto error) {
      if (error) return;
      vote();
      next();
    });
  }
  // Half of the votes are for one song, as when it is being played.
  void vote() {
    const auto k = said_at_.size(), who = k % lines_.size();
    auto& wanted = wanted_[who];
    const auto item = k / lines_.size() % 2 == 0 ? 0 : (who + 7 * k / lines_.size()) % items_.size();
    wanted[item] = !wanted[item];
    said_at_.push_back(Steady::now());
    lines_[who]->say(R"({"t":"vote","k":)" + std::to_string(k) + R"(,"item":")" + items_[item] + R"(","meaning":"want","value":)" +
                     (wanted[item] ? "1}" : "0}"));
  }
  void hear(std::size_t who, std::string_view message) {
    if (is_type(message, "voted")) {
      deliveries_.stored(number_in(message, "n"), said_at_.at(static_cast<std::size_t>(number_in(message, "k"))));
    } else if (is_type(message, "welcome")) {
      ++welcomed_;
      items_.clear();
      const auto whole = json::parse(message);
      for (const auto& item : whole.at("doc").at("items").as_array()) items_.emplace_back(item.at("id").as_string());
      for (const auto& id : items_) wanted_[who].push_back(whole.at("mine").as_object().contains(id));
    } else if (is_type(message, "rej")) {
      give_up("a vote was refused", message);
    }
  }

  std::vector<std::unique_ptr<Line>> lines_;
  asio::steady_timer timer_;
  Deliveries& deliveries_;
  std::vector<std::vector<bool>> wanted_;  // by voter and item
  std::vector<std::string> items_;
  std::vector<Steady::time_point> said_at_;  // by k
  Steady::time_point due_;
  std::size_t welcomed_ = 0;
};

}  // namespace

json::object vote(const Load& load) {
  asio::io_context io{1};
  const auto viewers = static_cast<std::size_t>(load.viewers);
  Deliveries deliveries(viewers);
  Voters voters(io, load, deliveries);
  Crowd crowd(io, load.place, viewers, [&](std::size_t who, std::string_view message) {
    if (is_type(message, "votes")) deliveries.told(who, number_in(message, "n"), Steady::now());
  });
  voters.let_in(io);
  crowd.let_in();
  crowd.live();
  voters.begin();
  run(io, warm);
  deliveries.counting = true;
  const auto bytes = crowd.bytes();
  const auto before = use_of(load.server), own_before = use_of(getpid());
  const auto began = Steady::now();
  run(io, std::chrono::milliseconds(static_cast<int>(load.seconds * 1000)));
  const auto after = use_of(load.server), own_after = use_of(getpid());
  const auto seconds = std::chrono::duration<double>(Steady::now() - began).count();
  const auto each = static_cast<double>(viewers) * seconds;
  deliveries.counting = false;
  return {{"delivery", deliveries.times().figures()},
          {"cores", cores(before, after, seconds)},
          {"client", cores(own_before, own_after, seconds)},
          {"bytes", static_cast<double>(crowd.bytes() - bytes) / each},
          {"frames", static_cast<double>(deliveries.frames()) / each}};
}

}  // namespace load
