// Tokens on both engines: sealed for their owner, renewed in time and once, forgotten when they are dead.
#include "connections/connections_fixture.hpp"

namespace connections {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr auto heard = R"({"items":[{"id":"a1","name":"Pale Ferry"},{"id":"a2","name":"Marrow Coast"}],"total":2,"offset":0,"limit":50})";
constexpr auto dead = R"({"error":"invalid_grant"})";
constexpr auto expired = R"({"error":{"status":401,"message":"The access token expired"}})";

class TokensTest : public ConnectionsTest {
 protected:
  TokensTest() { keep({.access_token = "at-1", .refresh_token = "rt-1", .scopes = {}}); }
  void keep(const spotify::Token& token) {
    database->write_now([&](db::Tx& tx) { connections.keep(tx, user, token); });
  }
  Answer<Top> top() { return base::wait(connections.top_artists(user)); }
  std::string bearer(std::size_t call) { return std::string(http.asked.at(call).headers.get("Authorization")); }
  bool has_tokens(UserId who) {
    return database->read_now([&](db::Tx& tx) { return connections.has_tokens(tx, who); });
  }

  UserId user = database->write_now([&](db::Tx& tx) { return accounts::add_guest(tx, clock.now()).id; });
};
INSTANTIATE_TEST_SUITE_P(Engines, TokensTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(TokensTest, SpotifyIsAskedOnceInTenMinutes) {
  http.answer(200, heard).answer(200, heard);
  const auto first = top(), second = top();
  EXPECT_EQ(first->artists->at(1).name, "Marrow Coast");
  EXPECT_TRUE(first->fresh);
  EXPECT_FALSE(second->fresh);
  EXPECT_EQ(http.asked.size(), 1u);
  EXPECT_EQ(bearer(0), "Bearer at-1");
  clock.advance(top_kept);
  EXPECT_TRUE(top()->fresh);
}

TEST_P(TokensTest, TheyAreStoredSealedAndForTheirOwner) {
  constexpr auto all = "select access_token || refresh_token from spotify_tokens";
  const auto row = database->read_now(
      [](db::Tx& tx) { return tx.one(db::Statement{"test", all, all}, [](const db::Row& r) { return r.str(0); }).value(); });
  EXPECT_THAT(row, testing::AllOf(Not(HasSubstr("at-1")), Not(HasSubstr("rt-1"))));
  const auto thief = database->write_now([&](db::Tx& tx) {
    const auto id = accounts::add_guest(tx, clock.now()).id;
    const auto copy =
        "insert into spotify_tokens select " + id.str() + ", access_token, refresh_token, access_ends_at, 1 from spotify_tokens";
    tx.run(db::Statement{"test", copy, copy});
    return id;
  });
  EXPECT_TRUE(has_tokens(user));
  EXPECT_FALSE(has_tokens(thief)) << "a copied row opens nothing";
  EXPECT_EQ(base::wait(connections.top_artists(thief)).error().code, "connections.sign_in_again");
  EXPECT_TRUE(http.asked.empty());
}

TEST_P(TokensTest, TheyAreRenewedBeforeTheyEndAndTheRefreshTokenStaysUnlessItIsReplaced) {
  clock.advance(3541s);
  http.answer(200, R"({"access_token":"at-2","expires_in":3600})").answer(200, heard);
  ASSERT_TRUE(top());
  EXPECT_THAT(http.asked[0].body, HasSubstr("refresh_token=rt-1"));
  EXPECT_EQ(bearer(1), "Bearer at-2");
  clock.advance(3600s);
  http.answer(200, R"({"access_token":"at-3","refresh_token":"rt-3","expires_in":3600})").answer(200, heard);
  ASSERT_TRUE(top());
  EXPECT_THAT(http.asked[2].body, HasSubstr("refresh_token=rt-1"));
  clock.advance(3600s);
  http.answer(200, R"({"access_token":"at-4","expires_in":3600})").answer(200, heard);
  ASSERT_TRUE(top());
  EXPECT_THAT(http.asked[4].body, HasSubstr("refresh_token=rt-3"));
}

TEST_P(TokensTest, ATokenThatDiedEarlyIsRenewedOnce) {
  http.answer(401, expired).answer(200, R"({"access_token":"at-2"})").answer(200, heard);
  EXPECT_TRUE(top());
  clock.advance(top_kept);
  http.answer(401, expired).answer(200, R"({"access_token":"at-3"})").answer(401, expired);
  EXPECT_EQ(top().error().code, "connections.sign_in_again");
  EXPECT_TRUE(http.all_used());
}

TEST_P(TokensTest, DeadOnesAreForgotten) {
  clock.advance(3600s);
  http.answer(400, dead);
  const auto refusal = top().error();
  EXPECT_EQ(refusal.what, limits::Refused::consent);
  EXPECT_FALSE(has_tokens(user));
  EXPECT_EQ(top().error().code, "connections.sign_in_again");
  EXPECT_TRUE(http.all_used()) << "Spotify is not asked again";
}

// Another process was faster: Spotify took the refresh token once, and the new ones are stored.
TEST_P(TokensTest, WhoIsToldThatATokenIsDeadTakesTheOneThatReplacedIt) {
  class Faster final : public http::Client {
   public:
    explicit Faster(std::function<void()> first) : first_(std::move(first)) {}
    base::Result<http::OutResponse> send(const http::OutRequest& request) override {
      if (!request.url.ends_with("/api/token")) return http::OutResponse{200, {}, heard};
      first_();
      return http::OutResponse{400, {}, dead};
    }

   private:
    std::function<void()> first_;
  } faster([&] { keep({.access_token = "at-9", .refresh_token = "rt-9", .scopes = {}}); });
  spotify::Client client_here{
      {.base_url = "https://api.test", .auth_url = "https://accounts.test", .client_id = "id", .client_secret = "s"}, faster, gate, clock};
  Spotify here{{client_here, database, clock, "key", [] { return std::string(); }}};
  clock.advance(3600s);
  EXPECT_TRUE(base::wait(here.top_artists(user)));
  EXPECT_TRUE(has_tokens(user));
}

TEST_P(TokensTest, ASpotifyThatIsAwayCostsNoToken) {
  clock.advance(3600s);
  http.answer(503, "");
  EXPECT_EQ(top().error().code, "spotify.server_error");
  EXPECT_TRUE(has_tokens(user));
}

TEST_P(TokensTest, ForgettingTakesAlsoWhatWasKept) {
  http.answer(200, heard);
  ASSERT_TRUE(top());
  database->write_now([&](db::Tx& tx) { connections.forget(tx, user); });
  EXPECT_EQ(top().error().code, "connections.sign_in_again");
}

}  // namespace
}  // namespace connections
