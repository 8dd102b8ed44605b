#include "calendars/calendars.hpp"

#include "calendars/calendars.sql.hpp"
#include "follows/follows.hpp"
#include "platform/base/random.hpp"
#include "platform/base/secrets.hpp"
#include "shows/venue_clock.hpp"

namespace calendars {

namespace {

std::vector<Event> with_addresses(std::vector<shows::Announced> all, std::string_view public_url) {
  std::vector<Event> events;
  for (auto& [show, changed] : all) {
    auto address = std::string(public_url) + "/shows/" + show.id.str();
    events.push_back({std::move(show), changed, std::move(address)});
  }
  return events;
}

}  // namespace

std::string open(db::Tx& tx, base::Time now, UserId user) {
  auto token = base::random_token(32);
  tx.run(sql::open, user, base::fingerprint(token), now);
  return token;
}

void shut(db::Tx& tx, UserId user) { tx.run(sql::shut, user); }

std::optional<base::Time> opened_at(db::Tx& tx, UserId user) {
  return tx.one(sql::opened_at, [](const db::Row& row) { return row.time(0); }, user);
}

std::optional<UserId> reader_of(db::Tx& tx, std::string_view token) {
  return tx.one(sql::reader, [](const db::Row& row) { return row.id<UserId>(0); }, base::fingerprint(token));
}

std::vector<Event> events_for(db::Tx& tx, base::Time now, UserId user, std::string_view public_url) {
  std::vector<artists::ArtistId> artists;
  for (const auto& followed : follows::of(tx, user)) artists.push_back(followed.artist);
  return with_addresses(shows::announced_of(tx, artists, shows::concert_day(now - kept, ""), most_events), public_url);
}

std::optional<Event> event_of(db::Tx& tx, shows::ShowId id, std::string_view public_url) {
  auto found = with_addresses(shows::announced(tx, id), public_url);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace calendars
