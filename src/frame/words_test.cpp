#include "frame/words.hpp"

#include <gtest/gtest.h>

namespace frame {
namespace {

using namespace std::chrono_literals;

TEST(Words, Dates) {
  EXPECT_EQ(long_date("2026-11-22"), "Sun 22 Nov 2026");
  EXPECT_EQ(long_date("2024-02-29"), "Thu 29 Feb 2024");
  for (const auto* none : {"", "2026", "2026-11", "2026-02-30", "2026-13-01", "tomorrow"}) {
    EXPECT_EQ(long_date(none), "Date to be announced") << none;
    EXPECT_EQ(date_words(none).month, "TBA") << none;
  }
  const auto words = date_words("2027-01-04");
  EXPECT_EQ(words.day, "4");
  EXPECT_EQ(words.month, "Jan");
  EXPECT_EQ(words.year, "2027");
  EXPECT_EQ(words.weekday, "Mon");
}

TEST(Words, MonthAndYear) {
  EXPECT_EQ(month_year("2026-11-22"), "Nov 2026");
  EXPECT_EQ(month_year("2026-11"), "Nov 2026");
  EXPECT_EQ(month_year("1983"), "1983");
  EXPECT_EQ(month_year(""), "");
}

TEST(Words, HowLongAgo) {
  const std::pair<base::Duration, const char*> table[] = {{-5s, "now"},          {0s, "now"},           {59s, "now"},
                                                          {60s, "1 m"},          {59min + 59s, "59 m"}, {60min, "1 h"},
                                                          {47h + 59min, "47 h"}, {48h, "2 d"},          {24h * 400, "400 d"}};
  for (const auto& [past, said] : table) EXPECT_EQ(ago(past), said) << past.count();
}

TEST(Words, HowSoon) {
  const std::pair<base::Duration, const char*> table[] = {{-1h, "in a moment"},  {44s, "in a moment"},     {45s, "in 1 minute"},
                                                          {90s, "in 2 minutes"}, {12min, "in 12 minutes"}, {89min, "in 89 minutes"},
                                                          {91min, "in 2 hours"}, {35h, "in 35 hours"},     {36h, "in 2 days"},
                                                          {47h, "in 2 days"},    {48h, "in 2 days"},       {24h * 30, "in 30 days"}};
  for (const auto& [ahead, said] : table) EXPECT_EQ(in_words(ahead), said) << ahead.count();
}

TEST(Words, Amounts) {
  EXPECT_EQ(plural(1, "show", "shows"), "1 show");
  EXPECT_EQ(plural(0, "show", "shows"), "0 shows");
  EXPECT_EQ(plural(1204, "show", "shows"), "1,204 shows");
}

TEST(Words, Instants) { EXPECT_EQ(iso(base::from_millis(1'795'375'800'123)), "2026-11-22T19:30:00Z"); }

}  // namespace
}  // namespace frame
