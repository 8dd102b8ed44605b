// Stand-in for Spotify, Ticketmaster and setlist.fm: the same addresses behind a prefix, the same shapes, paging, limits and errors,
// and an invented catalogue of some 40 artists that is the same for the same seed. README.md tells who shows which trap.
//
//   http://HOST/spotify-accounts/api/token     for https://accounts.spotify.com/api/token
//   http://HOST/spotify/v1                     for https://api.spotify.com/v1
//   http://HOST/ticketmaster/discovery/v2      for https://app.ticketmaster.com/discovery/v2
//   http://HOST/setlistfm/rest/1.0             for https://api.setlist.fm/rest/1.0
//   http://HOST/control/…                      faults on demand, counters, limits
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"
#include "platform/http/message.hpp"

namespace http {
class Router;
}

namespace sandbox {

// The only credentials it takes.
inline constexpr std::string_view spotify_client_id = "sandbox0client0id0000000000000000";
inline constexpr std::string_view spotify_client_secret = "sandbox0client0secret000000000000";
inline constexpr std::string_view ticketmaster_key = "sandboxTicketmasterKey0000000000";
inline constexpr std::string_view setlistfm_key = "sandbox-setlistfm-key-000000000000";

// Where each service begins, to be put behind "http://127.0.0.1:PORT".
inline constexpr std::string_view spotify_prefix = "/spotify/v1";
inline constexpr std::string_view spotify_accounts_prefix = "/spotify-accounts";
inline constexpr std::string_view ticketmaster_prefix = "/ticketmaster/discovery/v2";
inline constexpr std::string_view setlistfm_prefix = "/setlistfm/rest/1.0";

struct Options {
  std::uint64_t seed = 1;
  std::optional<base::Time> today = {};  // what counts as today for shows and releases; nothing: the clock's day
  bool enforce_limits = true;            // refuse calls over the services' limits with 429
  bool extended_quota = false;           // Spotify beyond Development Mode: batches, larger pages, popularity and followers
  std::string public_site = {};          // "https://…" in front of pictures and outward links; empty: the request's Host
};

struct Reply {
  http::Response response;
  base::Duration delay{0};  // to be waited for before it is sent
};

// Safe from any thread.
class Sandbox {
 public:
  Sandbox(Options options, const base::Clock& clock);
  ~Sandbox();

  Reply reply(const http::Request& request);
  http::Response answer(const http::Request& request) { return reply(request).response; }

  // Calls so far: "spotify /artists/{id}/albums" -> 3. Refused and broken ones count too.
  std::map<std::string, int> calls() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

void add_routes(http::Router& router, std::shared_ptr<Sandbox> sandbox);

// For "try one of these"; the first is small (about 45 setlists, 8 releases) and good for a quick tour of everything.
std::span<const std::string_view> sample_names();

}  // namespace sandbox
