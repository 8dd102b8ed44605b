// Reading setlists; store.cpp takes them in.
#include "setlists/setlists.hpp"

#include "setlists/setlists.sql.hpp"

namespace setlists {

namespace {

Status status_from(std::string_view text) {
  if (text == to_string(Status::live)) return Status::live;
  return text == to_string(Status::completed) ? Status::completed : Status::draft;
}

Section section_from(std::string_view text) {
  if (text == to_string(Section::encore)) return Section::encore;
  return text == to_string(Section::set) ? Section::set : Section::main;
}

Setlist read_setlist(const db::Row& row) {
  return {row.id<SetlistId>(0), row.id<ShowId>(1), row.id<ArtistId>(2), row.str(3),       row.str(4),        status_from(row.text(5)),
          row.i64(6),           row.i64(7),        row.maybe_str(8),    row.maybe_str(9), row.maybe_str(10), row.time(11)};
}

SongRow read_song(const db::Row& row) {
  return {
      .id = row.id<SongRowId>(0),
      .position = static_cast<int>(row.i64(1)),
      .section = section_from(row.text(2)),
      .section_number = static_cast<int>(row.i64(3)),
      .section_name = row.maybe_str(4),
      .song = row.maybe_id<SongId>(5),
      .title = row.str(6),
      .artist_name = row.maybe_str(7),
      .cover_of = row.maybe_str(8),
      .guest = row.maybe_str(9),
      .note = row.maybe_str(10),
      .duration_ms = row.maybe_i64(11),
      .tape = row.flag(12),
      .up_votes = row.i64(13),
      .down_votes = row.i64(14),
      .plays = row.i64(15),
      .debut = row.flag(16),
  };
}

}  // namespace

std::string_view to_string(Status status) {
  switch (status) {
    case Status::draft: return "draft";
    case Status::live: return "live";
    case Status::completed: return "completed";
  }
  return "";
}

std::string_view to_string(Section section) {
  switch (section) {
    case Section::main: return "main";
    case Section::set: return "set";
    case Section::encore: return "encore";
  }
  return "";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::added: return "added";
    case Outcome::updated: return "updated";
    case Outcome::unchanged: return "unchanged";
    case Outcome::empty: return "empty";
    case Outcome::kept: return "kept";
  }
  return "";
}

SetlistId ensure(db::Tx& tx, base::Time now, ShowId show, ArtistId artist) {
  tx.run(sql::ensure_setlist, SetlistId::make(), show, artist, now);
  return tx.one(sql::id_of, [](const db::Row& row) { return row.id<SetlistId>(0); }, show, artist).value();
}

std::vector<Setlist> by_show(db::Tx& tx, ShowId show) { return tx.all(sql::by_show, read_setlist, show); }
std::optional<Setlist> by_id(db::Tx& tx, SetlistId id) { return tx.one(sql::by_id, read_setlist, id); }
std::vector<SongRow> rows(db::Tx& tx, SetlistId setlist) { return tx.all(sql::rows, read_song, setlist); }

}  // namespace setlists
