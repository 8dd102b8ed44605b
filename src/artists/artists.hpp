// Artists: who they are, their addresses, and their ids at the other services (DAT-2).
// One artist per Spotify id, also when two servers begin at the same moment. An address an artist once had leads to them for ever.
// Also public: discography.hpp, hand_over.hpp
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tx.hpp"

namespace artists {

struct ArtistTag;
using ArtistId = base::Id<ArtistTag>;

enum class ImportStatus { pending, importing, completed, failed };
std::string_view to_string(ImportStatus status);

struct Image {
  std::string url;
  std::optional<int> width;  // pixels
  std::optional<int> height;
};
// The smallest picture at least `width` pixels wide, else the widest; empty when there is none.
std::string_view image_for(const std::vector<Image>& images, int width);

struct Artist {
  ArtistId id;
  std::string name;
  std::string slug;
  std::optional<std::string> biography;
  std::optional<std::string> disambiguation;  // tells namesakes apart
  std::optional<std::string> spotify_id;
  std::optional<std::string> mbid;
  std::vector<Image> images;  // widest first
  std::vector<std::string> genres;
  std::optional<std::int64_t> follower_count;  // at Spotify
  std::optional<std::int64_t> popularity;      // 0-100 at Spotify
  ImportStatus import_status = ImportStatus::pending;
  std::int64_t revision = 0;  // counts every change that shows on the artist's pages
  base::Time created_at;
  base::Time updated_at;
};

struct AtSlug {
  Artist artist;
  bool moved = false;  // found by an address of former days: redirect to artist.slug
};
std::optional<AtSlug> by_slug(db::Tx& tx, std::string_view slug);
std::optional<Artist> by_id(db::Tx& tx, ArtistId id);
std::optional<Artist> by_spotify_id(db::Tx& tx, std::string_view spotify_id);
std::optional<ArtistId> by_mbid(db::Tx& tx, std::string_view mbid);
std::optional<ArtistId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id);
// Everybody whose name or alias folds to the same text: more than one for namesakes.
std::vector<ArtistId> by_name(db::Tx& tx, std::string_view name);

struct NewArtist {
  std::string name = {};  // empty while unknown: the artist gets a placeholder name and address until the profile arrives
  std::optional<std::string> spotify_id = {};
  std::optional<std::string> image_url = {};
  std::vector<std::string> genres = {};
  std::optional<std::int64_t> popularity = {};
};
struct Begun {
  ArtistId id;
  std::string slug;
  ImportStatus import_status = ImportStatus::pending;
  bool created = false;  // false: this Spotify id was here already, nothing was changed
};
// A namesake gets an address of its own: "-2", "-3" …
Begun begin(db::Tx& tx, base::Time now, const NewArtist& artist);

// What one source says; what is missing stays as it is.
struct Profile {
  std::optional<std::string> name = {};
  std::optional<std::vector<std::string>> genres = {};
  std::optional<std::vector<Image>> images = {};
  std::optional<std::int64_t> follower_count = {};
  std::optional<std::int64_t> popularity = {};
  std::optional<std::string> biography = {};
  std::optional<std::string> disambiguation = {};
  std::optional<std::string> spotify_id = {};
  std::optional<std::string> mbid = {};
};
struct Applied {
  std::string slug;                     // it follows the name; the old one keeps leading here
  bool changed = false;                 // something on the artist's page; the revision was counted up
  std::optional<ArtistId> id_taken_by;  // this mbid or Spotify id belongs to another artist and was left there: for review
};
// Each field by provenance. Ranking: Spotify before Ticketmaster before setlist.fm, for names, pictures and genres alike.
Applied apply_profile(db::Tx& tx, base::Time now, ArtistId id, const Profile& profile, std::string_view source);

// A person's word about name, disambiguation or biography outranks every later sync; an empty value takes it back.
// Errors: artists.unknown, artists.bad_field.
base::Result<void> correct(db::Tx& tx, base::Time now, ArtistId id, std::string_view field, std::string_view value);

void add_alias(db::Tx& tx, ArtistId id, std::string_view alias, std::string_view source);
std::vector<std::string> aliases(db::Tx& tx, ArtistId id);

struct SourceLink {
  std::string source = {};
  std::string external_id = {};
  std::optional<std::string> url = {};  // for attribution, shown and followable
  std::string how = "linked";           // linked, named or person: how the record was found to be the artist, and how sure that is
  double score = 1;                     // 0-1
  std::string reason = {};
};
// Answers who has this id at that service: another artist when they had it before.
ArtistId add_source(db::Tx& tx, base::Time now, ArtistId id, const SourceLink& link);
std::vector<SourceLink> sources(db::Tx& tx, ArtistId id);

void set_import_status(db::Tx& tx, base::Time now, ArtistId id, ImportStatus status);
// Something on the artist's pages changed: answers the new revision.
std::int64_t touch(db::Tx& tx, base::Time now, ArtistId id);

struct Card {
  ArtistId id;
  std::string name;
  std::string slug;
  std::vector<Image> images;
  std::vector<std::string> genres;
  std::optional<std::int64_t> follower_count;
  ImportStatus import_status = ImportStatus::pending;
};
std::vector<Card> recently_imported(db::Tx& tx, int limit);
std::vector<Card> most_followed(db::Tx& tx, int limit);
std::int64_t count(db::Tx& tx);

// For the search index.
struct Name {
  ArtistId id;
  std::string name;
  std::string slug;
  std::vector<std::string> aliases;
  std::optional<std::int64_t> popularity;
  std::string image_url;  // a small one; empty when there is none
  base::Time updated_at;
};
std::vector<Name> all_names(db::Tx& tx, ArtistId after, int limit);              // by id
std::vector<Name> names_changed_since(db::Tx& tx, base::Time since, int limit);  // updated at `since` or later, oldest first
std::optional<Name> name_of(db::Tx& tx, ArtistId id);

}  // namespace artists
