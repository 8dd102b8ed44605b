// Private to personal: what an export holds. Parts are lists of rows; every column says where it is from, so that a test can find a column
// of columns.txt that nobody thought of.
#pragma once
#include <span>
#include <string_view>

#include "platform/db/tx.hpp"

namespace personal {

enum class Kind {
  text,
  number,
  id,
  time,    // milliseconds
  flag,    // yes or no
  secret,  // a flag: something is kept here that opens a door, so that it is told but not given out
  ops,     // operations on a setlist
  file,    // bytes, which are a file beside: its name
};
struct Column {
  std::string_view name;    // in the JSON; in words for people with blanks for the "_"
  std::string_view source;  // "users.email"; several with blanks between; empty: from nobody's data, to make the rest readable
  Kind kind = Kind::text;
};
// Its statement takes the user, the key after which to go on ("" at first) and how many rows; it answers the key, then the columns.
struct Part {
  std::string_view name;   // in the JSON
  std::string_view title;  // for people, as the sentence that says what it is
  std::string_view words;
  const db::Statement& statement;
  std::span<const Column> columns;
};
std::span<const Part> parts();

// What is about a person and is not in the file, and why.
struct Withheld {
  std::string_view columns;  // "table.column", with blanks between
  std::string_view what;
  std::string_view why;
};
std::span<const Withheld> withheld();

}  // namespace personal
