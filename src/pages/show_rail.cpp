#include "pages/show_rail.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "frame/words.hpp"
#include "pages/venue_map.hpp"

namespace pages {

using html::Html;
using shows::Status;

namespace {

Html bill(const ShowPage& p) {
  Html h;
  if (p.show.bill.size() < 2) return h;
  h << "<section class=\"panel\" aria-labelledby=\"bill\"><h2 id=\"bill\">Line-up</h2><ul class=\"names\">";
  for (const auto& act : p.show.bill) {
    h << "<li>";
    if (act.slug.empty()) h << "<span class=\"face\">" << html::text(act.name) << "</span>";
    else h << "<a class=\"face\"" << html::href("/artists/" + act.slug) << ">" << html::text(act.name) << "</a>";
    h << "</li>";
  }
  return h << "</ul></section>";
}

Html listings(const ShowPage& p) {
  Html h;
  const auto linked = std::ranges::any_of(p.show.listings, [](const auto& l) { return l.url.has_value(); });
  if (!linked) return h;
  h << "<section class=\"panel\" aria-labelledby=\"listed\"><h2 id=\"listed\">Listed at</h2><ul class=\"plain\">";
  for (const auto& l : p.show.listings)
    if (l.url)
      h << "<li><a rel=\"noopener nofollow\"" << html::href(*l.url) << ">" << html::text(frame::source_name(l.source))
        << html::text(l.kind == shows::ListingKind::resale    ? ", resale"
                      : l.kind == shows::ListingKind::partner ? ", partner"
                                                              : "")
        << "</a></li>";
  return h << "</ul></section>";
}

Html venue(const ShowPage& p) {
  Html h;
  if (!p.venue) return h;
  return h << "<section class=\"panel\" aria-labelledby=\"venue\"><h2 id=\"venue\">"
           << html::text(p.venue->name.empty() ? p.venue->city : p.venue->name) << "</h2>" << sketch_map(*p.venue) << "<p class=\"dim\">"
           << html::text(address_line(*p.venue)) << "</p><p><a" << html::href("/venues/" + p.venue->slug)
           << ">All shows here</a></p></section>";
}

// Search engines read shows as https://schema.org/MusicEvent.
boost::json::value music_event(const ShowPage& p) {
  const auto& s = p.show;
  boost::json::object event{{"@context", "https://schema.org"}, {"@type", "MusicEvent"}, {"name", title_of(s)}};
  event["performer"] = {{"@type", "MusicGroup"}, {"name", s.artist_name}};
  if (s.date) event["startDate"] = *s.date + (s.start_time ? "T" + *s.start_time : std::string());
  const std::string_view status = s.status == Status::cancelled     ? "EventCancelled"
                                  : s.status == Status::postponed   ? "EventPostponed"
                                  : s.status == Status::rescheduled ? "EventRescheduled"
                                                                    : "EventScheduled";
  event["eventStatus"] = "https://schema.org/" + std::string(status);
  if (s.venue) event["location"] = {{"@type", "MusicVenue"}, {"name", s.venue->name}, {"address", s.venue->city + ", " + s.venue->country}};
  return event;
}

}  // namespace

std::string title_of(const shows::Show& show) { return show.festival && !show.name.empty() ? show.name : show.artist_name; }

Html about_show(const ShowPage& p) {
  Html h;
  return h << bill(p) << venue(p) << listings(p);
}

Html source_line(const setlists::Setlist& setlist) {
  Html h;
  if (setlist.song_count == 0 && !setlist.source_url) return h;
  h << "<p class=\"source\">";
  if (setlist.song_count > 0) h << html::text(frame::plural(setlist.song_count, "song", "songs"));
  if (setlist.song_count > 0 && setlist.source_url) h << " · ";
  if (setlist.source_url) h << "Setlist: <a rel=\"noopener\"" << html::href(*setlist.source_url) << ">setlist.fm</a>";
  return h << "</p>";
}

Html linked_data(const ShowPage& p) {
  Html h;
  return h << "<script type=\"application/ld+json\">" << html::data(music_event(p)) << "</script>";
}

}  // namespace pages
