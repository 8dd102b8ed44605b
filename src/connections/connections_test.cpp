// Consents on both engines: taken once, by their own browser, in time; and the key that seals what is kept.
#include <sys/stat.h>

#include <fstream>

#include "connections/connections_fixture.hpp"
#include "support/files.hpp"

namespace connections {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr auto token_body = R"({"access_token":"at","refresh_token":"rt","expires_in":3600,"scope":"user-read-email"})";

INSTANTIATE_TEST_SUITE_P(Engines, ConnectionsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ConnectionsTest, AConsentIsTakenOnceByItsOwnBrowser) {
  const auto mine = begin({.purpose = Purpose::link, .session = "s1", .next = "/settings"}), theirs = begin({});
  EXPECT_THAT(mine.url, HasSubstr("redirect_uri=https%3A%2F%2Ftheset.test%2Fback"));
  const auto pending = take(state_of(mine), mine.browser);
  ASSERT_TRUE(pending);
  EXPECT_EQ(pending->wish.purpose, Purpose::link);
  EXPECT_EQ(pending->wish.session, "s1");
  EXPECT_EQ(pending->wish.next, "/settings");
  EXPECT_EQ(pending->verifier.size(), 64u);
  EXPECT_FALSE(take(state_of(mine), mine.browser)) << "replayed";
  EXPECT_FALSE(take(state_of(theirs), mine.browser)) << "another browser's";
  EXPECT_FALSE(take(state_of(theirs), theirs.browser)) << "whoever tried in vain has spent it";
  EXPECT_FALSE(take(std::string(64, '0'), mine.browser)) << "forged";
  EXPECT_FALSE(take("", ""));
}

TEST_P(ConnectionsTest, AConsentLastsTenMinutes) {
  const auto begun = begin({});
  clock.advance(consent_lasts);
  EXPECT_FALSE(take(state_of(begun), begun.browser));
}

TEST_P(ConnectionsTest, TheDatabaseHoldsNothingThatOpensADoor) {
  const auto begun = begin({});
  const auto row = database->read_now([](db::Tx& tx) {
    constexpr auto all = "select state_hash || browser_hash || verifier from spotify_consents";
    return tx.one(db::Statement{"test", all, all}, [](const db::Row& r) { return r.str(0); }).value();
  });
  EXPECT_THAT(row, Not(HasSubstr(state_of(begun))));
  EXPECT_THAT(row, Not(HasSubstr(begun.browser)));
  Spotify other{{client, database, clock, "another key", [] { return std::string("https://theset.test/back"); }}};
  const auto taken = database->write_now([&](db::Tx& tx) { return other.take(tx, state_of(begun), begun.browser); });
  ASSERT_TRUE(taken) << "another process takes it, whatever its key for tokens";
  EXPECT_THAT(row, Not(HasSubstr(taken->verifier)));
}

TEST_P(ConnectionsTest, WhoComesBackIsKnownByTheIdThatNeverChanges) {
  http.answer(200, token_body).answer(200, R"({"account_id":"Acc7","id":"wren","display_name":" Wren\u0007 ","email":"w@example.org",
    "images":[{"url":"https://i/640","width":640},{"url":"https://i/300","width":300},{"url":"https://i/64","width":64}]})");
  const auto wren = base::wait(connections.listener("code", {{}, "verifier"}));
  ASSERT_TRUE(wren);
  EXPECT_EQ(wren->id, "Acc7");
  EXPECT_EQ(wren->name, "Wren");
  EXPECT_EQ(wren->image, "https://i/300");
  EXPECT_THAT(http.asked[0].body, HasSubstr("code_verifier=verifier"));
  http.answer(200, token_body).answer(200, R"({"id":"Acc7"})");
  EXPECT_EQ(base::wait(connections.listener("code", {{}, "verifier"}))->id, "name:Acc7") << "a name never passes for an id";
  http.answer(400, R"({"error":"invalid_grant"})");
  EXPECT_EQ(base::wait(connections.listener("code", {{}, "verifier"})).error().code, "spotify.sign_in_again");
}

TEST(Key, IsMadeOnceAndForItsOwnerOnly) {
  support::TempDir folder;
  const auto key = load_key("", folder.path());
  EXPECT_EQ(key.size(), 64u);
  EXPECT_EQ(load_key("", folder.path()), key);
  EXPECT_EQ(load_key("configured", folder.path()), "configured");
  struct stat status{};
  const std::string file = std::string(folder.path()) + "/spotify.key";
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  std::ofstream(file) << "half";
  EXPECT_THROW(load_key("", folder.path()), base::ErrorException);
}

}  // namespace
}  // namespace connections
