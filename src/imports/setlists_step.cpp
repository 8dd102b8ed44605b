// All past setlists, newest first, from setlist.fm (phase 3). First the artist's MusicBrainz id is made sure of, then page after
// page; statistics are made anew with each. The cursor is {"mbid": "…", "page": n}.
#include <algorithm>

#include "imports/imports.sql.hpp"
#include "imports/mapping.hpp"
#include "imports/name_match.hpp"
#include "imports/part_run.hpp"
#include "platform/base/json.hpp"
#include "providers/setlistfm/client.hpp"
#include "setlists/statistics.hpp"

namespace imports {

namespace {

constexpr int most_pages = 500;  // nobody has played 10,000 shows; a paging that never ends is a fault of the service

std::string cursor_at(std::string_view mbid, int page) { return boost::json::serialize(boost::json::object{{"mbid", mbid}, {"page", page}}); }

StepAnswer absent(PartRun& run, std::string_view message) {
  return run.save({"setlists", "songs"}, [&](db::Tx& tx, PartBooks&) {
    run.note(tx, "note", "setlists", 0, message);
    return Next::absent;
  });
}

// By name: only if exactly one artist there has it. Several are put up for review, none is guessed.
StepAnswer find_by_name(PartRun& run, const artists::Artist& who) {
  const auto page = run.services.setlistfm.search_artists({.name = who.name}, limits::Urgency::urgent);
  if (!page) return page.error();
  std::vector<setlistfm::Artist> same;
  for (const auto& a : page->records)
    if (same_name(a.name, who.name)) same.push_back(a);
  if (same.empty()) return absent(run, "does not list this artist.");
  if (same.size() > 1) {
    return run.save({"setlists", "songs"}, [&](db::Tx& tx, PartBooks&) {
      for (const auto& a : same)
        tx.run(sql::insert_review, base::next_id(), "artist", run.artist, "setlistfm", a.mbid, a.name + (a.disambiguation.empty() ? "" : " (" + a.disambiguation + ")"),
               1.0 / static_cast<double>(same.size()), "Several artists have this name.", run.now());
      run.note(tx, "skipped", "setlists", static_cast<std::int64_t>(same.size()), "lists several artists with this name; they were put up for review.");
      return Next::absent;
    });
  }
  return run.save({}, [&](db::Tx& tx, PartBooks& books) {
    artists::Profile profile;
    profile.mbid = same.front().mbid;
    if (!same.front().disambiguation.empty()) profile.disambiguation = same.front().disambiguation;
    artists::apply_profile(tx, run.now(), run.artist, profile, "setlistfm");
    books.cursor = cursor_at(same.front().mbid, 1);
    return Next::more;
  });
}

struct Counted {
  int setlists = 0, empty = 0, merged = 0, reviews = 0, venues = 0;
};

void store_setlist(PartRun& run, db::Tx& tx, const setlistfm::Setlist& setlist, std::string_view artist_name, Counted& counted) {
  auto show = to_show(setlist, run.artist, artist_name);
  if (setlist.venue) {
    const auto venue = venues::match_or_add(tx, run.now(), to_venue(*setlist.venue));
    show.venue = venue.id;
    counted.venues += venue.how == venues::How::added;
    if (venue.review) {
      tx.run(sql::insert_review, base::next_id(), "venue", venue.review->candidate, "setlistfm", setlist.venue->id, setlist.venue->name, venue.review->score,
             venue.review->reason, run.now());
      ++counted.reviews;
    }
  }
  const auto match = shows::match_or_add(tx, run.now(), show);
  counted.merged += match.how == shows::How::merged;
  if (match.review) {
    tx.run(sql::insert_review, base::next_id(), "show", match.review->candidate, "setlistfm", setlist.id, setlist.url, match.review->score, match.review->reason, run.now());
    ++counted.reviews;
  }
  const auto stored = setlists::store_played(tx, run.now(), match.id, run.artist, to_played(setlist));
  ++(stored.outcome == setlists::Outcome::empty ? counted.empty : counted.setlists);
}

StepAnswer read_page(PartRun& run, const artists::Artist& who, const std::string& mbid, int number) {
  const auto page = run.services.setlistfm.artist_setlists(mbid, number, limits::Urgency::urgent);
  if (!page) return page.error();
  // A link can point to a namesake: the first page tells who it really is.
  if (number == 1 && !page->records.empty() && !same_name(page->records.front().artist.name, who.name)) {
    return run.save({}, [&](db::Tx& tx, PartBooks& books) {
      run.note(tx, "skipped", "setlists", 1, "has somebody else under the id that Ticketmaster names: " + page->records.front().artist.name + ".");
      books.cursor = R"({"by_name":true})";
      return Next::more;
    });
  }
  return run.save({"setlists", "songs", "hero"}, [&](db::Tx& tx, PartBooks& books) {
    Counted counted;
    for (const auto& setlist : page->records) store_setlist(run, tx, setlist, who.name, counted);
    if (number == 1 && !page->records.empty())
      artists::add_source(tx, run.now(), run.artist, {"setlistfm", mbid, page->records.front().artist.url.empty() ? std::nullopt : std::optional(page->records.front().artist.url)});
    setlists::statistics::refresh(tx, run.artist);
    const auto of_page = " (page " + std::to_string(number) + ").";
    if (counted.setlists > 0) run.note(tx, "found", "setlists", counted.setlists, "found " + std::to_string(counted.setlists) + " setlists" + of_page);
    if (counted.empty > 0) run.note(tx, "note", "setlists", counted.empty, "knows " + std::to_string(counted.empty) + " shows without songs" + of_page);
    if (counted.merged > 0) run.note(tx, "merged", "setlists", counted.merged, "matched " + std::to_string(counted.merged) + " setlists with shows that were here" + of_page);
    if (counted.reviews > 0) run.note(tx, "note", "setlists", counted.reviews, "put " + std::to_string(counted.reviews) + " unsure matches up for review.");
    run.note_skips(tx, "setlists", page->skipped, page->reasons);

    const bool more = page->next && number < most_pages;
    books.done += static_cast<std::int64_t>(page->records.size()) + page->skipped;
    books.total = std::max<std::int64_t>(page->total, books.done);
    books.imported = setlists::statistics::totals(tx, run.artist).setlists;
    books.cursor = cursor_at(mbid, more ? *page->next : number + 1);
    artists::touch(tx, run.now(), run.artist);
    if (number == 1 && page->records.empty()) {
      run.note(tx, "note", "setlists", 0, "has no setlist of this artist.");
      return Next::absent;
    }
    return more ? Next::more : Next::done;
  });
}

}  // namespace

StepAnswer setlists_step(PartRun& run) {
  const auto who = run.who();
  const auto cursor = run.books().cursor_value();
  const auto mbid = base::string_at(cursor, "mbid");
  if (mbid) return read_page(run, who, std::string(*mbid), static_cast<int>(base::int_at(cursor, "page").value_or(1)));
  if (who.mbid && !base::bool_at(cursor, "by_name").value_or(false)) return read_page(run, who, *who.mbid, 1);
  return find_by_name(run, who);
}

}  // namespace imports
