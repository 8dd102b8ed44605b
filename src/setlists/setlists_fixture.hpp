// For the tests of this folder: an artist with shows, and a short way to write down what was played.
#pragma once
#include <gmock/gmock.h>

#include <chrono>
#include <sstream>

#include "platform/base/dates.hpp"
#include "setlists/setlists.hpp"

namespace setlists {

// "Kelp, Understudy | Harbour Lights": titles in the order played, encores after the bars; "~" marks a tape, "?" an unnamed song.
inline std::vector<PlayedSong> songs(const std::string& text) {
  std::vector<PlayedSong> out;
  std::istringstream sections(text);
  int number = 0;
  for (std::string section; std::getline(sections, section, '|'); ++number) {
    std::istringstream titles(section);
    for (std::string title; std::getline(titles, title, ',');) {
      title.erase(0, title.find_first_not_of(' '));
      if (const std::size_t end = title.find_last_not_of(' '); end != title.npos) title.resize(end + 1);
      PlayedSong song{.section = number > 0 ? Section::encore : Section::main, .section_number = number};
      song.tape = title.starts_with('~');
      song.title = title == "?" ? "" : title.substr(song.tape ? 1 : 0);
      out.push_back(song);
    }
  }
  return out;
}

template <class TestDatabase>
class SetlistsFixture : public testing::TestWithParam<db::Engine> {
 protected:
  ArtistId bring(std::string name) {
    return database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = name, .spotify_id = name}).id; });
  }
  ShowId show_on(std::string date) {
    return database->write_now([&](db::Tx& tx) {
      return shows::match_or_add(
                 tx, clock.now(),
                 {.source = "setlistfm", .external_id = date, .kind = shows::ListingKind::setlist, .artist = marrow, .date = date})
          .id;
    });
  }
  Stored store(ShowId show, const std::string& text, std::string version = "") {
    return store(show, Played{.source = "setlistfm", .version = version, .songs = songs(text)});
  }
  Stored store(ShowId show, const Played& played) {
    clock.advance(std::chrono::seconds(1));
    return database->write_now([&](db::Tx& tx) { return store_played(tx, clock.now(), show, marrow, played); });
  }
  std::vector<SongRow> stored_rows(SetlistId id) {
    return database->read_now([&](db::Tx& tx) { return rows(tx, id); });
  }
  std::vector<std::string> titles(SetlistId id) {
    std::vector<std::string> out;
    for (const SongRow& row : stored_rows(id)) out.push_back(row.title);
    return out;
  }

  TestDatabase database{GetParam()};
  base::FakeClock clock;
  ArtistId marrow = bring("Marrow Coast");
};

}  // namespace setlists
