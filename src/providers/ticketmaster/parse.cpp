#include "providers/ticketmaster/parse.hpp"

#include <set>

#include "providers/ticketmaster/read.hpp"

namespace ticketmaster {

namespace {

namespace json = base::json;
using base::Result;
using std::string_view;

constexpr std::size_t most_records = 200;  // the largest page there is
constexpr int deepest_row = 1000;          // size × page must stay below it

base::Error unexpected(string_view wanted) {
  return base::invalid("ticketmaster.unexpected", "Ticketmaster's answer is not " + std::string(wanted) + ".");
}

// A count, or -1 where it makes no sense.
int count_at(const json::value& v, string_view key) {
  const auto n = base::int_at(v, key);
  return n && *n >= 0 && *n <= 100'000'000 ? static_cast<int>(*n) : -1;
}

template <class T>
bool read_paging(const json::value& v, Page<T>& page) {
  if (!base::object_at(v, "page")) return false;
  const json::value& paging = *base::member(v, "page");
  page.number = count_at(paging, "number");
  page.size = count_at(paging, "size");
  page.total = count_at(paging, "totalElements");
  page.pages = count_at(paging, "totalPages");
  if (page.number < 0 || page.size < 0 || page.total < 0 || page.pages < 0) return false;
  page.beyond_reach = page.total > deepest_row;
  const int next = page.number + 1;
  if (page.size > 0 && next < page.pages && static_cast<long>(next) * page.size < deepest_row) page.next = next;
  return true;
}

// Leaves out test records and, of the rest, all but the first of each id: pages overlap while rows are added on the other side.
template <class T>
void tidy(Page<T>& page) {
  page.tests = static_cast<int>(std::erase_if(page.records, [](const T& record) { return record.test; }));
  std::set<std::string> seen;
  page.duplicates = static_cast<int>(std::erase_if(page.records, [&](const T& record) { return !seen.insert(record.id).second; }));
}

template <class T, class Read>
Result<Page<T>> read_page(string_view text, string_view key, Read read) {
  const auto v = base::parse_json(text, {.bytes = 8u << 20});
  if (!v) return v.error();
  Page<T> page;
  const base::Error not_a_list = unexpected("a list of " + std::string(key));
  if (!v->is_object() || !read_paging(*v, page)) return not_a_list;
  if (!v->get_object().contains("_embedded")) return page;  // this is how "nothing found" looks
  const auto* inside = base::member(*v, "_embedded");
  const auto* list = inside ? base::array_at(*inside, key) : nullptr;
  if (!list) return not_a_list;
  const std::string_view one = key.substr(0, key.size() - 1);
  page.records =
      base::read_list<T>(*list, one, most_records, page, [&](const json::value& item, string_view& why) { return read(item, why, page); });
  tidy(page);
  return page;
}

std::optional<Attraction> attraction(const json::value& v, string_view& why, base::Skips&) { return read_attraction(v, why); }
std::optional<Venue> venue(const json::value& v, string_view& why, base::Skips&) { return read_venue(v, why); }

}  // namespace

Result<Page<Event>> parse_events(string_view text) {
  auto page = read_page<Event>(text, "events", read_event);
  if (!page) return page;
  const auto is_other = [](const Event& e) { return !e.classification.segment_id.empty() && e.classification.segment_id != music_segment; };
  page->other_segments = static_cast<int>(std::erase_if(page->records, is_other));
  return page;
}

Result<Page<Attraction>> parse_attractions(string_view text) { return read_page<Attraction>(text, "attractions", attraction); }
Result<Page<Venue>> parse_venues(string_view text) { return read_page<Venue>(text, "venues", venue); }

Result<Event> parse_event(string_view text) { return base::read_one<Event>(text, unexpected("an event"), read_event); }
Result<Attraction> parse_attraction(string_view text) { return base::read_one<Attraction>(text, unexpected("an attraction"), attraction); }
Result<Venue> parse_venue(string_view text) { return base::read_one<Venue>(text, unexpected("a venue"), venue); }

ErrorBody parse_error(string_view text) {
  const auto v = base::parse_json(text, {.bytes = 64u << 10, .depth = 8});
  if (!v) return {};
  if (const auto* errors = base::array_at(*v, "errors"); errors && !errors->empty())
    return {base::text_at(errors->front(), "code", 50), base::text_at(errors->front(), "detail", 300)};
  const auto* fault = base::member(*v, "fault");
  if (!fault) return {};
  const auto* detail = base::member(*fault, "detail");
  return {detail ? base::text_at(*detail, "errorcode", 80) : std::string(), base::text_at(*fault, "faultstring", 300)};
}

}  // namespace ticketmaster
