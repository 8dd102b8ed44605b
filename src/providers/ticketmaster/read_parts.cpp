#include <algorithm>

#include "platform/base/text.hpp"
#include "providers/ticketmaster/read.hpp"

namespace ticketmaster {

namespace {

namespace json = base::json;
using base::text_at;
using std::string_view;

constexpr std::size_t most_images = 40;
constexpr std::size_t most_aliases = 30;
constexpr std::size_t most_links = 10;

std::string name_under(const json::value& v, string_view key) {
  const auto* part = base::member(v, key);
  std::string name = part ? text_at(*part, "name", 100) : std::string();
  return name == "Undefined" || name == "Other" ? std::string() : name;
}

std::string nested_text(const json::value& v, string_view outer, string_view key, std::size_t max_chars = 200) {
  const auto* part = base::member(v, outer);
  return part ? text_at(*part, key, max_chars) : std::string();
}

// The id at the end of https://open.spotify.com/artist/73sIBHcqh3Z3NyqHKZ7FOL?autoplay=true.
std::string spotify_artist_in(string_view url) {
  constexpr string_view marker = "open.spotify.com/";
  const std::size_t host = url.find(marker);
  if (host == string_view::npos) return {};
  const std::size_t kind = url.find("artist/", host + marker.size());
  if (kind == string_view::npos) return {};
  string_view id = url.substr(kind + 7);
  id = id.substr(0, id.find_first_of("?#/&"));
  return id.size() == 22 && base::is_plain_id(id) && id.find_first_of("-_") == string_view::npos ? std::string(id) : std::string();
}

bool is_uuid(string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

template <class Id>
std::vector<std::string> linked_ids(const json::value& links, string_view key, Id id_of) {
  std::vector<std::string> ids;
  const auto* list = base::array_at(links, key);
  if (!list) return ids;
  for (const auto& link : *list) {
    std::string id = id_of(link);
    if (!id.empty() && ids.size() < most_links && std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

std::optional<double> coordinate_at(const json::value& place, string_view key, double limit) {
  const auto value = base::double_at(place, key);  // sent as text
  return value && *value >= -limit && *value <= limit ? value : std::nullopt;
}

}  // namespace

Classification classification_of(const json::value& v) {
  const auto* list = base::array_at(v, "classifications");
  if (!list || list->empty()) return {};
  const auto primary = std::ranges::find_if(*list, [](const json::value& c) { return base::bool_at(c, "primary").value_or(false); });
  const json::value& chosen = primary != list->end() ? *primary : list->front();
  Classification classification{
      {}, name_under(chosen, "segment"), name_under(chosen, "genre"), name_under(chosen, "subGenre"), name_under(chosen, "type")};
  if (const auto* segment = base::member(chosen, "segment")) classification.segment_id = base::id_at(*segment, "id");
  return classification;
}

// Small decoration: what cannot be read is dropped without a word.
std::vector<Image> images_of(const json::value& v) {
  const auto* list = base::array_at(v, "images");
  if (!list) return {};
  base::Skips unsaid;
  return base::read_list<Image>(*list, "image", most_images, unsaid, [](const json::value& i, string_view&) -> std::optional<Image> {
    const auto pixels = [&](string_view key) {
      return static_cast<int>(std::clamp<std::int64_t>(base::int_at(i, key).value_or(0), 0, 100'000));
    };
    Image image{base::web_url_at(i, "url"), base::id_at(i, "ratio"), pixels("width"), pixels("height"),
                base::bool_at(i, "fallback").value_or(false)};
    return image.url.empty() ? std::nullopt : std::optional(std::move(image));
  });
}

std::optional<Attraction> read_attraction(const json::value& v, string_view& why) {
  Attraction attraction;
  attraction.id = base::id_at(v, "id");
  attraction.name = text_at(v, "name");
  if (attraction.id.empty()) return why = "no id", std::nullopt;
  if (attraction.name.empty()) return why = "no name", std::nullopt;
  attraction.url = base::web_url_at(v, "url");
  attraction.test = base::bool_at(v, "test").value_or(false);
  attraction.classification = classification_of(v);
  attraction.images = images_of(v);
  attraction.aliases = base::texts_at(v, "aliases", most_aliases, 200);
  if (const auto* links = base::member(v, "externalLinks")) {
    attraction.spotify_ids =
        linked_ids(*links, "spotify", [](const json::value& l) { return spotify_artist_in(base::string_at(l, "url").value_or("")); });
    attraction.musicbrainz_ids = linked_ids(*links, "musicbrainz", [](const json::value& l) {
      std::string id = base::id_at(l, "id");
      return is_uuid(id) ? id : std::string();
    });
    if (const auto* pages = base::array_at(*links, "homepage"); pages && !pages->empty())
      attraction.homepage = base::web_url_at(pages->front(), "url");
  }
  if (const auto* upcoming = base::member(v, "upcomingEvents")) {
    const auto total = base::int_at(*upcoming, "_total");
    if (total && *total >= 0 && *total < 1'000'000) attraction.upcoming_events = static_cast<int>(*total);
  }
  return attraction;
}

std::optional<Venue> read_venue(const json::value& v, string_view& why) {
  Venue venue;
  venue.id = base::id_at(v, "id");
  venue.name = text_at(v, "name");
  if (venue.id.empty()) return why = "no id", std::nullopt;
  if (venue.name.empty()) return why = "no name", std::nullopt;
  venue.url = base::web_url_at(v, "url");
  venue.test = base::bool_at(v, "test").value_or(false);
  venue.address = nested_text(v, "address", "line1");
  if (std::string second = nested_text(v, "address", "line2"); !second.empty())
    venue.address += (venue.address.empty() ? "" : ", ") + second;
  venue.city = nested_text(v, "city", "name");
  venue.region = nested_text(v, "state", "name");
  venue.region_code = nested_text(v, "state", "stateCode", 10);
  venue.country = nested_text(v, "country", "name");
  venue.country_code = nested_text(v, "country", "countryCode", 2);
  venue.postal_code = text_at(v, "postalCode", 20);
  venue.zone = text_at(v, "timezone", 60);
  if (const auto* place = base::member(v, "location")) {
    venue.latitude = coordinate_at(*place, "latitude", 90);
    venue.longitude = coordinate_at(*place, "longitude", 180);
    // Half a place is none, and 0,0 in the Atlantic stands for "not known".
    if (!venue.latitude || !venue.longitude || (*venue.latitude == 0 && *venue.longitude == 0))
      venue.latitude = venue.longitude = std::nullopt;
  }
  return venue;
}

}  // namespace ticketmaster
