// The bill of a show: who plays, in billing order. Private to this folder.
#pragma once
#include "shows/shows.hpp"

namespace shows::bill {

// The listing's bill, cleaned, without doubles, with the importing artist on it.
std::vector<Billed> told(const SourceShow& show, const std::string& artist_name);
// What is shown from now on: the listing's when it may lead (`official`) or says more, else what was there. Artists that were known by
// name stay known.
std::vector<Billed> merged(const std::vector<Billed>& stored, std::vector<Billed> told, bool official);
bool same(const std::vector<Billed>& a, const std::vector<Billed>& b);
// The first of the bill whom we have.
ArtistId headliner(const std::vector<Billed>& bill, ArtistId fallback);

std::vector<Billed> read(db::Tx& tx, ShowId show);
void write(db::Tx& tx, ShowId show, const std::vector<Billed>& bill);

}  // namespace shows::bill
