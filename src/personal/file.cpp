#include "personal/file.hpp"

#include <boost/json.hpp>

#include "personal/contents.sql.hpp"
#include "platform/base/dates.hpp"
#include "platform/base/json.hpp"

namespace personal {

namespace {

namespace json = boost::json;

json::value value_of(const Column& column, const db::Row& row, int at) {
  if (column.kind == Kind::secret) return row.flag(at);
  if (row.is_null(at)) return nullptr;
  switch (column.kind) {
    case Kind::number: return row.i64(at);
    case Kind::flag: return row.flag(at);
    case Kind::time: return json::string(base::write_instant(row.time(at)));
    case Kind::ops:
      if (auto ops = base::parse_json(row.text(at))) return *ops;
      break;
    case Kind::id:  // as text: programs that read JSON may not keep 64 bits
    case Kind::text:
    case Kind::file:
    case Kind::secret: break;
  }
  return json::string(row.text(at));
}

// Calls `each` with every row, and whether it is the only one.
template <class F>
void for_each_row(db::Database& database, const Part& part, accounts::UserId user, F each) {
  std::string after;
  for (bool first = true, more = true; more; first = false) {
    std::string last;
    const auto page = database.read_now([&](db::Tx& tx) {
      return tx.all(
          part.statement,
          [&](const db::Row& row) {
            last = row.str(0);
            Row values;
            for (std::size_t i = 0; i < part.columns.size(); ++i) values.push_back(value_of(part.columns[i], row, static_cast<int>(i) + 1));
            return values;
          },
          user, after, rows_at_once);
    });
    for (const auto& row : page) each(row, first && page.size() == 1);
    more = page.size() == rows_at_once;
    after = std::move(last);
  }
}

void write_json(zip::Writer& file, db::Database& database, const About& about) {
  file.write("{\"about\":" +
             json::serialize(
                 json::object{{"site", "The Set"}, {"member", about.name}, {"made", base::write_instant(about.made)}, {"times", "UTC"}}));
  for (const auto& part : parts()) {
    file.write(",\n\"" + std::string(part.name) + "\":[");
    std::string_view before = "\n";
    for_each_row(database, part, about.user, [&](const Row& row, bool) {
      json::object members;
      for (std::size_t i = 0; i < part.columns.size(); ++i) members[part.columns[i].name] = row[i];
      file.write(before);
      file.write(json::serialize(members));
      before = ",\n";
    });
    file.write("]");
  }
  json::array left_out;
  for (const auto& w : withheld()) left_out.push_back(json::object{{"what", w.what}, {"why", w.why}});
  file.write(",\n\"not_in_this_file\":" + json::serialize(left_out) + "}\n");
}

void write_page(zip::Writer& file, db::Database& database, const About& about) {
  ReadablePage page;
  file.write(page.begin(about).str());
  for (const auto& part : parts()) {
    file.write(page.begin(part).str());
    for_each_row(database, part, about.user, [&](const Row& row, bool alone) { file.write(page.row(part, row, alone).str()); });
    file.write(page.end(part).str());
  }
  file.write(page.end().str());
}

void write_pictures(zip::Writer& file, db::Database& database, const About& about) {
  const auto pictures = database.read_now([&](db::Tx& tx) {
    return tx.all(::contents::sql::picture_bytes, [](const db::Row& row) { return std::pair(row.str(0), row.bytes(1)); }, about.user);
  });
  for (const auto& [name, bytes] : pictures) {
    file.begin(name, about.made);
    file.write(bytes);
  }
}

}  // namespace

void write_file(db::Database& database, const About& about, const zip::Writer::Sink& sink) {
  zip::Writer file(sink);
  file.begin("index.html", about.made);
  write_page(file, database, about);
  file.begin("style.css", about.made);
  file.write(style);
  file.begin("data.json", about.made);
  write_json(file, database, about);
  write_pictures(file, database, about);
  file.finish();
}

}  // namespace personal
