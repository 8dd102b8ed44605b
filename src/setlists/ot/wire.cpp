#include "setlists/ot/wire.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "platform/base/json.hpp"

namespace ot {

namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t max_depth = 16;
constexpr std::int64_t furthest_place = 1'000'000;

base::Error bad(std::string message) { return base::invalid("bad", std::move(message)); }
base::Error limit(std::string message) { return {base::Kind::too_large, "limit", std::move(message)}; }

bool is_id(std::string_view text, const Limits& limits) {
  if (limits.ulids) return is_ulid(text);
  return !text.empty() && text.size() <= 64 && text[0] != '$' &&
         std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Letters, digits and '_', a letter first, so that no name is anything special in any language.
bool is_field(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= 64 && letter(text[0]) && std::ranges::all_of(text, inner);
}

std::optional<int> place_at(const json::value& op, std::string_view key) {
  const auto* v = base::member(op, key);
  if (!v || !(v->is_int64() || v->is_double())) return std::nullopt;
  const double place = v->is_int64() ? static_cast<double>(v->get_int64()) : v->get_double();
  if (!(place >= 0 && place <= furthest_place) || place != std::floor(place)) return std::nullopt;
  return static_cast<int>(place);
}

base::Result<Op> parse_set(const json::value& value, std::string id) {
  const auto field = base::string_at(value, "f");
  if (!field || !is_field(*field)) return bad("A set needs \"f\", the name of a field.");
  if (*field == (id == document_id ? "items" : "id")) return bad("The field " + std::string(*field) + " cannot be set.");
  const auto* v = value.get_object().if_contains("v");
  return set(std::move(id), std::string(*field), v ? std::optional(*v) : std::nullopt);
}

base::Result<Item> parse_item(const json::value& value, const Limits& limits) {
  const auto id = base::string_at(value, "id");
  if (!id || !is_id(*id, limits)) return bad("An item needs an \"id\".");
  Item item{std::string(*id), value.get_object()};
  item.fields.erase("id");
  return item;
}

}  // namespace

bool is_ulid(std::string_view text) {
  return text.size() == 26 && text[0] <= '7' &&
         std::ranges::all_of(text, [](char c) { return crockford.find(c) != std::string_view::npos; });
}

std::string ulid_from(std::string_view name, std::int64_t time) {
  const auto fnv = [](std::string_view text, std::uint64_t hash) {  // FNV-1a, then mixed as in SplitMix64
    for (const unsigned char c : text) hash = (hash ^ c) * 1099511628211u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
  };
  std::string ulid(26, '0');
  auto ms = static_cast<std::uint64_t>(time) & ((std::uint64_t{1} << 48) - 1);
  for (int i = 10; i-- > 0; ms >>= 5) ulid[static_cast<std::size_t>(i)] = crockford[ms & 31];
  std::uint64_t low = fnv(name, 14695981039346656037u), high = fnv(name, low);
  for (std::size_t i = 10; i < 18; ++i, high >>= 5) ulid[i] = crockford[high & 31];
  for (std::size_t i = 18; i < 26; ++i, low >>= 5) ulid[i] = crockford[low & 31];
  return ulid;
}

base::Result<Op> parse_op(const json::value& value, const Limits& limits) {
  const auto verb = base::string_at(value, "o");
  if (!verb) return bad("An operation is an object with \"o\".");
  if (*verb == "nop") return Op{};
  const auto id = base::string_at(value, "id");
  if (!id || (!is_id(*id, limits) && !(*id == document_id && *verb == "set"))) return bad("An operation needs the \"id\" of an item.");
  if (*verb == "set") return parse_set(value, std::string(*id));
  const auto p = place_at(value, "p");
  if (!p) return bad("A place in a list is a whole number from 0.");
  if (*verb == "rem") return rem(std::string(*id), *p);
  if (*verb == "mov") {
    const auto t = place_at(value, "t");
    if (!t) return bad("A move needs \"t\", a whole number from 0.");
    return mov(std::string(*id), *p, *t);
  }
  if (*verb != "ins") return bad("There are ins, rem, mov, set and nop.");
  const auto* item = base::object_at(value, "item");
  if (!item) return bad("An insert needs an \"item\".");
  const auto* own = item->if_contains("id");
  if (own && *own != json::value(*id)) return bad("The item has another id than its insert.");
  return ins(std::string(*id), *p, *item);
}

base::Result<Ops> parse_ops(const json::value& value, const Limits& limits) {
  const auto* list = value.if_array();
  if (!list) return bad("Operations come as a list.");
  if (list->size() > limits.ops) return limit("At most " + std::to_string(limits.ops) + " operations go into one message.");
  Ops ops;
  ops.reserve(list->size());
  for (const auto& one : *list) {
    auto op = parse_op(one, limits);
    if (!op) return op.error();
    ops.push_back(std::move(*op));
  }
  return ops;
}

base::Result<Ops> parse_ops(std::string_view text, const Limits& limits) {
  auto value = base::parse_json(text, {.bytes = limits.bytes, .depth = max_depth});
  if (value) return parse_ops(*value, limits);
  return value.error().code == "json.too_large" ? limit("The operations are larger than " + std::to_string(limits.bytes) + " bytes.")
                                                : bad(value.error().message);
}

base::Result<Document> parse_document(const json::value& value, const Limits& limits) {
  const auto* items = base::array_at(value, "items");
  if (!items) return bad("A document is an object with a list of \"items\".");
  if (items->size() > limits.items) return limit("A list holds at most " + std::to_string(limits.items) + " items.");
  Document document{{}, value.get_object()};
  document.fields.erase("items");
  std::unordered_set<std::string> ids;
  for (const auto& one : *items) {
    auto item = parse_item(one, limits);
    if (!item) return item.error();
    if (!ids.insert(item->id).second) return bad("Two items have the id " + item->id + ".");
    document.items.push_back(std::move(*item));
  }
  return document;
}

json::object to_json(const Op& op) {
  switch (op.verb) {
    case Verb::ins: return {{"o", "ins"}, {"id", op.id}, {"p", op.p}, {"item", op.item}};
    case Verb::rem: return {{"o", "rem"}, {"id", op.id}, {"p", op.p}};
    case Verb::mov: return {{"o", "mov"}, {"id", op.id}, {"p", op.p}, {"t", op.t}};
    case Verb::set: {
      json::object object{{"o", "set"}, {"id", op.id}, {"f", op.field}};
      if (op.value) object.emplace("v", *op.value);
      return object;
    }
    case Verb::nop: break;
  }
  return {{"o", "nop"}};
}

json::array to_json(const Ops& ops) {
  json::array list;
  list.reserve(ops.size());
  for (const auto& op : ops) list.emplace_back(to_json(op));
  return list;
}

json::object to_json(const Document& document) {
  json::array items;
  items.reserve(document.items.size());
  for (const auto& item : document.items) items.emplace_back(whole(item));
  json::object object{{"items", std::move(items)}};
  for (const auto& [name, value] : document.fields) object.emplace(name, value);
  return object;
}

}  // namespace ot
