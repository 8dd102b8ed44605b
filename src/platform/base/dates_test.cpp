#include "platform/base/dates.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

TEST(Dates, ReadsAnIsoDate) {
  EXPECT_EQ(base::read_date("2024-02-29"), 2024y / February / 29);
  for (const char* bad :
       {"", "2023-02-29", "2024-2-9", "2024-13-01", "2024-00-01", "2024-01-00", "24-01-01", "2024-01-01 ", "2024-01-01T", "x024-01-01"})
    EXPECT_FALSE(base::read_date(bad)) << bad;
}

TEST(Dates, ReadsDayMonthYearAndNeverMonthDayYear) {
  EXPECT_EQ(base::read_date_dmy("05-09-2026"), 2026y / September / 5);
  EXPECT_FALSE(base::read_date_dmy("09-13-2026"));
  EXPECT_FALSE(base::read_date_dmy("2026-09-05"));
}

TEST(Dates, ReadsATimeOfDay) {
  EXPECT_EQ(base::read_time_of_day("19:30:05"), 19h + 30min + 5s);
  EXPECT_EQ(base::read_time_of_day("00:00"), 0s);
  for (const char* bad : {"24:00:00", "12:60:00", "12:00:60", "7:30", "19:30:", "19.30"}) EXPECT_FALSE(base::read_time_of_day(bad)) << bad;
}

TEST(Dates, ReadsAnInstantInEveryOffsetForm) {
  const base::Time expected{sys_days{2026y / September / 7} + 15h + 32min + 31s + 848ms};
  EXPECT_EQ(base::read_instant("2026-09-07T15:32:31.848+0000"), expected);
  EXPECT_EQ(base::read_instant("2026-09-07T17:32:31.848+02:00"), expected);
  EXPECT_EQ(base::read_instant("2026-09-07T05:02:31.848999-1030"), expected);
  EXPECT_EQ(base::read_instant("2026-09-07T15:32:31Z"), expected - 848ms);
  for (const char* bad : {"2026-09-07", "2026-09-07T15:32:31", "2026-09-07T15:32:31.Z", "2026-09-07T15:32:31Zx", "2026-09-31T15:32:31Z",
                          "2026-09-07T15:32:31+", "2026-09-07T15:32:31.1234567890Z"})
    EXPECT_FALSE(base::read_instant(bad)) << bad;
}

TEST(Dates, WritesWithoutMilliseconds) {
  EXPECT_EQ(base::write_instant(*base::read_instant("2026-09-07T15:32:31.848Z")), "2026-09-07T15:32:31Z");
  EXPECT_EQ(base::write_instant(base::from_millis(-1)), "1969-12-31T23:59:59Z");
  EXPECT_EQ(base::write_date(2026y / September / 5), "2026-09-05");
}

}  // namespace
