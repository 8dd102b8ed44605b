#include "sandbox/ticketmaster_api.hpp"

#include <algorithm>

#include "platform/html/html.hpp"
#include "sandbox/matching.hpp"
#include "sandbox/sandbox.hpp"

namespace sandbox {

namespace {

constexpr auto hal = "application/hal+json;charset=utf-8";
constexpr int largest_page = 200, deepest_row = 1200;

std::string_view without_json(std::string_view part) { return part.ends_with(".json") ? part.substr(0, part.size() - 5) : part; }

}  // namespace

http::Response TicketmasterApi::fault(int status, std::string_view text, std::string_view code) {
  return json_answer(status, {{"fault", {{"faultstring", text}, {"detail", {{"errorcode", code}}}}}}, "application/json");
}

http::Response ticketmaster_error(int status, std::string_view code, const std::string& detail) {
  const auto text = status == 404 ? std::string("404") : std::to_string(status) + " BAD_REQUEST";
  return json_answer(status,
                     {{"errors", json::array{{{"code", code},
                                              {"detail", detail},
                                              {"status", text},
                                              {"_links", {{"about", {{"href", "/discovery/v2/errors.html#" + std::string(code)}}}}}}}}},
                     hal);
}

http::Response TicketmasterApi::spike() const {
  return fault(429, "Spike arrest violation. Allowed rate : " + std::to_string(limits_.ticketmaster_per_second) + "ps",
               "policies.ratelimit.SpikeArrestViolation");
}

http::Response TicketmasterApi::quota_violation(base::Time now) {
  auto response = fault(429, "Rate limit quota violation. Quota limit  exceeded. Identifier : " + std::string(ticketmaster_key),
                        "policies.ratelimit.QuotaViolation");
  add_limit_headers(response, now);
  return response.with("Rate-Limit-Available", "0");
}

void TicketmasterApi::add_limit_headers(http::Response& response, base::Time now) {
  const int left = limits_.ticketmaster_per_day - today_.used(now);
  response.with("Rate-Limit", std::to_string(limits_.ticketmaster_per_day)).with("Rate-Limit-Available", std::to_string(std::max(0, left)));
  response.with("Rate-Limit-Over", std::to_string(std::max(0, -left)))
      .with("Rate-Limit-Reset", std::to_string(base::to_millis(DailyCount::resets(now))));
}

http::Response TicketmasterApi::answer(const Call& call) {
  if (call.query("apikey").empty())
    return fault(401, "Failed to resolve API Key variable request.queryparam.apikey", "steps.oauth.v2.FailedToResolveAPIKey");
  if (call.query("apikey") != ticketmaster_key) return fault(401, "Invalid ApiKey", "oauth.v2.InvalidApiKey");
  if (limits_.enforce) {
    if (today_.used(call.now) >= limits_.ticketmaster_per_day) {
      today_.add(call.now);
      return quota_violation(call.now);
    }
    if (window_.refuse(call.now, limits_.ticketmaster_per_second, std::chrono::seconds(1))) return spike();
  }
  today_.add(call.now);
  auto response = route(call);
  // Refused requests cost quota too, but do not say how much is left.
  if (response.status < 400) add_limit_headers(response, call.now);
  return response;
}

const std::vector<Listing>& TicketmasterApi::listings() {
  if (listed_on_ != catalogue_.today()) listings_ = make_listings(catalogue_), listed_on_ = catalogue_.today();
  return listings_;
}

http::Response TicketmasterApi::route(const Call& call) {
  if (call.request.method != http::Method::get && call.request.method != http::Method::head)
    return ticketmaster_error(405, "DIS1003", "Method not supported");
  const auto kind = call.parts.empty() ? std::string_view{} : without_json(call.parts[0]);
  if (call.parts.size() == 2) return one(call, kind, without_json(call.parts[1]));
  if (call.parts.size() == 1 && kind == "events") return events(call);
  if (call.parts.size() == 1 && kind == "attractions") return attractions(call);
  if (call.parts.size() == 1 && kind == "venues") return venues(call);
  return ticketmaster_error(404, "DIS1004", "Resource not found");
}

http::Response TicketmasterApi::one(const Call& call, std::string_view kind, std::string_view id) {
  const auto& codes = catalogue_.codes();
  if (kind == "events") {
    const auto found = std::ranges::find(listings(), id, [&](const Listing& l) { return event_id(codes, l); });
    if (found != listings().end()) return json_answer(200, writer(call).event(*found), hal);
  } else if (kind == "attractions") {
    if (const auto attraction = read_attraction_id(codes, id)) return json_answer(200, writer(call).attraction(*attraction), hal);
  } else if (kind == "venues") {
    if (const auto venue = read_ticket_venue_id(catalogue_, id)) return json_answer(200, writer(call).venue(*venue), hal);
  }
  return ticketmaster_error(404, "DIS1004", "Resource not found with provided criteria (locale=en-us, id=" + std::string(id) + ")");
}

template <class Write>
http::Response TicketmasterApi::page(const Call& call, std::string_view kind, std::size_t total, Write write) {
  const auto size = number(call, "size", 20), number_of = number(call, "page", 0);
  if (!size || *size < 1 || *size > largest_page)
    return ticketmaster_error(400, "DIS1013", "Query param \"size\" must be a number between 1 and 200");
  if (!number_of || *number_of < 0) return ticketmaster_error(400, "DIS1013", "Query param \"page\" must be a number from 0");
  if (*size * static_cast<long long>(*number_of) >= deepest_row)
    return ticketmaster_error(400, "DIS1035", "API Limits Exceeded: Max paging depth exceeded. (page * size) must be less than 1,000");

  const auto pages = static_cast<int>((total + static_cast<std::size_t>(*size) - 1) / static_cast<std::size_t>(*size));
  std::string own = "/discovery/v2/" + std::string(call.parts[0]) + "?";
  for (const auto& [key, value] : call.request.query.pairs())
    if (key != "apikey" && key != "page" && key != "size") own += key + "=" + html::encode_component(value) + "&";
  const auto link = [&](int at) { return json::object{{"href", own + "page=" + std::to_string(at) + "&size=" + std::to_string(*size)}}; };
  json::object links{{"first", link(0)}, {"self", link(*number_of)}};
  if (*number_of > 0) links["prev"] = link(*number_of - 1);
  if (*number_of + 1 < pages) links["next"] = link(*number_of + 1);
  if (pages > 0) links["last"] = link(pages - 1);

  json::object body;
  json::array items;
  const auto from = static_cast<std::size_t>(*number_of) * static_cast<std::size_t>(*size);
  for (auto i = from; i < std::min(total, from + static_cast<std::size_t>(*size)); ++i) items.push_back(write(i));
  if (!items.empty()) body["_embedded"] = {{kind, std::move(items)}};
  body["_links"] = std::move(links);
  body["page"] = {{"size", *size}, {"totalElements", total}, {"totalPages", pages}, {"number", *number_of}};
  return json_answer(200, body, hal);
}

http::Response TicketmasterApi::events(const Call& call) {
  http::Response refused;
  auto found = filtered(call, catalogue_, listings(), refused);
  if (!found) return refused;
  const auto sort = call.query("sort");
  if (sort.starts_with("id,")) std::ranges::sort(*found, {}, [&](const Listing* l) { return event_id(catalogue_.codes(), *l); });
  else if (sort.starts_with("name,")) std::ranges::sort(*found, {}, [&](const Listing* l) { return event_name(catalogue_, *l); });
  else std::ranges::sort(*found, {}, [](const Listing* l) { return std::tuple(l->shown, l->night.start, l->night.key(), l->row); });
  if (sort.ends_with(",desc")) std::ranges::reverse(*found);
  const auto write = writer(call);
  return page(call, "events", found->size(), [&](std::size_t i) { return write.event(*(*found)[i]); });
}

http::Response TicketmasterApi::attractions(const Call& call) {
  std::vector<std::pair<int, std::size_t>> found;
  const auto keyword = call.query("keyword"), id = call.query("id"), segment = call.query("segmentId");
  const auto consider = [&](std::size_t attraction) {
    const int close = keyword.empty() ? 1 : closeness(attraction_name(attraction), keyword);
    if (close == 0 || (!id.empty() && attraction_id(catalogue_.codes(), attraction) != id) ||
        (!segment.empty() && segment != music_segment))
      return;
    found.emplace_back(-close, attraction);
  };
  for (std::size_t p = 0; p < cast().size(); ++p)
    if (cast()[p].on_ticketmaster()) consider(p);
  for (std::size_t f = 0; f < festivals().size(); ++f) consider(first_festival_attraction + f);
  std::ranges::sort(found);
  const auto write = writer(call);
  return page(call, "attractions", found.size(), [&](std::size_t i) { return write.attraction(found[i].second); });
}

http::Response TicketmasterApi::venues(const Call& call) {
  std::vector<TicketVenue> found;
  for (std::size_t h = 0; h < catalogue_.halls().size(); ++h) {
    const Hall& hall = catalogue_.halls()[h];
    const auto country = call.query("countryCode"), state = call.query("stateCode"), keyword = call.query("keyword");
    if ((!country.empty() && country != hall.place().country) || (!state.empty() && state != hall.place().state_code)) continue;
    if (keyword.empty() || closeness(hall.name, keyword) > 0) found.push_back({h, Row::primary});
  }
  const auto write = writer(call);
  return page(call, "venues", found.size(), [&](std::size_t i) { return write.venue(found[i]); });
}

}  // namespace sandbox
