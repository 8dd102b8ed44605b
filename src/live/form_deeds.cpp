#include "live/form_deeds.hpp"

#include <algorithm>
#include <charconv>

#include "live/fields.hpp"
#include "platform/base/text.hpp"
#include "setlists/ot/wire.hpp"

namespace live {

namespace documents = setlists::documents;
namespace json = base::json;
using base::Result;
using setlists::Status;

namespace {

base::Error bad(std::string sentence) { return base::invalid("bad", std::move(sentence)); }
base::Error gone() { return {base::Kind::conflict, "gone", "This song is not in the list any more."}; }

std::optional<int> whole(std::string_view text) {
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

// Where the next song that is played goes: after the last one that happened and the sections right behind it.
int now_place_of(const ot::Document& head) {
  std::vector<RowView> rows;
  for (const auto& item : head.items) rows.push_back(row_view(item, {}));
  return static_cast<int>(now_place(rows));
}

std::optional<std::size_t> expected(const ot::Document& head, const ot::Item& wanted) {
  const auto key = documents::song_key(wanted);
  for (std::size_t i = 0; i < head.items.size(); ++i)
    if (!documents::happened(head.items[i]) && documents::song_key(head.items[i]) == key) return i;
  return std::nullopt;
}

// What is listed as expected has happened now: it goes to where the show is.
ot::Ops now_played(const ot::Document& head, std::size_t at, base::Time now) {
  const auto& id = head.items[at].id;
  const int from = static_cast<int>(at), place = now_place_of(head);
  const int to = from < place ? place - 1 : place;
  ot::Ops ops;
  if (from != to) ops.push_back(ot::mov(id, from, to));
  ops.push_back(ot::set(id, "meaning", json::value("happened")));
  ops.push_back(ot::set(id, "at", json::value(base::to_millis(now))));
  return ops;
}

Result<ot::Ops> checked(ot::Ops ops) {
  if (const auto fits = check_fields(ops); !fits) return fits.error();
  return ops;
}

std::string text_at(const http::Params& form, std::string_view key, std::size_t most) { return base::clean(form.get(key), most); }

void put_text(json::object& item, const http::Params& form, std::string_view key, std::size_t most) {
  if (auto text = text_at(form, key, most); !text.empty()) item[key] = text;
}

json::object song_of(const http::Params& form) {
  json::object song{{"title", text_at(form, "title", 300)}};
  if (const auto ref = form.get("song"); !ref.empty()) song["ref"] = ref;
  if (auto artist = text_at(form, "artist", 200); !artist.empty()) song["artist"] = artist;
  return song;
}

// What is playing ends now: it lasted since it began.
Result<ot::Ops> ended(const ot::Item& item, base::Time now) {
  const auto at = base::int_at(json::value(item.fields), "at");
  if (!at) return bad("Nobody knows when this song began.");
  const auto seconds = (base::to_millis(now) - *at) / 1000;
  return checked({ot::set(item.id, "duration", json::value(std::max<std::int64_t>(1, seconds)))});
}

// The value of a field as its kind wants it; nothing takes it away.
Result<std::optional<json::value>> value_of(const std::string& field, std::string_view text) {
  if (text.empty()) return std::optional<json::value>{};
  if (field == "duration" || field == "at") {
    // 4:05 or 245
    const auto colon = text.find(':');
    const auto minutes = colon == text.npos ? std::optional(0) : whole(text.substr(0, colon));
    const auto seconds = whole(colon == text.npos ? text : text.substr(colon + 1));
    if (!minutes || !seconds || *minutes > 1440) return bad("A duration is written as 4:05.");
    return std::optional(json::value(*minutes * 60 + *seconds));
  }
  if (field == "tape" || field == "tease") return std::optional(json::value(text != "false" && text != "0"));
  return std::optional(json::value(base::clean(text, 2000)));
}

}  // namespace

Make form_add(const http::Params& form, base::Time now) {
  return [form, now](const ot::Document& head, Status stage) -> Result<ot::Ops> {
    const auto id =
        ot::ulid_from(form.get("key").empty() ? std::to_string(base::next_id()) : std::string(form.get("key")), base::to_millis(now));
    const bool live = stage != Status::draft;
    const auto end = static_cast<int>(head.items.size());
    if (const auto label = text_at(form, "label", 100); !label.empty())
      return checked({ot::ins(id, live ? now_place_of(head) : end, {{"kind", "marker"}, {"label", label}})});
    const bool happened = form.get("meaning").empty() ? live : form.get("meaning") == "happened";
    json::object item{{"kind", "song"}, {"song", song_of(form)}, {"meaning", happened ? "happened" : "expect"}};
    if (text_at(form, "title", 300).empty()) return bad("A song needs a title.");
    if (const auto at = happened ? expected(head, {id, item}) : std::nullopt) return now_played(head, *at, now);
    put_text(item, form, "cover_of", 200);
    put_text(item, form, "guest", 200);
    put_text(item, form, "note", 1000);
    if (!form.get("tape").empty()) item["tape"] = true;
    const auto duration = value_of("duration", form.get("duration"));
    if (!duration) return duration.error();
    if (*duration) item["duration"] = **duration;
    if (happened) item["at"] = base::to_millis(now);
    return checked({ot::ins(id, happened ? now_place_of(head) : end, std::move(item))});
  };
}

Make form_move(const http::Params& form) {
  return [form](const ot::Document& head, Status) -> Result<ot::Ops> {
    const std::string id(form.get("item"));
    const auto at = ot::find(head, id);
    if (!at) return gone();
    const int from = static_cast<int>(*at), last = static_cast<int>(head.items.size()) - 1;
    const auto by = form.get("by");
    std::optional<int> to = whole(form.get("to"));
    if (by == "first") to = 0;
    else if (by == "last") to = last;
    else if (const auto steps = whole(by); steps && *steps >= -200 && *steps <= 200) to = from + *steps;
    if (!to) return bad("Say where to: \"to\" or \"by\".");
    return ot::Ops{ot::mov(id, from, std::clamp(*to, 0, last))};
  };
}

Make form_set(const http::Params& form, base::Time now) {
  return [form, now](const ot::Document& head, Status) -> Result<ot::Ops> {
    const std::string id(form.get("item")), field(form.get("field"));
    const auto at = ot::find(head, id);
    if (!at && id != ot::document_id) return gone();
    if (field == "song") return checked({ot::set(id, "song", json::value(song_of(form)))});
    if (field == "meaning" && form.get("value") == "happened") {
      if (!at) return gone();
      if (documents::happened(head.items[*at])) return bad("This is known to have been played.");
      return now_played(head, *at, now);
    }
    if (field == "duration" && form.get("value") == "now" && at) return ended(head.items[*at], now);
    const auto value = value_of(field, form.get("value"));
    if (!value) return value.error();
    return checked({ot::set(id, field, *value)});
  };
}

Make form_remove(const http::Params& form) {
  return [form](const ot::Document& head, Status) -> Result<ot::Ops> {
    const std::string id(form.get("item"));
    const auto at = ot::find(head, id);
    if (!at) return gone();
    return ot::Ops{ot::rem(id, static_cast<int>(*at))};
  };
}

}  // namespace live
