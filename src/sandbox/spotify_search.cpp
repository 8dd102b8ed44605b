// GET /search: artists, tracks and albums, with the field filters of the query language.
#include <algorithm>
#include <map>

#include "platform/base/text.hpp"
#include "platform/html/html.hpp"
#include "sandbox/matching.hpp"
#include "sandbox/spotify_api.hpp"

namespace sandbox {

namespace {

using Kind = SpotifyRef::Kind;

// `nova artist:"Nova Hale" year:2019`: words, and filters by field.
struct Query {
  std::string words;
  std::map<std::string, std::string, std::less<>> fields;

  std::string_view field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
  }
};

Query read_query(std::string_view text) {
  static constexpr std::string_view known[] = {"artist", "album", "track", "year", "isrc", "upc"};
  Query query;
  while (!text.empty()) {
    const auto field =
        std::ranges::find_if(known, [&](auto name) { return text.starts_with(name) && text.substr(name.size()).starts_with(':'); });
    if (field != std::end(known)) {
      text.remove_prefix(field->size() + 1);
      const bool quoted = text.starts_with('"');
      if (quoted) text.remove_prefix(1);
      const auto end = std::min(text.find(quoted ? '"' : ' '), text.size());
      query.fields[std::string(*field)] = text.substr(0, end);
      text.remove_prefix(std::min(text.size(), end + 1));
    } else {
      const auto end = std::min(text.find(' '), text.size());
      const auto word = text.substr(0, end);
      if (!word.empty()) query.words += (query.words.empty() ? "" : " ") + std::string(word);
      text.remove_prefix(std::min(text.size(), end + 1));
    }
  }
  std::erase(query.words, '"');
  return query;
}

bool in_years(std::string_view asked, Day day) {
  if (asked.empty()) return true;
  const auto year = std::to_string(year_of(day));
  const auto dash = asked.find('-');
  return dash == std::string_view::npos ? asked == year : asked.substr(0, dash) <= year && year <= asked.substr(dash + 1);
}

// Words may stand in the title, in the artist's name, or be shared between them.
int fit(std::string_view title, std::string_view artist, std::string_view words) {
  if (words.empty()) return 50;
  if (const int direct = closeness(title, words)) return direct;
  return std::min(closeness(std::string(title) + " " + std::string(artist), words), 30);
}

}  // namespace

std::vector<std::size_t> SpotifyApi::artists_like(std::string_view name) {
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t p = 0; p < cast().size(); ++p) {
    if (!cast()[p].on_spotify()) continue;
    if (const int close = closeness(cast()[p].name, name)) found.emplace_back(-close * 10 - cast()[p].size, p);
  }
  std::ranges::sort(found);
  std::vector<std::size_t> performers;
  for (const auto& [rank, p] : found) performers.push_back(p);
  return performers;
}

http::Response SpotifyApi::search(const Call& call) {
  const auto text = call.query("q"), types = call.query("type");
  if (text.empty()) return error(400, "No search query");
  const auto limit = number(call, "limit", extended_ ? 20 : 5), offset = number(call, "offset", 0);
  if (!limit || *limit < 1 || *limit > (extended_ ? 50 : 10)) return error(400, "Invalid limit");
  if (!offset || *offset < 0 || *offset > 1000) return error(400, "Invalid offset");
  const bool artists = types.find("artist") != std::string_view::npos, tracks = types.find("track") != std::string_view::npos,
             albums = types.find("album") != std::string_view::npos;
  if (!artists && !tracks && !albums)
    return error(400, types.empty() ? "Missing parameter type" : "Bad search type field " + std::string(types));

  const auto query = read_query(text);
  const auto write = writer(call);
  const bool with_market = call.request.query.find("market").has_value();
  std::vector<std::pair<int, SpotifyRef>> found_tracks, found_albums;
  std::vector<std::size_t> found_artists;
  if (artists) found_artists = artists_like(query.field("artist").empty() ? query.words : query.field("artist"));

  std::vector<std::size_t> among;
  if (!query.field("artist").empty()) among = artists_like(query.field("artist"));
  else
    for (std::size_t p = 0; p < cast().size(); ++p) among.push_back(p);
  for (const auto p : tracks || albums ? among : std::vector<std::size_t>{}) {
    const auto& releases = catalogue_.records(p).releases;
    for (std::size_t r = 0; r < releases.size(); ++r) {
      const auto& release = releases[r];
      if (release.day > catalogue_.today() || !in_years(query.field("year"), release.day)) continue;
      if (!query.field("album").empty() && closeness(release.name, query.field("album")) == 0) continue;
      if (const int close = albums ? fit(release.name, cast()[p].name, query.words) : 0)
        found_albums.push_back({-close, {Kind::album, p, r}});
      for (std::size_t t = 0; tracks && t < release.tracks.size(); ++t) {
        const SpotifyRef ref{Kind::track, p, r, t};
        if (!query.field("isrc").empty() && isrc(catalogue_, ref) != query.field("isrc")) continue;
        if (!query.field("track").empty() && closeness(release.tracks[t].title, query.field("track")) == 0) continue;
        if (const int close = fit(release.tracks[t].title, cast()[release.tracks[t].by].name, query.words))
          found_tracks.push_back({-close, ref});
      }
    }
  }

  json::object body;
  const auto put = [&](const char* name, const char* type, const auto& found, auto item) {
    json::array items;
    const auto total = static_cast<int>(std::min<std::size_t>(found.size(), 1000));
    for (int i = *offset; i < std::min(total, *offset + *limit); ++i) items.push_back(item(found[static_cast<std::size_t>(i)]));
    body[name] = SpotifyJson::page(write.api() + "/search?query=" + html::encode_component(text) + "&type=" + type, std::move(items),
                                   *limit, *offset, total);
  };
  const auto by_rank = [](const auto& entry) {
    return std::tuple(entry.first, entry.second.performer, entry.second.release, entry.second.track);
  };
  std::ranges::sort(found_tracks, {}, by_rank);
  std::ranges::sort(found_albums, {}, by_rank);
  if (artists) put("artists", "artist", found_artists, [&](std::size_t p) { return write.artist(p); });
  if (tracks) put("tracks", "track", found_tracks, [&](const auto& entry) { return write.track(entry.second, with_market); });
  if (albums)
    put("albums", "album", found_albums,
        [&](const auto& entry) { return write.simple_album(entry.second.performer, entry.second.release); });
  return json_answer(200, body);
}

}  // namespace sandbox
