// One song for operators: the titles that have become it and why, its recordings, the parts of a medley; split off and join by hand.
#pragma once
#include "frame/frame.hpp"
#include "imports/reviews.hpp"

namespace admin {

struct SongPage {
  artists::Song song;
  artists::Artist artist;
  std::vector<artists::TitleOfSong> titles;  // the one that is shown first
  std::vector<std::string> parts;            // of a medley
  std::vector<artists::Recording> recordings;
  std::string complaint;  // why a verb was not done
};
std::optional<SongPage> song_page(db::Tx& tx, artists::SongId id);
frame::Page draw(const SongPage& page);

struct SongsPage {
  artists::Artist artist;
  std::vector<artists::Song> songs;  // by title
};
std::optional<SongsPage> songs_page(db::Tx& tx, artists::ArtistId id);
frame::Page draw(const SongsPage& page);

}  // namespace admin
