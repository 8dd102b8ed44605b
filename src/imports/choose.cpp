#include "imports/choose.hpp"

#include <algorithm>
#include <set>

#include "imports/name_match.hpp"

namespace imports {

namespace {

using ticketmaster::Attraction;

bool has(const std::vector<std::string>& ids, const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }
bool links_to(const std::vector<std::string>& ids, const std::optional<std::string>& ours) { return ours && has(ids, *ours); }

// Somebody else by a link of its own: it names ids, and none of them is ours.
bool is_elsewhere(const Attraction& a, const artists::Artist& who) {
  if (!a.spotify_ids.empty()) return true;
  return who.mbid && !a.musicbrainz_ids.empty() && !has(a.musicbrainz_ids, *who.mbid);
}

// Linked to us, though they are not one act: MusicBrainz knows them as different ones.
bool are_several(const std::vector<Attraction>& linked) {
  std::set<std::string> acts;
  for (const Attraction& a : linked)
    if (a.musicbrainz_ids.size() == 1) acts.insert(a.musicbrainz_ids.front());
  return acts.size() > 1;
}

void settle_linked(const artists::Artist& who, const std::vector<Attraction>& linked, Picks<Attraction>& picks) {
  const bool several = are_several(linked);
  for (const Attraction& a : linked) {
    const bool by_mbid = links_to(a.musicbrainz_ids, who.mbid);
    if (!several || by_mbid)
      picks.ours.push_back(
          {a, 1, by_mbid ? "the name, and links to our ids at Spotify and MusicBrainz" : "the name, and a link to our Spotify id"});
    else picks.unsure.push_back({a, 0.5, "The name and the link are ours, but several acts claim them: MusicBrainz knows them apart."});
  }
}

}  // namespace

Picks<Attraction> choose(const artists::Artist& who, const Said& said, const std::vector<Attraction>& found) {
  std::vector<Attraction> records = found;
  std::ranges::sort(records, {}, &Attraction::id);
  std::vector<Attraction> linked, unlinked, elsewhere;
  Picks<Attraction> picks;
  for (const Attraction& a : records) {
    if (has(said.different, a.id)) continue;
    if (has(said.same, a.id)) picks.ours.push_back({a, 1, "a person said so"});
    else if (!same_name(a.name, who.name)) continue;
    else if (links_to(a.spotify_ids, who.spotify_id)) linked.push_back(a);
    else (is_elsewhere(a, who) ? elsewhere : unlinked).push_back(a);
  }
  settle_linked(who, linked, picks);
  if (picks.ours.empty() && linked.empty() && unlinked.size() == 1 && elsewhere.empty()) {
    picks.ours.push_back({unlinked.front(), 0.8, "the only act of this name, and nothing contradicts"});
    return picks;
  }
  for (const Attraction& a : unlinked) picks.unsure.push_back({a, 0.6, "The name is the same, but no link says it is the same artist."});
  // Where ours are found, a link to somebody else tells a namesake.
  if (picks.ours.empty())
    for (const Attraction& a : elsewhere)
      picks.unsure.push_back({a, 0.3, "The name is the same, but a link leads to another artist at Spotify."});
  return picks;
}

Picks<setlistfm::Artist> choose(const artists::Artist& who, const Said& said, const std::vector<setlistfm::Artist>& found) {
  Picks<setlistfm::Artist> picks;
  std::vector<setlistfm::Artist> same;
  for (const setlistfm::Artist& a : found) {
    if (has(said.same, a.mbid)) return {{{a, 1, "a person said so"}}, {}};
    if (!has(said.different, a.mbid) && same_name(a.name, who.name)) same.push_back(a);
  }
  std::ranges::sort(same, {}, &setlistfm::Artist::mbid);
  const double share = same.empty() ? 0 : 1.0 / static_cast<double>(same.size());
  for (const setlistfm::Artist& a : same)
    if (same.size() == 1) picks.ours.push_back({a, 0.8, "the only artist of this name"});
    else picks.unsure.push_back({a, share, "Several artists have this name."});
  return picks;
}

}  // namespace imports
