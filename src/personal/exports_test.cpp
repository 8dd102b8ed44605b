// The file with all that is stored about a member, on both engines: nothing personal is missing without a reason, nothing that opens a door
// is in it, and it is made once, kept for a week, and gone with its member.
#include "personal/exports.hpp"

#include <boost/json.hpp>
#include <iterator>
#include <thread>

#include "notifications/notifications.hpp"
#include "personal/contents.hpp"
#include "personal/export_job.hpp"
#include "personal/file.hpp"
#include "personal/personal_fixture.hpp"
#include "support/golden.hpp"
#include "support/unzip.hpp"

namespace personal {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

class ExportsTest : public PersonalTest {
 protected:
  ExportsTest() {
    clock.set(now);
    handle_jobs(runner, [] { return std::string("https://theset.example"); });
    runner.handle("mail.send", [](jobs::Context&) { return jobs::Done{}; });
  }
  base::Result<Export> ask(UserId user) {
    return database->write_now([&](db::Tx& tx) { return ask_export(tx, clock.now(), user); });
  }
  std::optional<Export> state(UserId user) {
    return database->read_now([&](db::Tx& tx) { return export_of(tx, user); });
  }
  // Somebody whose account is filled by hand, and who has no export yet.
  UserId member() {
    const auto user = somebody();
    write([&](db::Tx& tx) { return forget_export(tx, user), 0; });
    return user;
  }
  std::string bytes(ExportId id) {
    return database->read_now([&](db::Tx& tx) { return export_bytes(tx, id); });
  }
  std::map<std::string, support::Unzipped> file_of(UserId user) {
    std::string all;
    write_file(database, {user, "Ana <&>", now}, [&](std::string_view piece) { all += piece; });
    return support::unzip(all);
  }
  std::vector<std::string> pieces() { return texts("select cast(position as text) from data_export_pieces order by position"); }
  std::vector<notifications::Sent> mails() {
    return database->read_now([](db::Tx& tx) { return notifications::newest(tx, 10); });
  }

  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, ExportsTest, testing::ValuesIn(support::engines()), support::engine_name);

// A new column about a person has to be told here, or to be withheld for a reason that the file says.
TEST(ExportContents, EveryColumnAboutAPersonIsInItOrSaysWhyNot) {
  std::map<std::string, int> told;
  std::map<std::string, bool> tables;
  for (const auto& part : parts())
    for (const auto& column : part.columns)
      for (const auto& source : words_of(column.source)) ++told[source], tables[source.substr(0, source.find('.'))] = true;
  for (const auto& w : withheld())
    for (const auto& column : words_of(w.columns)) {
      EXPECT_FALSE(told.contains(column)) << column << " is in the file and said not to be";
      ++told[column];
    }
  const auto rules = said();
  for (const auto& [column, fate] : rules) {
    const auto dot = column.find('.');
    const bool key = column.substr(dot) == ".user_id" && tables[column.substr(0, dot)];  // whose row it is: theirs, as all of them
    if (fate != '-') EXPECT_TRUE(told.contains(column) || key) << column << ": see src/personal/contents.cpp";
  }
  for (const auto& [column, times] : told) EXPECT_TRUE(rules.contains(column)) << column << " is not there any more";
}

TEST(ExportLetter, IsTheOneInTheFiles) {
  const auto letter = notifications::write(export_ready("https://theset.example/settings/export/7", now + export_kept));
  support::expect_golden("mail/export_ready.txt", letter.text);
  support::expect_golden("mail/export_ready.html", letter.html);
}

TEST_P(ExportsTest, EveryTextStandsWhereItBelongsAndNoSecretAnywhere) {
  const auto user = somebody();
  const auto files = file_of(user);
  const auto data = json::parse(files.at("data.json").content).as_object();
  const auto rules = said();
  for (const auto& part : parts()) {
    const auto& rows = data.at(part.name).as_array();
    ASSERT_FALSE(rows.empty()) << part.name << ": somebody() has to fill it, else this test proves nothing of it";
    for (const auto& column : part.columns) {
      const auto& value = rows.front().as_object().at(column.name);
      const auto where = std::string(part.name) + "." + std::string(column.name) + ": " + json::serialize(value);
      if (column.kind == Kind::secret) EXPECT_EQ(value, true) << where;
      if (column.kind == Kind::time && !value.is_null()) EXPECT_TRUE(base::read_instant(value.as_string())) << where;
      const bool text = column.kind == Kind::text && rules.contains(std::string(column.source)) && part.name != "guests";
      if (!text || rules.at(std::string(column.source)) != 'x') continue;
      ASSERT_TRUE(value.is_string()) << where;
      const std::string_view found = value.as_string();
      EXPECT_TRUE(found == marked_as(column.source) || found.find(email) != found.npos || found.find(user.str()) != found.npos) << where;
    }
  }
  for (const auto& [name, file] : files) {
    for (const auto& part : parts())
      for (const auto& column : part.columns)
        if (column.kind == Kind::secret)
          for (const auto& source : words_of(column.source)) EXPECT_THAT(file.content, Not(HasSubstr(marked_as(source)))) << name;
    for (const auto& w : withheld())
      for (const auto& column : words_of(w.columns)) EXPECT_THAT(file.content, Not(HasSubstr(marked_as(column)))) << name;
  }
}

TEST_P(ExportsTest, PeopleReadItWithoutAnythingFromOutside) {
  const auto files = file_of(somebody());
  const auto& page = files.at("index.html").content;
  EXPECT_THAT(page, HasSubstr("<h1>What The Set stores about Ana &lt;&amp;&gt;</h1>"));
  EXPECT_THAT(page, HasSubstr("added Halogen &lt;3, removed a song"));
  EXPECT_THAT(page, HasSubstr("<dt>password kept as hash</dt><dd>kept, not given out</dd>"));
  EXPECT_THAT(page, HasSubstr("<dd>1970-01-01 00:00:00 UTC</dd>"));
  EXPECT_THAT(page, HasSubstr("<dt>What your mails said</dt>"));
  for (const auto* outside : {"http:", "https:", "src=", "url(", "<script"}) EXPECT_THAT(page, Not(HasSubstr(outside)));
  EXPECT_EQ(files.at("style.css").content, style);
  EXPECT_THAT(page, HasSubstr("<dt>file</dt><dd>picture-64.webp</dd>"));
  EXPECT_EQ(files.at("picture-64.webp").content, marked_as("profile_pictures.webp"));
  EXPECT_THAT(file_of(write([&](db::Tx& tx) { return accounts::add_guest(tx, now).id; })).at("index.html").content,
              HasSubstr("<h2>Artists you follow</h2><p>With the day since when.</p><p>Nothing.</p>"));
}

TEST_P(ExportsTest, OthersAreNotInIt) {
  const auto user = member();
  const auto other = write([&](db::Tx& tx) {
    const auto id = accounts::add_guest(tx, now).id;
    // An address whose "_" would stand for any letter of the first one's.
    run(tx, "update users set role = 'fan', email = 'marked_as-theirs@example.org', display_name = 'Other' where id = " + id.str());
    add(tx, "sign_in_attempts", {{"subject", "'account:marked_as-theirs@example.org'"}, {"failures", "1"}, {"last_at", "1"}});
    return id;
  });
  for (const auto& [name, file] : file_of(other)) {
    EXPECT_THAT(file.content, Not(HasSubstr(mark))) << name;
    EXPECT_THAT(file.content, Not(HasSubstr(user.str()))) << name;
  }
  EXPECT_THAT(file_of(user).at("data.json").content, Not(HasSubstr("marked_as")));
}

TEST_P(ExportsTest, AJobMakesItAndAMailTells) {
  const auto user = member();
  const auto asked = ask(user);
  ASSERT_TRUE(asked);
  EXPECT_EQ(state(user)->state, ExportState::making);
  EXPECT_EQ(state(user)->next(), std::nullopt);
  runner.run_due();
  const auto ready = *state(user);
  EXPECT_EQ(ready.state, ExportState::ready);
  EXPECT_EQ(ready.expires, now + 7 * 24h);
  const auto all = bytes(ready.id);
  EXPECT_EQ(ready.bytes, static_cast<std::int64_t>(all.size()));
  EXPECT_EQ(support::unzip(all).size(), 4u);
  ASSERT_EQ(mails().front().kind, "export_ready");
  EXPECT_EQ(mails().front().recipient, email);
  EXPECT_THAT(mails().front().text, HasSubstr("https://theset.example/settings/export/" + ready.id.str() + "\n"));
  runner.run_due();
  EXPECT_EQ(mails().size(), 2u) << "one mail, beside the one somebody() has";
}

TEST_P(ExportsTest, OneAtATimeAndOneADay) {
  const auto user = member();
  const auto first = ask(user)->id;
  EXPECT_EQ(ask(user).error().code, "personal.export_being_made");
  runner.run_due();
  clock.advance(24h - 1s);
  EXPECT_EQ(ask(user).error().code, "personal.export_too_soon");
  EXPECT_FALSE(bytes(first).empty()) << "a refusal takes nothing away";
  clock.advance(1s);
  const auto second = ask(user);
  ASSERT_TRUE(second);
  EXPECT_TRUE(bytes(first).empty()) << "the new one takes its place";
  runner.run_due();
  EXPECT_FALSE(bytes(second->id).empty());
}

TEST_P(ExportsTest, OfManyAskedForAtOnceOneIsMade) {
  const auto user = member();
  std::atomic<int> begun = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) threads.emplace_back([&] { begun += ask(user) ? 1 : 0; });
  }
  EXPECT_EQ(begun, 1);
}

TEST_P(ExportsTest, OnlyItsMemberFindsItWhileItIsKept) {
  const auto user = member();
  const auto other = write([&](db::Tx& tx) { return accounts::add_guest(tx, now).id; });
  const auto id = ask(user)->id;
  const auto found = [&](UserId who, ExportId which) {
    return database->read_now([&](db::Tx& tx) { return find_export(tx, clock.now(), who, which); }).has_value();
  };
  EXPECT_FALSE(found(user, id)) << "it is not ready";
  runner.run_due();
  EXPECT_TRUE(found(user, id));
  EXPECT_FALSE(found(other, id));
  EXPECT_FALSE(found(user, ExportId{id.value + 1}));
  clock.advance(7 * 24h);
  EXPECT_FALSE(found(user, id)) << "also before its bytes are deleted";
}

TEST_P(ExportsTest, ItsBytesAreDeletedWhenItsTimeIsOver) {
  const auto user = member();
  ask(user).value();
  runner.run_due();
  clock.advance(7 * 24h - 1s);
  EXPECT_EQ(write([&](db::Tx& tx) { return sweep_exports(tx, clock.now()); }), 0);
  EXPECT_FALSE(pieces().empty());
  clock.advance(1s);
  runner.run_due();  // nobody asks: the schedule does
  clock.advance(1h);
  runner.run_due();
  EXPECT_THAT(pieces(), IsEmpty());
  EXPECT_EQ(state(user)->state, ExportState::over);
  EXPECT_TRUE(ask(user)) << "and another may be asked for";
}

TEST_P(ExportsTest, WhatADeadWorkerLeftIsMadeAnew) {
  const auto user = member();
  const auto id = ask(user)->id;
  write([&](db::Tx& tx) {
    for (const auto* position : {"0", "1"})
      add(tx, "data_export_pieces", {{"export_id", id.str()}, {"position", position}, {"content", "'bm9uc2Vuc2U='"}});
    return 0;
  });
  runner.run_due();
  EXPECT_EQ(support::unzip(bytes(id)).size(), 4u);
}

TEST_P(ExportsTest, WhoLeavesMeanwhileTakesItAlong) {
  const auto user = member();
  ask(user).value();
  write([&](db::Tx& tx) { return erase(tx, now, user), 0; });
  runner.run_due();
  EXPECT_THAT(pieces(), IsEmpty());
  EXPECT_EQ(state(user), std::nullopt);
}

TEST_P(ExportsTest, ManyRowsComeInPagesAndEachOnce) {
  const auto user = member();
  write([&](db::Tx& tx) {
    for (int i = 2; i <= 2 * rows_at_once + 1; ++i)
      add(tx, "setlist_ops",
          {{"setlist_id", "5"},
           {"revision", std::to_string(i)},
           {"client", "'c'"},
           {"client_seq", std::to_string(i)},
           {"user_id", user.str()},
           {"ops", "'[]'"},
           {"inverse", "'[]'"},
           {"at", "1"}});
    return 0;
  });
  const auto data = json::parse(file_of(user).at("data.json").content).as_object();
  const auto& changes = data.at("changes").as_array();
  ASSERT_EQ(changes.size(), 2u * rows_at_once + 1);
  for (std::size_t i = 0; i < changes.size(); ++i) EXPECT_EQ(changes[i].at("version"), static_cast<std::int64_t>(i + 1));
}

}  // namespace
}  // namespace personal
