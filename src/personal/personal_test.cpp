// Deleting somebody, on both engines: nothing of theirs is left in any column that says it is erased, and every column says what it is.
#include "personal/personal_fixture.hpp"

namespace personal {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

INSTANTIATE_TEST_SUITE_P(Engines, PersonalTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(PersonalTest, EveryColumnSaysWhatItIs) {
  const auto rules = said();
  std::vector<std::string> without_rule;
  auto real = real_columns();
  for (const auto& column : real)
    if (!rules.contains(column)) without_rule.push_back(column);
  EXPECT_THAT(without_rule, IsEmpty()) << "say in src/personal/columns.txt what they are";
  for (const auto& [column, fate] : rules) EXPECT_TRUE(std::ranges::find(real, column) != real.end()) << column << " is not there any more";
}

TEST_P(PersonalTest, NothingIsLeftOfWhatIsErased) {
  const auto user = somebody();
  std::vector<std::string> unfilled;
  const auto filled = marked();
  for (const auto& [name, fate] : said()) {
    constexpr std::string_view numbers[] = {"_at", "_until", "_id", ".id", "_open", ".failures", ".size", ".position", ".side"};
    const bool text = std::ranges::none_of(numbers, [&](auto end) { return name.ends_with(end); });
    if (fate == 'x' && text && std::ranges::find(filled, name) == filled.end()) unfilled.push_back(name);
  }
  ASSERT_THAT(unfilled, IsEmpty()) << "somebody() has to fill these, else this test proves nothing of them";

  write([&](db::Tx& tx) { return erase(tx, now, user), 0; });
  EXPECT_THAT(marked(), IsEmpty());
  for (const auto* table : {"sessions", "follows", "account_links", "mails", "sign_in_attempts", "calendar_feeds", "following_visits",
                            "spotify_consents", "spotify_tokens", "handles", "profiles", "profile_pictures", "mail_wishes", "digests",
                            "data_exports", "data_export_pieces", "live_presence"})
    EXPECT_THAT(texts(std::string("select 'left' from ") + table), IsEmpty()) << table;
  EXPECT_EQ(texts("select display_name from users where id = " + user.str()), std::vector{std::string(former_member)});
  EXPECT_EQ(texts("select kind from security_events"), std::vector<std::string>{"signed_in"}) << "that it happened stays";
  EXPECT_EQ(texts("select cast(followers as text) from artist_followers"), std::vector<std::string>{"0"});
}

TEST_P(PersonalTest, OthersKeepTheirs) {
  const auto user = somebody();
  const auto other = write([&](db::Tx& tx) {
    const auto id = accounts::add_guest(tx, now).id;
    run(tx, "update users set role = 'fan', email = 'other@example.org', display_name = 'Other' where id = " + id.str());
    run(tx, "insert into sign_in_attempts (subject, failures, last_at) values ('pair:other@example.org:x', 1, 1)");
    return id;
  });
  write([&](db::Tx& tx) { return erase(tx, now, user), 0; });
  EXPECT_EQ(texts("select email from users where id = " + other.str()), std::vector<std::string>{"other@example.org"});
  EXPECT_EQ(texts("select subject from sign_in_attempts"), std::vector<std::string>{"pair:other@example.org:x"});
  write([&](db::Tx& tx) { return erase(tx, now, accounts::add_guest(tx, now).id), 0; });
  EXPECT_EQ(texts("select subject from sign_in_attempts").size(), 1u) << "an account without an address takes nobody's along";
}

TEST_P(PersonalTest, AnAddressIsNoPatternForOthers) {
  write([&](db::Tx& tx) {
    const auto id = accounts::add_guest(tx, now).id;
    run(tx, "update users set role = 'fan', email = 'a_b@example.org', display_name = 'A' where id = " + id.str());
    for (const auto* subject : {"account:a_b@example.org", "pair:a_b@example.org:203.0.113.0/24", "account:axb@example.org",
                                "pair:axb@example.org:203.0.113.0/24", "account:a_b@example.org.example"})
      add(tx, "sign_in_attempts", {{"subject", "'" + std::string(subject) + "'"}, {"failures", "1"}, {"last_at", "1"}});
    erase(tx, now, id);
    return 0;
  });
  EXPECT_THAT(
      texts("select subject from sign_in_attempts"),
      testing::UnorderedElementsAre("account:axb@example.org", "pair:axb@example.org:203.0.113.0/24", "account:a_b@example.org.example"));
}

TEST_P(PersonalTest, ThereAreSevenDaysToThinkAgain) {
  const auto user = somebody();
  const auto due = write([&](db::Tx& tx) { return ask_deletion(tx, now, user); });
  EXPECT_EQ(due, now + 7 * 24h);
  EXPECT_EQ(write([&](db::Tx& tx) { return ask_deletion(tx, now + 24h, user); }), due) << "asked again, the first date holds";
  EXPECT_TRUE(write([&](db::Tx& tx) { return take_back(tx, now, user); }));
  EXPECT_FALSE(write([&](db::Tx& tx) { return take_back(tx, now, user); }));
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return deletion_due(tx, user); }), std::nullopt);
}

TEST_P(PersonalTest, WhoseTimeIsOverIsErasedAndNobodyElse) {
  const auto user = somebody();
  write([&](db::Tx& tx) { return ask_deletion(tx, now, user); });
  EXPECT_EQ(erase_due(database, now + 7 * 24h - 1s), 0);
  EXPECT_FALSE(marked().empty());
  EXPECT_EQ(erase_due(database, now + 7 * 24h), 1);
  EXPECT_THAT(marked(), IsEmpty());
  EXPECT_EQ(erase_due(database, now + 8 * 24h), 0);
}

}  // namespace
}  // namespace personal
