#include "artists/addresses.hpp"

#include <algorithm>

#include "artists/artists.sql.hpp"
#include "platform/base/text.hpp"

namespace artists::addresses {

namespace {

std::string base36(std::int64_t value) {
  std::string out;
  for (; value > 0; value /= 36) out += "0123456789abcdefghijklmnopqrstuvwxyz"[value % 36];
  std::ranges::reverse(out);
  return out;
}

// Whether `slug` is `wanted` itself or one of its numbered forms.
bool goes_with(std::string_view slug, std::string_view wanted) {
  if (!slug.starts_with(wanted)) return false;
  const std::string_view rest = slug.substr(wanted.size());
  return rest.empty() ||
         (rest.size() > 1 && rest[0] == '-' && std::ranges::all_of(rest.substr(1), [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace

std::string wanted(std::string_view name, ArtistId id) {
  std::string slug = base::slugify(name);
  return slug.empty() ? "artist-" + base36(id.value) : slug;
}

std::string candidate(const std::string& wanted, int n, ArtistId id) {
  if (n == 1) return wanted;
  return wanted + "-" + (n < last_try ? std::to_string(n) : base36(id.value));
}

bool free(db::Tx& tx, const std::string& slug, ArtistId id) {
  const auto owner = tx.one(sql::slug_owner, [](const db::Row& row) { return row.id<ArtistId>(0); }, slug);
  return !owner || *owner == id;
}

std::string follow_name(db::Tx& tx, const Artist& artist, std::string_view name) {
  const std::string base = wanted(name, artist.id);
  if (goes_with(artist.slug, base)) return artist.slug;
  for (int n = 1; n <= last_try; ++n) {
    const std::string slug = candidate(base, n, artist.id);
    if (!free(tx, slug, artist.id) || tx.run(sql::move_to_slug, slug, artist.id) == 0) continue;
    tx.run(sql::claim_slug, slug, artist.id);
    return slug;
  }
  return artist.slug;
}

}  // namespace artists::addresses
