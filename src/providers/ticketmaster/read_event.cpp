#include <algorithm>

#include "platform/base/dates.hpp"
#include "platform/base/text.hpp"
#include "providers/ticketmaster/read.hpp"

namespace ticketmaster {

namespace {

namespace json = base::json;
using base::text_at;
using std::string_view;

constexpr std::size_t most_attractions = 100;
constexpr std::size_t most_venues = 10;

bool flag(const json::value& v, string_view key) { return base::bool_at(v, key).value_or(false); }

Status status_of(string_view code) {
  const std::string said = base::fold(code);
  if (said == "onsale") return Status::onsale;
  if (said == "offsale") return Status::offsale;
  if (said == "cancelled" || said == "canceled") return Status::cancelled;
  if (said == "postponed") return Status::postponed;
  if (said == "rescheduled") return Status::rescheduled;
  return Status::unknown;
}

// An hour that is "to be announced" is worth nothing even where one is sent, and so is the instant made from it.
When when_at(const json::value& dates, string_view key) {
  const auto* v = base::member(dates, key);
  if (!v) return {};
  When when;
  if (flag(*v, "dateTBA") || flag(*v, "dateTBD")) return when;
  when.date = base::read_date(base::string_at(*v, "localDate").value_or(""));
  if (flag(*v, "timeTBA") || flag(*v, "noSpecificTime")) return when;
  if (when.date) when.time = base::read_time_of_day(base::string_at(*v, "localTime").value_or(""));
  when.instant = base::read_instant(base::string_at(*v, "dateTime").value_or(""));
  return when;
}

std::optional<base::Time> on_sale_from(const json::value& v) {
  const auto* sales = base::member(v, "sales");
  const auto* open = sales ? base::member(*sales, "public") : nullptr;
  const auto from = open ? base::read_instant(base::string_at(*open, "startDateTime").value_or("")) : std::nullopt;
  // 1900-01-01 means "not known".
  return from && *from >= base::Time{} ? from : std::nullopt;
}

std::optional<PriceRange> prices_of(const json::value& v) {
  const auto* list = base::array_at(v, "priceRanges");
  if (!list) return std::nullopt;
  for (const auto& range : *list) {
    const auto least = base::double_at(range, "min");
    const auto most = base::double_at(range, "max");
    PriceRange prices{text_at(range, "currency", 3), least.value_or(0), most.value_or(0)};
    if (least && most && *least >= 0 && *most > 0 && *most >= *least && *most < 1e7 && prices.currency.size() == 3) return prices;
  }
  return std::nullopt;
}

int linked_attractions(const json::value& v) {
  const auto* links = base::member(v, "_links");
  const auto* list = links ? base::array_at(*links, "attractions") : nullptr;
  return list ? static_cast<int>(std::min(list->size(), most_attractions)) : 0;
}

}  // namespace

Source source_of(string_view id) {
  if (id.starts_with("Z7r9j")) return Source::resale;
  if (id.starts_with("rZ7Hn")) return Source::ticketweb;
  if (id.starts_with("LvZ")) return Source::universe;
  return Source::ticketmaster;
}

std::optional<std::chrono::year_month_day> Event::shown_date() const {
  return status == Status::cancelled && initial.date ? initial.date : start.date;
}

std::optional<Event> read_event(const json::value& v, string_view& why, base::Skips& skips) {
  Event event;
  event.id = base::id_at(v, "id");
  event.name = text_at(v, "name");
  if (event.id.empty()) return why = "no id", std::nullopt;
  if (event.name.empty()) return why = "no name", std::nullopt;
  const auto* dates = base::object_at(v, "dates") ? base::member(v, "dates") : nullptr;
  if (!dates) return why = "no dates", std::nullopt;

  event.source = source_of(event.id);
  event.url = base::web_url_at(v, "url");
  event.test = flag(v, "test");
  event.start = when_at(*dates, "start");
  event.end = when_at(*dates, "end");
  event.initial = when_at(*dates, "initialStartDate");
  event.date_to_come = !event.start.date;
  event.time_to_come = event.start.date && !event.start.time;
  event.zone = text_at(*dates, "timezone", 60);
  if (const auto* status = base::member(*dates, "status")) event.status = status_of(text_at(*status, "code", 30));
  event.on_sale_from = on_sale_from(v);
  event.classification = classification_of(v);
  event.images = images_of(v);
  event.info = text_at(v, "info", 4000);
  event.please_note = text_at(v, "pleaseNote", 4000);
  event.prices = prices_of(v);

  if (const auto* inside = base::member(v, "_embedded")) {
    if (const auto* list = base::array_at(*inside, "venues")) {
      auto venues = base::read_list<Venue>(*list, "venue of " + event.id, most_venues, skips, read_venue);
      if (!venues.empty()) event.venue = std::move(venues.front());
    }
    if (const auto* list = base::array_at(*inside, "attractions"))
      event.attractions = base::read_list<Attraction>(*list, "attraction of " + event.id, most_attractions, skips, read_attraction);
  }
  if (event.zone.empty() && event.venue) event.zone = event.venue->zone;  // resale rows carry none of their own
  event.unnamed_attractions = std::max(0, linked_attractions(v) - static_cast<int>(event.attractions.size()));
  return event;
}

}  // namespace ticketmaster
