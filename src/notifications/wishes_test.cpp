// Wishes for mail on both engines, and that they are respected where mail is posted.
#include "notifications/wishes.hpp"

#include <gmock/gmock.h>

#include "notifications/notifications.hpp"
#include "support/database.hpp"

namespace notifications {
namespace {

class WishesTest : public testing::TestWithParam<db::Engine> {
 protected:
  Wishes now_wished() {
    return database->read_now([&](db::Tx& tx) { return wishes_of(tx, ana); });
  }
  void wish(Topic topic, Frequency frequency) {
    database->write_now([&](db::Tx& tx) {
      auto wishes = wishes_of(tx, ana);
      EXPECT_TRUE(wishes.set(topic, frequency));
      return set_wishes(tx, clock.now(), ana, wishes), 0;
    });
  }
  // How many mails are waiting after one of this topic was posted.
  std::size_t post_one(Topic topic, std::optional<accounts::UserId> to) {
    return database->write_now([&](db::Tx& tx) {
      const auto id =
          post(tx, clock.now(), to, "ana@example.org", topic, "kind", {"Subject", "text", "html", "https://theset.example/unsubscribe"});
      const auto all = newest(tx, 100);
      EXPECT_EQ(id.has_value(), !all.empty() && id == all.front().id);
      return all.size();
    });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  accounts::UserId ana = database->write_now([&](db::Tx& tx) { return accounts::add_guest(tx, clock.now()).id; });
};
INSTANTIATE_TEST_SUITE_P(Engines, WishesTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST(Wishes, SomeMakeNoSense) {
  Wishes wishes;
  EXPECT_FALSE(wishes.set(Topic::security, Frequency::never));
  EXPECT_FALSE(wishes.set(Topic::welcome, Frequency::weekly));
  EXPECT_FALSE(wishes.set(Topic::platform, Frequency::daily)) << "nothing gathers it";
  EXPECT_EQ(wishes, Wishes{});
  EXPECT_TRUE(wishes.set(Topic::new_shows, Frequency::weekly));
  EXPECT_EQ(wishes.of(Topic::new_shows), Frequency::weekly);
  for (const auto frequency : frequencies) EXPECT_EQ(frequency_from(to_string(frequency)), frequency);
  EXPECT_EQ(frequency_from("hourly"), std::nullopt);
}

TEST_P(WishesTest, AreKeptByTopic) {
  EXPECT_EQ(now_wished(), Wishes{});
  wish(Topic::new_shows, Frequency::weekly);
  wish(Topic::platform, Frequency::never);
  wish(Topic::new_shows, Frequency::never);
  EXPECT_EQ(now_wished().of(Topic::new_shows), Frequency::never);
  EXPECT_EQ(now_wished().of(Topic::platform), Frequency::never);
  EXPECT_EQ(now_wished().of(Topic::welcome), Frequency::immediate);
}

TEST_P(WishesTest, WhatNobodyWantsIsNotPosted) {
  wish(Topic::welcome, Frequency::never);
  EXPECT_EQ(post_one(Topic::welcome, ana), 0u);
  EXPECT_EQ(post_one(Topic::platform, ana), 1u);
  EXPECT_EQ(post_one(Topic::security, ana), 2u);
  EXPECT_EQ(post_one(Topic::welcome, std::nullopt), 3u) << "whoever has no account has no wishes";
}

TEST_P(WishesTest, WhatCanBeStoppedSaysHow) {
  const auto post_without = [&](Topic topic) {
    return database->write_now(
        [&](db::Tx& tx) { return post(tx, clock.now(), ana, "ana@example.org", topic, "kind", {"Subject", "text", "html"}); });
  };
  EXPECT_THROW(post_without(Topic::welcome), std::logic_error);
  EXPECT_TRUE(post_without(Topic::security));
}

TEST_P(WishesTest, SafetyIsNoWish) {
  constexpr db::Statement forged{"test.forged", "insert into mail_wishes (user_id, topic, frequency) values ($1, 'security', 'never')",
                                 "insert into mail_wishes (user_id, topic, frequency) values ($1, 'security', 'never')"};
  database->write_now([&](db::Tx& tx) { return tx.run(forged, ana); });
  EXPECT_EQ(now_wished(), Wishes{});
  EXPECT_EQ(post_one(Topic::security, ana), 1u);
}

}  // namespace
}  // namespace notifications
