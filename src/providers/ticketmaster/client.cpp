#include "providers/ticketmaster/client.hpp"

#include <charconv>

#include "platform/base/dates.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "platform/http/query.hpp"
#include "providers/ticketmaster/parse.hpp"

namespace ticketmaster {

namespace {

using limits::Refusal;
using limits::Refused;
using limits::Urgency;
using std::string_view;
using namespace std::chrono_literals;

const limits::Service service{"ticketmaster", "Ticketmaster"};
constexpr int nearly_spent = 10;
constexpr base::Duration longest_quota = 26h;  // a day, and some for clocks that differ

Refusal bad_request(std::string why) {
  return {Refused::rejected, "ticketmaster.bad_request", "Ticketmaster cannot be asked for this: " + std::move(why) + ".", {}};
}

Refusal bad_id() { return bad_request("the id is malformed"); }

Refusal bad_key() { return {Refused::misconfigured, "ticketmaster.bad_key", "Ticketmaster does not accept the key of this site.", {}}; }

std::optional<std::int64_t> number_in(const http::Headers& headers, string_view name) {
  const string_view text = headers.get(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Fault texts repeat the key.
std::string without(std::string text, string_view secret) {
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) text.replace(at, secret.size(), "[key]");
  return text;
}

http::Params for_every_locale() {
  http::Params query;
  query.add("locale", "*");
  return query;
}

}  // namespace

Client::Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock)
    : options_(std::move(options)), http_(http), gate_(gate), clock_(clock) {}

Answer<Page<Attraction>> Client::search_attractions(string_view name, Urgency urgency) {
  std::string keyword = base::clean(name, 200);
  if (keyword.empty()) return bad_request("there is nothing to search for");
  http::Params query = for_every_locale();
  query.add("keyword", std::move(keyword));
  query.add("segmentId", std::string(music_segment));
  query.add("size", "20");
  return get<Page<Attraction>>("/attractions.json", std::move(query), urgency, parse_attractions);
}

Answer<Attraction> Client::attraction(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Attraction>("/attractions/" + std::string(id) + ".json", for_every_locale(), urgency, parse_attraction);
}

Answer<Page<Event>> Client::events(const EventQuery& wanted, Urgency urgency) {
  if (!base::is_plain_id(wanted.attraction_id) || wanted.page < 0) return bad_id();
  http::Params query = for_every_locale();
  query.add("attractionId", wanted.attraction_id);
  query.add("segmentId", std::string(music_segment));
  switch (wanted.dates) {
    case Dates::announced:
      if (wanted.from) query.add("startDateTime", base::write_instant(*wanted.from));
      if (wanted.to) query.add("endDateTime", base::write_instant(*wanted.to));
      break;
    case Dates::to_be_announced: query.add("includeTBA", "only"); break;
    case Dates::to_be_defined: query.add("includeTBD", "only"); break;
  }
  query.add("sort", "id,asc");
  query.add("size", "200");
  query.add("page", std::to_string(wanted.page));
  return get<Page<Event>>("/events.json", std::move(query), urgency, parse_events);
}

Answer<Event> Client::event(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Event>("/events/" + std::string(id) + ".json", for_every_locale(), urgency, parse_event);
}

Answer<Venue> Client::venue(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Venue>("/venues/" + std::string(id) + ".json", for_every_locale(), urgency, parse_venue);
}

template <class T>
Answer<T> Client::get(const std::string& path, http::Params query, Urgency urgency, base::Result<T> (*parse)(string_view)) {
  if (!connected()) return limits::not_connected(service);
  const limits::Decision decision = gate_.reserve(urgency);
  if (const auto* wait = std::get_if<limits::Wait>(&decision)) return limits::not_now(service, *wait);

  query.add("apikey", options_.api_key);
  http::OutRequest request;
  request.url = options_.base_url + path + "?" + http::to_query(query);
  request.headers.set("Accept", "application/json");
  const auto response = http_.send(request);
  if (!response) return limits::call_failed(service, gate_, response.error());
  note_allowance(response->headers);
  if (response->status < 200 || response->status >= 300) return judge(*response);
  auto value = parse(response->body);
  if (!value) return limits::unreadable(service, gate_, value.error());
  gate_.succeeded();
  return std::move(*value);
}

Refusal Client::judge(const http::OutResponse& response) {
  if (response.status >= 500 || response.status < 400) return limits::server_failed(service, gate_, response.status);
  const ErrorBody error = parse_error(response.body);
  if (response.status == 429) return rate_limited(response, error.code);
  gate_.succeeded();
  if (response.status == 401 || response.status == 403) return bad_key();
  if (response.status == 404 || error.code == "DIS1004")
    return {Refused::gone, "ticketmaster.not_found", "Ticketmaster does not know this (any more).", {}};
  return bad_request(error.detail.empty() ? "status " + std::to_string(response.status) : without(error.detail, options_.api_key));
}

// A spent day and too many calls in one second look alike but for the error code, which is sometimes missing.
Refusal Client::rate_limited(const http::OutResponse& response, string_view code) {
  const base::Time now = clock_.now();
  const int available = available_.load();
  const bool quota =
      code.ends_with("QuotaViolation") || (!code.ends_with("SpikeArrestViolation") && available >= 0 && available <= nearly_spent);
  if (!quota) return limits::told_to_wait(service, gate_, now + 1s, "too_fast");
  const base::Time reset = base::from_millis(number_in(response.headers, "Rate-Limit-Reset").value_or(resets_at_.load()));
  const bool credible = reset > now && reset <= now + longest_quota;
  return limits::told_to_wait(service, gate_, credible ? reset : now + 1h, "quota_spent");
}

// Sent with most answers, but not with 400s, which cost quota all the same.
void Client::note_allowance(const http::Headers& headers) {
  const auto available = number_in(headers, "Rate-Limit-Available");
  if (available && *available >= 0 && *available <= 10'000'000) available_ = static_cast<int>(*available);
  if (const auto reset = number_in(headers, "Rate-Limit-Reset"); reset && *reset > 0) resets_at_ = *reset;
}

}  // namespace ticketmaster
