// What an artist has released, and what comes next: the same songs come back as singles, live, remastered and
// on compilations, as they do on the real service. Only what is out by "today" is shown.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sandbox/calendar.hpp"
#include "sandbox/cast.hpp"

namespace sandbox {

enum class ReleaseKind : std::uint8_t { album, single, ep, live, compilation, remixes, deluxe, remaster, appears_on };
enum class Version : std::uint8_t { studio, single, live, remaster, remix, acoustic, demo };

constexpr std::uint8_t nobody = 255;

struct Song {
  std::string title;
  Day released = 0;  // first release
  int album = 0;     // which studio album it belongs to
  int draw = 0;      // 0 … 99: how sure it is of a place in the setlist
  int duration_ms = 0;
};

struct Track {
  std::string title;  // with " - Live", "(feat. …)" and the like
  int song = -1;      // index in songs; -1: somebody else's, on a compilation
  Version version = Version::studio;
  std::uint8_t by = 0;  // index in cast()
  std::uint8_t guest = nobody;
  std::uint8_t disc = 1;
  std::uint8_t number = 1;  // restarts on each disc
  int duration_ms = 0;
  bool explicit_words = false;
};

struct Release {
  std::string name;
  ReleaseKind kind = ReleaseKind::album;
  Day day = 0;
  bool various = false;  // its first artist is "Various Artists"
  std::vector<Track> tracks;
};

struct Discography {
  std::vector<Song> songs;
  std::vector<Release> releases;  // in the order they were thought up; their index never changes
};

// Complete up to `until`; a later day only adds at the end.
Discography make_discography(std::uint64_t seed, std::size_t performer, Day until);

}  // namespace sandbox
