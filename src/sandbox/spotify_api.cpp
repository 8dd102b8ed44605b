#include "sandbox/spotify_api.hpp"

#include <algorithm>

namespace sandbox {

namespace {

using Kind = SpotifyRef::Kind;

bool is_base62(std::string_view id) {
  return id.size() == 22 && std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c); });
}

constexpr int furthest = 1'000'000;  // behind every list

struct Page {
  int limit, offset;
};

// Nothing when the page is refused: "Invalid limit" comes before "Invalid offset", as on the real service.
std::optional<Page> page_of(const Call& call, int fallback, int most) {
  const auto limit = number(call, "limit", fallback), offset = number(call, "offset", 0);
  if (!limit || *limit < 1 || *limit > most || !offset || *offset < 0) return std::nullopt;
  return Page{*limit, std::min(*offset, furthest)};
}

std::vector<std::string_view> ids_of(std::string_view list) {
  std::vector<std::string_view> ids;
  while (!list.empty()) {
    const auto comma = list.find(',');
    ids.push_back(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return ids;
}

int group_rank(ReleaseKind kind) {
  const auto group = album_group(kind);
  return group == "album" ? 0 : group == "single" ? 1 : group == "compilation" ? 2 : 3;
}

}  // namespace

http::Response SpotifyApi::error(int status, std::string_view message, std::string_view reason) {
  json::object body{{"status", status}, {"message", message}};
  if (!reason.empty()) body["reason"] = reason;
  return json_answer(status, {{"error", std::move(body)}});
}

http::Response SpotifyApi::rate_limited(base::Duration wait) {
  return error(429, "API rate limit exceeded").with("Retry-After", http::whole_seconds(wait));
}

http::Response SpotifyApi::quota_exceeded(base::Duration wait) {
  return error(429, "Too many requests", "QUOTA_EXCEEDED").with("Retry-After", http::whole_seconds(wait));
}

http::Response SpotifyApi::answer(const Call& call) {
  const auto authorization = call.request.headers.find("Authorization");
  if (!authorization) return error(401, "No token provided");
  const auto bearer = accounts_.read(*authorization, call.now);
  if (!bearer) return error(401, "Invalid access token");
  if (bearer->expired) return error(401, "The access token expired");
  if (limits_.enforce) {
    if (const auto wait = window_.refuse(call.now, limits_.spotify_per_30s, std::chrono::seconds(30))) return rate_limited(*wait);
    if (today_.used(call.now) >= limits_.spotify_per_day) return quota_exceeded(DailyCount::resets(call.now) - call.now);
  }
  today_.add(call.now);
  return route(call, *bearer).with("Cache-Control", "private, max-age=0");
}

http::Response SpotifyApi::route(const Call& call, const SpotifyAccounts::Bearer& bearer) {
  if (call.request.method != http::Method::get && call.request.method != http::Method::head) return error(405, "Method not allowed");
  if (call.is({"search"})) return search(call);
  if (!call.parts.empty() && call.parts[0] == "me") return me(call, bearer);
  if (call.is({"artists"})) return several(call, Kind::artist);
  if (call.is({"albums"})) return several(call, Kind::album);
  if (call.is({"tracks"})) return several(call, Kind::track);
  // Withdrawn from all applications that came after November 2024.
  if (call.is({"audio-features", "*"}) || call.is({"audio-features"}) || call.is({"audio-analysis", "*"}) || call.is({"recommendations"}) ||
      call.is({"artists", "*", "related-artists"}))
    return error(403, "Forbidden");

  const auto kind = call.parts.empty() ? std::string_view{} : call.parts[0];
  if (call.parts.size() < 2 || (kind != "artists" && kind != "albums" && kind != "tracks")) return error(404, "Service not found");
  if (!is_base62(call.parts[1])) return error(400, "invalid id");
  const auto ref = find(call.parts[1], kind == "artists" ? Kind::artist : kind == "albums" ? Kind::album : Kind::track);
  if (!ref) return error(404, "Resource not found");

  if (call.is({"artists", "*"})) return json_answer(200, writer(call).artist(ref->performer));
  if (call.is({"artists", "*", "albums"})) return artist_albums(call, *ref);
  if (call.is({"artists", "*", "top-tracks"})) return extended_ ? top_tracks(call, ref->performer) : error(403, "Forbidden");
  if (call.is({"albums", "*"})) return json_answer(200, writer(call).album(ref->performer, ref->release, true));
  if (call.is({"albums", "*", "tracks"})) {
    const auto page = page_of(call, 20, 50);
    if (!page) return error(400, "Invalid limit");
    return json_answer(200, writer(call).tracks_page(ref->performer, ref->release, page->limit, page->offset,
                                                     call.request.query.find("market").has_value()));
  }
  if (call.is({"tracks", "*"})) return track(call, *ref);
  return error(404, "Service not found");
}

std::optional<SpotifyRef> SpotifyApi::find(std::string_view id, Kind kind) {
  const auto ref = read_spotify_id(catalogue_, id);
  return ref && ref->kind == kind ? ref : std::nullopt;
}

http::Response SpotifyApi::artist_albums(const Call& call, const SpotifyRef& artist) {
  const auto page = page_of(call, extended_ ? 20 : 5, extended_ ? 50 : 10);
  if (!page) return error(400, "Invalid limit");
  const auto groups = call.query("include_groups");
  std::vector<std::size_t> shown;
  const auto* releases = artist.performer < cast().size() ? &catalogue_.records(artist.performer).releases : nullptr;
  for (std::size_t i = 0; releases && i < releases->size(); ++i) {
    const auto& release = (*releases)[i];
    const auto wanted = ids_of(groups);
    if (release.day <= catalogue_.today() && (groups.empty() || std::ranges::find(wanted, album_group(release.kind)) != wanted.end()))
      shown.push_back(i);
  }
  std::ranges::sort(shown, {}, [&](std::size_t i) { return std::tuple(group_rank((*releases)[i].kind), -(*releases)[i].day, i); });
  const auto write = writer(call);
  json::array items;
  const auto total = static_cast<int>(shown.size());
  for (int i = page->offset; i < std::min(total, page->offset + page->limit); ++i) {
    const auto index = shown[static_cast<std::size_t>(i)];
    // A withdrawn release leaves a hole in old catalogues.
    if (cast()[artist.performer].has(by_year) && index == 7) items.push_back(nullptr);
    else items.push_back(write.simple_album(artist.performer, index));
  }
  std::string url = write.api() + "/artists/" + std::string(call.parts[1]) + "/albums?";
  if (!groups.empty()) url += "include_groups=" + std::string(groups);
  return json_answer(200, SpotifyJson::page(std::move(url), std::move(items), page->limit, page->offset, total));
}

http::Response SpotifyApi::several(const Call& call, Kind kind) {
  if (!extended_) return error(403, "Forbidden");
  const auto ids = ids_of(call.query("ids"));
  if (ids.empty() || ids.size() > (kind == Kind::album ? 20U : 50U)) return error(400, "invalid id");
  const auto write = writer(call);
  json::array list;
  for (const auto id : ids) {
    const auto ref = find(id, kind);
    if (!ref) list.push_back(nullptr);
    else if (kind == Kind::artist) list.push_back(write.artist(ref->performer));
    else if (kind == Kind::album) list.push_back(write.album(ref->performer, ref->release, true));
    else list.push_back(write.track(*ref, call.request.query.find("market").has_value()));
  }
  return json_answer(200, {{call.parts[0], std::move(list)}});
}

http::Response SpotifyApi::top_tracks(const Call& call, std::size_t performer) {
  std::vector<std::pair<int, SpotifyRef>> ranked;
  const auto& records = catalogue_.records(performer);
  for (std::size_t r = 0; r < records.releases.size(); ++r) {
    if (records.releases[r].kind != ReleaseKind::album || records.releases[r].day > catalogue_.today()) continue;
    for (std::size_t t = 0; t < records.releases[r].tracks.size(); ++t)
      ranked.push_back({-records.songs[static_cast<std::size_t>(records.releases[r].tracks[t].song)].draw, {Kind::track, performer, r, t}});
  }
  std::ranges::sort(ranked, {}, [](const auto& entry) { return std::tuple(entry.first, entry.second.release, entry.second.track); });
  json::array tracks;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, ranked.size()); ++i) tracks.push_back(writer(call).track(ranked[i].second, true));
  return json_answer(200, {{"tracks", std::move(tracks)}});
}

// With a market, a track of a single is relinked to the same recording on the album.
http::Response SpotifyApi::track(const Call& call, SpotifyRef ref) {
  const bool with_market = call.request.query.find("market").has_value();
  const auto write = writer(call);
  const auto& releases = catalogue_.records(ref.performer).releases;
  const auto& asked = releases[ref.release];
  SpotifyRef shown = ref;
  if (with_market && asked.kind == ReleaseKind::single && asked.tracks[ref.track].version == Version::studio)
    for (std::size_t r = 0; r < releases.size(); ++r)
      for (std::size_t t = 0; t < releases[r].tracks.size(); ++t)
        if (releases[r].kind == ReleaseKind::album && releases[r].day <= catalogue_.today() &&
            releases[r].tracks[t].song == asked.tracks[ref.track].song)
          shown = {Kind::track, ref.performer, r, t};
  auto body = write.track(shown, with_market);
  if (extended_ && (shown.release != ref.release || shown.track != ref.track)) {
    const auto id = std::string(call.parts[1]);
    body["linked_from"] = {{"external_urls", {{"spotify", call.site + "/out/spotify/track/" + id}}},
                           {"href", write.api() + "/tracks/" + id},
                           {"id", id},
                           {"type", "track"},
                           {"uri", "spotify:track:" + id}};
  }
  return json_answer(200, std::move(body));
}

http::Response SpotifyApi::me(const Call& call, const SpotifyAccounts::Bearer& bearer) {
  if (!bearer.fan) return error(401, "Valid user authentication required");
  if (call.is({"me"})) {
    const auto id = "sandboxfan" + std::to_string(*bearer.fan);
    json::object body{{"display_name", fans[*bearer.fan]},
                      {"external_urls", {{"spotify", call.site + "/out/spotify/user/" + id}}},
                      {"href", writer(call).api() + "/users/" + id},
                      {"id", id},
                      {"images", json::array{}},
                      {"type", "user"},
                      {"uri", "spotify:user:" + id},
                      {"account_id", "sbx" + std::to_string(7000 + *bearer.fan)}};
    if (extended_)
      body["country"] = "GB", body["product"] = "premium", body["email"] = id + "@example.com",
      body["followers"] = {{"href", nullptr}, {"total", 3}};
    return json_answer(200, body);
  }
  if (!call.is({"me", "top", "artists"})) return error(404, "Service not found");
  if (bearer.scope.find("user-top-read") == std::string::npos) return error(403, "Insufficient client scope");
  const auto page = page_of(call, 20, 50);
  if (!page) return error(400, "Invalid limit");
  std::vector<std::size_t> liked;
  for (std::size_t p = static_cast<std::size_t>(*bearer.fan); p < cast().size(); p += std::size(fans))
    if (cast()[p].on_spotify()) liked.push_back(p);
  json::array items;
  for (auto i = static_cast<std::size_t>(page->offset); i < std::min(liked.size(), static_cast<std::size_t>(page->offset + page->limit));
       ++i)
    items.push_back(writer(call).artist(liked[i]));
  return json_answer(200, SpotifyJson::page(writer(call).api() + "/me/top/artists?", std::move(items), page->limit, page->offset,
                                            static_cast<int>(liked.size())));
}

}  // namespace sandbox
