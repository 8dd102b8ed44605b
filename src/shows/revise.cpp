// What is put right after the fact: shows that were one night, listings that belonged elsewhere, a person's corrections.
#include <algorithm>

#include "platform/base/dates.hpp"
#include "platform/base/text.hpp"
#include "shows/bill.hpp"
#include "shows/matching.hpp"
#include "shows/record.hpp"
#include "shows/shows.hpp"
#include "shows/shows.sql.hpp"
#include "shows/status.hpp"
#include "shows/venue_clock.hpp"

namespace shows {

namespace {

provenance::Subject subject_of(ShowId id) { return provenance::subject(provenance::Entity::show, id); }

// Decides every field anew; one about which nobody speaks any more goes, except the status and the name, which a show always has.
void settle(db::Tx& tx, base::Time now, ShowId id) {
  auto record = tx.one(sql::for_update, read_record, id);
  if (!record) return;
  Record fresh;
  fresh.artist = record->artist;
  for (const std::string_view field : fields)
    if (const auto winner = provenance::settle(tx, subject_of(id), field, ranking_of(field))) put(fresh, field, winner->value);
  if (!fresh.initial_date) fresh.initial_date = record->initial_date;  // it may be the date that a postponement took away
  if (fresh.venue) {
    const auto venue = venues::by_id(tx, *fresh.venue);
    if (venue) fresh.venue = venue->id, fresh.venue_zone = venue->time_zone;
  }
  write(tx, now, id, fresh);
}

bool one_start(const std::optional<std::string>& a, const std::optional<std::string>& b) { return close_starts(a, b).value_or(true); }

bool is_value(std::string_view field, const std::string& text) {
  if (field == "date") return is_date(text);
  if (field == "start_time") return is_time(text);
  if (field == "status") return status_from(text) != Status::upcoming || text == to_string(Status::upcoming);
  if (field == "ticket_url") return text.starts_with("https://") || text.starts_with("http://");
  return true;
}

}  // namespace

void merge(db::Tx& tx, base::Time now, ShowId from, ShowId into) {
  if (from == into) return;
  for (const ShowId id : {std::min(from, into), std::max(from, into)}) static_cast<void>(tx.one(sql::for_update, read_record, id));
  const auto bill = bill::merged(bill::read(tx, into), bill::read(tx, from), false);
  tx.run(sql::move_sources, into, from);
  provenance::move(tx, subject_of(from), subject_of(into));
  tx.run(sql::clear_bill, from);
  tx.run(sql::mark_merged, into, now, from);
  bill::write(tx, into, bill);
  settle(tx, now, into);
}

void move_listing(db::Tx& tx, base::Time now, std::string_view source, std::string_view external_id, ShowId into, By by) {
  const auto from = by_source(tx, source, external_id);
  const auto show = from && *from != into ? by_id(tx, *from) : std::nullopt;
  if (!show) return;
  const auto listing =
      std::ranges::find_if(show->listings, [&](const Listing& l) { return l.source == source && l.external_id == external_id; });
  if (listing == show->listings.end()) return;
  if (show->listings.size() == 1) return merge(tx, now, show->id, into);
  if (by == By::person) tx.run(sql::move_source, into, "person", 1.0, "a person moved it here", source, external_id);
  else tx.run(sql::move_source, into, "merged", 0.95, "without a time it is the first show of the day", source, external_id);
  provenance::move(tx, subject_of(show->id), subject_of(into), speaker(source, listing->kind, external_id));
  settle(tx, now, show->id);
  settle(tx, now, into);
}

std::optional<ShowId> split(db::Tx& tx, base::Time now, ShowId id, std::string_view source, std::string_view external_id) {
  const auto show = by_id(tx, id);
  if (!show || show->listings.size() < 2) return std::nullopt;
  const auto listing =
      std::ranges::find_if(show->listings, [&](const Listing& l) { return l.source == source && l.external_id == external_id; });
  if (listing == show->listings.end()) return std::nullopt;
  const ShowId fresh = ShowId::make();
  tx.run(sql::insert_show, fresh, listing->artist, now);
  const auto act = std::ranges::find_if(show->bill, [&](const Billed& b) { return b.artist == listing->artist; });
  if (act != show->bill.end()) bill::write(tx, fresh, {*act});
  move_listing(tx, now, source, external_id, fresh, By::person);
  return fresh;
}

void place_again(db::Tx& tx, base::Time now, std::string_view source, std::string_view venue_record, VenueId venue) {
  struct Naming {
    ShowId show;
    std::string id;
    ListingKind kind;
  };
  const auto naming = tx.all(
      sql::naming_venue, [](const db::Row& row) { return Naming{row.id<ShowId>(0), row.str(1), listing_kind_from(row.text(2))}; }, source,
      venue_record);
  for (const Naming& listing : naming) {
    const provenance::Claim claims[] = {{"venue", venue.str(), ranking_of("venue")}};
    provenance::record(tx, now, subject_of(listing.show), speaker(source, listing.kind, listing.id), claims);
    settle(tx, now, listing.show);
  }
}

std::vector<std::pair<ShowId, ShowId>> move_venue(db::Tx& tx, base::Time now, VenueId from, VenueId into) {
  tx.run(sql::move_venue, into, now, from);
  provenance::rename_value(tx, provenance::Entity::show, "venue", from.str(), into.str());
  std::vector<std::pair<ShowId, ShowId>> pairs;
  tx.each(sql::at_venue_again, [&](const db::Row& row) { pairs.emplace_back(row.id<ShowId>(0), row.id<ShowId>(1)); }, into);
  std::erase_if(pairs, [&](const auto& pair) {
    const auto a = by_id(tx, pair.first), b = by_id(tx, pair.second);
    if (!a || !b || !one_start(a->start_time, b->start_time)) return true;
    // Two setlists of one artist from one source are two performances.
    const auto played = [&](const Show& show) {
      return std::ranges::any_of(show.listings, [](const Listing& l) { return l.kind == ListingKind::setlist; });
    };
    return played(*a) && played(*b);
  });
  return pairs;
}

base::Result<void> correct(db::Tx& tx, base::Time now, ShowId id, std::string_view field, std::string_view value) {
  auto record = tx.one(sql::for_update, read_record, id);
  if (!record) return base::not_found("shows.unknown", "There is no such show.");
  if (std::ranges::find(correctable, field) == std::end(correctable))
    return base::invalid("shows.bad_field", "This field of a show cannot be corrected.");
  const std::string text = base::clean(value, 300);
  if (!text.empty() && !is_value(field, text))
    return base::invalid(
        "shows.bad_value",
        "This is no " + std::string(field == "start_time" ? "time, like 20:00."
                                    : field == "date"     ? "date, like 2026-11-26."
                                    : field == "status"   ? "status: upcoming, completed, cancelled, postponed or rescheduled."
                                                          : "address, like https://example.org/."));
  if (text.empty()) provenance::withdraw(tx, subject_of(id), provenance::person, field);
  else {
    const provenance::Claim claims[] = {{field, text, ranking_of(field)}};
    provenance::record(tx, now, subject_of(id), provenance::person, claims);
  }
  settle(tx, now, id);
  return {};
}

}  // namespace shows
