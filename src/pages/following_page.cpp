#include "pages/following_page.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "calendars/calendars.hpp"
#include "follows/follows.hpp"
#include "pages/pages.sql.hpp"
#include "platform/base/text.hpp"
#include "platform/db/lists.hpp"
#include "shows/venue_clock.hpp"

namespace pages {

namespace {

constexpr int shows_on_a_page = 25;
constexpr int most_news = 12;
constexpr int most_artists = 500;
constexpr auto debut_is_news = std::chrono::days(7);  // after the show: setlists come in a few days late
constexpr auto visit_lasts = std::chrono::minutes(30);
constexpr auto visit_told = std::chrono::minutes(5);  // how exact the end of a visit is: not every look is a write

std::optional<double> number(std::string_view text, double limit) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return std::isfinite(value) && std::abs(value) <= limit ? std::optional(value) : std::nullopt;
}

std::vector<News> news_of(db::Tx& tx, const std::vector<artists::ArtistId>& artists, base::Time since, base::Time now) {
  return tx.all(
      sql::news,
      [](const db::Row& row) {
        return News{.kind = row.text(0) == "show"      ? News::Kind::show
                            : row.text(0) == "setlist" ? News::Kind::setlist
                                                       : News::Kind::debut,
                    .count = row.i64(1),
                    .last = row.time(2),
                    .artist = row.str(3),
                    .slug = row.str(4),
                    .show = row.id<shows::ShowId>(5),
                    .title = row.str(6)};
      },
      db::json_list(artists), since, now, since - debut_is_news, most_news);
}

struct Visit {
  base::Time seen, here;
};
std::optional<Visit> last_visit(db::Tx& tx, accounts::UserId user) {
  return tx.one(sql::visit, [](const db::Row& row) { return Visit{row.time(0), row.time(1)}; }, user);
}

// A first visit has nothing to compare with.
std::optional<base::Time> since_of(const std::optional<Visit>& visit, base::Time now) {
  if (!visit) return std::nullopt;
  return now - visit->here > visit_lasts ? visit->here : visit->seen;
}

void look_around(db::Tx& tx, Wanted& wanted, shows::Wish& wish) {
  auto middle = wanted.here;
  if (!middle && !wanted.near.empty()) {
    middle = venues::town(tx, wanted.near);
    if (!middle) wanted.complaint = "No venue in “" + wanted.near + "” is known here yet, so shows of all places are listed.";
  }
  if (middle) wish.around = shows::Around{*middle, wanted.km * 1000.0};
}

}  // namespace

Wanted wanted_from(const http::Params& query) {
  Wanted w;
  w.near = base::clean(query.get("near"), 80);
  const auto latitude = number(query.get("lat"), 90), longitude = number(query.get("lon"), 180);
  if (w.near.empty() && latitude && longitude) w.here = venues::Place{*latitude, *longitude};
  for (const int km : distances)
    if (query.get("km") == std::to_string(km)) w.km = km;
  for (const auto& [name, date] : {std::pair("from", &w.from), std::pair("to", &w.to)}) {
    const auto text = query.get(name);
    if (shows::is_date(text)) *date = text;
    else if (!text.empty()) w.complaint = "A date is written like 2026-12-24: the one given was left out.";
  }
  if (!w.from.empty() && !w.to.empty() && w.to < w.from) {
    std::swap(w.from, w.to);
    w.complaint = "The last day was before the first: they were exchanged.";
  }
  return w;
}

FollowingPage following_page(db::Tx& tx, const std::optional<accounts::Visitor>& viewer, Wanted wanted, base::Time now) {
  FollowingPage page;
  page.wanted = std::move(wanted);
  if (!viewer) return page;
  page.member = !viewer->guest();
  shows::Wish wish{.artists = {}, .from = page.wanted.from, .to = page.wanted.to};
  for (const auto& followed : follows::of(tx, viewer->id)) wish.artists.push_back(followed.artist);
  look_around(tx, page.wanted, wish);
  page.shows = shows::upcoming_of_any(tx, wish, now, shows_on_a_page + 1);
  if (page.shows.size() > shows_on_a_page) {
    page.later = page.shows.back().date.value_or("");
    page.shows.pop_back();
  }
  std::ranges::stable_partition(page.shows, [&](const auto& show) { return show.tonight(now); });
  page.since = since_of(last_visit(tx, viewer->id), now);
  if (page.since) page.news = news_of(tx, wish.artists, *page.since, now);
  page.artists = followed_artists(tx, viewer->id, now);
  page.feed_since = calendars::opened_at(tx, viewer->id);
  return page;
}

std::vector<FollowedArtist> followed_artists(db::Tx& tx, accounts::UserId user, base::Time now) {
  return tx.all(
      sql::followed, [](const db::Row& row) { return FollowedArtist{row.str(0), row.str(1), row.i64(2)}; }, now, user, most_artists);
}

bool visit_is_due(db::Tx& tx, accounts::UserId user, base::Time now) {
  const auto visit = last_visit(tx, user);
  return !visit || now - visit->here > visit_told;
}

void note_visit(db::Tx& tx, accounts::UserId user, base::Time now) {
  tx.run(sql::note_visit, user, since_of(last_visit(tx, user), now).value_or(now), now);
}

}  // namespace pages
