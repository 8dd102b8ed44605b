// For the tests of this folder: pages made up by hand, full of what should not get through.
#pragma once
#include <gmock/gmock.h>

#include <chrono>
#include <string>

#include "pages/artist_page.hpp"
#include "pages/home_page.hpp"
#include "pages/show_page.hpp"
#include "pages/venue_page.hpp"
#include "platform/base/dates.hpp"

namespace pages {

inline const base::Time now = *base::read_instant("2026-11-22T12:00:00Z");

// Breaks out of text, of attributes, of addresses and of <script>, if anything lets it.
inline const std::string nasty = "\"'><script>alert(1)</script></script><img src=x onerror=alert(2)>";
inline const std::string bad_url = "javascript:alert(1)//\"><script>alert(3)</script>";

inline artists::Artist marrow_coast() {
  artists::Artist a;
  a.id = artists::ArtistId{42};
  a.name = "Marrow Coast";
  a.slug = "marrow-coast";
  return a;
}

inline shows::ShowRow row(std::string date = "2026-11-24") {
  shows::ShowRow r;
  r.id = shows::ShowId{7};
  r.artist = artists::ArtistId{42};
  r.artist_name = "Marrow Coast";
  r.artist_slug = "marrow-coast";
  if (!date.empty()) r.date = date;
  r.venue = shows::Venue{venues::VenueId{9}, "Halden Hall", "halden-hall", "Halden", "", "Norway", "NO"};
  return r;
}

inline ShowPage show_of(shows::ShowRow r) {
  ShowPage p;
  static_cast<shows::ShowRow&>(p.show) = std::move(r);
  p.acts = {{p.show.artist_name, p.show.artist_slug, p.show.artist}};
  p.list.place = {.show = p.show.id.str(), .setlist = "9", .stage = live::Stage::completed, .editable = false, .votable = false};
  return p;
}

inline setlists::statistics::Figures figures(std::string title, std::int64_t plays) {
  setlists::statistics::Figures f;
  f.title = std::move(title);
  f.plays = plays;
  f.first_played = "2020-02-03";
  f.last_played = "2026-10-01";
  f.first_show = shows::ShowId{5};
  f.last_show = shows::ShowId{6};
  return f;
}

inline imports::Progress import_of(std::string status, imports::PartStatus each) {
  imports::Progress p;
  p.id = imports::ImportId{1};
  p.artist = artists::ArtistId{42};
  p.status = std::move(status);
  p.phase = "shows";
  p.percent = 30;
  p.started_at = now;
  for (const auto part : imports::all_parts) p.parts.push_back({.part = part, .status = each});
  return p;
}

inline std::string main_of(const frame::Page& page) { return page.main.str(); }
inline std::string whole(const frame::Page& page) { return frame::draw(page).str(); }
inline std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace pages
