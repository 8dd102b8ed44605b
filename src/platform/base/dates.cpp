#include "platform/base/dates.hpp"

#include <cstdio>

namespace base {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;

// Takes digits and fixed characters from the front; the first thing that does not fit makes it fail for good.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    if (rest_.size() < digits) return fail();
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  bool maybe(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!maybe(c)) fail();
  }
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool at_end() const { return rest_.empty(); }
  bool ok() const { return ok_; }
  bool finished() const { return ok_ && rest_.empty(); }
  int fail() { return ok_ = false, rest_ = {}, 0; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

year_month_day date_of(int y, int m, int d) { return {year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}}; }

year_month_day iso_date(Reader& in) {
  const int y = in.number(4);
  in.expect('-');
  const int m = in.number(2);
  in.expect('-');
  return date_of(y, m, in.number(2));
}

seconds time_of_day(Reader& in) {
  const int h = in.number(2);
  in.expect(':');
  const int m = in.number(2);
  const int s = in.maybe(':') ? in.number(2) : 0;
  if (h > 23 || m > 59 || s > 59) in.fail();
  return seconds{h * 3600 + m * 60 + s};
}

// Milliseconds after the point; further digits are read and dropped.
Duration fraction(Reader& in) {
  int value = 0;
  int weight = 100;
  if (!in.at_digit()) in.fail();
  for (int digits = 0; in.at_digit(); ++digits) {
    if (digits == 9) return in.fail(), Duration{};
    value += in.number(1) * weight;
    weight /= 10;
  }
  return Duration{value};
}

seconds offset(Reader& in) {
  if (in.maybe('Z')) return seconds{0};
  const int sign = in.maybe('-') ? -1 : 1;
  if (sign > 0) in.expect('+');
  const int h = in.number(2);
  in.maybe(':');
  const int m = in.number(2);
  if (h > 18 || m > 59) in.fail();
  return seconds{sign * (h * 3600 + m * 60)};
}

}  // namespace

std::optional<year_month_day> read_date(std::string_view text) {
  Reader in(text);
  const year_month_day date = iso_date(in);
  return in.finished() && date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<year_month_day> read_date_dmy(std::string_view text) {
  Reader in(text);
  const int d = in.number(2);
  in.expect('-');
  const int m = in.number(2);
  in.expect('-');
  const year_month_day date = date_of(in.number(4), m, d);
  return in.finished() && date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<seconds> read_time_of_day(std::string_view text) {
  Reader in(text);
  const seconds time = time_of_day(in);
  return in.finished() ? std::optional(time) : std::nullopt;
}

std::optional<Time> read_instant(std::string_view text) {
  Reader in(text);
  const year_month_day date = iso_date(in);
  in.expect('T');
  const seconds time = time_of_day(in);
  const Duration millis = in.maybe('.') ? fraction(in) : Duration{};
  const seconds ahead = offset(in);
  if (!in.finished() || !date.ok()) return std::nullopt;
  return Time{std::chrono::sys_days{date}.time_since_epoch() + time - ahead + millis};
}

std::string write_date(year_month_day date) {
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return out;
}

std::string write_instant(Time time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const auto clock = std::chrono::hh_mm_ss{std::chrono::floor<seconds>(time - days)};
  char out[60];
  std::snprintf(out, sizeof out, "%sT%02d:%02d:%02dZ", write_date(year_month_day{days}).c_str(), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return out;
}

}  // namespace base
