// Private to personal: an export as a file: data.json for programs, index.html for people (with style.css beside it, and nothing from
// outside), and the member's picture.
#pragma once
#include <string>

#include "accounts/accounts.hpp"
#include "personal/contents.hpp"
#include "platform/db/db.hpp"
#include "platform/html/html.hpp"
#include "platform/zip/zip.hpp"

namespace personal {

inline constexpr int rows_at_once = 500;

struct About {
  accounts::UserId user;
  std::string name;
  base::Time made;
};
// Blocking, for workers. Each page of rows is a read of its own: no more than that and a piece of the archive is in memory, and what
// changes meanwhile is told as it is when its turn comes.
void write_file(db::Database& database, const About& about, const zip::Writer::Sink& sink);

// A part's rows as they come, in JSON and in HTML: null for what is not there.
using Row = boost::json::array;

// The page for people, in the order of these calls; each answers what comes next.
class ReadablePage {
 public:
  html::Html begin(const About& about);
  html::Html begin(const Part& part);
  // `alone`: this is all there is, which reads better as a list of names and values than as a table of one line.
  html::Html row(const Part& part, const Row& row, bool alone);
  html::Html end(const Part& part);
  html::Html end();

 private:
  enum class Inside { nothing, list, table };
  Inside inside_ = Inside::nothing;
};
extern const std::string_view style;

}  // namespace personal
