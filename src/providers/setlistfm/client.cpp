#include "providers/setlistfm/client.hpp"

#include <algorithm>

#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "platform/http/query.hpp"
#include "providers/setlistfm/parse.hpp"

namespace setlistfm {

namespace {

using limits::Refusal;
using limits::Refused;
using limits::Urgency;
using std::string_view;
using namespace std::chrono_literals;

const limits::Service service{"setlistfm", "setlist.fm"};
constexpr base::Duration first_pause = 2s;
constexpr int most_doublings = 7;  // 2 s … 256 s

Refusal bad_request(std::string why) {
  return {Refused::rejected, "setlistfm.bad_request", "setlist.fm cannot be asked for this: " + std::move(why) + ".", {}};
}

Refusal bad_id() { return bad_request("the id is malformed"); }

// A blank at the end of a key draws the same 403 as a wrong key.
Options trimmed(Options options) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!options.api_key.empty() && blank(options.api_key.back())) options.api_key.pop_back();
  while (!options.api_key.empty() && blank(options.api_key.front())) options.api_key.erase(0, 1);
  return options;
}

// 404 on a list means that it is empty, or ended on the page before.
template <class T>
Answer<Page<T>> empty_if_gone(Answer<Page<T>> answer, int page) {
  if (answer || answer.error().what != Refused::gone) return answer;
  Page<T> empty;
  empty.number = page;
  return empty;
}

}  // namespace

Client::Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock)
    : options_(trimmed(std::move(options))), http_(http), gate_(gate), clock_(clock) {}

Answer<Page<Artist>> Client::search_artists(const ArtistQuery& wanted, Urgency urgency) {
  http::Params query;
  if (std::string name = base::clean(wanted.name, 200); !name.empty()) query.add("artistName", std::move(name));
  if (!wanted.mbid.empty()) query.add("artistMbid", wanted.mbid);
  if (query.pairs().empty() || (!wanted.mbid.empty() && !base::is_plain_id(wanted.mbid)))
    return bad_request("there is nothing to search for");
  query.add("sort", "relevance");
  query.add("p", std::to_string(std::max(1, wanted.page)));
  return empty_if_gone(get<Page<Artist>>("/search/artists", query, urgency, parse_artists), wanted.page);
}

Answer<Artist> Client::artist(string_view mbid, Urgency urgency) {
  if (!base::is_plain_id(mbid)) return bad_id();
  return get<Artist>("/artist/" + std::string(mbid), {}, urgency, parse_artist);
}

Answer<Page<Setlist>> Client::artist_setlists(string_view mbid, int page, Urgency urgency) {
  if (!base::is_plain_id(mbid) || page < 1) return bad_id();
  http::Params query;
  query.add("p", std::to_string(page));
  return empty_if_gone(get<Page<Setlist>>("/artist/" + std::string(mbid) + "/setlists", query, urgency, parse_setlists), page);
}

Answer<Setlist> Client::setlist(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Setlist>("/setlist/" + std::string(id), {}, urgency, parse_setlist);
}

Answer<Venue> Client::venue(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Venue>("/venue/" + std::string(id), {}, urgency, parse_venue);
}

template <class T>
Answer<T> Client::get(const std::string& path, const http::Params& query, Urgency urgency, base::Result<T> (*parse)(string_view)) {
  if (!connected()) return limits::not_connected(service);
  const limits::Decision decision = gate_.reserve(urgency);
  if (const auto* wait = std::get_if<limits::Wait>(&decision)) return limits::not_now(service, *wait);

  http::OutRequest request;
  request.url = options_.base_url + path + (query.pairs().empty() ? "" : "?" + http::to_query(query));
  request.headers.set("x-api-key", options_.api_key);
  request.headers.set("Accept", "application/json");  // the default is XML
  request.headers.set("Accept-Language", options_.language);
  const auto response = http_.send(request);
  if (!response) return limits::call_failed(service, gate_, response.error());
  if (response->status < 200 || response->status >= 300) return judge(*response);
  auto value = parse(response->body);
  if (!value) return limits::unreadable(service, gate_, value.error());
  refused_in_a_row_ = 0;
  gate_.succeeded();
  return std::move(*value);
}

Refusal Client::judge(const http::OutResponse& response) {
  if (response.status >= 500 || response.status < 400) return limits::server_failed(service, gate_, response.status);
  if (response.status == 429) return rate_limited(response);
  gate_.succeeded();
  refused_in_a_row_ = 0;
  switch (response.status) {
    case 401:
    case 403: return {Refused::misconfigured, "setlistfm.bad_key", "setlist.fm does not accept the key of this site.", {}};
    case 404: return {Refused::gone, "setlistfm.not_found", "setlist.fm does not know this (any more).", {}};
    default: return bad_request("status " + std::to_string(response.status));
  }
}

// No header says when to come back: 2 s, doubled each time. A spent day is known by its words only.
Refusal Client::rate_limited(const http::OutResponse& response) {
  if (base::fold(parse_error_message(response.body)) == "limit exceeded")
    return limits::told_to_wait(service, gate_, clock_.now() + 1h, "quota_spent");
  const int before = std::min(refused_in_a_row_++, most_doublings);
  return limits::told_to_wait(service, gate_, clock_.now() + first_pause * (1 << before), "too_fast");
}

}  // namespace setlistfm
