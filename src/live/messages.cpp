#include "live/messages.hpp"

#include <algorithm>
#include <cmath>

#include "live/fields.hpp"
#include "setlists/ot/wire.hpp"

namespace live {

namespace json = base::json;
using base::Result;

namespace {

constexpr std::int64_t largest = std::int64_t{1} << 53;  // what every JSON reader understands exactly

base::Error bad(std::string sentence) { return base::invalid("bad", std::move(sentence)); }

// A whole number from `least`; nothing when it is missing, an error when it is something else.
Result<std::optional<std::int64_t>> number(const json::value& v, std::string_view key, std::int64_t least) {
  const auto* there = base::member(v, key);
  if (!there || there->is_null()) return std::optional<std::int64_t>{};
  const auto n = base::int_at(v, key);
  const bool whole = there->is_number() && (!there->is_double() || there->get_double() == std::floor(there->get_double()));
  if (!whole || !n || *n < least || *n > largest)
    return bad("\"" + std::string(key) + "\" is a whole number from " + std::to_string(least) + ".");
  return n;
}

Result<std::int64_t> needed(const json::value& v, std::string_view key, std::int64_t least) {
  const auto n = number(v, key, least);
  if (!n) return n.error();
  if (!*n) return bad("\"" + std::string(key) + "\" is missing.");
  return **n;
}

std::optional<Deed::Kind> deed_kind(std::string_view type) {
  if (type == "op") return Deed::Kind::op;
  if (type == "undo") return Deed::Kind::undo;
  if (type == "redo") return Deed::Kind::redo;
  if (type == "rollback") return Deed::Kind::rollback;
  return std::nullopt;
}

// On a socket the client has said its cid in `hello`.
Result<Deed> deed_of(Deed::Kind kind, std::string cid, const json::value& v) {
  Deed deed{.kind = kind, .cid = std::move(cid)};
  const auto cseq = needed(v, "cseq", 1);
  if (!cseq) return cseq.error();
  deed.cseq = *cseq;
  if (kind == Deed::Kind::op) {
    const auto base = needed(v, "base", 0);
    if (!base) return base.error();
    deed.base = *base;
    const auto* list = base::member(v, "ops");
    if (!list) return bad("\"ops\" is missing.");
    if (json::serialize(*list).size() > ot::client_limits.bytes)
      return base::Error{base::Kind::too_large, "limit", "This change is too large."};
    auto ops = ot::parse_ops(*list, ot::client_limits);
    if (!ops) return ops.error();
    if (ops->empty()) return bad("\"ops\" is empty.");
    if (std::ranges::find(*ops, ot::Verb::nop, &ot::Op::verb) != ops->end()) return bad("A \"nop\" is never sent.");
    if (const auto fits = check_fields(*ops); !fits) return fits.error();
    deed.ops = std::move(*ops);
    return deed;
  }
  const auto rev = number(v, "rev", 0);
  if (!rev) return rev.error();
  if (kind == Deed::Kind::rollback && !*rev) return bad("\"rev\" says which version to go back to.");
  deed.rev = *rev;
  return deed;
}

Result<Ballot> ballot(const json::value& v) {
  Ballot out;
  const auto k = number(v, "k", -largest);
  if (!k) return k.error();
  out.k = k->value_or(0);
  const auto item = base::string_at(v, "item");
  if (!item || !ot::is_ulid(*item)) return bad("A vote names an \"item\".");
  out.item = *item;
  const auto meaning = votes::meaning_from(base::string_at(v, "meaning").value_or(""));
  if (!meaning) return bad("\"meaning\" is want, expect or happened.");
  out.meaning = *meaning;
  const auto value = needed(v, "value", -1);
  if (!value) return value.error();
  if (*value > 1 || (*meaning == votes::Meaning::want && *value < 0)) return bad("\"value\" of a vote is -1, 0 or 1; a wish is 0 or 1.");
  out.value = static_cast<int>(*value);
  return out;
}

}  // namespace

bool is_cid(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, [](unsigned char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
         });
}

Result<json::value> parse_body(std::string_view text) {
  if (text.size() > message_bytes) return base::Error{base::Kind::too_large, "limit", "This message is too large."};
  auto parsed = base::parse_json(text, {.bytes = message_bytes, .depth = 8});
  if (!parsed) return bad("A message is a JSON object.");
  if (!parsed->is_object()) return bad("A message is a JSON object.");
  return std::move(*parsed);
}

Result<Hello> parse_hello(const json::value& v) {
  const auto cid = base::string_at(v, "cid");
  if (!cid || !is_cid(*cid)) return bad("\"cid\" has 8 to 64 letters, digits, '-' or '_'.");
  Hello hello{.cid = std::string(*cid), .rev = 0, .n = 0, .cseq = {}};
  const auto rev = number(v, "rev", 0), n = number(v, "n", 0), cseq = number(v, "cseq", 1);
  for (const auto* part : {&rev, &n, &cseq})
    if (!*part) return part->error();
  hello.rev = rev->value_or(0);
  hello.n = n->value_or(0);
  hello.cseq = *cseq;
  hello.hidden = base::bool_at(v, "hidden").value_or(false);
  hello.save = base::bool_at(v, "save").value_or(false);
  return hello;
}

Result<Deed> parse_deed(Deed::Kind kind, const json::value& v) {
  const auto cid = base::string_at(v, "cid");
  if (!cid || !is_cid(*cid)) return bad("\"cid\" has 8 to 64 letters, digits, '-' or '_'.");
  return deed_of(kind, std::string(*cid), v);
}

Result<std::vector<Ballot>> parse_ballots(const json::value& v) {
  std::vector<Ballot> out;
  const auto* list = base::array_at(v, "votes");
  if (!list) {
    const auto one = ballot(v);
    if (!one) return one.error();
    return std::vector{*one};
  }
  if (list->size() > 64) return base::Error{base::Kind::too_large, "limit", "At most 64 votes at once."};
  for (const auto& each : *list) {
    const auto one = ballot(each);
    if (!one) return one.error();
    out.push_back(*one);
  }
  return out;
}

Result<Sign> parse_sign(const json::value& v) {
  Sign sign{.item = std::string(base::string_at(v, "item").value_or("")), .drag = base::bool_at(v, "drag").value_or(false)};
  if (!sign.item.empty() && !ot::is_ulid(sign.item)) return bad("\"item\" is the id of an item.");
  return sign;
}

Result<Message> parse_message(std::string_view text) {
  const auto v = parse_body(text);
  if (!v) return v.error();
  return read_message(*v);
}

Result<Message> read_message(const json::value& v) {
  const auto type = base::string_at(v, "t").value_or("");
  const auto as_message = [](auto parsed) -> Result<Message> {
    if (!parsed) return parsed.error();
    return Message(std::move(*parsed));
  };
  if (type == "hello") return as_message(parse_hello(v));
  if (const auto kind = deed_kind(type)) return as_message(deed_of(*kind, {}, v));
  if (type == "vote") return as_message(ballot(v));
  if (type == "pres") return as_message(parse_sign(v));
  if (type == "view") return Message(View{base::bool_at(v, "hidden").value_or(false), base::bool_at(v, "save").value_or(false)});
  return bad("There is no message of this type.");
}

}  // namespace live
