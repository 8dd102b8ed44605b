// Upcoming shows and their venues, from Ticketmaster (phase 2). First the attractions that are the artist, then their events, then the
// two lists of events without a date. The cursor is {"attractions": [ids], "mbid": a hint or null, "at": n, "dates": 0-2, "page": n,
// "spans": [[from, to], …], "cuts": n}: a list that is too long to be read is asked for in spans of time, the last of them first.
#include <algorithm>

#include "imports/choose.hpp"
#include "imports/mapping.hpp"
#include "imports/part_run.hpp"
#include "imports/spans.hpp"
#include "platform/base/json.hpp"
#include "providers/ticketmaster/client.hpp"

namespace imports {

namespace {

using ticketmaster::Attraction;

// A list whose length is a lie must end, too; this many cuts are enough for 60,000 events.
constexpr int most_cuts = 64;

void put_up_for_review(PartRun& run, db::Tx& tx, const std::vector<Pick<Attraction>>& list) {
  for (const auto& pick : list) {
    run.review(tx, "artist", run.artist.value, pick.record.id, pick.record.name, pick.score, pick.reason);
    run.note(tx, "skipped", "shows", 1, "lists another act with this name; it was put up for review.");
  }
}

StepAnswer find_attractions(PartRun& run) {
  if (!run.named()) return run.absent("shows", "cannot be asked: the artist's name is not known.");
  const auto who = run.who();
  const auto page = run.services.ticketmaster.search_attractions(who.name, limits::Urgency::urgent);
  if (!page) return page.error();
  const auto said = run.job.database.read_now([&](db::Tx& tx) { return said_about(tx, run.artist, "ticketmaster"); });
  const auto chosen = choose(who, said, page->records);
  return run.save({}, [&](db::Tx& tx, PartBooks& books) {
    run.note_skips(tx, "shows", page->skipped, page->reasons);
    put_up_for_review(run, tx, chosen.unsure);
    if (chosen.ours.empty()) {
      run.note(tx, "note", "shows", 0, "does not list this artist.");
      return Next::absent;
    }
    boost::json::array ids;
    boost::json::value mbid;
    for (const auto& [a, score, reason] : chosen.ours) {
      ids.emplace_back(a.id);
      artists::add_source(
          tx, run.now(), run.artist,
          {"ticketmaster", a.id, a.url.empty() ? std::nullopt : std::optional(a.url), score < 1 ? "named" : "linked", score, reason});
      for (const auto& alias : a.aliases) artists::add_alias(tx, run.artist, alias, "ticketmaster");
      if (mbid.is_null() && a.musicbrainz_ids.size() == 1) mbid = a.musicbrainz_ids.front();
    }
    books.total = 3 * static_cast<std::int64_t>(ids.size());
    books.cursor =
        boost::json::serialize(boost::json::object{{"attractions", std::move(ids)}, {"mbid", mbid}, {"at", 0}, {"dates", 0}, {"page", 0}});
    return Next::more;
  });
}

// Under which of the artist's records they are on an event's bill: the first there.
std::optional<std::string> record_on(const ticketmaster::Event& event, const std::vector<std::string>& ours) {
  const auto there = std::ranges::find_if(event.attractions, [&](const auto& a) { return std::ranges::find(ours, a.id) != ours.end(); });
  return there == event.attractions.end() ? std::nullopt : std::optional(there->id);
}

StepAnswer events_page(PartRun& run, const boost::json::value& cursor) {
  std::vector<std::string> ours;
  for (const auto& id : *base::array_at(cursor, "attractions"))
    if (id.is_string()) ours.emplace_back(id.get_string());
  const auto at = static_cast<std::size_t>(base::int_at(cursor, "at").value_or(0));
  const auto dates = base::int_at(cursor, "dates").value_or(0);
  auto spans = read_spans(base::array_at(cursor, "spans"));
  const Span span = spans.empty() ? Span{} : spans.back();
  ticketmaster::EventQuery query{.attraction_id = ours.at(at),
                                 .dates = static_cast<ticketmaster::Dates>(dates),
                                 .from = span.from,
                                 .to = span.to,
                                 .page = static_cast<int>(base::int_at(cursor, "page").value_or(0))};
  const auto page = run.services.ticketmaster.events(query, limits::Urgency::urgent);
  if (!page) return page.error();
  return run.save({"shows", "hero"}, [&](db::Tx& tx, PartBooks& books) {
    if (said_about(tx, run.artist, "ticketmaster").is_another(ours.at(at))) {
      books.cursor = "{}";  // split off while this page was under way
      return Next::more;
    }
    Tally counted;
    for (const auto& event : page->records)
      place(run, tx, to_show(event, run.artist, ours), record_on(event, ours).value_or(ours.at(at)),
            event.venue ? std::optional(to_venue(*event.venue)) : std::nullopt, event.name, counted);
    if (!page->records.empty())
      run.note(tx, "found", "shows", static_cast<std::int64_t>(page->records.size()),
               "found " + std::to_string(page->records.size()) + " listings of shows.");
    if (counted.merged > 0)
      run.note(tx, "merged", "shows", counted.merged, "merged " + std::to_string(counted.merged) + " listings into shows that were here.");
    if (counted.reviews > 0)
      run.note(tx, "note", "shows", counted.reviews, "put " + std::to_string(counted.reviews) + " unsure matches up for review.");
    run.note_skips(tx, "shows", page->skipped, page->reasons);

    const auto cuts = base::int_at(cursor, "cuts").value_or(0);
    const bool too_long = page->beyond_reach && query.page == 0 && query.dates == ticketmaster::Dates::announced;
    const auto parts = too_long && cuts < most_cuts ? halves(span, run.now()) : std::nullopt;
    if (page->beyond_reach && query.page == 0 && !parts) run.note(tx, "skipped", "shows", 0, "lists more shows than it lets anybody read.");
    if ((parts || !page->next || *page->next <= query.page) && !spans.empty()) spans.pop_back();
    if (parts) spans.insert(spans.end(), {parts->second, parts->first});

    boost::json::object next = cursor.get_object();
    next["page"] = 0;
    next["spans"] = to_json(spans);
    if (parts) next["cuts"] = cuts + 1;
    bool more = true;
    if (!parts && page->next && *page->next > query.page) {  // a list that does not advance would never end
      next["page"] = *page->next;
    } else if (spans.empty()) {
      ++books.done;
      // Setlists join the shows of their dates: when those are here, they need not wait for the lists of what has no date.
      if (dates == 0 && at + 1 == ours.size()) run.part_ended(tx);
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
