// A member about whom everything that can be stored is stored, on both engines; and what columns.txt says of every column.
#pragma once
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "accounts/sessions.hpp"
#include "follows/follows.hpp"
#include "personal/personal.hpp"
#include "platform/base/dates.hpp"
#include "platform/base/hex.hpp"
#include "support/database.hpp"

namespace personal {

inline const auto now = *base::read_instant("2026-11-22T12:00:00Z");
inline const std::string mark = "marked-as-theirs";
inline const std::string email = mark + "@example.org";

// Every text says where it stands: "marked-as-theirs/sessions.device".
inline std::string marked_as(std::string_view column) { return mark + "/" + std::string(column); }

// "table.column" -> '-', 'x' or '='.
inline std::map<std::string, char> said() {
  std::map<std::string, char> columns;
  std::ifstream file(support::source_dir() / "src/personal/columns.txt");
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
      const auto text = "cast(" + column + " as text)";
      // PostgreSQL casts bytes to digits.
      const auto where = text + " like '%" + mark + "%' or " + text + " like '%" + base::to_hex(mark) + "%'";
      if (fate == 'x' && !texts("select 'x' from " + table + " where " + where).empty()) found.push_back(name);
    }
    return found;
  }
  // A row of texts and numbers as given, and of texts marked as what they are: {{"user_id", id}, {"device", {}}, …}.
  using Fields = std::vector<std::pair<std::string, std::optional<std::string>>>;
  void add(db::Tx& tx, const std::string& table, const Fields& fields) {
    std::string names, values;
    for (const auto& [name, value] : fields) {
      names += (names.empty() ? "" : ", ") + name;
      values += (values.empty() ? "" : ", ") + value.value_or("'" + marked_as(table + "." + name) + "'");
    }
    run(tx, "insert into " + table + " (" + names + ") values (" + values + ")");
  }
  UserId somebody() {
    return write([&](db::Tx& tx) {
      const auto user = accounts::add_guest(tx, now).id;
      const auto id = user.str();
      const auto theirs = "'" + email + "'";
      run(tx, "update users set role = 'fan', email = " + theirs + ", created_at = 1 where id = " + id);
      for (const auto* column : {"display_name", "spotify_id", "profile_image_url", "password_hash", "theme"})
        run(tx, "update users set " + std::string(column) + " = '" + marked_as("users." + std::string(column)) + "' where id = " + id);
      add(tx, "sessions",
          {{"token_hash", {}},
           {"user_id", id},
           {"device", {}},
           {"place", {}},
           {"created_at", "1"},
           {"seen_at", "1"},
           {"expires_at", "9999999999999"}});
      add(tx, "spotify_consents",
          {{"state_hash", {}},
           {"browser_hash", {}},
           {"verifier", {}},
           {"purpose", {}},
           {"session", "'" + marked_as("sessions.token_hash") + "'"},
           {"next", {}},
           {"expires_at", "1"}});
      add(tx, "spotify_tokens",
          {{"user_id", id}, {"access_token", {}}, {"refresh_token", {}}, {"access_ends_at", "1"}, {"updated_at", "1"}});
      add(tx, "account_links",
          {{"token_hash", {}}, {"user_id", id}, {"purpose", {}}, {"email", {}}, {"pair", {}}, {"created_at", "1"}, {"expires_at", "1"}});
      add(tx, "sign_in_attempts", {{"subject", "'pair:" + email + ":203.0.113.0/24'"}, {"failures", "1"}, {"last_at", "1"}});
      add(tx, "sign_in_attempts", {{"subject", "'prove:" + id + "'"}, {"failures", "1"}, {"last_at", "1"}});
      add(tx, "security_events",
          {{"id", "1"}, {"user_id", id}, {"kind", "'signed_in'"}, {"device", {}}, {"place", {}}, {"detail", {}}, {"created_at", "1"}});
      add(tx, "mails",
          {{"id", "1"},
           {"user_id", id},
           {"recipient", theirs},
           {"kind", {}},
           {"subject", {}},
           {"body_text", {}},
           {"body_html", {}},
           {"unsubscribe", {}},
           {"state", {}},
           {"error", {}},
           {"created_at", "1"}});
      add(tx, "mail_suppressions", {{"address", theirs}, {"reason", {}}, {"created_at", "1"}});
      add(tx, "calendar_feeds", {{"user_id", id}, {"token_hash", {}}, {"created_at", "1"}});
      add(tx, "handles", {{"handle", {}}, {"user_id", id}});
      add(tx, "mail_wishes", {{"user_id", id}, {"topic", {}}, {"frequency", {}}});
      add(tx, "digests", {{"user_id", id}, {"told_until", "1"}, {"due_at", "1"}});
      add(tx, "profiles", {{"user_id", id}, {"page_open", "1"}, {"follows_open", "1"}, {"activity_open", "1"}});
      add(tx, "profile_pictures", {{"hash", {}}, {"side", "64"}, {"user_id", id}, {"webp", {}}, {"created_at", "1"}});
      add(tx, "following_visits", {{"user_id", id}, {"seen_at", "1"}, {"here_at", "1"}});
      add(tx, "live_presence",
          {{"setlist_id", "5"},
           {"process", "'p'"},
           {"here", "1"},
           {"people", "'[{\"id\":\"" + id + "\",\"name\":\"" + marked_as("live_presence.people") + "\"}]'"},
           {"said_at", "1"}});
      add(tx, "data_exports", {{"user_id", id}, {"id", "7"}, {"state", {}}, {"asked_at", "1"}, {"size", "1"}});
      add(tx, "data_export_pieces", {{"export_id", "7"}, {"position", "0"}, {"content", {}}});
      const auto artist = artists::begin(tx, now, {.name = "Marrow Coast", .spotify_id = "m"}).id;
      follows::follow(tx, now, user, artist);
      play(tx, artist.str());
      add(tx, "setlist_ops",
          {{"setlist_id", "5"},
           {"revision", "1"},
           {"client", {}},
           {"client_seq", "1"},
           {"user_id", id},
           {"ops", R"('[{"o":"ins","id":"x","p":0,"item":{"song":{"title":"Halogen <3"}}},{"o":"rem","id":"x","p":0}]')"},
           {"inverse", {}},
           {"at", "1"}});
      add(tx, "votes",
          {{"setlist_id", "5"},
           {"item", "'x'"},
           {"song", "'=halogen'"},
           {"meaning", "'happened'"},
           {"user_id", id},
           {"value", "-1"},
           {"created_at", "1"},
           {"updated_at", "1"}});
      const auto guest = accounts::add_guest(tx, now).id;
      run(tx, "update users set adopted_by = " + id + " where id = " + guest.str());
      return user;
    });
  }
  // Show 4 with setlist 5.
  void play(db::Tx& tx, const std::string& artist) {
    run(tx, "insert into shows (id, artist_id, name, date, status, festival, revision, created_at, updated_at) values (4, " + artist +
                ", '', '2026-11-21', 'completed', 0, 1, 1, 1)");
    run(tx, "insert into setlists (id, show_id, artist_id, status, revision, song_count, created_at, updated_at) values (5, 4, " + artist +
                ", 'completed', 1, 0, 1, 1)");
    run(tx, "insert into setlist_documents (setlist_id, revision, document, updated_at) values (5, 1, '{}', 1)");
  }

  support::TestDatabase database{GetParam()};
};

}  // namespace personal
