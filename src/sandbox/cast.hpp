// The made-up artists. README.md beside this file says which of them shows which trap.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sandbox {

enum class Script : std::uint8_t { english, cyrillic, greek, japanese, korean, arabic, hebrew, spanish, french, german, nordic };

enum Trait : unsigned {
  no_spotify = 1,  // not an artist of its own there (tribute acts, promoters)
  no_ticketmaster = 2,
  no_setlistfm = 4,
  no_setlists = 8,    // known to setlist.fm, nothing entered
  all_traps = 16,     // every kind of Ticketmaster row, again and again
  jam = 32,           // two sets, segues, encores that are only named so, up to five of them
  late_shows = 64,    // early and late on one night
  wrong_links = 128,  // Ticketmaster's externalLinks lead to the namesake
  no_links = 256,     // … or are missing
  remixer = 512,      // remixes, and a flood of appears_on
  heavy_covers = 1024,
  tapes = 2048,  // intro and outro from tape
  guests = 4096,
  medleys = 8192,
  unknown_songs = 16384,  // empty names
  by_year = 32768,        // release dates with year or month precision, old catalogue reissued
  no_images = 65536,
  shared_bill = 131072,  // tours with the artist that follows in the cast, as co-headliners
  everywhere = 524288,   // on stage somewhere in the world at any hour, so that there is always a live setlist
  never_idle = 262144,   // a few shows every few weeks or months, so that something is always ahead
};

struct Performer {
  std::string_view name = {};
  std::string_view sort_name = {};  // empty: made from the name
  std::string_view disambiguation = {};
  std::array<std::string_view, 2> genres = {};
  std::string_view home = {};  // english name of the city
  Script script = Script::english;
  int since = 2010;  // year of the first shows
  int albums = 4;    // studio albums up to 2026
  int nights = 6;    // shows a year, on average
  int size = 2;      // 1 clubs … 5 arenas
  unsigned traits = 0;

  bool has(Trait trait) const { return (traits & trait) != 0; }
  bool on_spotify() const { return !has(no_spotify); }
  bool on_ticketmaster() const { return !has(no_ticketmaster); }
  bool on_setlistfm() const { return !has(no_setlistfm); }
};

std::span<const Performer> cast();
std::size_t performer_named(std::string_view name);  // the first of that name; it must exist
std::string sort_name(const Performer& performer);

// Whose songs are covered: known to setlist.fm only. The first is the special artist "[traditional]".
struct Original {
  std::string_view name, sort_name, disambiguation;
  std::array<std::string_view, 3> songs;
};
std::span<const Original> originals();

}  // namespace sandbox
