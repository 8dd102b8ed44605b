// Upcoming shows and their venues, from Ticketmaster (phase 2). First the attractions that are the artist, then their events, then the
// two lists of events without a date. The cursor is {"attractions": [ids], "at": n, "dates": 0-2, "page": n}.
#include <algorithm>
#include <set>

#include "imports/mapping.hpp"
#include "imports/name_match.hpp"
#include "imports/part_run.hpp"
#include "imports/imports.sql.hpp"
#include "platform/base/json.hpp"
#include "providers/ticketmaster/client.hpp"

namespace imports {

namespace {

using ticketmaster::Attraction;

bool links_to(const std::vector<std::string>& ids, const std::optional<std::string>& ours) {
  return ours && std::ranges::find(ids, *ours) != ids.end();
}

struct Chosen {
  std::vector<Attraction> ours;
  std::vector<Attraction> unsure;
};

// Ours: the name and a link to our Spotify id; without any such, the name alone if nobody else has it and nothing contradicts.
Chosen choose(const artists::Artist& who, const std::vector<Attraction>& found) {
  Chosen chosen;
  std::vector<Attraction> by_name;
  for (const auto& a : found) {
    if (!same_name(a.name, who.name)) continue;
    if (links_to(a.spotify_ids, who.spotify_id)) chosen.ours.push_back(a);
    else if (a.spotify_ids.empty()) by_name.push_back(a);
  }
  if (chosen.ours.empty() && by_name.size() == 1) chosen.ours = by_name;
  else chosen.unsure = by_name;
  return chosen;
}

StepAnswer find_attractions(PartRun& run) {
  const auto who = run.who();
  const auto page = run.services.ticketmaster.search_attractions(who.name, limits::Urgency::urgent);
  if (!page) return page.error();
  const auto chosen = choose(who, page->records);
  return run.save({}, [&](db::Tx& tx, PartBooks& books) {
    run.note_skips(tx, "shows", page->skipped, page->reasons);
    for (const auto& a : chosen.unsure) {
      tx.run(sql::insert_review, base::next_id(), "artist", run.artist, "ticketmaster", a.id, a.name, 0.6, "The name is the same, but no link says it is the same artist.", run.now());
      run.note(tx, "skipped", "shows", 1, "lists another act with this name; it was put up for review.");
    }
    if (chosen.ours.empty()) {
      run.note(tx, "note", "shows", 0, "does not list this artist.");
      return Next::absent;
    }
    boost::json::array ids;
    artists::Profile hints;
    for (const auto& a : chosen.ours) {
      ids.emplace_back(a.id);
      artists::add_source(tx, run.now(), run.artist, {"ticketmaster", a.id, a.url.empty() ? std::nullopt : std::optional(a.url)});
      for (const auto& alias : a.aliases) artists::add_alias(tx, run.artist, alias, "ticketmaster");
      if (!hints.mbid && a.musicbrainz_ids.size() == 1) hints.mbid = a.musicbrainz_ids.front();
    }
    artists::apply_profile(tx, run.now(), run.artist, hints, "ticketmaster");
    books.total = 3 * static_cast<std::int64_t>(ids.size());
    books.cursor = boost::json::serialize(boost::json::object{{"attractions", std::move(ids)}, {"at", 0}, {"dates", 0}, {"page", 0}});
    return Next::more;
  });
}

struct Counted {
  int added = 0, merged = 0, reviews = 0;
  std::set<std::int64_t> shows;
};

void store_event(PartRun& run, db::Tx& tx, const ticketmaster::Event& event, const std::vector<std::string>& ours, Counted& counted) {
  auto show = to_show(event, run.artist, ours);
  if (event.venue) {
    const auto venue = venues::match_or_add(tx, run.now(), to_venue(*event.venue));
    show.venue = venue.id;
    if (venue.review) {
      tx.run(sql::insert_review, base::next_id(), "venue", venue.review->candidate, "ticketmaster", event.venue->id, event.venue->name, venue.review->score,
             venue.review->reason, run.now());
      ++counted.reviews;
    }
  }
  const auto match = shows::match_or_add(tx, run.now(), show);
  if (match.review) {
    tx.run(sql::insert_review, base::next_id(), "show", match.review->candidate, "ticketmaster", event.id, event.name, match.review->score, match.review->reason, run.now());
    ++counted.reviews;
  }
  counted.added += match.how == shows::How::added;
  counted.merged += match.how == shows::How::merged;
  counted.shows.insert(match.id.value);
}

StepAnswer events_page(PartRun& run, const boost::json::value& cursor) {
  std::vector<std::string> ours;
  for (const auto& id : *base::array_at(cursor, "attractions"))
    if (id.is_string()) ours.emplace_back(id.get_string());
  const auto at = static_cast<std::size_t>(base::int_at(cursor, "at").value_or(0));
  const auto dates = base::int_at(cursor, "dates").value_or(0);
  ticketmaster::EventQuery query{.attraction_id = ours.at(at), .dates = static_cast<ticketmaster::Dates>(dates), .from = {}, .to = {},
                                 .page = static_cast<int>(base::int_at(cursor, "page").value_or(0))};
  const auto page = run.services.ticketmaster.events(query, limits::Urgency::urgent);
  if (!page) return page.error();
  return run.save({"shows", "hero"}, [&](db::Tx& tx, PartBooks& books) {
    Counted counted;
    for (const auto& event : page->records) store_event(run, tx, event, ours, counted);
    if (!page->records.empty()) run.note(tx, "found", "shows", static_cast<std::int64_t>(page->records.size()), "found " + std::to_string(page->records.size()) + " listings of shows.");
    if (counted.merged > 0) run.note(tx, "merged", "shows", counted.merged, "merged " + std::to_string(counted.merged) + " listings into shows that were here.");
    if (counted.reviews > 0) run.note(tx, "note", "shows", counted.reviews, "put " + std::to_string(counted.reviews) + " unsure matches up for review.");
    run.note_skips(tx, "shows", page->skipped, page->reasons);
    if (page->beyond_reach) run.note(tx, "skipped", "shows", 0, "lists more shows than it lets anybody read.");

    boost::json::object next{{"attractions", *base::array_at(cursor, "attractions")}, {"at", at}, {"dates", dates}, {"page", 0}};
    bool more = true;
    if (page->next) {
      next["page"] = *page->next;
    } else {
      ++books.done;
      if (dates < 2) next["dates"] = dates + 1;
      else if (at + 1 < ours.size()) next["at"] = at + 1, next["dates"] = 0;
      else more = false;
    }
    books.cursor = boost::json::serialize(next);
    const auto counts = shows::counts_of(tx, run.artist, run.now());
    books.imported = counts.upcoming;
    artists::touch(tx, run.now(), run.artist);
    return more ? Next::more : Next::done;
  });
}

}  // namespace

StepAnswer shows_step(PartRun& run) {
  const auto cursor = run.books().cursor_value();
  const auto* attractions = base::array_at(cursor, "attractions");
  return attractions && !attractions->empty() ? events_page(run, cursor) : find_attractions(run);
}

}  // namespace imports
