// Deleting somebody, on both engines: nothing of theirs is left in any column that says it is erased, and every column says what it is.
#include "personal/personal.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <sstream>

#include "accounts/sessions.hpp"
#include "follows/follows.hpp"
#include "platform/base/dates.hpp"
#include "support/database.hpp"

namespace personal {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

const auto now = *base::read_instant("2026-11-22T12:00:00Z");
const std::string mark = "marked-as-theirs";

// "table.column" -> '-', 'x' or '='.
std::map<std::string, char> said() {
  std::map<std::string, char> columns;
  std::ifstream file(THESET_SOURCE_DIR "/src/personal/columns.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line.substr(1));
    std::string table;
    words >> table;
    for (std::string column; words >> column;) columns[table + "." + column] = line.front();
  }
  return columns;
}

class PersonalTest : public testing::TestWithParam<db::Engine> {
 protected:
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  // Statements of these tests: made up as they go.
  std::vector<std::string> texts(const std::string& sql) {
    return database->read_now([&](db::Tx& tx) {
      const db::Statement statement{"test", sql, sql};
      return tx.all(statement, [](const db::Row& row) { return row.maybe_str(0).value_or(""); });
    });
  }
  void run(db::Tx& tx, const std::string& sql) { tx.run(db::Statement{"test", sql, sql}); }
  std::vector<std::string> real_columns() {
    return texts(GetParam() == db::Engine::sqlite
                     ? "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and "
                       "m.name not like 'sqlite%'"
                     : "select table_name || '.' || column_name from information_schema.columns join information_schema.tables using "
                       "(table_schema, table_name) where table_schema = current_schema() and table_type = 'BASE TABLE'");
  }
  // Where the mark is found, among the columns said to be erased.
  std::vector<std::string> marked() {
    std::vector<std::string> found;
    for (const auto& [name, fate] : said()) {
      const auto dot = name.find('.');
      const auto table = name.substr(0, dot), column = name.substr(dot + 1);
      if (fate == 'x' && !texts("select 'x' from " + table + " where cast(" + column + " as text) like '%" + mark + "%'").empty())
        found.push_back(name);
    }
    return found;
  }
  // A member about whom every text that can be stored is stored.
  UserId somebody() {
    return write([&](db::Tx& tx) {
      const auto user = accounts::add_guest(tx, now).id;
      const auto id = user.str();
      const auto email = mark + "@example.org";
      run(tx, "update users set role = 'fan', email = '" + email + "', display_name = '" + mark + "', spotify_id = '" + mark +
                  "', profile_image_url = 'https://x/" + mark + "', password_hash = '" + mark + "', theme = '" + mark +
                  "' where id = " + id);
      run(tx, "insert into sessions (token_hash, user_id, device, place, created_at, seen_at, expires_at) values ('" + mark + "', " + id +
                  ", '" + mark + "', '" + mark + "', 1, 1, 9999999999999)");
      run(tx, "insert into spotify_consents (state_hash, browser_hash, verifier, purpose, session, next, expires_at) values ('" + mark +
                  "', '" + mark + "', '" + mark + "', '" + mark + "', '" + mark + "', '" + mark + "', 1)");
      run(tx, "insert into spotify_tokens (user_id, access_token, refresh_token, access_ends_at, updated_at) values (" + id + ", '" + mark +
                  "', '" + mark + "', 1, 1)");
      run(tx, "insert into account_links (token_hash, user_id, purpose, email, pair, created_at, expires_at) values ('" + mark + "', " +
                  id + ", '" + mark + "', '" + mark + "', '" + mark + "', 1, 1)");
      run(tx, "insert into sign_in_attempts (subject, failures, last_at) values ('pair:" + email +
                  ":203.0.113.0/24', 1, 1), ('prove:" + id + "', 1, 1)");
      run(tx, "insert into security_events (id, user_id, kind, device, place, detail, created_at) values (1, " + id + ", 'signed_in', '" +
                  mark + "', '" + mark + "', '" + mark + "', 1)");
      run(tx, "insert into mails (id, user_id, recipient, kind, subject, body_text, body_html, state, error, created_at) values (1, " + id +
                  ", '" + email + "', '" + mark + "', '" + mark + "', '" + mark + "', '" + mark + "', '" + mark + "', '" + mark + "', 1)");
      run(tx, "insert into mail_suppressions (address, reason, created_at) values ('" + email + "', '" + mark + "', 1)");
      run(tx, "insert into calendar_feeds (user_id, token_hash, created_at) values (" + id + ", '" + mark + "', 1)");
      run(tx, "insert into handles (handle, user_id) values ('" + mark + "', " + id + ")");
      run(tx, "insert into mail_wishes (user_id, topic, frequency) values (" + id + ", '" + mark + "', '" + mark + "')");
      run(tx, "insert into profiles (user_id, page_open, follows_open, activity_open) values (" + id + ", 1, 1, 1)");
      run(tx, "insert into following_visits (user_id, seen_at, here_at) values (" + id + ", 1, 1)");
      const auto artist = artists::begin(tx, now, {.name = "Marrow Coast", .spotify_id = "m"}).id;
      follows::follow(tx, now, user, artist);
      return user;
    });
  }

  support::TestDatabase database{GetParam()};
};
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
    const bool text = !name.ends_with("_at") && !name.ends_with("_id") && !name.ends_with(".id") && !name.ends_with("_open") &&
                      !name.ends_with("failures");
    if (fate == 'x' && text && std::ranges::find(filled, name) == filled.end()) unfilled.push_back(name);
  }
  ASSERT_THAT(unfilled, IsEmpty()) << "somebody() has to fill these, else this test proves nothing of them";

  write([&](db::Tx& tx) { return erase(tx, now, user), 0; });
  EXPECT_THAT(marked(), IsEmpty());
  for (const auto* table : {"sessions", "follows", "account_links", "mails", "sign_in_attempts", "calendar_feeds", "following_visits",
                            "spotify_consents", "spotify_tokens", "handles", "profiles", "mail_wishes"})
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
