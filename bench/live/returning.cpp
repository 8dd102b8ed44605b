// Somebody was away while 500 changes were made.
#include <boost/asio/executor_work_guard.hpp>

#include "editors.hpp"
#include "loads.hpp"

namespace load {

namespace json = boost::json;

namespace {

constexpr int changes = 500, times = 200;

// Comes with what was seen until `rev`, and goes again: bytes and time of the welcome, one visit after the other.
struct Visits {
  Visits(asio::io_context& io, const Load& load, std::int64_t rev) {
    for (int i = 0; i < times; ++i) {
      bool welcomed = false;
      Line line(io, load.place, load.cookies.front(), [&](std::string_view) { welcomed = true; });
      line.open(rev);
      while (!welcomed) io.run_one();
      took.add(Steady::now() - line.opened());
      bytes = line.bytes();
      line.close();
      io.poll();
    }
  }
  std::uint64_t bytes = 0;
  Times took;
};

}  // namespace

json::object come_back(const Load& load) {
  asio::io_context io{1};
  const auto work = asio::make_work_guard(io);  // between two visits there is nothing to wait for
  int left = changes;
  Editor editor(io, load.place, load.cookies.front(), 1'000, [&](Milliseconds) { return --left > 0; });
  editor.open();
  while (!editor.ready()) io.run_one();
  const auto rev = editor.rev();
  editor.go_on();
  while (left > 0) io.run_one();
  editor.close();
  io.poll();
  Visits back(io, load, rev), fresh(io, load, 0), same(io, load, editor.rev());
  return {{"bytes", back.bytes},      {"took", back.took.figures()},     {"fresh_bytes", fresh.bytes}, {"fresh_took", fresh.took.figures()},
          {"same_bytes", same.bytes}, {"same_took", same.took.figures()}};
}

}  // namespace load
