// What calendars rely on, line by line, and feeds on both engines. (tests/http/calendar.test.mjs has another program read them.)
#include "calendars/calendars.hpp"

#include <gmock/gmock.h>

#include "calendars/ical.hpp"
#include "follows/follows.hpp"
#include "platform/base/dates.hpp"
#include "support/database.hpp"

namespace calendars {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const auto now = *base::read_instant("2026-11-22T12:00:00Z");

shows::ShowRow night(std::string date = "2026-12-24") {
  shows::ShowRow show;
  show.id = shows::ShowId{7};
  show.artist_name = "Marrow Coast";
  show.date = std::move(date);
  show.start_time = "20:30";
  show.starts_at = base::read_instant("2026-12-24T19:30:00Z");
  show.time_zone = "Europe/Copenhagen";
  show.revision = 3;
  show.venue = shows::Venue{venues::VenueId{9}, "Kolder Club", "kolder", "Copenhagen", "", "Denmark", "DK"};
  return show;
}
std::string drawn(const shows::ShowRow& show) { return calendar("", "theset.test", {{show, now, "https://theset.test/shows/7"}}); }

TEST(ICalendar, ATimedShowIsInTheVenuesZoneWhichTheCalendarDefines) {
  EXPECT_EQ(drawn(night()),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//The Set//Shows//EN\r\nCALSCALE:GREGORIAN\r\n"
            "BEGIN:VTIMEZONE\r\nTZID:Europe/Copenhagen\r\nBEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n"
            "TZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            "BEGIN:VEVENT\r\nUID:show-7@theset.test\r\nDTSTAMP:20261122T120000Z\r\nSEQUENCE:3\r\n"
            "DTSTART;TZID=Europe/Copenhagen:20261224T203000\r\nDURATION:PT3H\r\nSUMMARY:Marrow Coast at Kolder Club\r\n"
            "LOCATION:Kolder Club\\, Copenhagen\\, Denmark\r\nDESCRIPTION:https://theset.test/shows/7\r\n"
            "URL:https://theset.test/shows/7\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(ICalendar, AnUntimedShowFillsItsDay) {
  auto show = night();
  show.start_time.reset();
  show.starts_at.reset();
  EXPECT_THAT(drawn(show), AllOf(HasSubstr("DTSTART;VALUE=DATE:20261224\r\n"), Not(HasSubstr("VTIMEZONE")), Not(HasSubstr("DURATION"))));
}

TEST(ICalendar, WhatIsCalledOffStays) {
  auto show = night();
  show.status = shows::Status::cancelled;
  EXPECT_THAT(drawn(show), AllOf(HasSubstr("STATUS:CANCELLED\r\n"), HasSubstr("SUMMARY:Cancelled: Marrow Coast")));
  show.status = shows::Status::postponed;
  show.date.reset();
  show.initial_date = "2026-12-20";
  EXPECT_THAT(drawn(show), AllOf(HasSubstr("STATUS:CANCELLED\r\n"), HasSubstr("SUMMARY:Postponed: "), HasSubstr("VALUE=DATE:20261220")));
  show.initial_date.reset();
  EXPECT_THAT(drawn(show), Not(HasSubstr("VEVENT"))) << "an event begins some day";
}

TEST(ICalendar, OutsideTextsStayTextsAndLinesShort) {
  auto show = night();
  show.artist_name = "A;B,C\\D\nEND:VEVENT\r\n\x07";
  for (int i = 0; i < 40; ++i) show.supports.emplace_back("Größenwald 硝子工場前");
  const auto text = drawn(show);
  EXPECT_THAT(text, HasSubstr("SUMMARY:A\\;B\\,C\\\\D\\nEND:VEVENT\\n at Kolder Club\r\n"));
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    ASSERT_NE(end, text.npos);
    const auto line = text.substr(at, end - at);
    EXPECT_LE(line.size(), 75u);
    EXPECT_NE(static_cast<unsigned char>(line.front()) & 0xC0, 0x80) << "a character was cut";
    if (line.size() > 1 && line.front() == ' ') EXPECT_NE(static_cast<unsigned char>(line[1]) & 0xC0, 0x80);
    whole += line.front() == ' ' ? line.substr(1) : "\n" + line;
    at = end + 2;
  }
  EXPECT_THAT(whole, HasSubstr("With Größenwald 硝子工場前\\, ")) << "unfolding gives it back (the commas between names are text, too)";
}

TEST(ICalendar, AZoneTellsEveryChangeBetweenFirstAndLast) {
  auto summer = night("2027-07-01");
  summer.starts_at = base::read_instant("2027-07-01T18:30:00Z");
  const auto text = calendar("Mine", "x", {{night(), now, "/"}, {summer, now, "/"}});
  EXPECT_THAT(text,
              AllOf(HasSubstr("X-WR-CALNAME:Mine"), HasSubstr("BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\n")));
  auto nowhere = night();
  nowhere.time_zone = "Mars/Olympus";
  EXPECT_THAT(drawn(nowhere), HasSubstr("VALUE=DATE:20261224"));
}

class Feeds : public testing::TestWithParam<db::Engine> {
 protected:
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  support::TestDatabase database{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Feeds, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Feeds, AnAddressOpensOneFeedUntilThereIsANewOne) {
  const auto [ana, ben] = write([](db::Tx& tx) { return std::pair(accounts::add_guest(tx, now).id, accounts::add_guest(tx, now).id); });
  const auto first = write([&](db::Tx& tx) { return open(tx, now, ana); });
  const auto other = write([&](db::Tx& tx) { return open(tx, now, ben); });
  EXPECT_EQ(first.size(), 64u);
  EXPECT_NE(first, other);
  const auto reader = [&](const std::string& token) { return database->read_now([&](db::Tx& tx) { return reader_of(tx, token); }); };
  EXPECT_EQ(reader(first), ana);
  const auto second = write([&](db::Tx& tx) { return open(tx, now, ana); });
  EXPECT_EQ(reader(first), std::nullopt);
  EXPECT_EQ(reader(second), ana);
  write([&](db::Tx& tx) { return shut(tx, ana), 0; });
  EXPECT_EQ(reader(second), std::nullopt);
  EXPECT_EQ(reader(""), std::nullopt);
  EXPECT_EQ(reader(other), ben);
}

TEST_P(Feeds, HoldsAllNightsOfThoseFollowedAlsoWhatIsCalledOff) {
  const auto ana = write([](db::Tx& tx) {
    const auto user = accounts::add_guest(tx, now).id;
    const auto marrow = artists::begin(tx, now, {.name = "Marrow Coast", .spotify_id = "m"}).id;
    const auto kelp = artists::begin(tx, now, {.name = "Kelp", .spotify_id = "k"}).id;
    const auto add = [&](artists::ArtistId who, std::string date, std::optional<shows::Status> status,
                         std::vector<shows::Billed> bill = {}) {
      shows::SourceShow s{.source = "ticketmaster", .external_id = date, .artist = who, .bill = std::move(bill), .date = date};
      s.status = status;
      shows::match_or_add(tx, now, s);
    };
    add(marrow, "2026-12-24", std::nullopt, {{"Marrow Coast", marrow}, {"Kelp", kelp}});
    add(marrow, "2026-12-26", shows::Status::cancelled);
    add(marrow, "2020-01-01", std::nullopt);
    add(kelp, "2026-12-28", std::nullopt);
    follows::follow(tx, now, user, marrow);
    return user;
  });
  const auto events = database->read_now([&](db::Tx& tx) { return events_for(tx, now, ana, "https://theset.test"); });
  ASSERT_EQ(events.size(), 2u) << "those of artists not followed and of years ago are not there";
  EXPECT_EQ(events[0].show.status, shows::Status::cancelled);
  EXPECT_EQ(events[1].show.date, "2026-12-24");
  EXPECT_EQ(events[1].address, "https://theset.test/shows/" + events[1].show.id.str());
  EXPECT_EQ(events[1].changed, now);
  EXPECT_TRUE(database->read_now([&](db::Tx& tx) { return event_of(tx, events[0].show.id, ""); }));
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return event_of(tx, shows::ShowId{1}, ""); }));
}

}  // namespace
}  // namespace calendars
