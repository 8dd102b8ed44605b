// What setlist.fm says, as plain values. Empty text means "not said". Texts are cleaned, addresses are http(s).
// The data is free for non-commercial use and wants a followable link: `url` of the setlist, wherever its data shows.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/records.hpp"

namespace setlistfm {

struct Artist {
  std::string mbid;  // the MusicBrainz id
  std::string name;
  std::string sort_name;
  std::string disambiguation;
  std::string url;
};

struct City {
  std::string id;  // GeoNames
  std::string name;
  std::string state;
  std::string state_code;  // postal in the US, digits elsewhere; unique only with the country
  std::string country;
  std::string country_code;
  std::optional<double> latitude;  // of the city's centre, not of the venue
  std::optional<double> longitude;
};

struct Venue {
  std::string id;
  std::string name;  // may be empty, or contain the city
  std::string url;
  std::optional<City> city;
};

struct Song {
  std::string name;             // empty: played, but unknown; it keeps its place and nothing else
  bool tape = false;            // from tape: shown, never counted as played
  std::optional<Artist> cover;  // the original artist; own side projects count as covers
  std::optional<Artist> guest;  // at most one is ever sent
  std::string info;             // free text; segues stand as ">" or "->", brackets may be unbalanced on purpose
};

struct Set {
  std::string name;  // "Set 1", an album title, "Intermission"; without the trailing colon, empty for plain encores
  int encore = 0;    // 0: part of the main show
  std::vector<Song> songs;
};

struct Setlist {
  std::string id;
  std::string version;
  std::chrono::year_month_day date;  // on the venue's calendar; no time, no zone
  std::optional<base::Time> updated;
  Artist artist;
  std::optional<Venue> venue;
  std::string tour;
  std::vector<Set> sets;  // empty for a quarter of all setlists: nothing entered, which is not "nothing played"
  std::string info;
  std::string url;

  int played() const;  // songs that were not from tape, unknown ones included
};

// One page of a list. Paging starts at 1, newest first, order within a date means nothing.
template <class T>
struct Page : base::Parsed<T> {
  int number = 1;
  int per_page = 0;
  int total = 0;
  std::optional<int> next;
};

// The titles of "A / B / C"; one element for everything else. Some real titles contain " / ": split only when all parts are known songs.
std::vector<std::string> medley_parts(std::string_view song_name);

}  // namespace setlistfm
