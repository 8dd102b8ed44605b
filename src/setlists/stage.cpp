// Where a setlist stands by the venue's clock (SET-6).
#include <algorithm>

#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "setlists/documents.hpp"

namespace setlists::documents {

using namespace std::chrono_literals;

namespace {
constexpr auto before_start = 2h;
constexpr auto before_morning = 14h;  // 16:00 of the evening that ends at 06:00
}  // namespace

Timing timing(const shows::Show& show, const Setlist& setlist) {
  Timing t;
  t.over = show.over_at;
  t.called_off = show.status == shows::Status::cancelled || show.status == shows::Status::postponed;
  t.sourced = setlist.song_count > 0;
  t.zone = show.time_zone.value_or("");
  if (show.starts_at) t.doors = *show.starts_at - before_start;
  else if (show.over_at) t.doors = *show.over_at - before_morning;
  return t;
}

Status Timing::stage(base::Time now) const {
  if (!over || !doors) return sourced ? Status::completed : Status::draft;
  return now >= *over ? Status::completed : now >= *doors ? Status::live : Status::draft;
}

std::string Timing::closed(const ot::Document& document, base::Time now) const {
  if (called_off) return "This show was called off, so its setlist takes no changes.";
  if (stage(now) == Status::completed && std::ranges::any_of(document.items, happened))
    return "This setlist is completed: it takes no more changes, but you can still vote on what was played.";
  return {};
}

bool happened(const ot::Item& item) {
  const auto* meaning = item.fields.if_contains("meaning");
  return meaning && meaning->is_string() && meaning->get_string() == "happened";
}

std::string song_key(const ot::Item& item) {
  const auto* song = item.fields.if_contains("song");
  if (!song) return {};
  if (const auto ref = base::string_at(*song, "ref"); ref && !ref->empty()) return std::string(*ref);
  const auto title = base::string_at(*song, "title").value_or("");
  return "=" + base::fold(title);
}

}  // namespace setlists::documents
