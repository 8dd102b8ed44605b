#include "platform/jobs/cron.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace jobs {
namespace {

base::Time utc(const std::string& text) {
  std::istringstream in(text);
  std::chrono::sys_time<std::chrono::minutes> t;
  in >> date::parse("%Y-%m-%d %H:%M", t);
  EXPECT_FALSE(in.fail()) << text;
  return t;
}

std::string text(base::Time t) { return date::format("%Y-%m-%d %H:%M", std::chrono::floor<std::chrono::minutes>(t)); }

std::string next(const std::string& line, const std::string& zone, const std::string& from) {
  return text(Cron::parse(line).value().next_after(utc(from), *find_zone(zone).value()));
}

std::string error(std::string_view line) {
  const auto parsed = Cron::parse(line);
  return parsed ? "" : parsed.error().code;
}

TEST(Cron, RefusesWithACode) {
  EXPECT_EQ(error("* * * *"), "cron.fields");
  EXPECT_EQ(error("* * * * * *"), "cron.fields");
  EXPECT_EQ(error(""), "cron.fields");
  EXPECT_EQ(error("@often"), "cron.fields");
  EXPECT_EQ(error("* * * * " + std::string(500, '1')), "cron.fields");
  EXPECT_EQ(error("60 * * * *"), "cron.value");
  EXPECT_EQ(error("-1 * * * *"), "cron.value");
  EXPECT_EQ(error("* 24 * * *"), "cron.value");
  EXPECT_EQ(error("* * 0 * *"), "cron.value");
  EXPECT_EQ(error("* * * foo *"), "cron.value");
  EXPECT_EQ(error("* * * * 8"), "cron.value");
  EXPECT_EQ(error("1,,2 * * * *"), "cron.value");
  EXPECT_EQ(error("1- * * * *"), "cron.value");
  EXPECT_EQ(error("99999999999999999999 * * * *"), "cron.value");
  EXPECT_EQ(error("30-10 * * * *"), "cron.range");
  EXPECT_EQ(error("*/0 * * * *"), "cron.step");
  EXPECT_EQ(error("5/10 * * * *"), "cron.step");
  EXPECT_EQ(error("*/x * * * *"), "cron.step");
  EXPECT_EQ(error("0 0 30 2 *"), "cron.never");
  EXPECT_EQ(error("0 0 31 4,6,9,11 *"), "cron.never");
  EXPECT_EQ(find_zone("Europe/Nowhere").error().code, "cron.unknown_zone");
}

TEST(Cron, RangesStepsListsAndNames) {
  EXPECT_EQ(next("* * * * *", "UTC", "2026-11-22 10:00"), "2026-11-22 10:01");
  EXPECT_EQ(next("*/15 * * * *", "UTC", "2026-11-22 10:46"), "2026-11-22 11:00");
  EXPECT_EQ(next("10-30/10,5 * * * *", "UTC", "2026-11-22 10:20"), "2026-11-22 10:30");
  EXPECT_EQ(next("10-30/10,5 * * * *", "UTC", "2026-11-22 10:30"), "2026-11-22 11:05");
  EXPECT_EQ(next("0 9 * * mon-FRI", "UTC", "2026-11-20 09:00"), "2026-11-23 09:00");
  EXPECT_EQ(next("0 0 1 Jan *", "UTC", "2026-11-22 10:00"), "2027-01-01 00:00");
  EXPECT_EQ(next("0 0 * * 7", "UTC", "2026-11-20 00:00"), "2026-11-22 00:00");
  EXPECT_EQ(next("0 0 * * 5-7", "UTC", "2026-11-21 00:00"), "2026-11-22 00:00");
  EXPECT_EQ(next("0 0 29 2 *", "UTC", "2026-11-22 10:00"), "2028-02-29 00:00");
  EXPECT_EQ(next("@weekly", "UTC", "2026-11-20 00:00"), "2026-11-22 00:00");
  EXPECT_EQ(next("@daily", "Asia/Tokyo", "2026-11-22 10:00"), "2026-11-22 15:00");
}

TEST(Cron, EitherDayFieldWhenBothAreGiven) {
  EXPECT_EQ(next("0 0 13 * fri", "UTC", "2026-11-13 00:00"), "2026-11-20 00:00");
  EXPECT_EQ(next("0 0 13 * fri", "UTC", "2026-12-11 00:00"), "2026-12-13 00:00");
  EXPECT_EQ(next("0 0 13 * *", "UTC", "2026-11-13 00:00"), "2026-12-13 00:00");
}

// Berlin 2026: on 29 March 02:00 becomes 03:00, on 25 October 03:00 becomes 02:00; both at 01:00 UTC.
TEST(Cron, ASkippedTimeRunsOnceAtTheJump) {
  EXPECT_EQ(next("30 2 * * *", "Europe/Berlin", "2026-03-28 12:00"), "2026-03-29 01:00");
  EXPECT_EQ(next("30 2 * * *", "Europe/Berlin", "2026-03-29 01:00"), "2026-03-30 00:30");
  EXPECT_EQ(next("0,30 2 * * *", "Europe/Berlin", "2026-03-28 12:00"), "2026-03-29 01:00");
  EXPECT_EQ(next("0,30 2 * * *", "Europe/Berlin", "2026-03-29 01:00"), "2026-03-30 00:00");
  EXPECT_EQ(next("0 3 * * *", "Europe/Berlin", "2026-03-28 12:00"), "2026-03-29 01:00");
  EXPECT_EQ(next("15 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00"), "2026-10-03 15:30") << "half an hour";
}

TEST(Cron, ADoubledTimeRunsOnce) {
  EXPECT_EQ(next("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00"), "2026-10-25 00:30");
  EXPECT_EQ(next("30 2 * * *", "Europe/Berlin", "2026-10-25 00:30"), "2026-10-26 01:30");
  EXPECT_EQ(next("30 2 * * *", "Europe/Berlin", "2026-10-25 01:10"), "2026-10-26 01:30");
}

TEST(Cron, LinesWithStarsFollowTheClock) {
  EXPECT_EQ(next("0 * * * *", "Europe/Berlin", "2026-10-25 00:00"), "2026-10-25 01:00");
  EXPECT_EQ(next("0 * * * *", "Europe/Berlin", "2026-10-25 01:00"), "2026-10-25 02:00");
  EXPECT_EQ(next("*/30 2 * * *", "Europe/Berlin", "2026-10-25 00:30"), "2026-10-25 01:00");
  EXPECT_EQ(next("*/30 2 * * *", "Europe/Berlin", "2026-03-28 12:00"), "2026-03-30 00:00");
}

TEST(Cron, AgreesWithGoingMinuteByMinute) {
  std::mt19937 random(11);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto* zone = find_zone("UTC").value();
  for (int round = 0; round < 200; ++round) {
    const int minute = below(60), hour = below(24), day = 1 + below(28), weekday = below(7);
    const Cron cron =
        Cron::parse(std::to_string(minute) + " " + std::to_string(hour) + " " + std::to_string(day) + " * " + std::to_string(weekday))
            .value();
    const base::Time from = utc("2026-01-01 00:00") + std::chrono::minutes(below(500'000));
    auto expected = std::chrono::floor<std::chrono::minutes>(from);
    for (;;) {
      expected += std::chrono::minutes(1);
      const auto date_of = std::chrono::floor<date::days>(expected);
      const date::year_month_day ymd(date_of);
      if (expected - date_of != std::chrono::hours(hour) + std::chrono::minutes(minute)) continue;
      if (ymd.day() == date::day(static_cast<unsigned>(day)) || date::weekday(date_of).c_encoding() == static_cast<unsigned>(weekday))
        break;
    }
    EXPECT_EQ(text(cron.next_after(from, *zone)), text(expected));
  }
}

}  // namespace
}  // namespace jobs
