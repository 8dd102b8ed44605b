// Dates, times and amounts as people read them. Show dates are the venue's local dates, "YYYY-MM-DD".
#pragma once
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"

namespace frame {

struct DateWords {
  std::string day;      // "22"
  std::string month;    // "Nov"
  std::string year;     // "2026"
  std::string weekday;  // "Sun"
};
DateWords date_words(std::string_view date);
std::string long_date(std::string_view date);   // "Sun 22 Nov 2026"
std::string long_date(base::Time at);           // its day by UTC
std::string month_year(std::string_view date);  // "Nov 2026"; of a year alone: "2026"

std::string iso(base::Time at);                                                // "2026-11-22T19:30:00Z"
std::string ago(base::Duration past);                                          // "now", "12 m", "3 h", "5 d"
std::string in_words(base::Duration ahead);                                    // "in a moment", "in 12 minutes", "in 3 hours", "in 2 days"
std::string plural(long long n, std::string_view one, std::string_view many);  // "1 show", "1,204 shows"

std::string_view source_name(std::string_view source);  // "setlistfm" -> "setlist.fm"

}  // namespace frame
