// What a record of a service has listed goes over to the artist whose record it is.
#include "shows/hand_over.hpp"

#include <algorithm>
#include <map>

#include "shows/bill.hpp"
#include "shows/record.hpp"
#include "shows/shows.sql.hpp"

namespace shows {

namespace {

struct Listed {
  ShowId show;
  std::string external_id;
};

bool listed_otherwise(db::Tx& tx, ShowId show, ArtistId artist, std::string_view source, std::string_view artist_record) {
  return tx.one(sql::listed_otherwise, [](const db::Row&) { return true; }, artist, show, source, artist_record).value_or(false);
}

// In the place of the other, on the bill and as the headliner.
void bill_instead(db::Tx& tx, base::Time now, ShowId show, ArtistId from, ArtistId into) {
  auto record = tx.one(sql::for_update, read_record, show);
  if (!record) return;
  auto bill = bill::read(tx, show);
  const auto place = std::ranges::find(bill, std::optional(from), &Billed::artist);
  if (place != bill.end()) place->artist = into;
  else bill.push_back({tx.one(sql::lock_artist, [](const db::Row& row) { return row.str(0); }, into).value_or(""), into, {}});
  bill::write(tx, show, bill);
  if (record->artist == from) record->artist = into;
  write(tx, now, show, *record);
}

}  // namespace

void list_under(db::Tx& tx, std::string_view source, std::string_view external_id, ArtistId artist, std::string_view artist_record) {
  tx.run(sql::put_act, source, external_id, artist, artist_record);
}

std::vector<HandedOver> hand_over(db::Tx& tx, base::Time now, ArtistId from, ArtistId into, std::string_view source,
                                  std::string_view artist_record) {
  const auto listed =
      tx.all(sql::listings_under, [](const db::Row& row) { return Listed{row.id<ShowId>(0), row.str(1)}; }, from, source, artist_record);
  std::map<ShowId, ShowId> homes;
  for (const auto& [show, external_id] : listed) {
    const auto [home, first] = homes.try_emplace(show, show);
    if (!first && home->second != show) move_listing(tx, now, source, external_id, home->second);
    if (first && listed_otherwise(tx, show, from, source, artist_record))
      home->second = split(tx, now, show, source, external_id).value_or(show);
  }
  std::vector<HandedOver> handed;
  for (const auto& [was, is] : homes) handed.push_back({was, is});
  for (const auto& [was, is] : handed) bill_instead(tx, now, is, from, into);
  for (const auto& [show, external_id] : listed) {
    tx.run(sql::give_listing, into, source, external_id, from);
    tx.run(sql::give_act, into, source, external_id, from);
  }
  return handed;
}

}  // namespace shows
