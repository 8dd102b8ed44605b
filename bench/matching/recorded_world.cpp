#include "recorded_world.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "imports/choose.hpp"
#include "imports/mapping.hpp"
#include "imports/reviews.hpp"
#include "platform/base/dates.hpp"
#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "providers/setlistfm/parse.hpp"
#include "providers/spotify/parse.hpp"
#include "providers/ticketmaster/parse.hpp"
#include "songs.hpp"
#include "support/database.hpp"

namespace bench {

namespace json = boost::json;

struct RecordedWorld::Inside {
  base::FakeClock clock;
  support::TestDatabase database{db::Engine::sqlite};
  std::map<std::string, spotify::Track> tracks;
  Songs songs;
  std::map<std::string, ticketmaster::Attraction> attractions;
  std::map<std::string, ticketmaster::Event> events;
  std::map<std::string, setlistfm::Setlist> setlists;

  void take(const json::object& o);
  void walk(const json::value& v) {
    if (const auto* o = v.if_object()) {
      take(*o);
      for (const auto& member : *o) walk(member.value());
    } else if (const auto* list = v.if_array()) {
      for (const auto& item : *list) walk(item);
    }
  }
  void store();
  void store_songs();
  artists::ArtistId artist_of(db::Tx& tx, const std::string& name) {
    const auto known = artists::by_name(tx, name);
    return known.empty() ? artists::begin(tx, clock.now(), {.name = name}).id : known.front();
  }
  // By the first act; a listing that links to none, by the act of these recordings that its name names.
  std::string performer_of(const ticketmaster::Event& event) const {
    if (!event.attractions.empty()) return event.attractions.front().name;
    const std::string name = " " + base::fold(event.name) + " ";
    for (const auto& [id, act] : attractions)
      if (name.find(" " + base::fold(act.name) + " ") != std::string::npos) return act.name;
    return event.name;
  }
};

void RecordedWorld::Inside::take(const json::object& o) {
  const std::string text = json::serialize(o);
  const auto* typed = o.if_contains("type");
  const std::string type = typed && typed->is_string() ? std::string(typed->get_string()) : "";
  if (type == "event" && o.contains("dates"))
    if (const auto event = ticketmaster::parse_event(text)) events.emplace(event->id, *event);
  if (type == "attraction")
    if (const auto act = ticketmaster::parse_attraction(text)) attractions.emplace(act->id, *act);
  if (type == "venue" && o.contains("name")) {
    if (const auto venue = ticketmaster::parse_venue(text))
      database->write_now([&](db::Tx& tx) { venues::match_or_add(tx, clock.now(), imports::to_venue(*venue)); });
  }
  if (o.contains("city") && o.contains("name") && !o.contains("type")) {
    if (const auto venue = setlistfm::parse_venue(text))
      database->write_now([&](db::Tx& tx) { venues::match_or_add(tx, clock.now(), imports::to_venue(*venue)); });
  }
  if (o.contains("eventDate") && o.contains("sets"))
    if (const auto setlist = setlistfm::parse_setlist(text)) setlists.emplace(setlist->id, *setlist);
  if (type == "track")
    if (const auto track = spotify::parse_track(text); track && !track->artists.empty()) {
      const auto [known, first] = tracks.emplace(track->id, *track);
      if (known->second.isrc.empty()) known->second = *track;  // a short answer may have come first
    }
}

// A track is on a record of its own unless its answer names one.
void RecordedWorld::Inside::store_songs() {
  std::set<artists::ArtistId> performers;
  database->write_now([&](db::Tx& tx) {
    std::map<std::pair<artists::ArtistId, std::string>, artists::SourceAlbum> albums;
    for (const auto& [id, track] : tracks) {
      const auto artist = artist_of(tx, track.artists.front().name);
      const auto record = track.album ? track.album->id : id;
      auto& album =
          albums.try_emplace({artist, record}, artists::SourceAlbum{.spotify_id = record, .title = record, .type = "album"}).first->second;
      const auto nth = static_cast<int>(album.tracks.size()) + 1;
      album.tracks.push_back({.isrc = track.isrc.empty() ? std::nullopt : std::optional(track.isrc), .title = track.name, .number = nth});
      songs.put("spotify:" + id, artist, track.name);
      performers.insert(artist);
    }
    for (const auto& [key, album] : albums) artists::store_album(tx, clock.now(), key.first, album);
    for (const auto& [id, setlist] : setlists) {
      const auto artist = artist_of(tx, setlist.artist.name);
      const auto show = shows::by_source(tx, "setlistfm", id);
      if (show) setlists::store_played(tx, clock.now(), *show, artist, imports::to_played(setlist));
      int n = 0;
      for (const auto& set : setlist.sets)
        for (const auto& song : set.songs) songs.put("setlistfm:" + id + "#" + std::to_string(++n), artist, song.name);
      performers.insert(artist);
    }
    for (const auto artist : performers) imports::settle_songs(tx, clock.now(), artist);
  });
}

void RecordedWorld::Inside::store() {
  for (const auto& [id, event] : events)
    database->write_now([&](db::Tx& tx) {
      auto show = imports::to_show(event, artist_of(tx, performer_of(event)), {});
      if (event.venue) show.venue = venues::match_or_add(tx, clock.now(), imports::to_venue(*event.venue)).id;
      shows::match_or_add(tx, clock.now(), show);
    });
  for (const auto& [id, setlist] : setlists)
    database->write_now([&](db::Tx& tx) {
      auto show = imports::to_show(setlist, artist_of(tx, setlist.artist.name), setlist.artist.name);
      if (setlist.venue) show.venue = venues::match_or_add(tx, clock.now(), imports::to_venue(*setlist.venue)).id;
      shows::match_or_add(tx, clock.now(), show);
    });
}

RecordedWorld::RecordedWorld(const std::string& folder) : in_(std::make_unique<Inside>()) {
  in_->clock.set(*base::read_instant("2026-11-22T12:00:00Z"));
  for (const auto* service : {"ticketmaster", "setlistfm", "spotify"}) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(folder) / service)) files.push_back(file.path());
    std::ranges::sort(files);
    for (const auto& file : files) {
      std::ifstream in(file, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      boost::system::error_code error;
      auto value = json::parse(text, error);
      if (error) continue;
      // A recorded exchange has the answer as its body, as text or as JSON.
      if (file.stem().extension() == ".http" && value.is_object() && value.as_object().contains("body")) {
        json::value body = value.at("body");
        if (body.is_string()) body = json::parse(body.as_string(), error);
        if (error) continue;
        value = std::move(body);
      }
      in_->walk(value);
    }
  }
  in_->store();
  in_->store_songs();
}
RecordedWorld::~RecordedWorld() = default;

namespace {

template <class Find>
std::optional<bool> one(db::Database& database, const std::string& a, const std::string& b, Find find) {
  return database.read_now([&](db::Tx& tx) -> std::optional<bool> {
    const auto part = [](const std::string& id) { return std::pair(id.substr(0, id.find(':')), id.substr(id.find(':') + 1)); };
    const auto x = find(tx, part(a)), y = find(tx, part(b));
    return x && y ? std::optional(*x == *y) : std::nullopt;
  });
}

}  // namespace

std::optional<bool> RecordedWorld::one_venue(const std::string& a, const std::string& b) {
  return one(in_->database, a, b, [](db::Tx& tx, const auto& id) { return venues::by_source(tx, id.first, id.second); });
}

std::optional<bool> RecordedWorld::one_show(const std::string& a, const std::string& b) {
  return one(in_->database, a, b, [](db::Tx& tx, const auto& id) { return shows::by_source(tx, id.first, id.second); });
}

std::optional<bool> RecordedWorld::one_song(const std::string& a, const std::string& b) {
  return in_->database->read_now([&](db::Tx& tx) { return in_->songs.one(tx, a, b); });
}

std::optional<bool> RecordedWorld::one_artist(const std::string& a, const std::string& b) {
  const auto part = [](const std::string& id) { return id.substr(id.find(':') + 1); };
  const auto us = in_->attractions.find(part(a)), them = in_->attractions.find(part(b));
  if (us == in_->attractions.end() || them == in_->attractions.end()) return std::nullopt;
  artists::Artist who;
  who.name = us->second.name;
  if (!us->second.spotify_ids.empty()) who.spotify_id = us->second.spotify_ids.front();
  if (us->second.musicbrainz_ids.size() == 1) who.mbid = us->second.musicbrainz_ids.front();
  std::vector<ticketmaster::Attraction> all;
  for (const auto& [id, act] : in_->attractions) all.push_back(act);
  const auto picks = imports::choose(who, {}, all);
  return std::ranges::any_of(picks.ours, [&](const auto& pick) { return pick.record.id == them->first; });
}

}  // namespace bench
