// The profile: who the artist is, from Spotify (phase 2). One call.
#include "imports/mapping.hpp"
#include "imports/part_run.hpp"
#include "providers/spotify/client.hpp"

namespace imports {

StepAnswer profile_step(PartRun& run) {
  const auto who = run.who();
  if (!who.spotify_id) return run.save({}, [](db::Tx&, PartBooks&) { return Next::absent; });
  const auto found = run.services.spotify.artist(*who.spotify_id, limits::Urgency::urgent);
  if (!found) {
    if (found.error().what == limits::Refused::gone)
      return limits::Refusal{limits::Refused::gone, "imports.not_at_spotify", "Spotify does not know this artist (any more).", {}};
    return found.error();
  }
  return run.save({"hero"}, [&](db::Tx& tx, PartBooks& books) {
    artists::apply_profile(tx, run.now(), run.artist, to_profile(*found), "spotify");
    artists::add_source(tx, run.now(), run.artist,
                        {"spotify", found->id, found->url.empty() ? std::nullopt : std::optional(found->url), "linked", 1,
                         "the Spotify id that was asked for"});
    books.done = 1;
    books.total = 1;
    books.imported = 1;
    books.cursor = R"({"named":true})";
    run.note(tx, "found", "profile", 1, "found the artist.");
    return Next::done;
  });
}

}  // namespace imports
