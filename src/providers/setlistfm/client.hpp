// Calls to the setlist.fm REST API 1.0 (https://api.setlist.fm/docs/1.0). Every call asks the gate first and never sleeps.
// Safe from any thread.
#pragma once
#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"
#include "platform/http/client.hpp"
#include "platform/http/message.hpp"
#include "platform/limits/answer.hpp"
#include "providers/setlistfm/setlistfm.hpp"

namespace setlistfm {

template <class T>
using Answer = limits::Answer<T>;

struct Options {
  std::string base_url = "https://api.setlist.fm/rest/1.0";
  std::string api_key;          // blanks around it are dropped
  std::string language = "en";  // of city names
};

struct ArtistQuery {
  std::string name{};  // at least one of the two
  std::string mbid{};
  int page = 1;
};

class Client {
 public:
  Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock);

  // Whether this site has a key. Without one every call is refused as setlistfm.off, and nobody is asked.
  bool connected() const { return !options_.api_key.empty(); }

  // "No match" and "past the last page" are empty pages. Refusals besides those of all services: setlistfm.not_found (gone, single
  // things only), setlistfm.bad_key (misconfigured), setlistfm.bad_request (rejected), setlistfm.too_fast and setlistfm.quota_spent (wait).
  Answer<Page<Artist>> search_artists(const ArtistQuery& query, limits::Urgency urgency);  // most relevant first, 30 a page
  Answer<Artist> artist(std::string_view mbid, limits::Urgency urgency);
  Answer<Page<Setlist>> artist_setlists(std::string_view mbid, int page, limits::Urgency urgency);  // newest first, 20 a page
  Answer<Setlist> setlist(std::string_view id, limits::Urgency urgency);
  Answer<Venue> venue(std::string_view id, limits::Urgency urgency);

 private:
  template <class T>
  Answer<T> get(const std::string& path, const http::Params& query, limits::Urgency urgency, base::Result<T> (*parse)(std::string_view));
  limits::Refusal judge(const http::OutResponse& response);
  limits::Refusal rate_limited(const http::OutResponse& response);

  const Options options_;
  http::Client& http_;
  limits::Gate& gate_;
  const base::Clock& clock_;
  std::atomic<int> refused_in_a_row_{0};  // 429s since the last answer
};

}  // namespace setlistfm
