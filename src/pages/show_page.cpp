#include "pages/show_page.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "pages/setlist_view.hpp"
#include "pages/venue_map.hpp"

namespace pages {

using html::Html;
using shows::Status;

namespace {

void status_line(Html& h, const shows::Show& show, base::Time now) {
  switch (show.status_at(now)) {
    case Status::cancelled: h << "<p class=\"wide bad\">Cancelled</p>"; return;
    case Status::postponed:
      h << "<p class=\"wide off\">" << html::text(show.date ? "Postponed" : "Postponed, no new date yet") << "</p>";
      return;
    case Status::completed: h << "<p class=\"wide off\">Played</p>"; return;
    case Status::rescheduled: h << "<p class=\"wide\">New date</p>"; return;
    case Status::upcoming: h << "<p class=\"wide\">" << html::text(show.tonight(now) ? "Tonight" : "Upcoming") << "</p>"; return;
  }
}

void facts(Html& h, const shows::Show& show, base::Time now) {
  h << "<div class=\"facts\">";
  if (show.venue)
    h << "<span>" << frame::icon("pin") << "<a" << html::href("/venues/" + show.venue->slug) << ">" << html::text(show.venue->name)
      << html::text(show.venue->city.empty() || show.venue->name.empty() ? "" : ", ") << html::text(show.venue->city) << "</a></span>";
  h << "<span>" << frame::icon("cal");
  if (show.date) h << "<time" << html::attr("datetime", *show.date) << ">" << html::text(frame::long_date(*show.date)) << "</time>";
  else h << "Date to be announced";
  h << "</span>";
  // When it began matters after the night only if somebody knows it.
  if (show.start_time) h << "<span>" << frame::icon("clock") << html::text(*show.start_time) << " local time</span>";
  else if (show.date && show.status_at(now) != Status::completed) h << "<span>" << frame::icon("clock") << "Time not announced</span>";
  h << "</div>";
}

void moved(Html& h, const shows::Show& show) {
  if (!show.initial_date || show.initial_date == show.date) return;
  if (show.status == Status::rescheduled)
    h << "<p class=\"lead\">First planned for " << html::text(frame::long_date(*show.initial_date)) << ".</p>";
  else if (show.status == Status::postponed)
    h << "<p class=\"lead\">Was planned for " << html::text(frame::long_date(*show.initial_date)) << ".</p>";
}

std::string title_of(const shows::Show& show) { return show.festival && !show.name.empty() ? show.name : show.artist_name; }

Html hero(const ShowPage& p, base::Time now) {
  const auto& show = p.show;
  Html h;
  h << "<div class=\"wrap hero show-hero\">";
  status_line(h, show, now);
  const auto title = title_of(show);
  h << "<h1" << html::attr("class", frame::heading_class(title)) << " dir=\"auto\">";
  if (show.festival) h << html::text(title);
  else h << "<a" << html::href("/artists/" + show.artist_slug) << ">" << html::text(title) << "</a>";
  h << "</h1>";
  if (show.tour) h << "<p class=\"sub\">" << html::text(*show.tour) << "</p>";
  facts(h, show, now);
  moved(h, show);
  const auto status = show.status_at(now);
  if (show.ticket_url && (status == Status::upcoming || status == Status::rescheduled)) {
    h << "<div class=\"actions\"><a class=\"btn main\" rel=\"noopener nofollow\"" << html::href(*show.ticket_url) << ">"
      << frame::icon("ticket") << html::text(show.ticket_status == "offsale" ? "Ticket page (off sale)" : "Tickets") << "</a></div>";
  }
  return h << "</div>";
}

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

Html rail(const ShowPage& p) {
  Html h;
  h << "<aside class=\"rail\" aria-label=\"About this show\">" << bill(p);
  if (p.venue) {
    h << "<section class=\"panel\" aria-labelledby=\"venue\"><h2 id=\"venue\">"
      << html::text(p.venue->name.empty() ? p.venue->city : p.venue->name) << "</h2>" << sketch_map(*p.venue) << "<p class=\"dim\">"
      << html::text(address_line(*p.venue)) << "</p><p><a" << html::href("/venues/" + p.venue->slug) << ">All shows here</a></p></section>";
  }
  return h << listings(p) << "</aside>";
}

Html unknown_setlist(const shows::Show& show, base::Time now) {
  const auto status = show.status_at(now);
  std::string_view sentence = "The setlist starts when the show does.";
  if (status == Status::completed) sentence = "Nobody has told what was played yet.";
  if (status == Status::cancelled) sentence = "This show was cancelled: nothing was played.";
  if (status == Status::postponed) sentence = "This show waits for a new date.";
  return frame::empty(sentence);
}

// Search engines read shows as https://schema.org/MusicEvent.
boost::json::value linked_data(const ShowPage& p) {
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

std::optional<ShowPage> show_page(db::Tx& tx, shows::ShowId id) {
  auto show = shows::by_id(tx, id);
  if (!show) return std::nullopt;
  ShowPage p{.show = std::move(*show), .venue = {}, .setlists = {}};
  if (p.show.venue) p.venue = venues::by_id(tx, p.show.venue->id);
  for (auto& setlist : setlists::by_show(tx, id)) {
    auto rows = setlists::rows(tx, setlist.id);
    p.setlists.push_back({std::move(setlist), std::move(rows)});
  }
  return p;
}

frame::Page draw(const ShowPage& p, base::Time now) {
  frame::Page page;
  const auto title = title_of(p.show);
  const std::string place = p.show.venue ? " at " + p.show.venue->name + (p.show.venue->city.empty() ? "" : ", " + p.show.venue->city) : "";
  page.title = title + place + (p.show.date ? ", " + frame::long_date(*p.show.date) : "");
  page.description = "Setlist, line-up and venue: " + page.title + ".";
  page.lamp = p.show.artist.value;
  page.canonical = "/shows/" + p.show.id.str();
  page.main << hero(p, now) << "<div class=\"wrap show\"><section aria-labelledby=\"setlist\">";
  const bool any = std::ranges::any_of(p.setlists, [](const auto& s) { return !s.rows.empty(); });
  page.main << "<div class=\"sheet-head\"><h2 id=\"setlist\">Setlist</h2></div>";
  if (!any) page.main << unknown_setlist(p.show, now);
  for (const auto& played : p.setlists)
    if (!played.rows.empty()) page.main << setlist_view(played.setlist, played.rows, p.setlists.size() > 1);
  page.main << "</section>" << rail(p) << "</div><script type=\"application/ld+json\">" << html::data(linked_data(p)) << "</script>";
  return page;
}

}  // namespace pages
