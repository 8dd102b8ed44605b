#include "artists/artists.hpp"

#include "artists/addresses.hpp"
#include "artists/artists.sql.hpp"
#include "artists/stored.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "provenance/provenance.hpp"

namespace artists {

namespace {

constexpr std::size_t name_limit = 200;
constexpr std::string_view placeholder_name = "Unnamed artist";

ArtistId read_id(const db::Row& row) { return row.id<ArtistId>(0); }

Begun begun(const Artist& artist, bool created) { return {artist.id, artist.slug, artist.import_status, created}; }

Card read_card(const db::Row& row) {
  return {row.id<ArtistId>(0),
          row.str(1),
          row.str(2),
          stored::read_images(row.text(3)),
          base::texts_in(row.text(4)),
          row.maybe_i64(5),
          stored::read_status(row.text(6))};
}

// Rows of one artist follow each other, one for each alias.
void add_name(std::vector<Name>& names, const db::Row& row) {
  if (names.empty() || names.back().id != row.id<ArtistId>(0)) {
    const std::vector<Image> images = stored::read_images(row.text(4));
    names.push_back({row.id<ArtistId>(0), row.str(1), row.str(2), {}, row.maybe_i64(3), std::string(image_for(images, 96)), row.time(5)});
  }
  if (!row.is_null(6)) names.back().aliases.push_back(row.str(6));
}

// The search hit that began this artist is Spotify's word.
void record_hit(db::Tx& tx, base::Time now, ArtistId id, const NewArtist& artist, const std::string& name) {
  constexpr std::string_view ranking[] = {"spotify"};
  std::vector<provenance::Claim> claims;
  if (!name.empty()) claims.push_back({"name", name, ranking});
  if (!artist.genres.empty()) claims.push_back({"genres", stored::write_texts(artist.genres), ranking});
  if (artist.popularity) claims.push_back({"popularity", std::to_string(*artist.popularity), ranking});
  if (artist.image_url) claims.push_back({"images", stored::write_images({{*artist.image_url, {}, {}}}), ranking});
  if (artist.spotify_id) provenance::record(tx, now, provenance::subject(provenance::Entity::artist, id), "spotify", claims);
}

}  // namespace

std::string_view to_string(ImportStatus status) {
  switch (status) {
    case ImportStatus::pending: return "pending";
    case ImportStatus::importing: return "importing";
    case ImportStatus::completed: return "completed";
    case ImportStatus::failed: return "failed";
  }
  return "";
}

std::string_view image_for(const std::vector<Image>& images, int width) {
  const Image* best = nullptr;
  for (const Image& image : images) {
    const int has = image.width.value_or(0);
    const int best_has = best ? best->width.value_or(0) : 0;
    const bool better = best_has < width ? has > best_has : has >= width && has < best_has;
    if (!best || better) best = &image;
  }
  return best ? std::string_view(best->url) : std::string_view{};
}

std::optional<AtSlug> by_slug(db::Tx& tx, std::string_view slug) {
  if (auto artist = tx.one(sql::by_slug, stored::read_artist, slug)) return AtSlug{std::move(*artist), false};
  const auto owner = tx.one(sql::slug_owner, read_id, slug);
  auto artist = owner ? by_id(tx, *owner) : std::nullopt;
  return artist ? std::optional(AtSlug{std::move(*artist), true}) : std::nullopt;
}

std::optional<Artist> by_id(db::Tx& tx, ArtistId id) { return tx.one(sql::by_id, stored::read_artist, id); }

std::optional<Artist> by_spotify_id(db::Tx& tx, std::string_view spotify_id) {
  const auto id = tx.one(sql::id_by_spotify, read_id, spotify_id);
  return id ? by_id(tx, *id) : std::nullopt;
}

std::optional<ArtistId> by_mbid(db::Tx& tx, std::string_view mbid) { return tx.one(sql::id_by_mbid, read_id, mbid); }

std::optional<ArtistId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id) {
  return tx.one(sql::id_by_source, read_id, source, external_id);
}

std::vector<ArtistId> by_name(db::Tx& tx, std::string_view name) {
  const std::string folded = base::fold(name);
  return folded.empty() ? std::vector<ArtistId>{} : tx.all(sql::ids_by_name, read_id, folded);
}

Begun begin(db::Tx& tx, base::Time now, const NewArtist& artist) {
  if (artist.spotify_id)
    if (const auto known = by_spotify_id(tx, *artist.spotify_id)) return begun(*known, false);
  const ArtistId id = ArtistId::make();
  const std::string told = base::clean(artist.name, name_limit);
  const std::string name = told.empty() ? std::string(placeholder_name) : told;
  const std::string images = artist.image_url ? stored::write_images({{*artist.image_url, {}, {}}}) : "[]";
  const std::string wanted = addresses::wanted(told, id);
  for (int n = 1; n <= addresses::last_try; ++n) {
    const std::string slug = addresses::candidate(wanted, n, id);
    if (!addresses::free(tx, slug, id)) continue;
    if (tx.run(sql::insert_artist, id, name, base::fold(told), slug, artist.spotify_id, images, stored::write_texts(artist.genres),
               artist.popularity, now) > 0) {
      tx.run(sql::claim_slug, slug, id);
      record_hit(tx, now, id, artist, told);
      return {id, slug, ImportStatus::pending, true};
    }
    // Somebody else was quicker: with the same artist, or with the same address.
    if (artist.spotify_id)
      if (const auto known = by_spotify_id(tx, *artist.spotify_id)) return begun(*known, false);
  }
  throw std::logic_error("no address is left for an artist");
}

void add_alias(db::Tx& tx, ArtistId id, std::string_view alias, std::string_view source) {
  const std::string text = base::clean(alias, name_limit);
  const std::string folded = base::fold(text);
  if (!folded.empty()) tx.run(sql::insert_alias, id, folded, text, source);
}

std::vector<std::string> aliases(db::Tx& tx, ArtistId id) {
  return tx.all(sql::aliases, [](const db::Row& row) { return row.str(0); }, id);
}

ArtistId add_source(db::Tx& tx, base::Time now, ArtistId id, const SourceLink& link) {
  return *tx.one(sql::insert_source, read_id, link.source, link.external_id, id, link.url, now, link.how, link.score, link.reason);
}

std::vector<SourceLink> sources(db::Tx& tx, ArtistId id) {
  return tx.all(
      sql::sources,
      [](const db::Row& row) { return SourceLink{row.str(0), row.str(1), row.maybe_str(2), row.str(3), row.real(4), row.str(5)}; }, id);
}

void set_import_status(db::Tx& tx, base::Time now, ArtistId id, ImportStatus status) {
  tx.run(sql::set_import_status, to_string(status), now, id);
}

std::int64_t touch(db::Tx& tx, base::Time now, ArtistId id) {
  return tx.one(sql::touch, [](const db::Row& row) { return row.i64(0); }, now, id).value_or(0);
}

std::vector<Card> recently_imported(db::Tx& tx, int limit) { return tx.all(sql::recently_imported, read_card, limit); }
std::vector<Card> most_followed(db::Tx& tx, int limit) { return tx.all(sql::most_followed, read_card, limit); }

std::int64_t count(db::Tx& tx) {
  return tx.one(sql::count_all, [](const db::Row& row) { return row.i64(0); }).value_or(0);
}

std::vector<Name> all_names(db::Tx& tx, ArtistId after, int limit) {
  std::vector<Name> names;
  tx.each(sql::names_after, [&](const db::Row& row) { add_name(names, row); }, after, limit);
  return names;
}

std::vector<Name> names_changed_since(db::Tx& tx, base::Time since, int limit) {
  std::vector<Name> names;
  tx.each(sql::names_changed, [&](const db::Row& row) { add_name(names, row); }, since, limit);
  return names;
}

std::optional<Name> name_of(db::Tx& tx, ArtistId id) {
  std::vector<Name> names;
  tx.each(sql::name_of, [&](const db::Row& row) { add_name(names, row); }, id);
  return names.empty() ? std::nullopt : std::optional(std::move(names.front()));
}

}  // namespace artists
