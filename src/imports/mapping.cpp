#include "imports/mapping.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/base/dates.hpp"

namespace imports {

namespace {

std::optional<std::string> said(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

std::optional<std::string> written(const std::optional<std::chrono::year_month_day>& date) {
  return date ? std::optional(base::write_date(*date)) : std::nullopt;
}

std::string released(const spotify::ReleaseDate& date) {
  char text[16];
  int n = std::snprintf(text, sizeof text, "%04d", static_cast<int>(date.year));
  if (date.month) n += std::snprintf(text + n, sizeof text - static_cast<std::size_t>(n), "-%02u", static_cast<unsigned>(*date.month));
  if (date.month && date.day) std::snprintf(text + n, sizeof text - static_cast<std::size_t>(n), "-%02u", static_cast<unsigned>(*date.day));
  return text;
}

std::string_view type_word(spotify::AlbumType type) {
  switch (type) {
    case spotify::AlbumType::single: return "single";
    case spotify::AlbumType::compilation: return "compilation";
    default: return "album";
  }
}

std::optional<std::string> hour_and_minute(const std::optional<std::chrono::seconds>& time) {
  if (!time) return std::nullopt;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(*time).count();
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(minutes / 60 % 24), static_cast<int>(minutes % 60));
  return text;
}

std::optional<shows::Status> to_status(ticketmaster::Status status) {
  switch (status) {
    case ticketmaster::Status::cancelled: return shows::Status::cancelled;
    case ticketmaster::Status::postponed: return shows::Status::postponed;
    case ticketmaster::Status::rescheduled: return shows::Status::rescheduled;
    case ticketmaster::Status::onsale:
    case ticketmaster::Status::offsale: return shows::Status::upcoming;
    case ticketmaster::Status::unknown: return std::nullopt;
  }
  return std::nullopt;
}

shows::ListingKind to_kind(ticketmaster::Source source) {
  switch (source) {
    case ticketmaster::Source::resale: return shows::ListingKind::resale;
    case ticketmaster::Source::ticketweb:
    case ticketmaster::Source::universe: return shows::ListingKind::partner;
    case ticketmaster::Source::ticketmaster: break;
  }
  return shows::ListingKind::primary;
}

// A festival is an act of its own on its bill ("type": "Festival"), or simply more acts than one evening holds.
bool is_festival(const ticketmaster::Event& event) {
  return event.attractions.size() >= 8 || std::ranges::any_of(event.attractions, [](const auto& a) {
           return a.classification.type == "Festival" || a.classification.type == "Event Style";
         });
}

}  // namespace

artists::Profile to_profile(const spotify::Artist& a) {
  artists::Profile p;
  p.name = said(a.name);
  // Spotify's genres are deprecated and come back empty for artists that had some: an empty list says nothing.
  if (!a.genres.empty()) p.genres = a.genres;
  if (!a.images.empty()) {
    p.images.emplace();
    for (const auto& i : a.images)
      p.images->push_back({i.url, i.width ? std::optional(i.width) : std::nullopt, i.height ? std::optional(i.height) : std::nullopt});
  }
  p.follower_count = a.followers;
  if (a.popularity) p.popularity = *a.popularity;
  p.spotify_id = said(a.id);
  return p;
}

artists::SourceAlbum to_album(const spotify::Album& a, const std::vector<spotify::Track>& tracks) {
  artists::SourceAlbum album;
  album.spotify_id = a.id;
  album.title = a.name;
  album.type = type_word(a.type);
  if (a.released) album.released = released(*a.released);
  if (a.total_tracks) album.total_tracks = *a.total_tracks;
  // The smallest that still fills a record's square on a sharp screen.
  album.image_url = said(spotify::picture_of(a.images, 250));
  album.url = said(a.url);
  for (const auto& t : tracks)
    album.tracks.push_back(
        {said(t.id), said(t.isrc), t.name, t.disc, t.number, t.duration.count() > 0 ? std::optional(t.duration.count()) : std::nullopt});
  return album;
}

venues::SourceVenue to_venue(const ticketmaster::Venue& v) {
  venues::SourceVenue venue{.source = "ticketmaster", .external_id = v.id, .name = v.name, .city = v.city};
  venue.region = said(v.region);
  venue.country = said(v.country);
  venue.country_code = said(v.country_code);
  venue.address = said(v.address);
  venue.postal_code = said(v.postal_code);
  if (v.latitude && v.longitude) venue.place = venues::Place{*v.latitude, *v.longitude};
  venue.time_zone = said(v.zone);
  venue.url = said(v.url);
  return venue;
}

shows::SourceShow to_show(const ticketmaster::Event& e, artists::ArtistId artist, const std::vector<std::string>& ours) {
  shows::SourceShow show;
  show.source = "ticketmaster";
  show.external_id = e.id;
  show.kind = to_kind(e.source);
  show.artist = artist;
  for (const auto& a : e.attractions)
    show.bill.push_back({a.name, std::ranges::find(ours, a.id) != ours.end() ? std::optional(artist) : std::nullopt, {}});
  show.name = e.name;
  show.date = written(e.shown_date());
  show.start_time = e.time_to_come ? std::nullopt : hour_and_minute(e.start.time);
  show.time_zone = said(e.zone);
  show.status = to_status(e.status);
  show.initial_date = written(e.initial.date);
  show.ticket_url = said(e.url);
  if (e.status == ticketmaster::Status::onsale) show.ticket_status = "onsale";
  if (e.status == ticketmaster::Status::offsale) show.ticket_status = "offsale";
  show.festival = is_festival(e);
  show.url = said(e.url);
  return show;
}

venues::SourceVenue to_venue(const setlistfm::Venue& v) {
  venues::SourceVenue venue{.source = "setlistfm", .external_id = v.id, .name = v.name};
  if (v.city) {
    venue.city = v.city->name;
    venue.region = said(v.city->state);
    venue.country = said(v.city->country);
    venue.country_code = said(v.city->country_code);
    if (v.city->latitude && v.city->longitude) venue.city_place = venues::Place{*v.city->latitude, *v.city->longitude};
  }
  venue.url = said(v.url);
  return venue;
}

shows::SourceShow to_show(const setlistfm::Setlist& s, artists::ArtistId artist, std::string_view artist_name) {
  shows::SourceShow show;
  show.source = "setlistfm";
  show.external_id = s.id;
  show.kind = shows::ListingKind::setlist;
  show.artist = artist;
  show.bill = {{std::string(artist_name), artist, {}}};
  show.date = base::write_date(s.date);
  show.tour = said(s.tour);
  show.url = said(s.url);
  return show;
}

setlists::Played to_played(const setlistfm::Setlist& s) {
  setlists::Played played{.source = "setlistfm", .source_url = said(s.url), .version = s.version, .info = said(s.info), .songs = {}};
  int sets = 0;
  for (const auto& set : s.sets) {
    const auto section = set.encore > 0 ? setlists::Section::encore : set.name.empty() ? setlists::Section::main : setlists::Section::set;
    if (section == setlists::Section::set) ++sets;
    for (const auto& song : set.songs) {
      setlists::PlayedSong p;
      p.section = section;
      p.section_number = section == setlists::Section::encore ? set.encore : section == setlists::Section::set ? sets : 0;
      p.section_name = said(set.name);
      p.title = song.name;
      if (song.cover) p.cover_of = song.cover->name;
      if (song.guest) p.guest = song.guest->name;
      p.note = said(song.info);
      p.tape = song.tape;
      played.songs.push_back(std::move(p));
    }
  }
  return played;
}

}  // namespace imports
