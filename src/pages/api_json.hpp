// The JSON forms of artists, shows and venues. Ids are strings; unknown values are left out.
#pragma once
#include <boost/json/object.hpp>

#include "artists/artists.hpp"
#include "setlists/setlists.hpp"
#include "venues/venues.hpp"

namespace pages {

boost::json::object artist_json(const artists::Artist& artist);
boost::json::object show_json(const shows::ShowRow& show, base::Time now);
// A show with the setlists of all who played.
struct ShowRecord {
  struct Played {
    setlists::Setlist setlist;
    std::vector<setlists::SongRow> rows;
  };
  shows::Show show;
  std::vector<Played> setlists;
};
boost::json::object show_record_json(const ShowRecord& record, base::Time now);
boost::json::object venue_json(const venues::Venue& venue);

}  // namespace pages
