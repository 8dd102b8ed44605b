// The JSON forms of artists, shows and venues. Ids are strings; unknown values are left out.
#pragma once
#include <boost/json/object.hpp>

#include "artists/artists.hpp"
#include "pages/show_page.hpp"

namespace pages {

boost::json::object artist_json(const artists::Artist& artist);
boost::json::object show_json(const shows::ShowRow& show, base::Time now);
boost::json::object show_page_json(const ShowPage& page, base::Time now);
boost::json::object venue_json(const venues::Venue& venue);

}  // namespace pages
