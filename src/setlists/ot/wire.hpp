// Operations and documents as JSON (SET-4):
//   {"o":"ins","id","p","item":{…}}  {"o":"rem","id","p"}  {"o":"mov","id","p","t"}  {"o":"set","id","f","v"}  {"o":"nop"}
//   {"items":[{"id", …}, …], …fields of the setlist}
// Every byte may be hostile. Errors: bad (not of this form), limit (too many, too large).
#pragma once
#include <cstdint>

#include "setlists/ot/ot.hpp"

namespace ot {

// What one message of a client may be; a document never grows over `items`.
struct Limits {
  std::size_t ops = 64;
  std::size_t bytes = 16 << 10;
  std::size_t items = 200;
  bool ulids = true;  // ids of items must be ULIDs; otherwise any short text without control characters
};
inline constexpr Limits client_limits{};
// For what comes from the program's own log and for `theset ot`.
inline constexpr Limits own_limits{.ops = 100'000, .bytes = 64u << 20, .items = 100'000, .ulids = false};

// 26 digits of Crockford's base 32, upper case, not over 128 bits (github.com/ulid/spec).
bool is_ulid(std::string_view text);
// The same id for the same name, always: for items that more than one process may make. `time` in ms since 1970 orders it among the others.
std::string ulid_from(std::string_view name, std::int64_t time);

base::Result<Op> parse_op(const json::value& value, const Limits& limits);
base::Result<Ops> parse_ops(const json::value& value, const Limits& limits);
// From text, so that the size in bytes is held as well.
base::Result<Ops> parse_ops(std::string_view text, const Limits& limits);
base::Result<Document> parse_document(const json::value& value, const Limits& limits);

json::object to_json(const Op& op);
json::array to_json(const Ops& ops);
json::object to_json(const Document& document);

}  // namespace ot
