#include "sandbox/setlistfm_json.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/base/text.hpp"
#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

std::string slug(std::string_view text) {
  auto made = base::slugify(text);
  return made.empty() ? "x" : made;
}

}  // namespace

SetlistfmVenue venue_of(const Catalogue& catalogue, const Night& night) {
  const Hall& hall = catalogue.hall(night);
  return {night.hall, !hall.former_name.empty() && night.day < hall.renamed};
}

std::string venue_id(const Codes& codes, const SetlistfmVenue& venue) {
  return codes.setlistfm(static_cast<std::uint32_t>(venue.hall * 2 + venue.former), venue_salt);
}

std::optional<SetlistfmVenue> read_venue_id(const Catalogue& catalogue, std::string_view id) {
  const auto thing = catalogue.codes().from_setlistfm(id, venue_salt);
  if (!thing || *thing / 2 >= catalogue.halls().size()) return std::nullopt;
  const SetlistfmVenue venue{*thing / 2, *thing % 2 == 1};
  if (venue.former && catalogue.halls()[venue.hall].former_name.empty()) return std::nullopt;
  return venue;
}

std::string setlist_id(const Codes& codes, const Night& night) { return codes.setlistfm(night.key(), setlist_salt); }
std::string version_id(const Codes& codes, const Night& night) {
  return (night.ordinal % 3 ? "g" : "") + codes.setlistfm(night.key(), version_salt);
}

base::Time last_updated(const Catalogue& catalogue, const Night& night) {
  const auto luck = hashed(catalogue.seed(), hashed("updated"), night.key());
  const Day day = std::min(night.day + static_cast<Day>(luck % 5 == 0 ? luck / 5 % 900 : luck / 5 % 4), catalogue.today() - 1);
  return base::Time{std::chrono::days{day} + std::chrono::milliseconds{luck / 7 % 86'400'000}};
}

json::object SetlistfmJson::person(std::string mbid, std::string_view name, std::string sort, std::string_view disambiguation) const {
  const auto url = site_ + "/out/setlistfm/setlists/" + slug(name) + "-" + mbid.substr(0, 8) + ".html";
  return {{"mbid", std::move(mbid)}, {"name", name}, {"sortName", std::move(sort)}, {"disambiguation", disambiguation}, {"url", url}};
}

json::object SetlistfmJson::artist(std::size_t performer) const {
  const auto& who = cast()[performer];
  auto artist = person(catalogue_.mbid(performer), who.name, sort_name(who), who.disambiguation);
  if (performer % 9 == 4) artist.erase("disambiguation");
  return artist;
}

json::object SetlistfmJson::original(std::size_t index) const {
  const auto& o = originals()[index];
  return person(catalogue_.codes().mbid(1000 + index), o.name, std::string(o.sort_name), o.disambiguation);
}

json::object SetlistfmJson::credited(const Credit& credit) const { return credit.original ? original(credit.index) : artist(credit.index); }

json::object SetlistfmJson::city(const City& place) const {
  return {{"id", std::to_string(place.geonames)},
          {"name", place.english},
          {"state", place.state},
          {"stateCode", place.state_digits},
          {"coords", {{"lat", place.latitude}, {"long", place.longitude}}},
          {"country", {{"code", place.country}, {"name", country_of(place).setlistfm}}}};
}

json::object SetlistfmJson::venue(const SetlistfmVenue& which) const {
  const Hall& hall = catalogue_.halls()[which.hall];
  const auto& name = which.former ? hall.former_name : hall.setlist_name;
  const auto id = venue_id(catalogue_.codes(), which);
  json::object venue{{"id", id}, {"name", name}};
  if (!hall.without_city) venue["city"] = city(hall.place());
  venue["url"] = site_ + "/out/setlistfm/venue/" + slug(name) + "-" + slug(hall.place().english) + "-" + id + ".html";
  return venue;
}

json::object SetlistfmJson::song(const PlayedSong& played) const {
  json::object song{{"name", played.name}};
  if (played.tape) song["tape"] = true;
  if (played.cover) song["cover"] = credited(*played.cover);
  if (played.guest) song["with"] = credited(*played.guest);
  if (!played.info.empty()) song["info"] = played.info;
  return song;
}

json::object SetlistfmJson::setlist(const Night& night) const {
  const auto made = catalogue_.setlist(night);
  json::array sets;
  for (const auto& part : made.sets) {
    json::object set;
    if (!part.name.empty()) set["name"] = part.name;
    if (part.encore) set["encore"] = part.encore;
    json::array songs;
    for (const auto& played : part.songs) songs.push_back(song(played));
    set["song"] = std::move(songs);
    sets.push_back(std::move(set));
  }
  const auto updated = last_updated(catalogue_, night);
  char when[48];
  const auto millis = base::to_millis(updated) - std::int64_t{day_of(updated)} * 86'400'000;
  std::snprintf(when, sizeof when, "%sT%02lld:%02lld:%02lld.%03lld+0000", iso_date(day_of(updated)).c_str(),
                static_cast<long long>(millis / 3'600'000), static_cast<long long>(millis / 60'000 % 60),
                static_cast<long long>(millis / 1000 % 60), static_cast<long long>(millis % 1000));

  const auto id = setlist_id(catalogue_.codes(), night);
  auto place = venue(venue_of(catalogue_, night));
  // Some entries name only the town.
  if (made.sets.empty() && hashed(catalogue_.seed(), hashed("nameless"), night.key()) % 40 == 0) place["name"] = "";
  json::object setlist{{"id", id},
                       {"versionId", version_id(catalogue_.codes(), night)},
                       {"eventDate", dotted_date(night.day)},
                       {"lastUpdated", when},
                       {"artist", artist(night.performer)},
                       {"venue", std::move(place)}};
  if (const auto tour = catalogue_.tour(night); !tour.empty()) setlist["tour"] = {{"name", tour}};
  setlist["sets"] = {{"set", std::move(sets)}};
  if (!made.info.empty()) setlist["info"] = made.info;
  setlist["url"] = site_ + "/out/setlistfm/setlist/" + slug(cast()[night.performer].name) + "/" + std::to_string(year_of(night.day)) + "/" +
                   id + ".html";
  return setlist;
}

}  // namespace sandbox
