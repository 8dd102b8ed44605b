#include "frame/words.hpp"

#include <array>
#include <chrono>

#include "platform/base/dates.hpp"
#include "platform/html/html.hpp"

namespace frame {

namespace {
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
}  // namespace

DateWords date_words(std::string_view date) {
  const auto ymd = base::read_date(date);
  if (!ymd) return {.day = "–", .month = "TBA", .year = "", .weekday = ""};
  const std::chrono::weekday weekday{std::chrono::sys_days{*ymd}};
  return {std::to_string(static_cast<unsigned>(ymd->day())), months[static_cast<unsigned>(ymd->month()) - 1],
          std::to_string(static_cast<int>(ymd->year())), weekdays[weekday.c_encoding()]};
}

std::string long_date(std::string_view date) {
  const auto w = date_words(date);
  return w.weekday.empty() ? "Date to be announced" : w.weekday + " " + w.day + " " + w.month + " " + w.year;
}

std::string month_year(std::string_view date) {
  if (date.size() < 7) return std::string(date.substr(0, 4));
  const auto w = date_words(std::string(date.substr(0, 7)) + "-01");
  return w.month + " " + w.year;
}

std::string long_date(base::Time at) { return long_date(iso(at).substr(0, 10)); }
std::string iso(base::Time at) { return base::write_instant(at); }

std::string ago(base::Duration past) {
  using namespace std::chrono;
  if (past < 1min) return "now";
  if (past < 1h) return std::to_string(duration_cast<minutes>(past).count()) + " m";
  if (past < 48h) return std::to_string(duration_cast<hours>(past).count()) + " h";
  return std::to_string(duration_cast<hours>(past).count() / 24) + " d";
}

std::string in_words(base::Duration ahead) {
  using namespace std::chrono;
  const auto rounded = [](auto n, const char* one, const char* many) { return "in " + plural(n, one, many); };
  if (ahead < 45s) return "in a moment";
  if (ahead < 90min) return rounded(round<minutes>(ahead).count(), "minute", "minutes");
  if (ahead < 36h) return rounded(round<hours>(ahead).count(), "hour", "hours");
  return rounded(round<days>(ahead).count(), "day", "days");
}

std::string_view source_name(std::string_view source) {
  return source == "spotify" ? "Spotify" : source == "ticketmaster" ? "Ticketmaster" : source == "person" ? "A person" : "setlist.fm";
}

std::string plural(long long n, std::string_view one, std::string_view many) {
  return html::thousands(n) + " " + std::string(n == 1 ? one : many);
}

}  // namespace frame
