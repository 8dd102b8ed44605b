// iCalendar, RFC 5545, for shows (SHO-3). What readers of it rely on: lines end with CRLF and are folded at 75 octets without cutting a
// character (3.1), texts are escaped (3.3.11), local times name a zone that the calendar defines (3.2.19), an untimed show is a whole day
// (3.6.1), SEQUENCE is the show's revision (3.8.7.4), DTSTAMP when it was last changed (3.8.7.2).
#pragma once
#include <string>
#include <vector>

#include "shows/shows.hpp"

namespace calendars {

// Nobody announces when a show ends.
inline constexpr auto usual_length = std::chrono::hours(3);

struct Event {
  shows::ShowRow show;
  base::Time changed;   // when what is known of it last changed
  std::string address;  // of its page, absolute where the site knows its own
};

// `name`: how the calendar is called where it is subscribed to. `site`: the host in UIDs; once given it has to stay.
// Shows without any date are left out: an event must begin some day.
std::string calendar(std::string_view name, std::string_view site, const std::vector<Event>& events);

}  // namespace calendars
