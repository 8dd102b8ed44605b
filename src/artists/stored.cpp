#include "artists/stored.hpp"

#include "artists/artists.sql.hpp"
#include "platform/base/read.hpp"

namespace artists::stored {

namespace json = boost::json;

namespace {

// These columns are written here only; anything else in them reads as empty.
json::array read_array(std::string_view text) {
  if (text == "[]") return {};
  const base::Result<json::value> value = base::parse_json(text);
  return value && value->is_array() ? value->get_array() : json::array{};
}

std::optional<int> size_at(const json::value& image, std::string_view key) {
  const std::optional<std::int64_t> size = base::int_at(image, key);
  return size && *size > 0 && *size < 100'000 ? std::optional(static_cast<int>(*size)) : std::nullopt;
}

}  // namespace

std::string write_images(const std::vector<Image>& images) {
  json::array out;
  for (const Image& image : images) {
    json::object o{{"url", image.url}};
    if (image.width) o["width"] = *image.width;
    if (image.height) o["height"] = *image.height;
    out.push_back(std::move(o));
  }
  return json::serialize(out);
}

std::vector<Image> read_images(std::string_view text) {
  std::vector<Image> images;
  for (const json::value& value : read_array(text))
    if (const auto url = base::string_at(value, "url"))
      images.push_back({std::string(*url), size_at(value, "width"), size_at(value, "height")});
  return images;
}

std::string write_texts(const std::vector<std::string>& texts) { return json::serialize(json::array(texts.begin(), texts.end())); }

ImportStatus read_status(std::string_view text) {
  for (const ImportStatus status : {ImportStatus::importing, ImportStatus::completed, ImportStatus::failed})
    if (text == to_string(status)) return status;
  return ImportStatus::pending;
}

Artist read_artist(const db::Row& row) {
  return {
      .id = row.id<ArtistId>(0),
      .name = row.str(1),
      .slug = row.str(2),
      .biography = row.maybe_str(3),
      .disambiguation = row.maybe_str(4),
      .spotify_id = row.maybe_str(5),
      .mbid = row.maybe_str(6),
      .images = read_images(row.text(7)),
      .genres = base::texts_in(row.text(8)),
      .follower_count = row.maybe_i64(9),
      .popularity = row.maybe_i64(10),
      .import_status = read_status(row.text(11)),
      .revision = row.i64(12),
      .created_at = row.time(13),
      .updated_at = row.time(14),
  };
}

AlbumKind read_kind(std::string_view text) {
  for (const AlbumKind kind : {AlbumKind::single, AlbumKind::compilation, AlbumKind::live, AlbumKind::remix})
    if (text == to_string(kind)) return kind;
  return AlbumKind::album;
}

void lock(db::Tx& tx, ArtistId artist) {
  tx.each(sql::by_id_locked, [](const db::Row&) {}, artist);
}

}  // namespace artists::stored
