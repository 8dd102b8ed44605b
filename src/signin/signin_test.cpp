#include "signin/signin.hpp"

#include "signin/attempts.hpp"
#include "signin/signin_fixture.hpp"

namespace signin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

INSTANTIATE_TEST_SUITE_P(Engines, SignInTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SignInTest, SigningUpTakesTheLinkAndLeadsBackToWhereOneWas) {
  Browser browser;
  EXPECT_EQ(sign_up(browser).status, 200);
  EXPECT_FALSE(browser.cookies.contains("theset_session"));
  EXPECT_EQ(mails().at(0).recipient, "ann@example.org");
  const auto link = "/sign-in/verify?token=" + token("verify");
  EXPECT_EQ(ask(browser, http::Method::get, link).status, 200);
  EXPECT_FALSE(browser.cookies.contains("theset_session")) << "opening a link changes nothing";
  const auto done = post(browser, "/sign-in/verify", {{"token", token("verify")}});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.headers.get("Location"), "/artists/x");
  EXPECT_TRUE(browser.cookies.contains("theset_session"));
  Browser second;
  EXPECT_EQ(post(second, "/sign-in/verify", {{"token", token("verify")}}).status, 404) << "once";
}

TEST_P(SignInTest, NoAnswerTellsWhetherAnAddressIsKnown) {
  Browser owner, stranger;
  member(owner);
  const auto known = sign_up(stranger), unknown = sign_up(stranger, "bob@example.org");
  EXPECT_EQ(known.status, unknown.status);
  auto text = *known.body;
  text.replace(text.find("ann@example.org"), 15, "bob@example.org");
  EXPECT_EQ(text, *unknown.body);
  EXPECT_EQ(post(stranger, "/sign-in/forgotten", {{"email", "ann@example.org"}}).status,
            post(stranger, "/sign-in/forgotten", {{"email", "nobody@example.org"}}).status);
  const auto wrong = sign_in(stranger, "not the password");
  const auto nobody = post(stranger, "/sign-in", {{"email", "nobody@example.org"}, {"password", "not the password"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(nobody.status, 422);
  EXPECT_THAT(*nobody.body, HasSubstr("accounts.wrong_sign_in"));
}

TEST_P(SignInTest, AnotherDeviceFinishesASignUpOnlyWithItsPassword) {
  Browser victim, attacker;
  sign_up(attacker, "ann@example.org", "an attacker's own words");
  EXPECT_EQ(post(victim, "/sign-in/verify", {{"token", token("verify")}, {"password", password}}).status, 422);
  EXPECT_FALSE(victim.cookies.contains("theset_session"));
  sign_up(victim);
  EXPECT_EQ(post(victim, "/sign-in/verify", {{"token", token("verify")}}).status, 303);
  Browser again;
  EXPECT_EQ(sign_in(again).status, 303) << "the password is the one of the sign-up that was confirmed";
  EXPECT_EQ(sign_in(attacker, "an attacker's own words").status, 422);
}

TEST_P(SignInTest, TheFormKeepsWhatWasTypedAndNeverThePassword) {
  Browser browser;
  const auto answer = post(browser, "/sign-up", {{"name", "Ann <b>"}, {"email", "no address"}, {"password", password}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(*answer.body, HasSubstr("value=\"no address\""));
  EXPECT_THAT(*answer.body, HasSubstr("Ann &lt;b&gt;"));
  EXPECT_THAT(*answer.body, Not(HasSubstr(password)));
}

TEST_P(SignInTest, ResetSignsAllOthersOutAndWorksOnce) {
  Browser phone, desk;
  member(phone);
  post(desk, "/sign-in/forgotten", {{"email", "ann@example.org"}});
  const auto link = token("reset");
  EXPECT_EQ(post(desk, "/sign-in/reset", {{"token", link}, {"password", "another long sentence"}}).status, 303);
  EXPECT_EQ(post(desk, "/sign-in/reset", {{"token", link}, {"password", "another long sentence"}}).status, 404);
  http::Request old;
  old.headers.set("Cookie", "theset_session=" + phone.cookies["theset_session"]);
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return accounts::visitor(tx, keys, clock.now(), old); }));
  Browser third;
  EXPECT_EQ(sign_in(third).status, 422);
  EXPECT_EQ(sign_in(third, "another long sentence").status, 303);
}

TEST_P(SignInTest, AStrangersTriesSlowTheStrangerAndNotTheOwner) {
  Browser owner, stranger{.cookies = {}, .peer = "198.51.100.1"};
  member(owner);
  int refused = 0;
  for (int i = 0; i < 12; ++i) refused += sign_in(stranger, "guess " + std::to_string(i) + " of many").status == 429;
  EXPECT_EQ(refused, 7 - 0);
  const auto wait = sign_in(stranger);
  EXPECT_EQ(wait.status, 429);
  EXPECT_EQ(wait.headers.get("Retry-After"), "1");
  Browser home;
  EXPECT_EQ(sign_in(home).status, 303);
  clock.advance(2s);
  EXPECT_EQ(sign_in(stranger, "guess again and again").status, 422);
  EXPECT_EQ(sign_in(stranger).headers.get("Retry-After"), "2") << "each wait is twice the one before";
}

TEST_P(SignInTest, ManyStrangersTogetherAreSlowedAndTheOwnerAtHomeIsNot) {
  Browser owner;
  member(owner);
  database->write_now([&](db::Tx& tx) { return accounts::end_sessions(tx, by_email(tx, "ann@example.org")->id, {}); });
  int checked = 0;
  for (int i = 0; i < 70; ++i) {
    Browser stranger{.cookies = {}, .peer = "198.51." + std::to_string(i) + ".1"};
    checked += sign_in(stranger, "guess " + std::to_string(i) + " of many").status == 422;
  }
  EXPECT_EQ(checked, 50);
  EXPECT_EQ(sign_in(owner).status, 303) << "though nobody is signed in there now";
}

TEST_P(SignInTest, ANewDeviceIsToldByMail) {
  Browser first, same, other{.cookies = {}, .peer = "192.0.2.9"};
  member(first);
  sign_in(same);
  EXPECT_EQ(mails().at(0).kind, "verify");
  sign_in(other);
  EXPECT_EQ(mails().at(0).kind, "new_device");
  EXPECT_THAT(mails().at(0).text, HasSubstr("Firefox on Linux, network 192.0.2.0/24"));
}

TEST_P(SignInTest, AGuestsDeedsAreAdoptedOnce) {
  Browser browser;
  const auto guest = database->write_now([&](db::Tx& tx) { return accounts::visitor_or_guest(tx, keys, clock.now(), {}); });
  const auto cookie = *guest.set_cookie;
  browser.cookies["theset_guest"] = cookie.substr(13, cookie.find(';') - 13);
  member(browser);
  ASSERT_EQ(adopted.size(), 1u);
  EXPECT_EQ(adopted[0].first, guest.visitor.id);
  EXPECT_FALSE(browser.cookies.contains("theset_guest"));
  Browser again{.cookies = {{"theset_guest", cookie.substr(13, cookie.find(';') - 13)}}};
  sign_in(again);
  EXPECT_EQ(adopted.size(), 1u);
}

TEST_P(SignInTest, SessionsAreListedRevocableAndEnd) {
  Browser phone, desk{.cookies = {}, .peer = "192.0.2.9"};
  member(phone);
  sign_in(desk);
  EXPECT_THAT(*ask(phone, http::Method::get, "/settings").body, HasSubstr("192.0.2.0/24"));
  EXPECT_EQ(post(phone, "/settings/sessions", {{"others", "1"}}).status, 403) << "without the form's token";
  const auto body = *ask(phone, http::Method::get, "/settings").body;
  const auto form_token = body.substr(body.find("name=\"form_token\" value=\"") + 25, 64);
  EXPECT_EQ(post(phone, "/settings/sessions", {{"others", "1"}, {"form_token", form_token}}).status, 303);
  EXPECT_THAT(*ask(phone, http::Method::get, "/settings").body, Not(HasSubstr("192.0.2.0/24")));
  clock.advance(accounts::session_idle);
  EXPECT_THAT(*ask(phone, http::Method::get, "/settings").body, Not(HasSubstr("203.0.113.0/24")));
}

TEST_P(SignInTest, AnAddressChangesWhenBothHaveConfirmed) {
  Browser browser;
  member(browser);
  const auto body = *ask(browser, http::Method::get, "/settings").body;
  const auto form_token = body.substr(body.find("name=\"form_token\" value=\"") + 25, 64);
  EXPECT_EQ(
      post(browser, "/settings/address", {{"email", "new@example.org"}, {"current_for_address", password}, {"form_token", form_token}})
          .status,
      303);
  const auto sent = mails();
  for (const auto& m : {sent.at(0), sent.at(1)}) {
    const auto link = m.text.substr(m.text.find("token=") + 6, 64);
    const auto side = m.recipient == "new@example.org" ? "to" : "from";
    EXPECT_FALSE(database->read_now([](db::Tx& tx) { return by_email(tx, "new@example.org"); }));
    EXPECT_EQ(post(browser, "/sign-in/address", {{"token", link}, {"side", side}}).status, 200);
  }
  EXPECT_TRUE(database->read_now([](db::Tx& tx) { return by_email(tx, "new@example.org"); }));
}

TEST(Passwords, AreRefusedWithTheReason) {
  const auto code = [](std::string_view text) {
    const auto good = check_password(text, "ann.lee@example.org", "Marigold");
    return good ? std::string() : good.error().code;
  };
  EXPECT_EQ(code("short"), "accounts.password_short");
  EXPECT_EQ(code("three      f"), "accounts.password_short") << "blanks in a row count as one";
  EXPECT_EQ(code("eleven sign"), "accounts.password_short");
  EXPECT_EQ(code(std::string(129, 'x')), "accounts.password_long");
  for (const auto* common :
       {"password1234",     "Passw0rd2024!", "123456789012", "qwertyuiop123", "aaaaaaaaaaaa",  "123123123123", "iloveyou2023",
        "abcdefghijkl",     "1q2w3e4r5t6y",  "1qaz2wsx3edc", "1QAZ2wsx3EDC!", "q1w2e3r4t5y6",  "1qazxsw23edc", "qwerty123456",
        "zaq12wsxcde3",     "123qweasdzxc",  "112233445566", "asdfghjkl123",  "1234qwerasdf",  "admin1234567", "letmeinplease",
        "passwordpassword", "happybirthday", "welcome2024!", "unbelievable",  "administrator", "qwertyuiopas", "000000000000"})
    EXPECT_EQ(code(common), "accounts.password_common") << common;
  EXPECT_EQ(code("marigold2024"), "accounts.password_personal");
  EXPECT_EQ(code(password), "");
  EXPECT_EQ(code("ключ от квартиры"), "");
  EXPECT_EQ(code("🎸🥁🎤 loud and late"), "");
  EXPECT_EQ(code("three or four"), "") << "no composition is asked for";
  EXPECT_EQ(code(std::string(32, 'x') + " or sixty-four characters of it" + std::string(65, 'y')), "");
}

}  // namespace
}  // namespace signin
