#include "setlists/beginning.hpp"

#include <cmath>

#include "setlists/ot/wire.hpp"
#include "setlists/prediction.hpp"

namespace setlists {

namespace json = boost::json;

namespace {

std::string id_of(SetlistId setlist, const std::string& what, int place) { return ot::ulid_from(setlist.str() + " " + what, place); }

template <class T>
void put(json::object& to, std::string_view field, const std::optional<T>& value) {
  if (value) to[field] = *value;
}

// How a section is called: as the source names it, or by its kind and number.
std::string label_of(const SongRow& row) {
  if (row.section_name && !row.section_name->empty()) return *row.section_name;
  const auto number = row.section_number > 1 ? " " + std::to_string(row.section_number) : std::string();
  if (row.section == Section::encore) return "Encore" + number;
  return row.section == Section::set && row.section_number > 0 ? "Set " + std::to_string(row.section_number) : "";
}

ot::Item played_item(SetlistId setlist, const SongRow& row) {
  json::object song{{"title", row.title}};
  if (row.song) song["ref"] = row.song->str();
  put(song, "artist", row.artist_name);
  json::object fields{{"kind", "song"}, {"song", std::move(song)}, {"meaning", "happened"}};
  put(fields, "note", row.note);
  put(fields, "cover_of", row.cover_of);
  put(fields, "guest", row.guest);
  if (row.duration_ms && *row.duration_ms >= 1000) fields["duration"] = *row.duration_ms / 1000;
  if (row.tape) fields["tape"] = true;
  return {id_of(setlist, "row " + row.id.str(), row.position), std::move(fields)};
}

ot::Document played(SetlistId setlist, const std::vector<SongRow>& rows) {
  ot::Document document;
  std::string section;
  for (const auto& row : rows) {
    if (const auto label = label_of(row); label != section) {
      section = label;
      document.items.push_back({id_of(setlist, "section before " + row.id.str(), row.position),
                                {{"kind", "marker"}, {"label", label.empty() ? "Main set" : label}}});
    }
    document.items.push_back(played_item(setlist, row));
  }
  return document;
}

ot::Document predicted(SetlistId setlist, const std::vector<Predicted>& songs) {
  ot::Document document;
  int place = 0;
  for (const auto& p : songs)
    document.items.push_back({id_of(setlist, "song " + p.song.str(), ++place),
                              {{"kind", "song"},
                               {"song", {{"ref", p.song.str()}, {"title", p.title}}},
                               {"meaning", "expect"},
                               {"odds", static_cast<int>(std::lround(p.odds * 100))}}});
  return document;
}

}  // namespace

Beginning beginning(db::Tx& tx, SetlistId id) {
  const auto setlist = by_id(tx, id);
  if (!setlist) return {};
  if (const auto played_songs = rows(tx, id); !played_songs.empty()) return {played(id, played_songs), setlist->source.value_or("source")};
  const auto show = shows::by_id(tx, setlist->show);
  if (!show || !show->over_at) return {{}, "prediction"};
  // Where the hour is unknown: noon of its day is before it and after the night before.
  const auto before = show->starts_at.value_or(*show->over_at - std::chrono::hours(18));
  return {predicted(id, predict(tx, setlist->artist, before, show->venue ? std::optional(show->venue->id) : std::nullopt)), "prediction"};
}

}  // namespace setlists
