#include "pages/show_hero.hpp"

#include "frame/words.hpp"
#include "pages/follow_button.hpp"
#include "pages/room_page.hpp"
#include "pages/show_rail.hpp"

namespace pages {

using html::Html;
using live::Stage;
using shows::Status;

namespace {

void status_line(Html& h, const ShowPage& p, base::Time now) {
  const auto& show = p.show;
  if (p.list.place.stage == Stage::live) {
    h << "<p class=\"wide onair\">On stage now</p>";
    return;
  }
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

// One main action: to be in the room while it is live, tickets before. Who plays can be followed, and others told of it, at any time.
Html actions(const ShowPage& p, base::Time now) {
  const auto& show = p.show;
  Html h;
  const auto status = show.status_at(now);
  const bool live = p.list.place.stage == Stage::live;
  if (live) {
    h << "<a class=\"btn main\"" << html::href(room_path(p)) << ">" << frame::icon("pin") << "I’m in the room</a>";
  } else if (show.ticket_url && (status == Status::upcoming || status == Status::rescheduled)) {
    h << "<a class=\"btn main\" rel=\"noopener nofollow\"" << html::href(*show.ticket_url) << ">" << frame::icon("ticket")
      << html::text(show.ticket_status == "offsale" ? "Ticket page (off sale)" : "Tickets") << "</a>";
  }
  if (show.date && (status == Status::upcoming || status == Status::rescheduled) && !live)
    h << "<a class=\"btn\" download" << html::href("/shows/" + show.id.str() + "/show.ics") << ">" << frame::icon("cal")
      << "Add to calendar</a>";
  const auto& act = p.acts[p.chosen];
  if (!act.slug.empty()) h << follow_from(act.slug, act.name, p.following, path_of(p));
  h << "<a class=\"btn square\"" << html::href(path_beside(p, "/share")) << " aria-label=\"Share\">" << frame::icon("share") << "</a>";
  Html row;
  return row << "<div class=\"actions\">" << h << "</div>";
}

Html tabs(const ShowPage& p) {
  Html h;
  if (p.acts.size() < 2) return h;
  h << "<nav class=\"filters\" aria-label=\"Artists of this show\">";
  for (std::size_t i = 0; i < p.acts.size(); ++i) {
    h << "<a" << html::href("/shows/" + p.show.id.str() + (i == 0 ? "" : "/" + p.acts[i].slug));
    if (i == p.chosen) h << " aria-current=\"page\"";
    h << ">" << html::text(p.acts[i].name) << "</a>";
  }
  return h << "</nav>";
}

}  // namespace

Html show_hero(const ShowPage& p, base::Time now) {
  const auto& show = p.show;
  Html h;
  h << "<div class=\"wrap hero show-hero\">";
  status_line(h, p, now);
  const auto title = title_of(show);
  h << "<h1" << html::attr("class", frame::heading_class(title)) << " dir=\"auto\">";
  if (show.festival) h << html::text(title);
  else h << "<a" << html::href("/artists/" + show.artist_slug) << ">" << html::text(title) << "</a>";
  h << "</h1>";
  if (show.tour) h << "<p class=\"sub\">" << html::text(*show.tour) << "</p>";
  facts(h, show, now);
  moved(h, show);
  return h << actions(p, now) << tabs(p) << live::now_card(p.list) << "</div>";
}

}  // namespace pages
