// The show's page (SHO-1, SET-5, SET-7): when, where and who; the setlist of one of those who play, before, during and after; a tab for
// each.
#pragma once
#include <vector>

#include "accounts/visitor.hpp"
#include "frame/frame.hpp"
#include "live/views.hpp"
#include "setlists/setlists.hpp"
#include "venues/venues.hpp"

namespace pages {

struct ShowPage {
  struct Act {
    std::string name;
    std::string slug;
    artists::ArtistId artist;
  };
  shows::Show show;
  std::optional<venues::Venue> venue;
  std::vector<Act> acts;      // those who have a setlist of their own; tabs if more than one
  std::size_t chosen = 0;     // whose setlist this is, in `acts`
  setlists::Setlist setlist;  // its source and size
  live::ListView list;
  bool following = false;  // whether the viewer follows the chosen act
  std::string site;        // "https://theset.example", for what is read elsewhere; empty: unknown
  bool goes_back = false;  // whether who reads it may take the list back to a version
};

// `act`: a slug; empty for the first. `viewer`: whose own votes are shown as pressed. Nothing where there is no such show or act.
// An act that has no setlist yet (setlists::ensure makes one) has an empty list without id.
std::optional<ShowPage> show_page(db::Tx& tx, shows::ShowId id, std::string_view act, base::Time now,
                                  const accounts::Visitor* viewer = nullptr);
// Whose setlist has to be made before the page can be complete.
std::optional<artists::ArtistId> wants_setlist(const ShowPage& page, base::Time now);
std::string path_of(const ShowPage& page);  // with the act, unless it is the first
frame::Page draw(const ShowPage& page, base::Time now);
// Of a page beside it, "/room": on the same act.
std::string path_beside(const ShowPage& page, std::string_view what);
// The beginning of a page about one thing of a show, under the show's name, which leads back. Not for search engines.
frame::Page page_beside(const ShowPage& page, std::string_view title);
// While a show is on, its pages stay dark for whoever did not ask for light there too.
frame::Dim dimmed(const ShowPage& page);

}  // namespace pages
