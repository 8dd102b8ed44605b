#include "calendars/ical.hpp"

#include <date/date.h>

#include <algorithm>
#include <map>

#include "calendars/zones.hpp"
#include "shows/venue_clock.hpp"

namespace calendars {

namespace {

constexpr std::size_t longest_line = 75;  // octets

// A character of more than one byte stays whole, and so the line may end earlier.
void write(std::string& out, std::string_view line) {
  std::size_t room = longest_line;
  while (line.size() > room) {
    auto cut = room;
    while ((static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = longest_line - 1;  // the blank that says it goes on
  }
  out.append(line).append("\r\n");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += "\\n";
    else if (c == '\\' || c == ';' || c == ',') out += {'\\', c};
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  return out;
}

std::string instant(base::Time at) {
  return date::format("%Y%m%dT%H%M%SZ", date::sys_seconds(std::chrono::floor<std::chrono::seconds>(at.time_since_epoch())));
}

std::string digits(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

bool called_off(const shows::ShowRow& show) {
  return show.status == shows::Status::cancelled || (show.status == shows::Status::postponed && !show.date);
}

std::optional<std::string> day_of(const shows::ShowRow& show) { return show.date ? show.date : show.initial_date; }

std::string title(const shows::ShowRow& show) {
  const auto act = show.festival && !show.name.empty() ? show.name : show.artist_name;
  const auto place = show.venue && !show.venue->name.empty() ? " at " + show.venue->name : std::string();
  const std::string_view before = show.status == shows::Status::cancelled                 ? "Cancelled: "
                                  : show.status == shows::Status::postponed && !show.date ? "Postponed: "
                                                                                          : "";
  return std::string(before) + act + place;
}

std::string location(const shows::Venue& venue) {
  std::string all;
  for (const auto& part : {venue.name, venue.city, venue.region, venue.country})
    if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
  return all;
}

std::string description(const Event& event) {
  std::string all;
  for (const auto& name : event.show.supports) all += (all.empty() ? "With " : ", ") + name;
  if (event.show.tour) all += (all.empty() ? "" : "\n") + *event.show.tour;
  return all + (all.empty() ? "" : "\n") + event.address;
}

bool timed(const shows::ShowRow& show) {
  return show.date && show.start_time && show.starts_at && show.time_zone && shows::is_zone(*show.time_zone);
}

void write_event(std::string& out, std::string_view site, const Event& event) {
  const auto& show = event.show;
  write(out, "BEGIN:VEVENT");
  write(out, "UID:show-" + show.id.str() + "@" + std::string(site));
  write(out, "DTSTAMP:" + instant(event.changed));
  write(out, "SEQUENCE:" + std::to_string(show.revision));
  if (timed(show)) {
    write(out, "DTSTART;TZID=" + *show.time_zone + ":" + digits(*show.date) + "T" + digits(*show.start_time) + "00");
    write(out, "DURATION:PT" + std::to_string(usual_length.count()) + "H");
  } else {
    write(out, "DTSTART;VALUE=DATE:" + digits(*day_of(show)));
    write(out, "TRANSP:TRANSPARENT");  // a day on which something is, not a day that is taken
  }
  write(out, "SUMMARY:" + escaped(title(show)));
  if (show.venue) write(out, "LOCATION:" + escaped(location(*show.venue)));
  write(out, "DESCRIPTION:" + escaped(description(event)));
  write(out, "URL:" + event.address);
  write(out, std::string("STATUS:") + (called_off(show)                          ? "CANCELLED"
                                       : show.status == shows::Status::postponed ? "TENTATIVE"
                                                                                 : "CONFIRMED"));
  write(out, "END:VEVENT");
}

}  // namespace

std::string calendar(std::string_view name, std::string_view site, const std::vector<Event>& events) {
  std::string out;
  write(out, "BEGIN:VCALENDAR");
  write(out, "VERSION:2.0");
  write(out, "PRODID:-//The Set//Shows//EN");
  write(out, "CALSCALE:GREGORIAN");
  if (!name.empty()) write(out, "X-WR-CALNAME:" + escaped(name));  // what Apple's, Google's and Microsoft's calendars show
  std::map<std::string, std::pair<base::Time, base::Time>> zones;
  for (const auto& [show, changed, address] : events) {
    if (!timed(show)) continue;
    auto [at, added] = zones.try_emplace(*show.time_zone, *show.starts_at, *show.starts_at);
    if (!added) at->second = {std::min(at->second.first, *show.starts_at), std::max(at->second.second, *show.starts_at)};
  }
  for (const auto& [zone, span] : zones)
    for (const auto& line : time_zone(zone, span.first, span.second + usual_length)) write(out, line);
  for (const auto& event : events)
    if (day_of(event.show)) write_event(out, site, event);
  write(out, "END:VCALENDAR");
  return out;
}

}  // namespace calendars
