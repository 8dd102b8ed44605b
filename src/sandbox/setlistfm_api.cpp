#include "sandbox/setlistfm_api.hpp"

#include <algorithm>

#include "platform/base/dates.hpp"
#include "sandbox/matching.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/xml.hpp"

namespace sandbox {

namespace {

// The gateway in front of the API answers in its own words, always JSON.
http::Response gateway(int status, std::string_view message) { return json_answer(status, {{"message", message}}, "application/json"); }

bool within(std::string_view asked, std::string_view text) { return asked.empty() || closeness(text, asked) > 0; }
bool same(std::string_view asked, std::string_view text) { return asked.empty() || asked == text; }

// yyyyMMddHHmmss, UTC
std::optional<base::Time> read_compact(std::string_view text) {
  if (text.size() != 14) return std::nullopt;
  std::string iso(text);
  for (const auto& [at, what] : {std::pair{12, ":"}, {10, ":"}, {8, "T"}, {6, "-"}, {4, "-"}})
    iso.insert(static_cast<std::size_t>(at), what);
  return base::read_instant(iso + "Z");
}

}  // namespace

http::Response SetlistfmApi::forbidden() { return gateway(403, "Forbidden"); }
http::Response SetlistfmApi::throttled() { return gateway(429, "Too Many Requests").with("x-amzn-ErrorType", "TooManyRequestsException"); }
http::Response SetlistfmApi::quota_spent() { return gateway(429, "Limit Exceeded").with("x-amzn-ErrorType", "LimitExceededException"); }

http::Response SetlistfmApi::answer(const Call& call) {
  if (call.request.headers.get("x-api-key") != setlistfm_key) return forbidden();
  if (limits_.enforce) {
    if (today_.used(call.now) >= limits_.setlistfm_per_day) return quota_spent();
    if (window_.refuse(call.now, limits_.setlistfm_per_second, std::chrono::seconds(1))) return throttled();
  }
  today_.add(call.now);
  if (call.request.method != http::Method::get && call.request.method != http::Method::head)
    return gateway(403, "Missing Authentication Token");
  return route(call);
}

http::Response SetlistfmApi::send(const Call& call, std::string_view root, json::object body, int status) const {
  const auto accept = call.request.headers.get("Accept");
  auto response = accept.find("application/json") != std::string_view::npos ? json_answer(status, std::move(body), "application/json")
                                                                            : http::text(status, to_xml(root, body), "application/xml");
  return response.with("Cache-Control", "no-transform, max-age=60").with("Vary", "Accept,Accept-Language");
}

http::Response SetlistfmApi::not_found(const Call& call) const {
  std::string now = base::write_instant(call.now);
  now.replace(now.size() - 1, 1, ".000+0000");
  return send(call, "error", {{"code", 404}, {"status", "Not Found"}, {"message", "not found"}, {"timestamp", now}}, 404);
}

http::Response SetlistfmApi::route(const Call& call) {
  const auto& parts = call.parts;
  if (call.is({"search", "artists"})) return search_artists(call);
  if (call.is({"search", "setlists"})) return search_setlists(call);
  if (call.is({"search", "venues"})) return search_venues(call);
  if (call.is({"artist", "*"})) return artist(call, parts[1]);
  if (call.is({"artist", "*", "setlists"})) {
    const auto performer = catalogue_.performer_with_mbid(parts[1]);
    return performer ? setlists(call, catalogue_.entries(*performer)) : not_found(call);
  }
  if (call.is({"setlist", "*"})) {
    const auto* night = entry(catalogue_.codes().from_setlistfm(parts[1], setlist_salt));
    return night ? send(call, "setlist", writer(call).setlist(*night)) : not_found(call);
  }
  if (call.is({"setlist", "version", "*"})) return setlist_by_version(call, parts[2]);
  const auto venue = parts.size() > 1 && parts[0] == "venue" ? read_venue_id(catalogue_, parts[1]) : std::nullopt;
  if (venue && call.is({"venue", "*"})) return send(call, "venue", writer(call).venue(*venue));
  if (venue && call.is({"venue", "*", "setlists"})) {
    auto found = all_entries();
    std::erase_if(found, [&](const Night* n) { return venue_id(catalogue_.codes(), venue_of(catalogue_, *n)) != parts[1]; });
    return setlists(call, found);
  }
  return not_found(call);
}

http::Response SetlistfmApi::artist(const Call& call, std::string_view mbid) {
  if (const auto performer = catalogue_.performer_with_mbid(mbid); performer && cast()[*performer].on_setlistfm())
    return send(call, "artist", writer(call).artist(*performer));
  for (std::size_t i = 0; i < originals().size(); ++i)
    if (catalogue_.codes().mbid(1000 + i) == mbid) return send(call, "artist", writer(call).original(i));
  return not_found(call);
}

http::Response SetlistfmApi::setlist_by_version(const Call& call, std::string_view version) {
  if (version.starts_with('g')) version.remove_prefix(1);
  const auto* night = entry(catalogue_.codes().from_setlistfm(version, version_salt));
  return night ? send(call, "setlist", writer(call).setlist(*night)) : not_found(call);
}

const Night* SetlistfmApi::entry(std::optional<std::uint32_t> key) {
  const auto* night = key ? catalogue_.night(*key) : nullptr;
  if (!night) return nullptr;
  const auto entries = catalogue_.entries(night->performer);
  return std::ranges::find(entries, night) == entries.end() ? nullptr : night;
}

std::vector<const Night*> SetlistfmApi::all_entries() {
  std::vector<const Night*> all;
  for (std::size_t p = 0; p < cast().size(); ++p) {
    const auto entries = catalogue_.entries(p);
    all.insert(all.end(), entries.begin(), entries.end());
  }
  std::ranges::sort(all, {}, [](const Night* n) { return std::pair(-n->day, n->key()); });
  return all;
}

template <class T, class Write>
http::Response SetlistfmApi::page(const Call& call, std::string_view type, std::string_view list, std::size_t size,
                                  const std::vector<T>& found, Write write) {
  const auto number_of = number(call, "p", 1);
  if (!number_of || *number_of < 1 || (static_cast<std::size_t>(*number_of) - 1) * size >= found.size()) return not_found(call);
  json::array items;
  for (auto i = (static_cast<std::size_t>(*number_of) - 1) * size; i < std::min(found.size(), static_cast<std::size_t>(*number_of) * size);
       ++i)
    items.push_back(write(found[i]));
  return send(call, type,
              {{"type", type}, {"itemsPerPage", size}, {"page", *number_of}, {"total", found.size()}, {list, std::move(items)}});
}

http::Response SetlistfmApi::setlists(const Call& call, const std::vector<const Night*>& found) {
  const auto write = writer(call);
  return page(call, "setlists", "setlist", 20, found, [&](const Night* night) { return write.setlist(*night); });
}

http::Response SetlistfmApi::search_setlists(const Call& call) {
  const auto asked = [&](std::string_view key) { return call.query(key); };
  const auto date = base::read_date_dmy(asked("date"));
  const auto since = read_compact(asked("lastUpdated"));
  if ((!asked("date").empty() && !date) || (!asked("lastUpdated").empty() && !since)) return not_found(call);
  auto found = all_entries();
  std::erase_if(found, [&](const Night* night) {
    const Hall& hall = catalogue_.hall(*night);
    const City& city = hall.place();
    const auto venue = venue_of(catalogue_, *night);
    return !same(asked("artistMbid"), catalogue_.mbid(night->performer)) || !within(asked("artistName"), cast()[night->performer].name) ||
           !same(asked("venueId"), venue_id(catalogue_.codes(), venue)) ||
           !within(asked("venueName"), venue.former ? hall.former_name : hall.setlist_name) ||
           !same(asked("cityId"), std::to_string(city.geonames)) || !within(asked("cityName"), city.english) ||
           !same(asked("countryCode"), city.country) || !same(asked("stateCode"), city.state_digits) || !same(asked("state"), city.state) ||
           !same(asked("year"), std::to_string(year_of(night->day))) ||
           (date && std::chrono::sys_days{*date}.time_since_epoch().count() != night->day) ||
           (since && last_updated(catalogue_, *night) < *since) ||
           (!asked("tourName").empty() && !within(asked("tourName"), catalogue_.tour(*night)));
  });
  return setlists(call, found);
}

http::Response SetlistfmApi::search_artists(const Call& call) {
  struct Hit {
    bool original;
    std::size_t index;
    int close;
    std::string sort;
  };
  const auto name = call.query("artistName"), mbid = call.query("artistMbid");
  std::vector<Hit> hits;
  const auto consider = [&](bool original, std::size_t index, std::string_view called, const std::string& own_mbid, std::string sort) {
    const int close = name.empty() ? 1 : closeness(called, name);
    if (close > 0 && same(mbid, own_mbid)) hits.push_back({original, index, close, std::move(sort)});
  };
  for (std::size_t p = 0; p < cast().size(); ++p)
    if (cast()[p].on_setlistfm()) consider(false, p, cast()[p].name, catalogue_.mbid(p), sort_name(cast()[p]));
  for (std::size_t i = 0; i < originals().size(); ++i)
    consider(true, i, originals()[i].name, catalogue_.codes().mbid(1000 + i), std::string(originals()[i].sort_name));
  const bool relevance = call.query("sort") == "relevance";
  std::ranges::sort(hits, {}, [&](const Hit& hit) { return std::tuple(relevance ? -hit.close : 0, hit.sort, hit.index); });
  return page(call, "artists", "artist", 30, hits,
              [&](const Hit& hit) { return hit.original ? writer(call).original(hit.index) : writer(call).artist(hit.index); });
}

http::Response SetlistfmApi::search_venues(const Call& call) {
  std::vector<SetlistfmVenue> found;
  for (std::size_t h = 0; h < catalogue_.halls().size(); ++h) {
    const Hall& hall = catalogue_.halls()[h];
    const City& city = hall.place();
    if (!within(call.query("cityName"), city.english) || !same(call.query("country"), city.country) ||
        !same(call.query("stateCode"), city.state_digits))
      continue;
    if (within(call.query("name"), hall.setlist_name)) found.push_back({h, false});
    if (!hall.former_name.empty() && within(call.query("name"), hall.former_name)) found.push_back({h, true});
  }
  return page(call, "venues", "venue", 30, found, [&](const SetlistfmVenue& venue) { return writer(call).venue(venue); });
}

}  // namespace sandbox
