// Digests on both engines, by a clock of their own: who is told what, when, and once.
#include "notifications/digests.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "notifications/unsubscribing.hpp"
#include "platform/base/dates.hpp"
#include "support/database.hpp"
#include "support/golden.hpp"

namespace notifications {
namespace {

using namespace std::chrono_literals;
using accounts::UserId;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

base::Time at(std::string_view instant) { return base::read_instant(instant).value(); }

// A post office that keeps what it is given.
struct Letterbox final : mail::Transport {
  base::Result<void> send(const mail::Message& message) override { return sent.push_back(message), base::Result<void>{}; }
  bool leaves() const override { return true; }
  std::vector<mail::Message> sent;
};

class DigestsTest : public testing::TestWithParam<db::Engine> {
 protected:
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  DigestsTest() {
    clock.set(at("2026-11-24T12:00:00Z"));  // a Tuesday
    write([&](db::Tx& tx) {
      run(tx,
          "insert into artists (id, name, name_folded, slug, profile_images, genres, follower_count, import_status, revision, created_at, "
          "updated_at) "
          "values (1, 'Marrow Coast', 'marrow coast', 'marrow-coast', '[]', '[]', 0, 'completed', 1, 1, 1), "
          "(2, 'Velvet Hours', 'velvet hours', 'velvet-hours', '[]', '[]', 0, 'completed', 1, 1, 1)");
    });
    handle_jobs(runner, {letterbox, "The Set", "set@theset.example", 1000});
    ana = member("ana@example.org");
    follow(ana, "1");
    post_now();
  }
  void run(db::Tx& tx, const std::string& sql) { tx.run(db::Statement{"test", sql, sql}); }
  void run(const std::string& sql) {
    write([&](db::Tx& tx) { run(tx, sql); });
  }
  std::int64_t count(const std::string& from) {
    return database->read_now([&](db::Tx& tx) {
      const auto sql = "select count(*) from " + from;
      return tx.one(db::Statement{"test", sql, sql}, [](const db::Row& row) { return row.i64(0); }).value();
    });
  }
  std::string millis() { return std::to_string(base::to_millis(clock.now())); }
  UserId member(const std::string& email) {
    return write([&](db::Tx& tx) {
      const auto id = accounts::add_guest(tx, clock.now()).id;
      run(tx, "update users set role = 'fan', email = '" + email + "', email_verified = 1 where id = " + id.str());
      return id;
    });
  }
  void follow(UserId user, const std::string& artist) {
    run("insert into follows (user_id, artist_id, created_at) values (" + user.str() + ", " + artist + ", " + millis() + ")");
  }
  // A show on 12 December that comes to light a moment later, of the first of those on the bill.
  void show(const std::string& id, const std::vector<std::string>& bill = {"1"}, const std::string& kind = "primary") {
    clock.advance(1s);
    write([&](db::Tx& tx) {
      const auto over = std::to_string(base::to_millis(at("2026-12-13T06:00:00Z")));
      run(tx,
          "insert into shows (id, artist_id, name, date, start_time, over_at, status, festival, revision, created_at, updated_at) values "
          "(" +
              id + ", " + bill[0] + ", '', '2026-12-12', '20:00', " + over + ", 'upcoming', 0, 1, " + millis() + ", 1)");
      for (std::size_t i = 0; i < bill.size(); ++i)
        run(tx, "insert into show_artists (show_id, position, artist_id, name, over_at) values (" + id + ", " + std::to_string(i + 1) +
                    ", " + bill[i] + ", '', " + over + ")");
    });
    listed(id, "ticketmaster", kind);
  }
  void listed(const std::string& show, const std::string& source, const std::string& kind) {
    run("insert into show_sources (source, external_id, show_id, artist_id, kind, fetched_at, how, score, reason) values ('" + source +
        "', '" + kind + show + "', " + show + ", 1, '" + kind + "', " + millis() + ", 'added', 1, '')");
  }
  void wish(UserId user, Frequency frequency) {
    write([&](db::Tx& tx) {
      auto wishes = wishes_of(tx, user);
      EXPECT_TRUE(wishes.set(Topic::new_shows, frequency));
      set_wishes(tx, clock.now(), user, wishes);
    });
  }
  int post_now() {
    return post_digests(database, clock.now(), digests, [] { return false; });
  }
  int post_at(std::string_view instant) {
    clock.set(at(instant));
    return post_now();
  }
  // What the post office got since the last look.
  std::vector<mail::Message> delivered() {
    runner.run_due();
    return std::exchange(letterbox->sent, {});
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
  std::shared_ptr<Letterbox> letterbox = std::make_shared<Letterbox>();
  accounts::Keys keys{"a key of the tests", true};
  Digests digests{keys, [] { return std::string("https://theset.example"); }, "UTC", share_of_news(1000)};
  UserId ana;
};
INSTANTIATE_TEST_SUITE_P(Engines, DigestsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST(DigestTimes, AreEightInTheMorningWhereTheSiteIs) {
  const auto next = [](Frequency frequency, std::string_view zone, std::string_view after) {
    return next_digest(frequency, zone, at(after));
  };
  EXPECT_EQ(next(Frequency::daily, "UTC", "2026-11-24T07:59:59Z"), at("2026-11-24T08:00:00Z"));
  EXPECT_EQ(next(Frequency::daily, "UTC", "2026-11-24T08:00:00Z"), at("2026-11-25T08:00:00Z"));
  EXPECT_EQ(next(Frequency::daily, "America/Los_Angeles", "2026-11-24T12:00:00Z"), at("2026-11-24T16:00:00Z"));
  EXPECT_EQ(next(Frequency::weekly, "UTC", "2026-11-24T12:00:00Z"), at("2026-11-30T08:00:00Z")) << "a Monday";
  EXPECT_EQ(next(Frequency::daily, "Europe/Berlin", "2026-03-28T12:00:00Z"), at("2026-03-29T06:00:00Z")) << "summer time begins that night";
  EXPECT_EQ(next(Frequency::immediate, "UTC", "2026-11-24T12:00:00Z"), at("2026-11-24T12:10:00Z"));
}

TEST(DigestLetters, AreThoseInTheFiles) {
  const std::string site = "https://theset.example", stop = site + "/unsubscribe?member=7&topic=new_shows&signature=s0";
  std::vector<NewShow> shows{{"11", "Marrow Coast <&>", "Sat 12 Dec 2026, 20:00", "Corn Exchange, Leeds"}};
  const auto expect = [](const std::string& name, const Letter& letter) {
    support::expect_golden("mail/" + name + ".txt", letter.subject + "\n\n" + letter.text);
    support::expect_golden("mail/" + name + ".html", letter.html);
  };
  expect("new_shows_one", new_shows_letter(shows, site, stop));
  shows.push_back({"12", "Marrow Coast, Velvet Hours", "date to be announced", ""});
  for (int i = 0; i < most_in_a_letter; ++i) shows.push_back({std::to_string(20 + i), "Quiet Lanterns", "Sun 13 Dec 2026", "Leeds"});
  expect("new_shows", new_shows_letter(shows, site, stop));
}

TEST_P(DigestsTest, OneLetterADayTellsWhatIsNew) {
  show("11");
  show("12", {"1", "2"});
  EXPECT_EQ(post_at("2026-11-25T07:50:00Z"), 0) << "not yet eight";
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 1);
  const auto mails = delivered();
  ASSERT_THAT(mails, SizeIs(1));
  EXPECT_EQ(mails[0].to, "ana@example.org");
  EXPECT_EQ(mails[0].subject, "2 new shows of artists you follow");
  EXPECT_THAT(mails[0].text, AllOf(HasSubstr("Marrow Coast\n  Sat 12 Dec 2026, 20:00\n  https://theset.example/shows/11\n"),
                                   HasSubstr("https://theset.example/shows/12"), Not(HasSubstr("Velvet Hours"))))
      << "of those on the bill, whom they follow";
  EXPECT_EQ(mails[0].unsubscribe, "https://theset.example" + unsubscribe_path(keys, ana, Topic::new_shows));
  EXPECT_THAT(mails[0].text, HasSubstr("\n" + mails[0].unsubscribe + "\n"));
  EXPECT_EQ(count("mails where unsubscribe <> ''"), 0) << "what a server took is emptied";
  EXPECT_EQ(post_now(), 0) << "told";
  EXPECT_EQ(post_at("2026-11-26T08:00:00Z"), 0) << "nothing new, no letter";
  EXPECT_THAT(delivered(), IsEmpty());
}

TEST_P(DigestsTest, WeeklyIsOnMondaysAndAtOnceIsSoon) {
  const auto bo = member("bo@example.org");
  follow(bo, "1");
  wish(ana, Frequency::weekly);
  wish(bo, Frequency::immediate);
  post_now();
  show("11");
  EXPECT_EQ(post_at("2026-11-24T12:10:00Z"), 1);
  EXPECT_THAT(delivered(), ElementsAre(testing::Field(&mail::Message::to, "bo@example.org")));
  EXPECT_EQ(post_at("2026-11-29T08:00:00Z"), 0);
  EXPECT_EQ(post_at("2026-11-30T08:00:00Z"), 1);
  EXPECT_THAT(delivered(), ElementsAre(testing::Field(&mail::Message::to, "ana@example.org")));
}

TEST_P(DigestsTest, ManyAtOnceSendItOnce) {
  std::vector<UserId> members;
  for (int i = 0; i < 20; ++i) follow(members.emplace_back(member("fan" + std::to_string(i) + "@example.org")), "1");
  post_now();
  show("11");
  clock.set(at("2026-11-25T08:00:00Z"));
  std::atomic<int> letters = 0;
  {
    std::vector<std::jthread> processes;
    for (int i = 0; i < 4; ++i) processes.emplace_back([&] { letters += post_now(); });
  }
  EXPECT_EQ(letters, 21);
  std::vector<std::string> to;
  for (const auto& mail : delivered()) to.push_back(mail.to);
  EXPECT_THAT(to, SizeIs(21));
  std::ranges::sort(to);
  EXPECT_EQ(std::ranges::adjacent_find(to), to.end());
}

TEST_P(DigestsTest, NewsLeaveRoomForLinksThatSomebodyWaitsFor) {
  handle_jobs(runner, {letterbox, "The Set", "set@theset.example", 5});
  digests.per_minute = share_of_news(5);
  for (int i = 0; i < 9; ++i) follow(member("fan" + std::to_string(i) + "@example.org"), "1");
  post_now();
  show("11");
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 10);
  EXPECT_EQ(delivered().size(), 4u);
  EXPECT_EQ(count("jobs where kind = 'mail.send' and state = 'waiting' and attempt = 0"), 6) << "nobody looks at the others in vain";
  write([&](db::Tx& tx) { post(tx, clock.now(), ana, "ana@example.org", Topic::security, "reset", {"A new password", "text", "html"}); });
  EXPECT_THAT(delivered(), ElementsAre(testing::Field(&mail::Message::subject, "A new password")));
  clock.advance(61s);
  EXPECT_EQ(delivered().size(), 4u);
  clock.advance(61s);
  EXPECT_EQ(delivered().size(), 2u);
}

// Whoever is killed before the commit has neither sent nor noted anything: the next one does both.
TEST_P(DigestsTest, WhoDiesOnTheWayLeavesItToTheNext) {
  const auto bo = member("bo@example.org");
  follow(bo, "1");
  post_now();
  show("11");
  clock.set(at("2026-11-25T08:00:00Z"));
  const Digests dying{keys, []() -> std::string { throw std::runtime_error("killed between the look and the commit"); }};
  EXPECT_THROW(post_digests(database, clock.now(), dying, [] { return false; }), std::runtime_error);
  EXPECT_EQ(count("mails"), 0);
  int looked = 0;
  EXPECT_EQ(post_digests(database, clock.now(), digests, [&] { return ++looked > 1; }), 1) << "told to stop after one";
  EXPECT_EQ(post_now(), 1) << "and the other after that";
  EXPECT_THAT(delivered(), SizeIs(2));
}

TEST_P(DigestsTest, WhatIsStoredJustNowIsForTheNext) {
  clock.set(at("2026-11-25T07:59:30Z"));
  show("11");
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 0) << "another transaction may still be on its way with a time like this";
  EXPECT_EQ(post_at("2026-11-26T08:00:00Z"), 1);
}

TEST_P(DigestsTest, OnlyWhatIsNewAndSureAndAheadIsTold) {
  show("11", {"2"});            // of somebody they do not follow
  show("12", {"1"}, "resale");  // somebody sells tickets of it
  show("13");
  run("update shows set status = 'cancelled' where id = 13");
  show("14");
  run("update show_artists set over_at = 1 where show_id = 14");
  show("15");
  run("update shows set merged_into = 13 where id = 15");
  clock.advance(1h);
  follow(ana, "2");
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 0) << "a show of before they followed is not new to them";
  clock.advance(1h);
  listed("12", "ticketmaster", "primary");
  show("16");
  run("update shows set date = null, start_time = null, over_at = null where id = 16");
  run("update show_artists set over_at = null where show_id = 16");
  EXPECT_EQ(post_at("2026-11-26T08:00:00Z"), 1);
  const auto mails = delivered();
  ASSERT_THAT(mails, SizeIs(1));
  EXPECT_THAT(mails[0].text, AllOf(HasSubstr("/shows/12\n"), HasSubstr("date to be announced\n  https://theset.example/shows/16\n")))
      << "a show is new when its official seller names it";
  EXPECT_EQ(mails[0].subject, "2 new shows of artists you follow");
}

TEST_P(DigestsTest, WhoCannotGetMailIsPassedOver) {
  std::vector<UserId> members;
  for (const auto* change : {"email_verified = 0", "disabled_at = 1", "deletion_due_at = 1"}) {
    const auto user = member(std::string(change).substr(0, 5) + "@example.org");
    follow(user, "1");
    post_now();
    run("update users set " + std::string(change) + " where id = " + user.str());
    members.push_back(user);
  }
  run("update users set email = null where id = " + ana.str());
  show("11");
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 0);
  run("update users set email_verified = 1, disabled_at = null, deletion_due_at = null where email is not null");
  EXPECT_EQ(post_at("2026-11-26T08:00:00Z"), 0) << "what is old by now is not told";
}

TEST_P(DigestsTest, AChangeOfMindTellsNothingTwiceAndNothingOfBefore) {
  show("11");
  wish(ana, Frequency::never);
  EXPECT_EQ(count("digests"), 0);
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 0);
  EXPECT_EQ(count("digests"), 0) << "who never wants any is left alone";
  wish(ana, Frequency::immediate);
  EXPECT_EQ(post_at("2026-11-25T09:00:00Z"), 0);
  show("12");
  wish(ana, Frequency::weekly);
  EXPECT_EQ(post_at("2026-11-25T10:00:00Z"), 0);
  wish(ana, Frequency::daily);
  EXPECT_EQ(post_at("2026-11-25T11:00:00Z"), 0);
  EXPECT_EQ(post_at("2026-11-26T08:00:00Z"), 1);
  const auto mails = delivered();
  ASSERT_THAT(mails, SizeIs(1));
  EXPECT_THAT(mails[0].text, AllOf(HasSubstr("/shows/12\n"), Not(HasSubstr("/shows/11\n"))));
}

TEST_P(DigestsTest, TheWayOutIsForOneMemberAndOneKind) {
  const auto read = [&](std::string_view path) { return unsubscribing(keys, http::parse_query(path.substr(path.find('?') + 1)).value()); };
  const auto path = unsubscribe_path(keys, ana, Topic::new_shows);
  const auto who = read(path);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->user, ana);
  EXPECT_EQ(who->topic, Topic::new_shows);
  const auto bo = member("bo@example.org");
  auto forged = path;
  forged.replace(forged.find(ana.str()), ana.str().size(), bo.str());
  EXPECT_FALSE(read(forged));
  forged = path;
  forged.replace(forged.find("new_shows"), 9, "platform");
  EXPECT_FALSE(read(forged));
  EXPECT_FALSE(read(path.substr(0, path.size() - 1)));
  EXPECT_FALSE(read("/unsubscribe?"));
  EXPECT_FALSE(read(unsubscribe_path(keys, ana, Topic::security))) << "safety is not a matter of wishes";
  EXPECT_FALSE(unsubscribing(accounts::Keys("another key", true), http::parse_query(path.substr(path.find('?') + 1)).value()));

  const auto stop = [&] { return write([&](db::Tx& tx) { return unsubscribe(tx, clock.now(), *who); }); };
  EXPECT_TRUE(stop());
  EXPECT_FALSE(stop()) << "already";
  show("11");
  EXPECT_EQ(post_at("2026-11-25T08:00:00Z"), 0);
  const auto wishes = database->read_now([&](db::Tx& tx) { return wishes_of(tx, ana); });
  EXPECT_EQ(wishes.of(Topic::new_shows), Frequency::never);
  EXPECT_EQ(wishes.of(Topic::platform), Frequency::immediate);
}

TEST_P(DigestsTest, OfWhoIsGoneTheWayOutStoresNothing) {
  run("update users set email = null where id = " + ana.str());
  EXPECT_FALSE(write([&](db::Tx& tx) { return unsubscribe(tx, clock.now(), {ana, Topic::new_shows}); }));
  EXPECT_EQ(count("mail_wishes"), 0);
}

TEST_P(DigestsTest, RunsAsAScheduledJob) {
  EXPECT_EQ(handle_digest_jobs(runner, {keys, digests.address, "Mars/Base", 1}).error().code, "cron.unknown_zone");
  ASSERT_TRUE(handle_digest_jobs(runner, digests));
  runner.run_due();
  show("11");
  clock.set(at("2026-11-25T08:00:00Z"));
  EXPECT_THAT(delivered(), SizeIs(1));
  clock.set(at("2026-11-25T08:10:00Z"));
  EXPECT_THAT(delivered(), IsEmpty());
}

}  // namespace
}  // namespace notifications
