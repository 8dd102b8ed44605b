// Whom a member listens to at Spotify, to be followed with one tap each (ACC-1). Who is not here yet is brought in by it.
#pragma once
#include <string>
#include <vector>

#include "frame/frame.hpp"
#include "pages/routes.hpp"

namespace pages {

struct TopArtist {
  std::string spotify_id, name, note, image;
  std::string slug = {};  // empty: not here yet
  bool following = false;
};
struct TopArtistsPage {
  std::vector<TopArtist> artists;  // most heard first
  std::string complaint, code;     // why there are none; empty: Spotify has answered
  bool sign_in_again = false;      // what helps then, else another try
  std::string next;                // own path to go on to
};
TopArtistsPage top_artists_page(db::Tx& tx, accounts::UserId viewer, const std::vector<spotify::Artist>& heard);
frame::Page draw(const TopArtistsPage& page);

void add_top_artists_routes(http::Router& router, const Needs& needs);

}  // namespace pages
