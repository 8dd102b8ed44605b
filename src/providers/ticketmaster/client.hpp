// Calls to the Ticketmaster Discovery API v2 (https://developer.ticketmaster.com). Every call asks the gate first and never sleeps.
// Safe from any thread. The key is part of every URL: nothing said to the outside of this class holds a URL.
#pragma once
#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"
#include "platform/http/client.hpp"
#include "platform/http/message.hpp"
#include "platform/limits/answer.hpp"
#include "providers/ticketmaster/ticketmaster.hpp"

namespace ticketmaster {

template <class T>
using Answer = limits::Answer<T>;

struct Options {
  std::string base_url = "https://app.ticketmaster.com/discovery/v2";
  std::string api_key;
};

// Events without a date are hidden from every other list, so a full picture of an artist takes all three.
enum class Dates { announced, to_be_announced, to_be_defined };

struct EventQuery {
  std::string attraction_id;
  Dates dates = Dates::announced;
  std::optional<base::Time> from{};  // both edges count; only with announced dates
  std::optional<base::Time> to{};
  int page = 0;  // Page::next of the page before
};

class Client {
 public:
  Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock);

  // Whether this site has a key. Without one every call is refused as ticketmaster.off, and nobody is asked.
  bool connected() const { return !options_.api_key.empty(); }

  // Refusals besides those of all services: ticketmaster.not_found (gone), ticketmaster.bad_key (misconfigured),
  // ticketmaster.bad_request (rejected), ticketmaster.quota_spent and ticketmaster.too_fast (wait).
  Answer<Page<Attraction>> search_attractions(std::string_view name, limits::Urgency urgency);  // music only, the 20 most relevant
  Answer<Attraction> attraction(std::string_view id, limits::Urgency urgency);
  // Music only, 200 a page. When Page::beyond_reach is set, ask again with shorter spans of dates.
  Answer<Page<Event>> events(const EventQuery& query, limits::Urgency urgency);
  Answer<Event> event(std::string_view id, limits::Urgency urgency);
  Answer<Venue> venue(std::string_view id, limits::Urgency urgency);

 private:
  template <class T>
  Answer<T> get(const std::string& path, http::Params query, limits::Urgency urgency, base::Result<T> (*parse)(std::string_view));
  limits::Refusal judge(const http::OutResponse& response);
  limits::Refusal rate_limited(const http::OutResponse& response, std::string_view code);
  void note_allowance(const http::Headers& headers);

  const Options options_;
  http::Client& http_;
  limits::Gate& gate_;
  const base::Clock& clock_;
  std::atomic<int> available_{-1};          // of the day's calls, as last said; -1: never said
  std::atomic<std::int64_t> resets_at_{0};  // epoch milliseconds, as last said
};

}  // namespace ticketmaster
