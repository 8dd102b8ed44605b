// Upcoming shows and their venues, from Ticketmaster (phase 2). First the attractions that are the artist, then their events, then the
// two lists of events without a date. The cursor is {"attractions": [ids], "mbid": a hint or null, "at": n, "dates": 0-2, "page": n}.
#include <algorithm>

#include "imports/mapping.hpp"
#include "imports/name_match.hpp"
#include "imports/part_run.hpp"
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
  std::vector<Attraction> unlinked;   // the name is the same, and that is all
  std::vector<Attraction> elsewhere;  // … but a link leads to another artist
};

// Ours: the name and a link to our Spotify id; without any such, the name alone if nobody else has it and nothing contradicts.
Chosen choose(const artists::Artist& who, const std::vector<Attraction>& found) {
  Chosen chosen;
  for (const auto& a : found) {
    if (!same_name(a.name, who.name)) continue;
    auto& kind = links_to(a.spotify_ids, who.spotify_id) ? chosen.ours : a.spotify_ids.empty() ? chosen.unlinked : chosen.elsewhere;
    kind.push_back(a);
  }
  if (chosen.ours.empty() && chosen.unlinked.size() == 1 && chosen.elsewhere.empty()) chosen.ours.swap(chosen.unlinked);
  // Where ours are found, a link to somebody else tells a namesake.
  if (!chosen.ours.empty()) chosen.elsewhere.clear();
  return chosen;
}

void put_up_for_review(PartRun& run, db::Tx& tx, const std::vector<Attraction>& list, double score, std::string_view reason) {
  for (const auto& a : list) {
    run.review(tx, "artist", run.artist.value, a.id, a.name, score, reason);
    run.note(tx, "skipped", "shows", 1, "lists another act with this name; it was put up for review.");
  }
}

StepAnswer find_attractions(PartRun& run) {
  if (!run.named()) return run.absent("shows", "cannot be asked: the artist's name is not known.");
  const auto who = run.who();
  const auto page = run.services.ticketmaster.search_attractions(who.name, limits::Urgency::urgent);
  if (!page) return page.error();
  const auto chosen = choose(who, page->records);
  return run.save({}, [&](db::Tx& tx, PartBooks& books) {
    run.note_skips(tx, "shows", page->skipped, page->reasons);
    put_up_for_review(run, tx, chosen.unlinked, 0.6, "The name is the same, but no link says it is the same artist.");
    put_up_for_review(run, tx, chosen.elsewhere, 0.3, "The name is the same, but a link leads to another artist at Spotify.");
    if (chosen.ours.empty()) {
      run.note(tx, "note", "shows", 0, "does not list this artist.");
      return Next::absent;
    }
    boost::json::array ids;
    boost::json::value mbid;
    for (const auto& a : chosen.ours) {
      ids.emplace_back(a.id);
      artists::add_source(tx, run.now(), run.artist, {"ticketmaster", a.id, a.url.empty() ? std::nullopt : std::optional(a.url)});
      for (const auto& alias : a.aliases) artists::add_alias(tx, run.artist, alias, "ticketmaster");
      if (mbid.is_null() && a.musicbrainz_ids.size() == 1) mbid = a.musicbrainz_ids.front();
    }
    books.total = 3 * static_cast<std::int64_t>(ids.size());
    books.cursor =
        boost::json::serialize(boost::json::object{{"attractions", std::move(ids)}, {"mbid", mbid}, {"at", 0}, {"dates", 0}, {"page", 0}});
    return Next::more;
  });
}

StepAnswer events_page(PartRun& run, const boost::json::value& cursor) {
  std::vector<std::string> ours;
  for (const auto& id : *base::array_at(cursor, "attractions"))
    if (id.is_string()) ours.emplace_back(id.get_string());
  const auto at = static_cast<std::size_t>(base::int_at(cursor, "at").value_or(0));
  const auto dates = base::int_at(cursor, "dates").value_or(0);
  ticketmaster::EventQuery query{.attraction_id = ours.at(at),
                                 .dates = static_cast<ticketmaster::Dates>(dates),
                                 .from = {},
                                 .to = {},
                                 .page = static_cast<int>(base::int_at(cursor, "page").value_or(0))};
  const auto page = run.services.ticketmaster.events(query, limits::Urgency::urgent);
  if (!page) return page.error();
  return run.save({"shows", "hero"}, [&](db::Tx& tx, PartBooks& books) {
    Tally counted;
    for (const auto& event : page->records)
      place(run, tx, to_show(event, run.artist, ours), event.venue ? std::optional(to_venue(*event.venue)) : std::nullopt, event.name,
            counted);
    if (!page->records.empty())
      run.note(tx, "found", "shows", static_cast<std::int64_t>(page->records.size()),
               "found " + std::to_string(page->records.size()) + " listings of shows.");
    if (counted.merged > 0)
      run.note(tx, "merged", "shows", counted.merged, "merged " + std::to_string(counted.merged) + " listings into shows that were here.");
    if (counted.reviews > 0)
      run.note(tx, "note", "shows", counted.reviews, "put " + std::to_string(counted.reviews) + " unsure matches up for review.");
    run.note_skips(tx, "shows", page->skipped, page->reasons);
    if (page->beyond_reach) run.note(tx, "skipped", "shows", 0, "lists more shows than it lets anybody read.");

    boost::json::object next = cursor.get_object();
    next["page"] = 0;
    bool more = true;
    if (page->next && *page->next > query.page) {  // a list that does not advance would never end
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
