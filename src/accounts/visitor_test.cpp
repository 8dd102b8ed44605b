#include "accounts/visitor.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace accounts {
namespace {

class VisitorTest : public testing::TestWithParam<db::Engine> {
 protected:
  static http::Request with_cookie(const std::string& cookie) {
    http::Request request;
    request.headers.set("Cookie", cookie);
    return request;
  }
  // The cookie as the browser sends it back.
  static std::string sent_back(const std::string& set_cookie) { return set_cookie.substr(0, set_cookie.find(';')); }

  std::optional<Visitor> look(const http::Request& request, const Keys& with) {
    return database->read_now([&](db::Tx& tx) { return visitor(tx, with, clock.now(), request); });
  }
  Known act(const http::Request& request) {
    return database->write_now([&](db::Tx& tx) { return visitor_or_guest(tx, keys, clock.now(), request); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  Keys keys = Keys::load(database, clock.now(), false);
};

TEST_P(VisitorTest, LookingMakesNobodyAGuest) { EXPECT_FALSE(look({}, keys)); }

TEST_P(VisitorTest, ADeedMakesAGuestWhoIsKnownFromThenOn) {
  const auto first = act({});
  ASSERT_TRUE(first.set_cookie);
  EXPECT_TRUE(first.visitor.guest());
  EXPECT_TRUE(first.visitor.name.starts_with("Guest "));
  const auto again = act(with_cookie(sent_back(*first.set_cookie)));
  EXPECT_EQ(again.visitor.id, first.visitor.id);
  EXPECT_FALSE(again.set_cookie);
}

TEST_P(VisitorTest, AnotherProcessKnowsTheGuestToo) {
  const auto guest = act({});
  const auto other = Keys::load(database, clock.now(), false);
  EXPECT_TRUE(look(with_cookie(sent_back(*guest.set_cookie)), other));
}

TEST_P(VisitorTest, AForgedOrBrokenCookieIsANewcomer) {
  const auto guest = act({});
  const auto mine = sent_back(*guest.set_cookie);
  const auto id = guest.visitor.id.str();
  for (const auto& forged : {"theset_guest=" + id, "theset_guest=" + id + ".", "theset_guest=" + id + "." + std::string(64, '0'),
                             "theset_guest=" + UserId{guest.visitor.id.value + 1}.str() + mine.substr(mine.find('.')),
                             std::string("theset_guest=.."), "theset_session=" + std::string(64, 'a'), std::string("theset_session=x")})
    EXPECT_FALSE(look(with_cookie(forged), keys)) << forged;
}

TEST_P(VisitorTest, OverTlsCookiesAreBoundToTheHost) {
  const Keys secure("key", true);
  EXPECT_EQ(secure.cookie("theset_guest", "x", std::chrono::seconds(9)),
            "__Host-theset_guest=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=9; Secure");
}

INSTANTIATE_TEST_SUITE_P(Engines, VisitorTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace accounts
