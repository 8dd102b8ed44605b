#include "world.hpp"

#include <map>

#include "imports/imports_fixture.hpp"
#include "imports/mapping.hpp"
#include "imports/reviews.hpp"
#include "platform/base/text.hpp"
#include "sandbox/cast.hpp"
#include "sandbox/setlistfm_json.hpp"
#include "songs.hpp"
#include "support/sandbox_truth.hpp"

namespace bench {

namespace {

constexpr std::size_t most_songs = 16;   // pairs of an artist
constexpr std::size_t most_entries = 8;  // of setlists, and as many medleys

std::pair<std::string_view, std::string_view> parts(std::string_view id) {
  const auto colon = id.find(':');
  return {id.substr(0, colon), id.substr(colon + 1)};
}

void chain(std::vector<Label>& labels, const std::vector<std::string>& ids) {
  for (std::size_t i = 1; i < ids.size(); ++i) labels.push_back({true, ids[i - 1], ids[i]});
}

}  // namespace

struct World::Inside {
  base::FakeClock clock;
  support::TestDatabase database{db::Engine::sqlite};
  std::unique_ptr<support::SandboxHttp> http;
  std::unique_ptr<imports::Studio> studio;
  std::unique_ptr<support::SandboxTruth> truth;
  std::map<std::size_t, artists::ArtistId> here;  // performers
  Songs songs;

  template <class Find>
  std::optional<bool> one(const std::string& a, const std::string& b, Find find) {
    return studio->read([&](db::Tx& tx) -> std::optional<bool> {
      const auto x = find(tx, parts(a)), y = find(tx, parts(b));
      return x && y ? std::optional(*x == *y) : std::nullopt;
    });
  }
  template <class Find>
  std::vector<std::string> present(std::vector<std::string> ids, Find find) {
    std::erase_if(ids, [&](const std::string& id) { return !one(id, id, find).has_value(); });
    return ids;
  }
};

namespace {
const auto venue_of_id = [](db::Tx& tx, auto id) { return venues::by_source(tx, id.first, id.second); };
const auto show_of_id = [](db::Tx& tx, auto id) { return shows::by_source(tx, id.first, id.second); };

std::string track_id(sandbox::Catalogue& world, const sandbox::SpotifyRef& ref) {
  return "spotify:" + sandbox::spotify_id(world.codes(), ref);
}
std::string entry_id(sandbox::Catalogue& world, const sandbox::Night& night, int nth) {
  return "setlistfm:" + sandbox::setlist_id(world.codes(), night) + "#" + std::to_string(nth);
}

// Calls f(n, song) for each song of a setlist, from 1.
template <class F>
void each_song(sandbox::Catalogue& world, const sandbox::Night& night, F f) {
  int n = 0;
  for (const auto& set : world.setlist(night).sets)
    for (const auto& song : set.songs) f(++n, song);
}

// Every record of an artist with its tracks, also of those that an import sets aside; without ISRCs, as album answers tell none.
void store_records(sandbox::Catalogue& world, std::size_t performer, db::Tx& tx, base::Time now, artists::ArtistId artist, Songs& songs) {
  const auto& releases = world.records(performer).releases;
  for (std::size_t r = 0; r < releases.size(); ++r) {
    artists::SourceAlbum album{.spotify_id = "release-" + std::to_string(r), .title = releases[r].name, .type = "album"};
    for (std::size_t t = 0; t < releases[r].tracks.size(); ++t) {
      const auto& track = releases[r].tracks[t];
      if (track.song < 0 || track.by != performer) continue;
      const sandbox::SpotifyRef ref{.kind = sandbox::SpotifyRef::Kind::track, .performer = performer, .release = r, .track = t};
      album.tracks.push_back({.title = track.title, .disc = track.disc, .number = track.number});
      songs.put(track_id(world, ref), artist, track.title);
    }
    if (!album.tracks.empty()) artists::store_album(tx, now, artist, album);
  }
  for (const auto* night : world.entries(performer))
    each_song(world, *night, [&](int n, const auto& song) { songs.put(entry_id(world, *night, n), artist, song.name); });
  imports::settle_songs(tx, now, artist);
}
}  // namespace

World::World() : in_(std::make_unique<Inside>()) {
  in_->clock.set(*base::read_instant(imports::noon));
  in_->truth = std::make_unique<support::SandboxTruth>(in_->clock.now());
  in_->http = std::make_unique<support::SandboxHttp>(in_->clock);
  in_->studio = std::make_unique<imports::Studio>(in_->database.get(), in_->clock, *in_->http);
  for (std::size_t p = 0; p < sandbox::cast().size(); ++p) {
    const auto& performer = sandbox::cast()[p];
    if (!performer.on_spotify() || performer.has(sandbox::remixer) || performer.has(sandbox::everywhere)) continue;
    in_->here[p] = in_->studio->begin(in_->truth->spotify_id(p), std::string(performer.name)).artist;
  }
  in_->studio->finish(100'000);
  for (const auto& [p, artist] : in_->here)
    in_->studio->write([&](db::Tx& tx) { return store_records(in_->truth->world, p, tx, in_->clock.now(), artist, in_->songs), 0; });
}
World::~World() = default;

std::optional<bool> World::one_venue(const std::string& a, const std::string& b) { return in_->one(a, b, venue_of_id); }
std::optional<bool> World::one_show(const std::string& a, const std::string& b) { return in_->one(a, b, show_of_id); }

std::optional<bool> World::one_song(const std::string& a, const std::string& b) {
  return in_->studio->read([&](db::Tx& tx) { return in_->songs.one(tx, a, b); });
}

std::optional<bool> World::one_artist(const std::string& a, const std::string& b) {
  return in_->studio->read([&](db::Tx& tx) -> std::optional<bool> {
    const auto artist = artists::by_spotify_id(tx, parts(a).second);
    if (!artist) return std::nullopt;
    const auto [source, id] = parts(b);
    const auto owner = source == "setlistfm" ? artists::by_mbid(tx, id) : artists::by_source(tx, source, id);
    return owner == artist->id;
  });
}

std::vector<Label> World::venue_truth() {
  auto& world = in_->truth->world;
  std::vector<Label> labels;
  std::map<std::size_t, std::string> first_of;
  for (std::size_t h = 0; h < world.halls().size(); ++h) {
    std::vector<std::string> ids;
    for (const auto row : {sandbox::Row::primary, sandbox::Row::resale, sandbox::Row::ticketweb, sandbox::Row::universe})
      ids.push_back("ticketmaster:" + sandbox::venue_id(world.codes(), h, row));
    // A hall's former name is an invented one under an id of its own: no record leads from one to the other, so nobody can tell.
    ids.push_back("setlistfm:" + sandbox::venue_id(world.codes(), sandbox::SetlistfmVenue{h, false}));
    ids = in_->present(std::move(ids), venue_of_id);
    chain(labels, ids);
    if (ids.empty()) continue;
    for (const auto& [other, id] : first_of)
      if (world.halls()[other].city == world.halls()[h].city) labels.push_back({false, id, ids.front()});
    first_of[h] = ids.front();
  }
  return labels;
}

std::vector<Label> World::show_truth() {
  auto& world = in_->truth->world;
  std::map<std::tuple<sandbox::Day, std::uint16_t, std::int16_t, std::size_t>, std::vector<std::string>> nights;
  std::map<std::uint32_t, std::vector<std::string>> listed;
  for (const auto& listing : sandbox::make_listings(world))
    if (!listing.festival && listing.music() && listing.row != sandbox::Row::test)
      listed[listing.night.key()].push_back("ticketmaster:" + sandbox::event_id(world.codes(), listing));
  for (const auto& [p, artist] : in_->here) {
    for (const auto& night : world.nights(p)) {
      // Co-headliners share a night; at a festival each has a slot of its own, which nothing but a listing of the whole joins.
      const bool shares = night.partner != sandbox::nobody && night.slot != sandbox::Slot::festival;
      auto& ids = nights[{night.day, night.hall, night.start, shares ? std::min<std::size_t>(p, night.partner) : p}];
      for (const auto& id : listed[night.key()]) ids.push_back(id);
      ids.push_back("setlistfm:" + sandbox::setlist_id(world.codes(), night));
    }
  }
  std::vector<Label> labels;
  std::string before;
  for (auto& [when, all] : nights) {
    const auto ids = in_->present(std::move(all), show_of_id);
    if (ids.empty()) continue;
    // Without a listing of the whole bill, setlists of two acts in one hall on one date may be two bills: nobody can tell.
    if (ids.front().starts_with("ticketmaster:")) chain(labels, ids);
    if (!before.empty() && labels.size() < 600) labels.push_back({false, before, ids.front()});
    before = ids.front();
  }
  return labels;
}

namespace {

// What was played is the song of that title; a medley is each of its parts, and none of the others.
void add_played(sandbox::Catalogue& world, std::size_t performer, const std::map<int, std::string>& recorded, std::vector<Label>& labels) {
  std::map<std::string, int, std::less<>> songs;
  const auto& known = world.records(performer).songs;
  for (std::size_t i = 0; i < known.size(); ++i) songs[known[i].title] = static_cast<int>(i);
  const auto track_of = [&](std::string_view title) {
    const auto song = songs.find(title);
    const auto track = song == songs.end() ? recorded.end() : recorded.find(song->second);
    return track == recorded.end() ? std::string() : track->second;
  };
  std::size_t plain = 0, medleys = 0;
  for (const auto* night : world.entries(performer))
    each_song(world, *night, [&](int n, const auto& song) {
      if (song.tape || song.cover) return;
      const std::string id = entry_id(world, *night, n), whole = track_of(song.name);
      const auto slash = song.name.find(" / ");
      if (!whole.empty() && plain < most_entries) ++plain, labels.push_back({true, id, whole});
      if (slash == std::string::npos || medleys == most_entries) return;
      const auto first = track_of(song.name.substr(0, slash)), second = track_of(song.name.substr(slash + 3));
      if (first.empty() || second.empty()) return;
      ++medleys;
      labels.push_back({true, id, first});
      labels.push_back({true, id, second});
      for (const auto& [other, track] : recorded)
        if (track != first && track != second) return labels.push_back({false, id, track});
    });
}

}  // namespace

std::vector<Label> World::song_truth() {
  auto& world = in_->truth->world;
  std::vector<Label> labels;
  for (const auto& [p, artist] : in_->here) {
    std::map<int, std::string> seen;
    std::size_t same = 0, different = 0;
    std::string before;
    const auto& records = world.records(p);
    for (std::size_t r = 0; r < records.releases.size(); ++r) {
      for (std::size_t t = 0; t < records.releases[r].tracks.size(); ++t) {
        const auto& track = records.releases[r].tracks[t];
        if (track.song < 0 || track.by != p) continue;
        const auto id = track_id(world, {.kind = sandbox::SpotifyRef::Kind::track, .performer = p, .release = r, .track = t});
        const auto [known, fresh] = seen.emplace(track.song, id);
        if (!fresh && track.version != sandbox::Version::studio && same++ < most_songs) labels.push_back({true, known->second, id});
        if (fresh && !before.empty() && different++ < most_songs) labels.push_back({false, before, id});
        if (fresh) before = id;
      }
    }
    add_played(world, p, seen, labels);
  }
  std::erase_if(labels, [&](const Label& label) { return !one_song(label.a, label.b); });
  return labels;
}

std::vector<Label> World::artist_truth() {
  auto& world = in_->truth->world;
  std::vector<Label> labels;
  for (const auto& [p, artist] : in_->here) {
    const std::string us = "spotify:" + in_->truth->spotify_id(p);
    for (std::size_t other = 0; other < sandbox::cast().size(); ++other) {
      const auto& performer = sandbox::cast()[other];
      const bool alike = base::fold(performer.name).find(base::fold(sandbox::cast()[p].name)) != std::string::npos;
      if (other != p && !alike) continue;
      if (performer.on_ticketmaster()) labels.push_back({other == p, us, "ticketmaster:" + sandbox::attraction_id(world.codes(), other)});
      if (performer.on_setlistfm()) labels.push_back({other == p, us, "setlistfm:" + world.mbid(other)});
    }
  }
  return labels;
}

}  // namespace bench
