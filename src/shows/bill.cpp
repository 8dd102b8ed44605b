#include "shows/bill.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "platform/base/text.hpp"
#include "shows/shows.sql.hpp"

namespace shows::bill {

namespace {

constexpr std::size_t most = 50;

// One act under one name; namesakes with ids of their own stay two.
bool one_act(const Billed& a, const Billed& b) {
  if (a.artist && b.artist) return a.artist == b.artist;
  return base::fold(a.name) == base::fold(b.name);
}

void add(std::vector<Billed>& bill, Billed entry) {
  const auto found = std::ranges::find_if(bill, [&](const Billed& other) { return one_act(entry, other); });
  if (found == bill.end()) bill.push_back(std::move(entry));
  else if (!found->artist) found->artist = entry.artist;
}

}  // namespace

std::vector<Billed> told(const SourceShow& show, const std::string& artist_name) {
  std::vector<Billed> bill;
  const Billed self{artist_name, show.artist, {}};
  for (const Billed& entry : show.bill) {
    std::string name = base::clean(entry.name, 200);
    if (name.empty() || bill.size() + 1 == most) continue;
    add(bill, {std::move(name), entry.artist, {}});
  }
  add(bill, self);
  return bill;
}

std::vector<Billed> merged(const std::vector<Billed>& stored, std::vector<Billed> told, bool official) {
  const bool leads = official || told.size() > stored.size();
  std::vector<Billed> bill = leads ? std::move(told) : stored;
  const std::vector<Billed>& other = leads ? stored : told;
  for (const Billed& entry : other) {
    const auto found = std::ranges::find_if(bill, [&](const Billed& b) { return one_act(entry, b); });
    if (found != bill.end() && !found->artist) found->artist = entry.artist;
    // Somebody whose setlist or import says that they play belongs on the bill, whatever the listing says.
    if (found == bill.end() && entry.artist && bill.size() < most) bill.push_back(entry);
  }
  return bill;
}

bool same(const std::vector<Billed>& a, const std::vector<Billed>& b) {
  return std::ranges::equal(a, b, [](const Billed& x, const Billed& y) { return x.name == y.name && x.artist == y.artist; });
}

ArtistId headliner(const std::vector<Billed>& bill, ArtistId fallback) {
  const auto found = std::ranges::find_if(bill, [](const Billed& entry) { return entry.artist.has_value(); });
  return found == bill.end() ? fallback : *found->artist;
}

std::vector<Billed> read(db::Tx& tx, ShowId show) {
  return tx.all(sql::bill, [](const db::Row& row) { return Billed{row.str(0), row.maybe_id<ArtistId>(1), row.str(2)}; }, show);
}

void write(db::Tx& tx, ShowId show, const std::vector<Billed>& bill) {
  boost::json::array rows;
  for (std::size_t i = 0; i < bill.size(); ++i)
    rows.push_back(
        boost::json::array{i + 1, bill[i].artist ? boost::json::value(bill[i].artist->value) : boost::json::value(nullptr), bill[i].name});
  tx.run(sql::clear_bill, show);
  tx.run(sql::write_bill, show, boost::json::serialize(rows));
}

}  // namespace shows::bill
