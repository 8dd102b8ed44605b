#include "accounts/sessions.hpp"

#include <gtest/gtest.h>

#include "accounts/visitor.hpp"
#include "support/database.hpp"

namespace accounts {
namespace {

class SessionsTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    user = database->write_now([&](db::Tx& tx) {
      const auto id = add_guest(tx, clock.now()).id;
      set_role(tx, clock.now(), id, Role::fan);
      return id;
    });
    request.headers.set("Cookie", "theset_session=" + begin().token);
  }
  NewSession begin() {
    return database->write_now([&](db::Tx& tx) { return begin_session(tx, clock.now(), user, {}); });
  }
  bool known() {
    return database->read_now([&](db::Tx& tx) { return visitor(tx, keys, clock.now(), request).has_value(); });
  }
  void act() {
    database->write_now([&](db::Tx& tx) { visitor_or_guest(tx, keys, clock.now(), request); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  Keys keys = Keys::load(database, clock.now(), false);
  UserId user{};
  http::Request request;
};

TEST_P(SessionsTest, EndsWhenItIsNotUsed) {
  clock.advance(session_idle - std::chrono::seconds(1));
  EXPECT_TRUE(known());
  clock.advance(std::chrono::seconds(1));
  EXPECT_FALSE(known());
}

TEST_P(SessionsTest, LastsWithUseButNotForEver) {
  const auto begun = clock.now();
  while (clock.now() + std::chrono::days(20) < begun + session_whole) {
    clock.advance(std::chrono::days(20));
    act();
    ASSERT_TRUE(known()) << (clock.now() - begun) / std::chrono::days(1);
  }
  clock.advance(begun + session_whole - clock.now());
  EXPECT_FALSE(known());
}

TEST_P(SessionsTest, AnOperatorsEndsWithTheDay) {
  database->write_now([&](db::Tx& tx) { set_role(tx, clock.now(), user, Role::operator_); });
  request.headers.set("Cookie", "theset_session=" + begin().token);
  for (int hours = 2; hours < 12; hours += 2) {
    clock.advance(std::chrono::hours(2));
    act();
    ASSERT_TRUE(known()) << hours;
  }
  clock.advance(std::chrono::hours(2));
  EXPECT_FALSE(known()) << "though it was used";
}

TEST_P(SessionsTest, ThoseThatAreOverAreSwept) {
  clock.advance(session_idle);
  begin();
  EXPECT_EQ(database->write_now([&](db::Tx& tx) { return sweep_sessions(tx, clock.now()); }), 1);
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return sessions_of(tx, clock.now(), user).size(); }), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST(Place, IsTheNetworkWithoutTheHost) {
  EXPECT_EQ(place_of("203.0.113.9"), "203.0.113.0/24");
  EXPECT_EQ(place_of("2001:db8::1"), "2001:db8:0::/48");
  EXPECT_EQ(place_of("2001:db8:7:1::"), "2001:db8:7::/48");
  EXPECT_EQ(place_of("::1"), "0:0:0::/48");
  EXPECT_EQ(place_of("fe80::1%eth0"), "fe80:0:0::/48");
  EXPECT_EQ(place_of("::ffff:203.0.113.9"), "203.0.113.0/24");
  EXPECT_EQ(place_of("nowhere"), "nowhere");
  EXPECT_EQ(place_of(""), "");
}

TEST(Device, IsNamedByItsMarks) {
  EXPECT_EQ(device_of("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"), "Edge on Windows");
  EXPECT_EQ(device_of("curl/8.5.0"), "curl");
  EXPECT_EQ(device_of(""), "Unknown device");
}

}  // namespace
}  // namespace accounts
