// Readers who stop reading among others who go on (live.md, property 9).
#include <memory>

#include "figures.hpp"
#include "loads.hpp"
#include "viewers.hpp"

namespace load {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr int changes_alone = 20, most_changes = 2000;
constexpr std::size_t notes = 14;  // of a thousand letters each in a change: as much as one message may hold
constexpr auto patience = 60s;

// Changes as large as they may be; the next one is made when all who read have heard the last.
class Writing {
 public:
  Writing(asio::io_context& io, const Load& load)
      : crowd_(io, load.place, static_cast<std::size_t>(load.viewers), [this](auto who, auto message) { hear(who, message); }),
        writer_(io, load.place, load.cookies.at(0), [this](auto message) { hear_own(message); }),
        io_(io),
        server_(load.server),
        seen_(crowd_.size(), 0) {}

  void let_in() {
    writer_.open();
    while (rev_ == 0) io_.run_one();
    crowd_.let_in();
  }

  // Until the viewers are told that so many pages are open: what is not told cannot be seen to change.
  void see(std::size_t pages) {
    while (here_ != static_cast<std::int64_t>(pages)) io_.run_one();
  }

  // Until the server says that only so many pages are left, or for a number of changes. Answers how many there were.
  int go_on(std::size_t left, int at_least, Times& times) {
    left_ = left;
    gone_ = false;
    times_ = &times;
    int made = 0;
    for (; made < at_least || (left_ != 0 && !gone_); ++made) {
      if (made == most_changes) give_up("readers who read nothing are still there", std::to_string(here_));
      change(made);
      while (acked_ < rev_ || heard_ < seen_.size()) io_.run_one();
      most_kb_ = std::max(most_kb_, use_of(server_).resident_kb);
    }
    return made;
  }

  std::size_t pages() const { return seen_.size() + 1; }
  double most_kb() const { return most_kb_; }

 private:
  void change(int number) {
    json::array ops;
    for (std::size_t i = 0; i < notes; ++i) {
      const std::string note(1000, static_cast<char>('a' + (static_cast<std::size_t>(number) + i) % 26));
      ops.push_back(json::object{{"o", "set"}, {"id", items_[i % items_.size()]}, {"f", "note"}, {"v", note}});
    }
    heard_ = 0;
    said_ = Steady::now();
    writer_.say(json::serialize(json::object{{"t", "op"}, {"cseq", ++cseq_}, {"base", rev_++}, {"ops", std::move(ops)}}));
  }

  void hear_own(std::string_view text) {
    if (is_type(text, "ack")) acked_ = number_in(text, "rev");
    if (is_type(text, "rej")) give_up("a change was refused", text);
    if (!is_type(text, "welcome")) return;
    const auto message = json::parse(text);
    acked_ = rev_ = message.at("head").as_int64();
    for (const auto& item : message.at("doc").at("items").as_array()) items_.emplace_back(item.at("id").as_string());
  }

  void hear(std::size_t who, std::string_view text) {
    if (is_type(text, "pres")) {
      here_ = number_in(text, "here");
      gone_ = here_ == static_cast<std::int64_t>(left_);
    }
    if (!is_type(text, "ops")) return;
    const auto rev = number_in(text, "rev");
    if (rev != rev_ || (seen_[who] != 0 && rev != seen_[who] + 1)) give_up("a change was left out", text.substr(0, 100));
    seen_[who] = rev;
    ++heard_;
    times_->add(Steady::now() - said_);
  }

  Crowd crowd_;
  Line writer_;
  asio::io_context& io_;
  const int server_;
  std::vector<std::int64_t> seen_;  // by viewer
  std::vector<std::string> items_;
  std::int64_t rev_ = 0, acked_ = 0, cseq_ = 0, here_ = 0;
  std::size_t heard_ = 0, left_ = 0;
  bool gone_ = false;
  double most_kb_ = 0;
  Steady::time_point said_;
  Times* times_ = nullptr;
};

// Pages that read their welcome and nothing after it.
class Stalled {
 public:
  Stalled(asio::io_context& io, const Place& place, std::size_t size) : io_(io) {
    for (std::size_t i = 0; i < size; ++i) {
      lines_.push_back(std::make_unique<Line>(io, place, "", [this, i](auto) {
        lines_[i]->stall();
        ++welcomed_;
      }));
      lines_.back()->keep_little();
    }
  }
  void let_in() {
    for (const auto& line : lines_) line->open();
    while (welcomed_ < lines_.size()) io_.run_one();
  }
  // That the server has ended all of them.
  void end() {
    asio::steady_timer late(io_, patience);
    late.async_wait([](auto error) {
      if (!error) give_up("the server still holds", "connections that read nothing");
    });
    for (const auto& line : lines_) line->read_to_end([this] { --welcomed_; });
    while (welcomed_ > 0) io_.run_one();
  }

 private:
  asio::io_context& io_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::size_t welcomed_ = 0;
};

}  // namespace

json::object stall(const Load& load) {
  asio::io_context io{1};
  Writing writing(io, load);
  Times alone, beside;
  writing.let_in();
  writing.go_on(0, changes_alone, alone);  // what the server keeps once is there by then
  const auto first = writing.most_kb();
  writing.go_on(0, changes_alone, alone);
  const auto second = writing.most_kb();
  Stalled stalled(io, load.place, static_cast<std::size_t>(load.stalled));
  stalled.let_in();
  writing.see(writing.pages() + static_cast<std::size_t>(load.stalled));
  const auto changes = writing.go_on(writing.pages(), changes_alone, beside);
  const auto most = writing.most_kb();
  const auto began = Steady::now();
  stalled.end();
  const auto ended = Milliseconds(Steady::now() - began).count();
  return {{"alone", alone.figures()},
          {"beside", beside.figures()},
          {"changes", changes},
          {"ended_ms", ended},
          {"change_kb", (second - first) / changes_alone},
          {"stalled_kb", most - second - (second - first) / changes_alone * changes}};
}

}  // namespace load
