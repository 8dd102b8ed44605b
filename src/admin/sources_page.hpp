// Where everything known of one artist, venue or show comes from: for each field who said what and when, which value is shown and which
// lost (DAT-8); the records it was matched with and why (IMP-8); and a person's corrections, which outrank all (IMP-11).
#pragma once
#include <optional>
#include <vector>

#include "frame/frame.hpp"
#include "imports/reviews.hpp"
#include "provenance/provenance.hpp"

namespace admin {

struct KnownRecord {
  std::string source, external_id, how, reason;
  double score = 1;
};
struct SourcesPage {
  std::string entity;  // artist, venue, show
  std::int64_t id = 0;
  std::string name;
  std::string path;  // of the public page
  std::vector<std::string_view> correctable;
  std::vector<KnownRecord> records;
  std::vector<provenance::Entry> entries;
  std::string complaint;  // why a correction was not taken
};
// Nothing when there is no such thing; something under another id when it was merged into that.
std::optional<SourcesPage> sources_page(db::Tx& tx, std::string_view entity, std::int64_t id);
base::Result<void> correct(db::Tx& tx, base::Time now, std::string_view entity, std::int64_t id, std::string_view field,
                           std::string_view value);

frame::Page draw(const SourcesPage& page, base::Time now);

}  // namespace admin
