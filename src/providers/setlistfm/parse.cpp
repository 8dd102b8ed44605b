#include "providers/setlistfm/parse.hpp"

#include <algorithm>

#include "platform/base/dates.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"

namespace setlistfm {

namespace {

namespace json = base::json;
using base::Result;
using base::Skips;
using base::text_at;
using std::string_view;

constexpr std::size_t most_records = 100;  // no endpoint sends more than 30
constexpr std::size_t most_sets = 50;
constexpr std::size_t most_songs = 500;
constexpr int last_page = 500;
constexpr int most_encores = 20;

base::Error unexpected(string_view wanted) {
  return base::invalid("setlistfm.unexpected", "setlist.fm's answer is not " + std::string(wanted) + ".");
}

int count_at(const json::value& v, string_view key, int otherwise) {
  const auto n = base::int_at(v, key);
  return n && *n >= 0 && *n <= 100'000'000 ? static_cast<int>(*n) : otherwise;
}

std::optional<double> coordinate_at(const json::value& v, string_view key, double limit) {
  const auto value = base::double_at(v, key);
  return value && *value >= -limit && *value <= limit ? value : std::nullopt;
}

std::optional<Artist> read_artist(const json::value& v, string_view& why) {
  Artist artist{base::id_at(v, "mbid"), text_at(v, "name"), text_at(v, "sortName"), text_at(v, "disambiguation"),
                base::web_url_at(v, "url")};
  if (artist.name.empty()) return why = "no artist name", std::nullopt;
  return artist;
}

std::optional<Artist> artist_at(const json::value& v, string_view key) {
  const auto* artist = base::member(v, key);
  string_view unsaid;
  return artist ? read_artist(*artist, unsaid) : std::nullopt;
}

std::optional<City> city_of(const json::value& venue) {
  const auto* v = base::member(venue, "city");
  if (!v) return std::nullopt;
  City city;
  city.id = base::id_at(*v, "id");
  city.name = text_at(*v, "name", 200);
  city.state = text_at(*v, "state", 200);
  city.state_code = text_at(*v, "stateCode", 10);
  if (const auto* country = base::member(*v, "country")) {
    city.country = text_at(*country, "name", 100);
    city.country_code = text_at(*country, "code", 2);
  }
  if (const auto* place = base::member(*v, "coords")) {
    city.latitude = coordinate_at(*place, "lat", 90);
    city.longitude = coordinate_at(*place, "long", 180);
    if (!city.latitude || !city.longitude) city.latitude = city.longitude = std::nullopt;
  }
  return city.name.empty() ? std::nullopt : std::optional(std::move(city));
}

std::optional<Venue> read_venue(const json::value& v, string_view& why) {
  Venue venue{base::id_at(v, "id"), text_at(v, "name"), base::web_url_at(v, "url"), city_of(v)};
  if (venue.id.empty()) return why = "no venue id", std::nullopt;
  return venue;
}

std::optional<Song> read_song(const json::value& v, string_view& why) {
  if (!base::string_at(v, "name")) return why = "no song name", std::nullopt;  // an empty one is a song, a missing one is rubbish
  return Song{text_at(v, "name"), base::bool_at(v, "tape").value_or(false), artist_at(v, "cover"), artist_at(v, "with"),
              text_at(v, "info", 1000)};
}

// Encores mostly carry a number, but some are only named: "Encore", "Encore:", "Encore 2:". `before` is the highest number so far.
void settle_encore(Set& set, int before) {
  while (set.name.ends_with(':') || set.name.ends_with(' ')) set.name.pop_back();
  if (set.encore > 0) return;
  const std::string folded = base::fold(set.name);
  if (!folded.starts_with("encore")) return;
  const string_view rest = string_view(folded).substr(6);
  const bool plain = rest.find_first_not_of(" 0123456789") == string_view::npos;
  const std::size_t digit = rest.find_first_of("123456789");
  set.encore = plain && digit == rest.size() - 1 && digit != string_view::npos ? rest[digit] - '0' : std::min(before + 1, most_encores);
  if (plain) set.name.clear();
}

// On the wire `sets.set`; the official documentation shows `set` at the top.
const json::array* sets_of(const json::value& v) {
  const auto* wrapped = base::member(v, "sets");
  const auto* list = wrapped ? base::array_at(*wrapped, "set") : nullptr;
  return list ? list : base::array_at(v, "set");
}

std::vector<Set> read_sets(const json::array& list, Skips& skips) {
  int encores = 0;
  return base::read_list<Set>(list, "set", most_sets, skips, [&](const json::value& v, string_view&) -> std::optional<Set> {
    Set set;
    set.name = text_at(v, "name", 200);
    const int encore = count_at(v, "encore", 0);
    set.encore = encore <= most_encores ? encore : 0;
    settle_encore(set, encores);
    encores = std::max(encores, set.encore);
    if (const auto* songs = base::array_at(v, "song")) set.songs = base::read_list<Song>(*songs, "song", most_songs, skips, read_song);
    return set;
  });
}

std::optional<Setlist> read_setlist(const json::value& v, string_view& why, Skips& skips) {
  Setlist setlist;
  setlist.id = base::id_at(v, "id");
  if (setlist.id.empty()) return why = "no id", std::nullopt;
  const auto date = base::read_date_dmy(base::string_at(v, "eventDate").value_or(""));
  if (!date) return why = "no date", std::nullopt;
  auto artist = artist_at(v, "artist");
  if (!artist) return why = "no artist", std::nullopt;
  setlist.date = *date;
  setlist.artist = std::move(*artist);
  setlist.version = base::id_at(v, "versionId");
  setlist.updated = base::read_instant(base::string_at(v, "lastUpdated").value_or(""));
  string_view unsaid;
  if (const auto* venue = base::member(v, "venue")) setlist.venue = read_venue(*venue, unsaid);
  if (const auto* tour = base::member(v, "tour")) setlist.tour = text_at(*tour, "name", 300);
  if (const auto* sets = sets_of(v)) setlist.sets = read_sets(*sets, skips);
  setlist.info = text_at(v, "info", 4000);
  setlist.url = base::web_url_at(v, "url");
  return setlist;
}

std::optional<Artist> artist_record(const json::value& v, string_view& why, Skips&) {
  auto artist = read_artist(v, why);
  if (artist && artist->mbid.empty()) return why = "no mbid", std::nullopt;
  return artist;
}

std::optional<Venue> venue_record(const json::value& v, string_view& why, Skips&) { return read_venue(v, why); }

template <class T, class Read>
Result<Page<T>> read_page(string_view text, string_view key, Read read) {
  const auto v = base::parse_json(text);
  if (!v) return v.error();
  const auto* list = base::array_at(*v, key);
  if (!list) return unexpected("a list of " + std::string(key) + "s");
  Page<T> page;
  page.number = std::max(1, count_at(*v, "page", 1));
  page.per_page = count_at(*v, "itemsPerPage", static_cast<int>(list->size()));
  page.total = count_at(*v, "total", static_cast<int>(list->size()));
  if (page.per_page > 0 && page.number < last_page && static_cast<long>(page.number) * page.per_page < page.total)
    page.next = page.number + 1;
  page.records =
      base::read_list<T>(*list, key, most_records, page, [&](const json::value& item, string_view& why) { return read(item, why, page); });
  return page;
}

}  // namespace

int Setlist::played() const {
  int count = 0;
  for (const Set& set : sets) count += static_cast<int>(std::ranges::count(set.songs, false, &Song::tape));
  return count;
}

std::vector<std::string> medley_parts(string_view name) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t cut = name.find(" / ");
    parts.emplace_back(name.substr(0, cut));
    if (cut == string_view::npos) return parts;
    name.remove_prefix(cut + 3);
  }
}

Result<Page<Setlist>> parse_setlists(string_view text) { return read_page<Setlist>(text, "setlist", read_setlist); }
Result<Page<Artist>> parse_artists(string_view text) { return read_page<Artist>(text, "artist", artist_record); }
Result<Page<Venue>> parse_venues(string_view text) { return read_page<Venue>(text, "venue", venue_record); }
Result<Setlist> parse_setlist(string_view text) { return base::read_one<Setlist>(text, unexpected("a setlist"), read_setlist); }
Result<Artist> parse_artist(string_view text) { return base::read_one<Artist>(text, unexpected("an artist"), artist_record); }
Result<Venue> parse_venue(string_view text) { return base::read_one<Venue>(text, unexpected("a venue"), venue_record); }

std::string parse_error_message(string_view text) {
  const auto v = base::parse_json(text, {.bytes = 64u << 10, .depth = 8});
  return v ? text_at(*v, "message", 100) : std::string();
}

}  // namespace setlistfm
