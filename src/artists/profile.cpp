// Taking in what a source says about an artist.
#include <algorithm>
#include <charconv>

#include "artists/addresses.hpp"
#include "artists/artists.hpp"
#include "artists/artists.sql.hpp"
#include "artists/hand_over.hpp"
#include "artists/stored.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "provenance/provenance.hpp"

namespace artists {

namespace {

constexpr std::string_view ranking[] = {"spotify", "ticketmaster", "setlistfm"};
constexpr std::size_t most_genres = 20;
constexpr std::size_t most_images = 10;

class Claims {
 public:
  void add(std::string_view field, std::string value) {
    if (!value.empty()) list_.push_back({field, std::move(value), ranking});
  }
  void text(std::string_view field, const std::optional<std::string>& value, std::size_t limit) {
    if (value) add(field, base::clean(*value, limit));
  }
  void number(std::string_view field, std::optional<std::int64_t> value) {
    if (value && *value >= 0) add(field, std::to_string(*value));
  }
  const std::vector<provenance::Claim>& list() const { return list_; }

 private:
  std::vector<provenance::Claim> list_;
};

std::vector<std::string> cleaned_genres(const std::vector<std::string>& genres) {
  std::vector<std::string> out;
  for (const std::string& genre : genres) {
    std::string text = base::clean(genre, 60);
    if (!text.empty() && out.size() < most_genres && std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

std::vector<Image> ordered_images(std::vector<Image> images) {
  std::ranges::sort(images, {}, [](const Image& image) { return std::pair(-image.width.value_or(0), std::string_view(image.url)); });
  if (images.size() > most_images) images.resize(most_images);
  return images;
}

// An empty list is silence: Spotify withholds genres and pictures at times, and what is known stays.
Claims claims_of(const Profile& profile) {
  Claims claims;
  claims.text("name", profile.name, 200);
  claims.text("biography", profile.biography, 20'000);
  claims.text("disambiguation", profile.disambiguation, 200);
  claims.number("follower_count", profile.follower_count);
  claims.number("popularity", profile.popularity);
  claims.text("spotify_id", profile.spotify_id, 64);
  claims.text("mbid", profile.mbid, 64);
  if (profile.genres)
    if (const auto genres = cleaned_genres(*profile.genres); !genres.empty()) claims.add("genres", stored::write_texts(genres));
  if (profile.images && !profile.images->empty()) claims.add("images", stored::write_images(ordered_images(*profile.images)));
  return claims;
}

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// False for a field that is not one of the profile's columns.
bool put(Artist& artist, std::string_view field, const std::string& value) {
  if (field == "name") artist.name = value;
  else if (field == "biography") artist.biography = value;
  else if (field == "disambiguation") artist.disambiguation = value;
  else if (field == "follower_count") artist.follower_count = number(value);
  else if (field == "popularity") artist.popularity = number(value);
  else if (field == "genres") artist.genres = base::texts_in(value);
  else if (field == "images") artist.images = stored::read_images(value);
  else return false;
  return true;
}

// An identity is taken once and stays; one that another artist has is left there.
std::optional<ArtistId> take_identity(db::Tx& tx, const Artist& artist, const std::optional<std::string>& had, const std::string& wanted,
                                      const db::Statement& take, const db::Statement& owner) {
  if (had == wanted || tx.run(take, wanted, artist.id) > 0) return std::nullopt;
  const auto other = tx.one(owner, [](const db::Row& row) { return row.id<ArtistId>(0); }, wanted);
  return other && *other != artist.id ? other : std::nullopt;
}

void update(db::Tx& tx, base::Time now, const Artist& artist) {
  tx.run(sql::update_profile, artist.name, base::fold(artist.name), artist.biography, artist.disambiguation,
         stored::write_images(artist.images), stored::write_texts(artist.genres), artist.follower_count, artist.popularity, now, artist.id);
}

void put_back(db::Tx& tx, base::Time now, ArtistId id, std::string_view field, const std::string& value) {
  Artist artist = by_id(tx, id).value();
  const std::string name = artist.name;
  put(artist, field, value);
  if (artist.name != name) addresses::follow_name(tx, artist, artist.name);
  update(tx, now, artist);
}

}  // namespace

Applied apply_profile(db::Tx& tx, base::Time now, ArtistId id, const Profile& profile, std::string_view source) {
  const auto found = tx.one(sql::by_id_locked, stored::read_artist, id);
  if (!found) return {};
  Artist artist = *found;
  Applied applied{artist.slug, false, std::nullopt};
  const Claims claims = claims_of(profile);
  const auto winners = provenance::record(tx, now, provenance::subject(provenance::Entity::artist, id), source, claims.list());
  bool renamed = false;
  for (std::size_t i = 0; i < winners.size(); ++i) {
    const std::string_view field = claims.list()[i].field;
    const std::string& value = claims.list()[i].value;
    if (field == "name") {
      renamed = winners[i].value != artist.name;
      if (base::fold(value) != base::fold(winners[i].value)) add_alias(tx, id, value, source);
    }
    if (field == "spotify_id")
      applied.id_taken_by = take_identity(tx, artist, artist.spotify_id, value, sql::take_spotify_id, sql::id_by_spotify);
    if (field == "mbid")
      if (const auto other = take_identity(tx, artist, artist.mbid, value, sql::take_mbid, sql::id_by_mbid)) applied.id_taken_by = other;
    const bool differs = winners[i].changed || (field == "name" && renamed);
    if (differs && put(artist, field, winners[i].value)) applied.changed = true;
  }
  if (renamed) applied.slug = addresses::follow_name(tx, artist, artist.name);
  if (applied.changed) update(tx, now, artist);
  return applied;
}

void hand_over(db::Tx& tx, base::Time now, ArtistId from, ArtistId into, std::string_view source, std::string_view external_id) {
  for (const ArtistId id : {std::min(from, into), std::max(from, into)})
    static_cast<void>(tx.one(sql::by_id_locked, stored::read_artist, id));
  const auto theirs = provenance::subject(provenance::Entity::artist, from), others = provenance::subject(provenance::Entity::artist, into);
  tx.run(sql::give_source, into, source, external_id);
  if (source == "spotify" && tx.run(sql::drop_spotify_id, from, external_id) > 0) {
    tx.run(sql::take_spotify_id, external_id, into);
    stored::give_albums(tx, from, into);
  }
  if (source == "setlistfm" && tx.run(sql::drop_mbid, from, external_id) > 0) {
    tx.run(sql::take_mbid, external_id, into);
    provenance::withdraw(tx, theirs, provenance::person, "mbid");
  }
  if (std::ranges::any_of(sources(tx, from), [&](const SourceLink& link) { return link.source == source; })) return;
  std::vector<std::string> said;
  for (const auto& entry : provenance::list(tx, theirs))
    if (entry.source == source) said.push_back(entry.field);
  provenance::move(tx, theirs, others, source);
  for (const std::string& field : said) {
    if (const auto winner = provenance::settle(tx, theirs, field, ranking)) put_back(tx, now, from, field, winner->value);
    else if (field != "name") put_back(tx, now, from, field, "");  // an artist is never without a name
    if (const auto winner = provenance::settle(tx, others, field, ranking)) put_back(tx, now, into, field, winner->value);
  }
  tx.run(sql::give_aliases, into, from, source);
  tx.run(sql::drop_aliases, from, source);
}

base::Result<void> correct(db::Tx& tx, base::Time now, ArtistId id, std::string_view field, std::string_view value) {
  if (!by_id(tx, id)) return base::not_found("artists.unknown", "There is no such artist.");
  Profile profile;
  const auto member = field == "name"             ? &Profile::name
                      : field == "disambiguation" ? &Profile::disambiguation
                      : field == "biography"      ? &Profile::biography
                                                  : nullptr;
  if (!member) return base::invalid("artists.bad_field", "This field of an artist cannot be corrected.");
  const std::string text = base::clean(value, 20'000);
  if (!text.empty()) {
    profile.*member = text;
    apply_profile(tx, now, id, profile, provenance::person);
    return {};
  }
  const auto subject = provenance::subject(provenance::Entity::artist, id);
  provenance::withdraw(tx, subject, provenance::person, field);
  if (const auto winner = provenance::settle(tx, subject, field, ranking)) put_back(tx, now, id, field, winner->value);
  else if (field != "name") put_back(tx, now, id, field, "");  // an artist is never without a name
  return {};
}

}  // namespace artists
