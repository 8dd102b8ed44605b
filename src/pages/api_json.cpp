#include "pages/api_json.hpp"

#include <boost/json.hpp>

namespace pages {

using boost::json::array;
using boost::json::object;

namespace {

template <class T>
void put(object& o, std::string_view key, const std::optional<T>& value) {
  if (value) o[key] = *value;
}

object setlist_json(const ShowRecord::Played& played) {
  const auto& s = played.setlist;
  object o{{"id", s.id.str()},       {"artist_id", s.artist.str()}, {"artist", s.artist_name}, {"status", setlists::to_string(s.status)},
           {"revision", s.revision}, {"song_count", s.song_count}};
  put(o, "info", s.info);
  put(o, "source", s.source);
  put(o, "source_url", s.source_url);
  array songs;
  for (const auto& row : played.rows) {
    object song{{"id", row.id.str()},
                {"order", row.position},
                {"section", setlists::to_string(row.section)},
                {"name", row.title},
                {"votes", {{"up", row.up_votes}, {"down", row.down_votes}}}};
    if (row.section_number > 0) song["section_number"] = row.section_number;
    put(song, "section_name", row.section_name);
    put(song, "artist", row.artist_name);
    put(song, "cover_of", row.cover_of);
    put(song, "guest", row.guest);
    put(song, "note", row.note);
    put(song, "duration_ms", row.duration_ms);
    if (row.tape) song["tape"] = true;
    songs.push_back(std::move(song));
  }
  o["songs"] = std::move(songs);
  return o;
}

}  // namespace

object artist_json(const artists::Artist& a) {
  object o{{"id", a.id.str()},
           {"name", a.name},
           {"slug", a.slug},
           {"import_status", artists::to_string(a.import_status)},
           {"genres", array(a.genres.begin(), a.genres.end())},
           {"created_at", base::to_millis(a.created_at)},
           {"updated_at", base::to_millis(a.updated_at)}};
  array images;
  for (const auto& i : a.images) {
    object image{{"url", i.url}};
    put(image, "width", i.width);
    put(image, "height", i.height);
    images.push_back(std::move(image));
  }
  o["profile_images"] = std::move(images);
  put(o, "biography", a.biography);
  put(o, "spotify_id", a.spotify_id);
  put(o, "mbid", a.mbid);
  put(o, "follower_count", a.follower_count);
  put(o, "popularity", a.popularity);
  return o;
}

object show_json(const shows::ShowRow& s, base::Time now) {
  object o{{"id", s.id.str()},
           {"artist_id", s.artist.str()},
           {"artist", s.artist_name},
           {"name", s.name},
           {"status", shows::to_string(s.status_at(now))}};
  put(o, "date", s.date);
  put(o, "start_time", s.start_time);
  if (s.starts_at) o["starts_at"] = base::to_millis(*s.starts_at);
  put(o, "time_zone", s.time_zone);
  put(o, "initial_date", s.initial_date);
  put(o, "ticket_url", s.ticket_url);
  put(o, "ticket_status", s.ticket_status);
  put(o, "tour", s.tour);
  if (s.venue)
    o["venue"] = {{"id", s.venue->id.str()}, {"name", s.venue->name}, {"city", s.venue->city}, {"country_code", s.venue->country_code}};
  if (!s.supports.empty()) o["supports"] = array(s.supports.begin(), s.supports.end());
  if (s.song_count > 0) o["song_count"] = s.song_count;
  return o;
}

object show_record_json(const ShowRecord& p, base::Time now) {
  object o = show_json(p.show, now);
  array bill;
  for (const auto& act : p.show.bill) {
    object b{{"name", act.name}};
    if (act.artist) b["artist_id"] = act.artist->str();
    bill.push_back(std::move(b));
  }
  o["line_up"] = std::move(bill);
  array setlists;
  for (const auto& s : p.setlists) setlists.push_back(setlist_json(s));
  o["setlists"] = std::move(setlists);
  return o;
}

object venue_json(const venues::Venue& v) {
  object o{{"id", v.id.str()},
           {"name", v.name},
           {"slug", v.slug},
           {"city", v.city},
           {"amenities", array(v.amenities.begin(), v.amenities.end())}};
  put(o, "region", v.region);
  put(o, "country", v.country);
  put(o, "country_code", v.country_code);
  put(o, "address", v.address);
  put(o, "postal_code", v.postal_code);
  if (v.place) {
    o["latitude"] = v.place->latitude;
    o["longitude"] = v.place->longitude;
  }
  put(o, "time_zone", v.time_zone);
  put(o, "capacity", v.capacity);
  return o;
}

}  // namespace pages
