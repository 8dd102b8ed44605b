// All past setlists, newest first, from setlist.fm (phase 3). First the artist's MusicBrainz id is made sure of, then page after
// page; statistics are made anew with each. The cursor is {"mbid": "…", "page": n}; before that {"by_name": true} when the id that
// Ticketmaster names has turned out to be of no use.
#include <algorithm>

#include "imports/choose.hpp"
#include "imports/mapping.hpp"
#include "imports/name_match.hpp"
#include "imports/part_run.hpp"
#include "platform/base/json.hpp"
#include "providers/setlistfm/client.hpp"
#include "setlists/statistics.hpp"

namespace imports {

namespace {

constexpr int most_pages = 500;  // nobody has played 10,000 shows; a paging that never ends is a fault of the service

std::string cursor_at(std::string_view mbid, int page) {
  return boost::json::serialize(boost::json::object{{"mbid", mbid}, {"page", page}});
}

void put_up_for_review(PartRun& run, db::Tx& tx, const setlistfm::Artist& a, double score, std::string_view reason) {
  const auto name = a.name + (a.disambiguation.empty() ? "" : " (" + a.disambiguation + ")");
  run.review(tx, "artist", run.artist.value, a.mbid, name, score, reason);
}

// The id becomes our artist's. One that another artist here has is left there, and a person decides.
bool take_id(PartRun& run, db::Tx& tx, const setlistfm::Artist& a) {
  artists::Profile profile;
  profile.mbid = a.mbid;
  if (!a.disambiguation.empty()) profile.disambiguation = a.disambiguation;
  if (!artists::apply_profile(tx, run.now(), run.artist, profile, "setlistfm").id_taken_by) return true;
  put_up_for_review(run, tx, a, 0.5, "Another artist here has this MusicBrainz id.");
  run.note(tx, "skipped", "setlists", 1, "has this name under an id that another artist here has; it was put up for review.");
  return false;
}

// By name: only if exactly one artist there has it. Several are put up for review, none is guessed.
StepAnswer find_by_name(PartRun& run, const artists::Artist& who) {
  if (!run.named()) return run.absent("setlists", "cannot be asked: the artist's name is not known.");
  const auto page = run.services.setlistfm.search_artists({.name = who.name}, limits::Urgency::urgent);
  if (!page) return page.error();
  const auto said = run.job.database.read_now([&](db::Tx& tx) { return said_about(tx, run.artist, "setlistfm"); });
  const auto chosen = choose(who, said, page->records);
  if (chosen.ours.empty() && chosen.unsure.empty()) return run.absent("setlists", "does not list this artist.");
  return run.save({"setlists", "songs"}, [&](db::Tx& tx, PartBooks& books) {
    if (chosen.ours.empty()) {
      for (const auto& pick : chosen.unsure) put_up_for_review(run, tx, pick.record, pick.score, pick.reason);
      run.note(tx, "skipped", "setlists", static_cast<std::int64_t>(chosen.unsure.size()),
               "lists several artists with this name; they were put up for review.");
      return Next::absent;
    }
    const auto& theirs = chosen.ours.front().record;
    if (!take_id(run, tx, theirs)) return Next::absent;
    books.cursor = cursor_at(theirs.mbid, 1);
    return Next::more;
  });
}

struct Counted : Tally {
  int setlists = 0, empty = 0;
};

void store_setlist(PartRun& run, db::Tx& tx, const setlistfm::Setlist& setlist, std::string_view artist_name, const std::string& mbid,
                   Counted& counted) {
  const auto venue = setlist.venue ? std::optional(to_venue(*setlist.venue)) : std::nullopt;
  const auto show = place(run, tx, to_show(setlist, run.artist, artist_name), mbid, venue, setlist.url, counted);
  const auto stored = setlists::store_played(tx, run.now(), show, run.artist, to_played(setlist));
  ++(stored.outcome == setlists::Outcome::empty ? counted.empty : counted.setlists);
}

StepAnswer read_page(PartRun& run, const artists::Artist& who, const std::string& mbid, int number, bool sure = true) {
  const auto page = run.services.setlistfm.artist_setlists(mbid, number, limits::Urgency::urgent);
  if (!page) return page.error();
  // A link can lead to a namesake or to nothing: the first page tells whose it is.
  const bool theirs = !page->records.empty() && !same_name(page->records.front().artist.name, who.name);
  if (!sure && (theirs || page->records.empty())) {
    return run.save({}, [&](db::Tx& tx, PartBooks& books) {
      if (theirs)
        run.note(tx, "skipped", "setlists", 1,
                 "has somebody else under the id that Ticketmaster names: " + page->records.front().artist.name + ".");
      books.cursor = R"({"by_name":true})";
      return Next::more;
    });
  }
  return run.save({"setlists", "songs", "hero"}, [&](db::Tx& tx, PartBooks& books) {
    if (said_about(tx, run.artist, "setlistfm").is_another(mbid)) {
      books.cursor = "{}";  // split off while this page was under way
      return Next::more;
    }
    if (!sure) {
      setlistfm::Artist there = page->records.front().artist;
      there.mbid = mbid;
      if (!take_id(run, tx, there)) return Next::absent;
    }
    Counted counted;
    for (const auto& setlist : page->records) store_setlist(run, tx, setlist, who.name, mbid, counted);
    if (number == 1 && !page->records.empty())
      artists::add_source(
          tx, run.now(), run.artist,
          {"setlistfm", mbid, page->records.front().artist.url.empty() ? std::nullopt : std::optional(page->records.front().artist.url),
           sure ? "named" : "linked", sure ? 0.8 : 0.95,
           sure ? "this artist's MusicBrainz id" : "the MusicBrainz id that Ticketmaster names, and the name"});
    if (!run.settle_songs(tx)) setlists::statistics::refresh(tx, run.artist);
    const auto of_page = " (page " + std::to_string(number) + ").";
    if (counted.setlists > 0)
      run.note(tx, "found", "setlists", counted.setlists, "found " + std::to_string(counted.setlists) + " setlists" + of_page);
    if (counted.empty > 0)
      run.note(tx, "note", "setlists", counted.empty, "knows " + std::to_string(counted.empty) + " shows without songs" + of_page);
    if (counted.merged > 0)
      run.note(tx, "merged", "setlists", counted.merged,
               "matched " + std::to_string(counted.merged) + " setlists with shows that were here" + of_page);
    if (counted.reviews > 0)
      run.note(tx, "note", "setlists", counted.reviews, "put " + std::to_string(counted.reviews) + " unsure matches up for review.");
    run.note_skips(tx, "setlists", page->skipped, page->reasons);

    const bool more = page->next && number < most_pages;  // counted here: what the page calls itself is not trusted
    books.done += static_cast<std::int64_t>(page->records.size()) + page->skipped;
    books.total = std::max<std::int64_t>(page->total, books.done);
    books.imported = setlists::statistics::totals(tx, run.artist).setlists;
    books.cursor = cursor_at(mbid, number + 1);
    artists::touch(tx, run.now(), run.artist);
    if (number == 1 && page->records.empty()) {
      run.note(tx, "note", "setlists", 0, "has no setlist of this artist.");
      return Next::absent;
    }
    if (!more) settle_medleys_of(tx, run.now(), run.artist);
    return more ? Next::more : Next::done;
  });
}

// The MusicBrainz id that Ticketmaster names, unless another artist here has it or a person said that it is not this one's.
std::optional<std::string> hinted_id(PartRun& run) {
  return run.job.database.read_now([&](db::Tx& tx) -> std::optional<std::string> {
    const auto cursor = books_of(tx, run.import, Part::shows).cursor_value();
    const auto mbid = base::string_at(cursor, "mbid");
    if (!mbid || artists::by_mbid(tx, *mbid) || said_about(tx, run.artist, "setlistfm").is_another(*mbid)) return std::nullopt;
    return std::string(*mbid);
  });
}

}  // namespace

StepAnswer setlists_step(PartRun& run) {
  const auto who = run.who();
  const auto cursor = run.books().cursor_value();
  if (const auto mbid = base::string_at(cursor, "mbid"))
    return read_page(run, who, std::string(*mbid), static_cast<int>(base::int_at(cursor, "page").value_or(1)));
  if (who.mbid) return read_page(run, who, *who.mbid, 1);
  if (!base::bool_at(cursor, "by_name").value_or(false))
    if (const auto hint = hinted_id(run)) return read_page(run, who, *hint, 1, false);
  return find_by_name(run, who);
}

}  // namespace imports
