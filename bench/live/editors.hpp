// People who edit one list. Each knows the list as of the last message it heard, so that what it says fits what it says it is made for.
#pragma once
#include <random>

#include "figures.hpp"
#include "line.hpp"
#include "setlists/ot/ot.hpp"

namespace load {

class Editor {
 public:
  // `acked`: after each answer; false: it is enough.
  using Acked = std::function<bool(Milliseconds took)>;
  Editor(asio::io_context& io, const Place& place, const std::string& cookie, int number, Acked acked);
  void open() { line_.open(); }
  void close() { line_.close(); }
  void go_on();  // after `acked` said that it is enough
  bool ready() const { return rev_ > 0; }
  std::int64_t rev() const { return rev_; }

 private:
  void hear(std::string_view message);
  void follow(std::int64_t rev, const ot::Ops& ops);
  ot::Op some_change();

  Line line_;
  const int number_;
  Acked acked_;
  std::mt19937 chance_;
  ot::Document document_;
  std::int64_t rev_ = 0, cseq_ = 0;
  ot::Ops sent_;
  Steady::time_point sent_at_;
};

}  // namespace load
