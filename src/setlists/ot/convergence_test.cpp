// Properties 3 and 5 of the live setlist: whatever lines and nodes do, everyone ends with the same list, and each message has one outcome.
#include <gtest/gtest.h>

#include "setlists/ot/network_fixture.hpp"

namespace ot {
namespace {

using namespace testing;

constexpr base::Time now = base::Time{base::Duration{1'790'000'000'000}};

struct Count {
  int acks = 0, refusals = 0, duplicates = 0, stale = 0, locked = 0, undone = 0, rolled_back = 0, breaks = 0, doubles = 0, races = 0;
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, std::size_t people) : chance_(seed) {
    store_.first = list_of(chance_.below(6));
    // Nobody works on revision 0: the document is opened by its first revision.
    store_.log.push_back({.rev = 1, .from = {"prediction", 1, 0}, .at = now, .ops = {}, .inverse = {}});
    for (int i = 0; i < 2; ++i) nodes_.emplace_back(store_);
    for (std::size_t i = 0; i < people; ++i) {
      lines_.push_back({Client({"client" + std::to_string(i), 0, static_cast<Person>(i + 1)})});
      connect(lines_.back());
    }
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) step();
  }

  // Everyone comes back on a good line and says what is left to say.
  void finish() {
    for (auto& line : lines_) connect(line);
    int laps = 0;
    for (bool busy = true; busy;) {
      if (++laps > 1'000) throw std::logic_error("somebody waits for ever");
      busy = false;
      for (auto& line : lines_) {
        talk(line, 1);
        while (!line.up.empty()) deliver_up(line);
        busy |= !line.down.empty() || !line.client.idle();
        while (!line.down.empty()) deliver_down(line);
      }
      for (auto& node : nodes_) follow(node);
    }
    for (auto& line : lines_) connect(line);
    for (auto& line : lines_)
      while (!line.down.empty()) deliver_down(line);
  }

  void check() {
    const auto truth = store_.document();
    for (auto& node : nodes_) {
      follow(node);
      ASSERT_EQ(node.sequencer().head(), truth);
      count.races += node.lost_races;
    }
    std::set<std::pair<std::string, std::int64_t>> committed;
    for (const auto& revision : store_.log) {
      const bool once = committed.emplace(revision.from.cid, revision.from.cseq).second;
      ASSERT_TRUE(once) << revision.from.cid << " " << revision.from.cseq << " is committed twice";
    }
    for (const auto& line : lines_) {
      const auto& client = line.client;
      ASSERT_EQ(client.document(), truth) << client.cid();
      ASSERT_EQ(client.confirmed(), truth) << client.cid();
      // Each message got exactly one outcome, and the true one.
      ASSERT_EQ(client.acked.size() + client.refused.size(), client.sent.size());
      for (const auto cseq : client.acked) ASSERT_TRUE(committed.contains({client.cid(), cseq})) << client.cid() << " " << cseq;
      for (const auto cseq : client.refused) ASSERT_FALSE(committed.contains({client.cid(), cseq})) << client.cid() << " " << cseq;
      count.acks += static_cast<int>(client.acked.size());
      count.refusals += static_cast<int>(client.refused.size());
    }
  }

  Count count;

 private:
  struct Line {
    Client client;
    std::size_t node = 0;
    std::deque<Up> up = {};
    std::deque<Down> down = {};
    int made = 0;
  };

  void connect(Line& line) {
    line.up.clear();
    line.down.clear();
    line.node = static_cast<std::size_t>(chance_.below(nodes_.size()));
    auto& node = nodes_[line.node];
    follow(node);
    line.client.hear(node.welcome(line.client.cid(), line.client.hello(), chance_.one_in(3)));
  }

  void tell(const Node& node, const std::vector<Heard>& news, const Line* except) {
    for (auto& line : lines_)
      if (&nodes_[line.node] == &node)
        for (const auto& heard : news)
          if (&line != except || heard.from.cid != line.client.cid()) line.down.emplace_back(heard);
  }
  void follow(Node& node) { tell(node, node.catch_up(), nullptr); }

  Ops some_edit(Line& line) {
    const auto& items = line.client.document().items;
    const auto size = items.size();
    const auto at = static_cast<std::size_t>(chance_.below(size));
    const int p = static_cast<int>(at), kind = size == 0 ? 0 : chance_.below(size > 12 ? 9 : 7);
    if (kind <= 1) {
      const auto ref = std::to_string(chance_.below(6));
      return {ins(line.client.cid() + "." + std::to_string(line.made++), chance_.one_in(2) ? static_cast<int>(size) : p,
                  {{"song", json::object{{"ref", ref}, {"title", ref}}}})};
    }
    if (kind == 2) return {mov(items[at].id, p, chance_.below(size))};
    if (kind == 3) return {mov(items[at].id, p, chance_.below(size)), set(items[at].id, "meaning", json::value("happened"))};
    if (kind == 4) return {set(items[at].id, "note", json::value(chance_.below(4)))};
    if (kind == 5) return {set(std::string(document_id), "title", json::value(line.client.cid()))};
    return {rem(items[at].id, p)};
  }

  void talk(Line& line, int times) {
    const auto message = line.client.next();
    if (!message) return;
    for (int i = 0; i < times; ++i) line.up.emplace_back(*message);
    count.doubles += times > 1;
  }

  void deliver_up(Line& line) {
    if (line.up.empty()) return;
    const auto up = line.up.front();
    line.up.pop_front();
    if (chance_.one_in(12)) line.up.push_back(up);  // doubled on the way, and late
    receive(line, up);
  }
  void receive(Line& line, const Up& up) {
    auto& node = nodes_[line.node];
    const auto* message = std::get_if<Message>(&up);
    auto outcome = node.receive(up, now, message && locked_);
    if (const auto* rejection = std::get_if<Rejection>(&outcome.answer)) {
      count.duplicates += rejection->why.code == "duplicate";
      count.stale += rejection->why.code == "stale";
    } else if (!message) {
      (std::holds_alternative<Undo>(up) ? count.undone : count.rolled_back)++;
    }
    tell(node, outcome.news, &line);
    line.down.push_back(std::move(outcome.answer));
  }

  void deliver_down(Line& line) {
    if (line.down.empty()) return;
    const auto down = line.down.front();
    line.down.pop_front();
    if (std::visit([&](const auto& one) { return line.client.hear(one); }, down)) connect(line);
  }

  void step() {
    auto& line = lines_[static_cast<std::size_t>(chance_.below(lines_.size()))];
    const int what = chance_.below(100);
    if (what < 25) line.client.edit(some_edit(line));
    else if (what < 45) talk(line, chance_.one_in(8) ? 2 : 1);
    else if (what < 65) deliver_up(line);
    else if (what < 90) deliver_down(line);
    else if (what < 93) follow(nodes_[static_cast<std::size_t>(chance_.below(nodes_.size()))]);
    else if (what < 95) line.up.emplace_back(Undo{line.client.command(), chance_.below(static_cast<std::size_t>(line.client.rev())) + 1});
    else if (what == 95 && chance_.one_in(4))
      line.up.emplace_back(Rollback{line.client.command(), std::max<Rev>(1, line.client.rev() - chance_.below(9))});
    else if (what == 96) locked_ = !locked_ && chance_.one_in(3);
    else if (what == 97 && chance_.one_in(8)) restart(static_cast<std::size_t>(chance_.below(nodes_.size())));
    else if (what >= 98) {
      ++count.breaks;
      // What was on its way may still arrive, and nobody hears the answer.
      for (auto late = chance_.below(line.up.size() + 1); late > 0; --late) {
        receive(line, line.up.front());
        line.up.pop_front();
      }
      connect(line);
    }
  }

  void restart(std::size_t which) {
    nodes_[which].restart(static_cast<std::size_t>(chance_.below(12)));
    for (auto& line : lines_)
      if (line.node == which) connect(line);
  }

  Chance chance_;
  Store store_;
  std::vector<Node> nodes_;
  std::vector<Line> lines_;
  bool locked_ = false;
};

TEST(Convergence, OverBadLinesAndTwoNodes) {
  const auto* seed = std::getenv("SEED");
  const std::uint64_t first = seed ? std::strtoull(seed, nullptr, 10) : 1;
  Count all;
  for (std::uint64_t round = first; round < first + static_cast<std::uint64_t>(seed ? 1 : rounds(300, 20'000)); ++round) {
    SCOPED_TRACE("SEED=" + std::to_string(round));
    Simulation simulation(round, 2 + round % 4);
    simulation.run(600);
    simulation.finish();
    simulation.check();
    if (::testing::Test::HasFailure()) return;
    const auto& one = simulation.count;
    all.acks += one.acks, all.refusals += one.refusals, all.duplicates += one.duplicates, all.stale += one.stale, all.undone += one.undone;
    all.rolled_back += one.rolled_back, all.breaks += one.breaks, all.doubles += one.doubles, all.races += one.races;
  }
  if (seed) return;
  for (const auto [what, count, least] : std::initializer_list<std::tuple<const char*, int, int>>{{"acks", all.acks, 5'000},
                                                                                                  {"refusals", all.refusals, 300},
                                                                                                  {"duplicates", all.duplicates, 100},
                                                                                                  {"stale", all.stale, 20},
                                                                                                  {"undone", all.undone, 500},
                                                                                                  {"rolled back", all.rolled_back, 50},
                                                                                                  {"breaks", all.breaks, 1'000},
                                                                                                  {"doubles", all.doubles, 500},
                                                                                                  {"races", all.races, 500}}) {
    EXPECT_GT(count, least) << what;
    std::cout << what << " " << count << "\n";
  }
}

}  // namespace
}  // namespace ot
