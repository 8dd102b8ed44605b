// What Ticketmaster says, as plain values. One night may come as several events, one building as several venues (one per source).
// Empty text and empty lists mean "not said". Texts are cleaned, addresses are http(s), ids are case-sensitive.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/records.hpp"

namespace ticketmaster {

// The seller behind an event, told by the beginning of its id.
enum class Source { ticketmaster, resale, ticketweb, universe };
Source source_of(std::string_view event_id);

enum class Status {
  unknown,
  onsale,
  offsale,      // sold out or sales closed: the show is on
  cancelled,    // dates.start may be a dummy in the future
  postponed,    // there may be no date at all
  rescheduled,  // dates.start is the new firm date
};

struct Image {
  std::string url;
  std::string ratio;  // "16_9", "3_2", "4_3"
  int width = 0;
  int height = 0;
  bool fallback = false;  // a picture of the genre, not of the artist
};

// "Undefined" and "Other" are dropped.
struct Classification {
  std::string segment_id;
  std::string segment;
  std::string genre;
  std::string subgenre;
  std::string type;
};
inline constexpr std::string_view music_segment = "KZFzniwnSyZfZ7v7nJ";

struct Attraction {
  std::string id;
  std::string name;
  std::string url;
  Classification classification;
  std::vector<std::string> aliases;
  std::vector<Image> images;
  std::vector<std::string> spotify_ids;  // hints: links can point to a namesake
  std::vector<std::string> musicbrainz_ids;
  std::string homepage;
  std::optional<int> upcoming_events;
  bool test = false;
};

struct Venue {
  std::string id;
  std::string name;
  std::string url;
  std::string address;
  std::string city;
  std::string region;
  std::string region_code;
  std::string country;
  std::string country_code;
  std::string postal_code;
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::string zone;  // IANA
  bool test = false;
};

// A date on the venue's clock. Without a time the hour is unknown, which is not midnight.
struct When {
  std::optional<std::chrono::year_month_day> date;
  std::optional<std::chrono::seconds> time;  // since local midnight
  std::optional<base::Time> instant;         // often the next day of `date`
};

struct PriceRange {
  std::string currency;
  double least = 0;
  double most = 0;
};

struct Event {
  std::string id;
  Source source = Source::ticketmaster;
  std::string name;
  std::string url;
  Status status = Status::unknown;
  When start;
  When end;
  When initial;               // the first date of a moved, postponed or cancelled event
  bool date_to_come = false;  // announced without a date (TBA, TBD)
  bool time_to_come = false;  // has a date, but no time (TBA, or no specific time)
  std::string zone;           // the event's, else its venue's
  std::optional<base::Time> on_sale_from;
  Classification classification;
  std::vector<Image> images;
  std::string info;
  std::string please_note;
  std::optional<PriceRange> prices;
  std::optional<Venue> venue;
  std::vector<Attraction> attractions;  // in billing order
  int unnamed_attractions = 0;          // linked, but not described in the answer
  bool test = false;

  // The date to show it under: a cancelled event stands at its first date, since its present one may be invented.
  std::optional<std::chrono::year_month_day> shown_date() const;
  const Attraction* headliner() const { return attractions.empty() ? nullptr : &attractions.front(); }
};

// One page of a list. Paging starts at 0.
template <class T>
struct Page : base::Parsed<T> {
  int number = 0;
  int size = 0;
  int total = 0;
  int pages = 0;
  std::optional<int> next;    // within what deep paging allows
  bool beyond_reach = false;  // more rows than paging can show: ask for shorter spans of dates
  int tests = 0;              // test records, left out
  int duplicates = 0;         // ids that came twice on this page
  int other_segments = 0;     // events that are not music, left out
};

}  // namespace ticketmaster
