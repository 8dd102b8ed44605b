// One run of one part: what its steps are given, and how they save. Private to imports.
// A step reads its cursor, makes one call to its service, and stores what came with the new cursor in one transaction.
#pragma once
#include <boost/json.hpp>

#include "imports/jobs.hpp"
#include "imports/progress.hpp"
#include "platform/limits/answer.hpp"
#include "shows/shows.hpp"

namespace imports {

enum class Next {
  more,
  done,
  absent,  // the source has nothing of this artist
  lost,    // another worker owns the job now: nothing was stored, stop
};
using StepAnswer = limits::Answer<Next>;

class PartRun {
 public:
  PartRun(jobs::Context& job, const Services& services, ImportId import, artists::ArtistId artist, Part part)
      : job(job), services(services), import(import), artist(artist), part(part) {}

  jobs::Context& job;
  const Services& services;
  const ImportId import;
  const artists::ArtistId artist;
  const Part part;

  base::Time now() const { return job.clock.now(); }
  PartBooks books() {
    return job.database.read_now([&](db::Tx& tx) { return books_of(tx, import, part); });
  }
  bool named() {
    return job.database.read_now([&](db::Tx& tx) { return name_known(tx, import); });
  }
  artists::Artist who() {
    return job.database.read_now([&](db::Tx& tx) { return artists::by_id(tx, artist).value(); });
  }

  // Runs store(tx, books) -> Next in one transaction with the books, the progress and the event, if the job is still ours.
  template <class Store>
  Next save(std::initializer_list<std::string_view> sections, Store store) {
    return job.database.write_now([&](db::Tx& tx) {
      if (!job.still_mine(tx)) return Next::lost;
      PartBooks books = books_of(tx, import, part);
      const Next next = store(tx, books);
      books.status = next == Next::done ? PartStatus::done : next == Next::absent ? PartStatus::absent : PartStatus::running;
      save_books(tx, now(), import, part, books);
      if (next != Next::more) part_ended(tx);
      announce(tx, now(), services.bus, import, sections);
      return next;
    });
  }
  void note(db::Tx& tx, std::string_view outcome, std::string_view subject, std::int64_t count, std::string_view message) {
    log(tx, now(), artist, source_key(part), outcome, subject, count, message);
  }
  // Ends the part: the source has nothing of this artist, and the log says why.
  Next absent(std::string_view subject, std::string_view why) {
    return save({subject}, [&](db::Tx& tx, PartBooks&) {
      note(tx, "note", subject, 0, why);
      return Next::absent;
    });
  }
  // Asks a person whether `theirs` at this source is what `ours` is here; asked once.
  void review(db::Tx& tx, std::string_view entity, std::int64_t ours, std::string_view theirs, std::string_view name, double score,
              std::string_view reason);
  // Decides anew what is one song, and says so in the log. Answers whether statistics were made anew.
  bool settle_songs(db::Tx& tx);
  // What was skipped on a page, with the first reason.
  void note_skips(db::Tx& tx, std::string_view subject, int skipped, const std::vector<std::string>& reasons);

  // Starts the parts that wait for this one: see the order in jobs.cpp.
  void part_ended(db::Tx& tx) { start_next(tx, import, artist, part, now()); }

  static void start_next(db::Tx& tx, ImportId import, artists::ArtistId artist, Part ended, base::Time now);
  // Whether the artist's name is known: from the search hit that began the import, or since the profile arrived.
  static bool name_known(db::Tx& tx, ImportId import);
};

// What a page of shows came to, for the log.
struct Tally {
  int merged = 0;   // listings of shows that were here
  int reviews = 0;  // matches put up for review
};
// Finds or makes the show and its venue; `name` is what a person who reviews the match is shown, `artist_record` the service's id under
// which the artist is on the listing.
shows::ShowId place(PartRun& run, db::Tx& tx, shows::SourceShow show, std::string_view artist_record,
                    const std::optional<venues::SourceVenue>& venue, std::string_view name, Tally& tally);

// A part that could not begin because the profile is missing.
inline constexpr std::string_view needs_profile = "imports.needs_profile";

StepAnswer profile_step(PartRun& run);
StepAnswer shows_step(PartRun& run);
StepAnswer albums_step(PartRun& run);
StepAnswer setlists_step(PartRun& run);

}  // namespace imports
