#include "shows/venue_clock.hpp"

#include <gtest/gtest.h>

#include "platform/base/dates.hpp"

namespace shows {
namespace {

std::string instant(std::optional<base::Time> time) { return time ? base::write_instant(*time) : "none"; }
base::Time at(std::string_view text) { return *base::read_instant(text); }

TEST(VenueClockTest, ALocalTimeIsAMomentOfItsZone) {
  EXPECT_EQ(instant(to_utc("2026-11-22", "20:30", "Europe/Copenhagen")), "2026-11-22T19:30:00Z");
  EXPECT_EQ(instant(to_utc("2026-07-22", "20:30", "Europe/Copenhagen")), "2026-07-22T18:30:00Z");
  EXPECT_EQ(instant(to_utc("2026-07-22", "20:30", "America/Los_Angeles")), "2026-07-23T03:30:00Z");
}

TEST(VenueClockTest, WhatDoesNotExistIsNoMoment) {
  EXPECT_EQ(instant(to_utc("2026-02-30", "20:30", "Europe/Oslo")), "none");
  EXPECT_EQ(instant(to_utc("2026-02-20", "25:30", "Europe/Oslo")), "none");
  EXPECT_EQ(instant(to_utc("2026-02-20", "20:30", "Europe/Atlantis")), "none");
  EXPECT_EQ(instant(to_utc("2026-02-20", "20:30", "../../etc/passwd")), "none");
  EXPECT_EQ(instant(to_utc("2026-02-20", "20:30", "")), "none");
  EXPECT_FALSE(is_date("1200-01-01"));
}

TEST(VenueClockTest, ClockChanges) {
  EXPECT_EQ(instant(to_utc("2026-03-29", "02:30", "Europe/Copenhagen")), "2026-03-29T01:00:00Z");  // skipped
  EXPECT_EQ(instant(to_utc("2026-10-25", "02:30", "Europe/Copenhagen")), "2026-10-25T00:30:00Z");  // comes twice: the first
}

TEST(VenueClockTest, AShowIsTonightUntilSixInTheMorning) {
  EXPECT_EQ(instant(over_at("2026-11-22", "Europe/Copenhagen")), "2026-11-23T05:00:00Z");
  EXPECT_EQ(instant(over_at("2026-11-22", "Pacific/Auckland")), "2026-11-22T17:00:00Z");
  EXPECT_EQ(instant(over_at("2026-11-22", std::nullopt)), "2026-11-23T18:00:00Z");
  EXPECT_EQ(instant(over_at("2026-12-31", "Nowhere")), "2027-01-01T18:00:00Z");
  EXPECT_EQ(instant(over_at("soon", "Europe/Copenhagen")), "none");
}

TEST(VenueClockTest, PastMidnightBelongsToTheEvening) {
  EXPECT_EQ(concert_day(at("2026-11-23T04:59:00Z"), "Europe/Copenhagen"), "2026-11-22");
  EXPECT_EQ(concert_day(at("2026-11-23T05:00:00Z"), "Europe/Copenhagen"), "2026-11-23");
  EXPECT_EQ(concert_day(at("2026-11-23T05:00:00Z"), ""), "2026-11-22");
}

}  // namespace
}  // namespace shows
