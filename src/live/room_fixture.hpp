// For the tests of a room: lines that are held by hand, a clock and a loop that the test turns.
#pragma once
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>

#include "accounts/accounts.hpp"
#include "live/room.hpp"
#include "support/database.hpp"
#include "support/hand_loop.hpp"

namespace live {

struct HeldLine final : Line {
  bool send(const Frame& frame) override {
    heard.emplace_back(*frame.text());
    if (hears) hears();
    return !gone;
  }
  std::size_t waiting() const override { return stuck; }
  void close() override { closed = true; }
  void cut() override { gone = true; }
  bool remote_answers() const override { return stream; }
  bool brief() const override { return poll; }

  std::ptrdiff_t count(std::string_view type) const {
    return std::ranges::count_if(heard, [&](const std::string& text) { return text.starts_with("{\"t\":\"" + std::string(type) + "\""); });
  }

  // The last message of a type.
  std::string last(std::string_view type) const {
    const auto at = std::ranges::find_if(heard.rbegin(), heard.rend(),
                                         [&](const std::string& text) { return text.starts_with("{\"t\":\"" + std::string(type) + "\""); });
    return at == heard.rend() ? std::string() : *at;
  }

  std::vector<std::string> heard;
  std::function<void()> hears;
  std::size_t stuck = 0;
  bool closed = false, gone = false, stream = false, poll = false;
};

class RoomTest : public testing::Test {
 protected:
  explicit RoomTest(db::Engine engine = db::Engine::sqlite) : database(engine) {
    setlist = database->write_now([&](db::Tx& tx) {
      const auto artist = artists::begin(tx, clock.now(), {.name = "Marrow Coast", .spotify_id = "m"}).id;
      const auto show = shows::match_or_add(
          tx, clock.now(),
          {.source = "setlistfm", .external_id = "1", .kind = shows::ListingKind::setlist, .artist = artist, .date = "2030-05-01"});
      ana.id = accounts::add_guest(tx, clock.now()).id.value;
      const auto id = setlists::ensure(tx, clock.now(), show.id, artist);
      timing = setlists::documents::timing(shows::by_id(tx, show.id).value(), setlists::by_id(tx, id).value());
      return id;
    });
    room = make_room();
  }

  // Another of the same setlist is what another process has, or this one after a restart.
  std::shared_ptr<Room> make_room() { return std::make_shared<Room>(Room::Needs{database, clock, options, loop}, setlist); }

  std::shared_ptr<HeldLine> join(const std::string& cid) { return join(Hello{.cid = cid, .rev = 0, .n = 0, .cseq = {}}); }
  std::shared_ptr<HeldLine> join(const Hello& hello) {
    auto line = std::make_shared<HeldLine>();
    on_loop([&] { room->join(line, ana, hello); });
    return line;
  }
  // What is called from elsewhere would go on elsewhere.
  void on_loop(std::function<void()> call) {
    loop.post(std::move(call));
    settle();
  }
  void settle() {
    for (loop.run(); room->busy(); loop.run()) loop.wait();
  }
  void pass(base::Duration time) {
    clock.advance(time);
    loop.tick();
    settle();
  }
  Answer say(const Deed& deed) {
    Answer answer;
    on_loop([&] { room->deed(ana, deed, [&](const Answer& a) { answer = a; }); });
    return answer;
  }
  Deed adding(const std::string& id, std::int64_t cseq, const std::string& meaning = "expect") const {
    const ot::Op op = ot::ins(id, 0, {{"song", {{"title", "Halogen"}}}, {"meaning", meaning}});
    return {.cid = "page-of-ana", .cseq = cseq, .base = room->rev(), .ops = {op}};
  }
  void add(const std::string& id, std::int64_t cseq) { say(adding(id, cseq)); }
  void vote(const std::string& item, int value) {
    const Ballot ballot{.k = 1, .item = item, .meaning = votes::Meaning::expect, .value = value};
    on_loop([&] { room->vote(ana, "page-of-ana", {ballot}, [](const Answer&) {}); });
    pass(std::chrono::milliseconds(300));
  }

  support::TestDatabase database;
  base::FakeClock clock;
  support::HandLoop loop;
  Options options;
  Participant ana{.name = "Ana"};
  setlists::documents::Timing timing;  // of its show
  SetlistId setlist;
  std::shared_ptr<Room> room;
};

}  // namespace live
