#include "imports/jobs.hpp"

#include "imports/part_run.hpp"
#include "platform/base/json.hpp"
#include "platform/base/log.hpp"
#include "providers/setlistfm/client.hpp"
#include "providers/spotify/client.hpp"
#include "providers/ticketmaster/client.hpp"

namespace imports {

namespace {

constexpr std::string_view kind = "imports.part";
constexpr int attempts = 6;  // about four minutes of backoff before a failure is told
// A wait shorter than this is the pace of a budget, not news: the page goes on saying what is being fetched.
constexpr base::Duration worth_telling = std::chrono::seconds(8);
constexpr base::Duration after_hiccup = std::chrono::seconds(15);

struct Payload {
  ImportId import;
  artists::ArtistId artist;
  Part part;
};

std::optional<Payload> parse_payload(const boost::json::value& value) {
  const auto import = ImportId::parse(base::string_at(value, "import").value_or(""));
  const auto artist = artists::ArtistId::parse(base::string_at(value, "artist").value_or(""));
  const auto part = parse_part(base::string_at(value, "part").value_or(""));
  if (!import || !artist || !part) return std::nullopt;
  return Payload{*import, *artist, *part};
}

PartStatus status_in(db::Tx& tx, artists::ArtistId artist, Part part) {
  const auto progress = progress_of(tx, artist);
  return progress ? progress->part(part).status : PartStatus::absent;
}

StepAnswer step(PartRun& run) {
  switch (run.part) {
    case Part::profile: return profile_step(run);
    case Part::shows: return shows_step(run);
    case Part::albums: return albums_step(run);
    case Part::setlists: return setlists_step(run);
  }
  return Next::done;
}

// The part has given up: it says so, and what only it could have started is told as failed too.
void give_up(db::Tx& tx, bus::Bus& bus, base::Time now, const Payload& p, const std::string& code, const std::string& message) {
  set_part_status(tx, now, p.import, p.part, PartStatus::failed, {}, code, message);
  log(tx, now, p.artist, source_key(p.part), "failed", name(p.part), 0, message);
  if (p.part == Part::profile) {
    const bool named = PartRun::name_known(tx, p.import);
    for (const Part waiting : {Part::albums, Part::shows, Part::setlists})
      if (status_in(tx, p.artist, waiting) == PartStatus::waiting && (waiting == Part::albums || !named))
        set_part_status(tx, now, p.import, waiting, PartStatus::failed, {}, needs_profile,
                        "This needs the artist's profile from Spotify first.");
  } else {
    PartRun::start_next(tx, p.import, p.artist, p.part, now);
  }
  announce(tx, now, bus, p.import, {});
}

void pause(PartRun& run, const limits::Refusal& why, std::optional<base::Time> until) {
  run.job.database.write_now([&](db::Tx& tx) {
    if (!run.job.still_mine(tx)) return;
    set_part_status(tx, run.now(), run.import, run.part, PartStatus::paused, until, why.code, why.message);
    // A source that is down delays only its own part: what comes after the shows does not wait for them.
    if (run.part == Part::shows) run.part_ended(tx);
    announce(tx, run.now(), run.services.bus, run.import, {});
  });
}

// Ends the part without its source. An endpoint that is not offered is told in the log; a service that is not connected is the
// operator's business, and begin_left_out() comes back to it.
void leave_out(PartRun& run, const limits::Refusal& why) {
  const bool unconnected = why.code == off_code(run.part);
  run.job.database.write_now([&](db::Tx& tx) {
    if (!run.job.still_mine(tx)) return;
    set_part_status(tx, run.now(), run.import, run.part, PartStatus::absent, {}, unconnected ? why.code : "", "");
    if (!unconnected) run.note(tx, "note", name(run.part), 0, "does not offer this to this site.");
    run.part_ended(tx);
    announce(tx, run.now(), run.services.bus, run.import, {run.part == Part::profile ? "hero" : name(run.part)});
  });
}

// `moved`: something was stored since the job began to run.
jobs::Outcome refused(PartRun& run, const limits::Refusal& why, bool moved) {
  switch (why.what) {
    case limits::Refused::wait: {
      const auto until = why.until.value_or(run.now() + std::chrono::seconds(30));
      if (until - run.now() >= worth_telling) pause(run, why, until);
      return jobs::Snooze{until, why.code};
    }
    case limits::Refused::transient:
      // A long import meets many a hiccup: the attempts are for a call that keeps failing.
      if (moved) {
        const auto until = run.now() + after_hiccup;
        pause(run, why, until);
        return jobs::Snooze{until, why.code};
      }
      if (!run.job.last_attempt()) pause(run, why, {});
      return jobs::Retry{why.code, why.message, {}};
    case limits::Refused::off:
      if (run.part == Part::profile && !run.named()) break;  // nobody else can say who this is
      leave_out(run, why);
      return jobs::Done{};
    case limits::Refused::gone:
    case limits::Refused::consent:
    case limits::Refused::misconfigured:
    case limits::Refused::rejected: break;
  }
  if (why.what == limits::Refused::misconfigured)
    base::log_error("imports.service_misconfigured", {{"code", why.code}, {"message", why.message}});
  return jobs::Dead{why.code, why.message};
}

jobs::Outcome run_part(jobs::Context& job, const Services& services) {
  const auto payload = parse_payload(job.payload);
  if (!payload) return jobs::Dead{"imports.bad_payload", "The job does not say what to import."};
  PartRun run(job, services, payload->import, payload->artist, payload->part);
  const bool mine = job.database.write_now([&](db::Tx& tx) {
    if (!job.still_mine(tx)) return false;
    const auto status = status_in(tx, run.artist, run.part);
    // Run twice: nothing is imported twice. A failed part runs when an operator retries its job.
    if (status == PartStatus::done || status == PartStatus::absent) return false;
    if (status != PartStatus::running) {
      set_part_status(tx, run.now(), run.import, run.part, PartStatus::running);
      announce(tx, run.now(), services.bus, run.import, {});
    }
    return true;
  });
  for (bool moved = false; mine; moved = true) {
    if (job.stop_requested()) return jobs::Snooze{run.now(), "stopping"};
    const auto next = step(run);
    if (!next && job.stop_requested()) return jobs::Snooze{run.now(), "stopping"};  // the call was cut short by us
    if (!next) return refused(run, next.error(), moved);
    if (*next != Next::more) break;
  }
  return jobs::Done{};
}

}  // namespace

std::string_view source_key(Part part) {
  switch (part) {
    case Part::shows: return "ticketmaster";
    case Part::setlists: return "setlistfm";
    default: return "spotify";
  }
}

std::string off_code(Part part) { return std::string(source_key(part)) + ".off"; }

jobs::NewJob part_job(ImportId import, artists::ArtistId artist, Part part) {
  const std::string key = "import:" + artist.str() + ":" + std::string(name(part));
  return {.kind = std::string(kind),
          .payload = boost::json::object{{"import", import.str()}, {"artist", artist.str()}, {"part", name(part)}},
          .queue = jobs::Queue::high,
          .unique_key = key,
          .concurrency_key = key,
          .run_at = {},
          .max_attempts = attempts};
}

// Profile first: with it come the name and the records. Setlists wait for the shows that have a date, which they join, and
// whose source knows the artist's MusicBrainz id.
void PartRun::start_next(db::Tx& tx, ImportId import, artists::ArtistId artist, Part ended_part, base::Time now) {
  const auto start = [&](Part part) {
    const auto progress = progress_of(tx, artist);
    if (!progress) return;
    const auto& state = progress->part(part);
    if (state.error_code == needs_profile) set_part_status(tx, now, import, part, PartStatus::waiting);
    else if (state.status != PartStatus::waiting) return;
    jobs::enqueue(tx, now, part_job(import, artist, part));
  };
  if (ended_part == Part::profile) start(Part::shows), start(Part::albums);
  if (ended_part == Part::shows) start(Part::setlists);
}

bool PartRun::name_known(db::Tx& tx, ImportId import) {
  const auto cursor = books_of(tx, import, Part::profile).cursor_value();
  return cursor.get_object().contains("named");
}

void PartRun::note_skips(db::Tx& tx, std::string_view subject, int skipped, const std::vector<std::string>& reasons) {
  if (skipped == 0) return;
  std::string message =
      "skipped " + std::to_string(skipped) + (skipped == 1 ? " record that could not be read" : " records that could not be read");
  if (!reasons.empty()) message += ": " + reasons.front();
  note(tx, "skipped", subject, skipped, message + ".");
}

void begin_left_out(db::Tx& tx, const Services& services) {
  for (const Part part : all_parts) {
    const bool connected = part == Part::shows      ? services.ticketmaster.connected()
                           : part == Part::setlists ? services.setlistfm.connected()
                                                    : services.spotify.connected();
    if (connected) start_left_out(tx, services.clock.now(), part);
  }
}

void handle_jobs(jobs::Runner& runner, Services services) {
  runner.handle(
      std::string(kind), [services](jobs::Context& job) { return run_part(job, services); },
      [services](db::Tx& tx, const boost::json::value& payload, const std::string& code, const std::string& message) {
        if (const auto p = parse_payload(payload)) give_up(tx, services.bus, services.clock.now(), *p, code, message);
      });
}

}  // namespace imports
