#include "live/fields.hpp"

#include <algorithm>
#include <functional>

#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "shows/venue_clock.hpp"

namespace live {

namespace json = base::json;
using base::Result;

namespace {

base::Error bad(std::string_view field, std::string_view must) {
  return base::invalid("bad", "\"" + std::string(field) + "\" must be " + std::string(must) + ".");
}

// A name that the client made up goes back to it in a sentence.
base::Error unknown(std::string_view field, std::string_view known) {
  return base::invalid("bad", "\"" + base::clean(field, 30) + "\" must be left out: " + std::string(known) + ".");
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

// Texts are kept as they come, so they must come clean: what the sender has must be what everybody gets.
Result<void> check_text(std::string_view field, const json::value& v, std::size_t most) {
  if (!v.is_string()) return bad(field, "a text");
  const std::string_view text = v.get_string();
  if (text.size() > most * 4 || characters(text) > most)
    return base::Error{base::Kind::too_large, "limit",
                       "\"" + std::string(field) + "\" has at most " + std::to_string(most) + " characters."};
  if (text.empty() || base::clean(text, most) != text) return bad(field, "plain text without blanks at its ends");
  return {};
}

Result<void> check_whole(std::string_view field, const json::value& v, std::int64_t least, std::int64_t most) {
  if (!v.is_int64() || v.get_int64() < least || v.get_int64() > most)
    return bad(field, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return {};
}

Result<void> check_song(const json::value& v) {
  if (!v.is_object()) return bad("song", "an object with a title");
  const auto& song = v.get_object();
  if (!song.contains("title")) return bad("song", "an object with a title");
  for (const auto& [key, value] : song) {
    if (key == "ref") {
      if (!value.is_string() || value.get_string().empty() || value.get_string().size() > 20 ||
          !std::ranges::all_of(value.get_string(), [](char c) { return c >= '0' && c <= '9'; }))
        return bad("ref", "the id of a song");
      continue;
    }
    const auto fits = key == "title"    ? check_text("title", value, 300)
                      : key == "artist" ? check_text("artist", value, 200)
                                        : Result<void>(unknown(key, "a song has title, artist and ref"));
    if (!fits) return fits;
  }
  return {};
}

bool one_of(const json::value& v, std::string_view a, std::string_view b) {
  return v.is_string() && (v.get_string() == a || v.get_string() == b);
}

Result<void> check_field(std::string_view field, const json::value& v) {
  if (field == "song") return check_song(v);
  if (field == "kind") return one_of(v, "song", "marker") ? Result<void>() : bad(field, "song or marker");
  if (field == "meaning") return one_of(v, "expect", "happened") ? Result<void>() : bad(field, "expect or happened");
  if (field == "label") return check_text(field, v, 100);
  if (field == "note") return check_text(field, v, 1000);
  if (field == "cover_of" || field == "guest") return check_text(field, v, 200);
  if (field == "duration") return check_whole(field, v, 1, 86'400);
  if (field == "at") return check_whole(field, v, 0, std::int64_t{1} << 47);
  if (field == "tape" || field == "tease") return v.is_bool() ? Result<void>() : bad(field, "true or false");
  if (field == "odds") return base::Error{base::Kind::forbidden, "forbidden", "Only the prediction says odds."};
  return unknown(field, "there is no such field");
}

Result<void> check_item(const json::object& item) {
  const auto* kind = item.if_contains("kind");
  const bool marker = kind && kind->is_string() && kind->get_string() == "marker";
  if (!item.contains(marker ? "label" : "song")) return bad("item", marker ? "a section with a label" : "a song");
  for (const auto& [field, value] : item)
    if (const auto fits = check_field(field, value); !fits) return fits;
  return {};
}

Result<void> check_document_field(const ot::Op& op) {
  if (op.field == "title") return op.value ? check_text("title", *op.value, 200) : Result<void>();
  if (op.field == "info") return op.value ? check_text("info", *op.value, 2000) : Result<void>();
  if (op.field == "status") return base::Error{base::Kind::forbidden, "forbidden", "When a setlist begins and ends is the clock's to say."};
  return unknown(op.field, "a setlist has no such field");
}

std::string text_of(const ot::Item& item, std::string_view field) {
  const auto* v = item.fields.if_contains(field);
  return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

}  // namespace

Result<void> check_fields(const ot::Ops& ops) {
  for (const auto& op : ops) {
    Result<void> fits;
    if (op.verb == ot::Verb::ins) fits = check_item(op.item);
    if (op.verb == ot::Verb::set && op.id == ot::document_id) fits = check_document_field(op);
    else if (op.verb == ot::Verb::set && op.value) fits = check_field(op.field, *op.value);
    else if (op.verb == ot::Verb::set && (op.field == "song" || op.field == "kind" || op.field == "label"))
      fits = bad(op.field, "written anew, not taken away");
    if (!fits) return fits;
  }
  return {};
}

bool tells_a_fact(const ot::Op& op) {
  const json::value* meaning = nullptr;
  if (op.verb == ot::Verb::ins) meaning = op.item.if_contains("meaning");
  if (op.verb == ot::Verb::set && op.field == "meaning" && op.value) meaning = &*op.value;
  return meaning && meaning->is_string() && meaning->get_string() == "happened";
}

ot::Ops no_later_than(ot::Ops ops, std::int64_t now) {
  for (auto& op : ops) {
    json::value* at = nullptr;
    if (op.verb == ot::Verb::ins) at = op.item.if_contains("at");
    if (op.verb == ot::Verb::set && op.field == "at" && op.value) at = &*op.value;
    if (at && at->is_int64() && at->get_int64() > now) *at = now;
  }
  return ops;
}

Stage stage_of(setlists::Status status) {
  switch (status) {
    case setlists::Status::draft: return Stage::draft;
    case setlists::Status::live: return Stage::live;
    case setlists::Status::completed: return Stage::completed;
  }
  return Stage::draft;
}

std::string title_of(const ot::Item& item) {
  if (const auto* song = item.fields.if_contains("song")) return std::string(base::string_at(*song, "title").value_or(""));
  return text_of(item, "label");
}

RowView row_view(const ot::Item& item, const std::string& zone) {
  RowView r{.id = item.id, .title = title_of(item)};
  r.marker = text_of(item, "kind") == "marker";
  r.happened = text_of(item, "meaning") == "happened";
  if (const auto* song = item.fields.if_contains("song")) r.artist = base::string_at(*song, "artist").value_or("");
  r.cover_of = text_of(item, "cover_of");
  r.guest = text_of(item, "guest");
  r.note = text_of(item, "note");
  const json::value fields(item.fields);
  if (const auto at = base::int_at(fields, "at"); at && r.happened) r.time = shows::local_time(base::from_millis(*at), zone).value_or("");
  if (const auto seconds = base::int_at(fields, "duration")) r.duration = static_cast<int>(*seconds);
  r.tape = base::bool_at(fields, "tape").value_or(false);
  if (const auto odds = base::int_at(fields, "odds"); odds && !r.happened) r.odds = static_cast<int>(*odds);
  return r;
}

}  // namespace live
