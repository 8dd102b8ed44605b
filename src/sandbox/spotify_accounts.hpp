// accounts.spotify.com: tokens by client credentials, authorization code with PKCE, and refresh. Tokens carry their own expiry and
// a checksum, so that they outlive a restart of the sandbox as the real ones would.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "sandbox/call.hpp"

namespace sandbox {

class SpotifyAccounts {
 public:
  explicit SpotifyAccounts(std::uint64_t seed) : seed_(seed) {}

  http::Response token(const Call& call);      // POST /api/token
  http::Response authorize(const Call& call);  // GET /authorize: a page with one link a made-up fan, each leads back with a code

  struct Bearer {
    bool expired = false;
    std::optional<int> fan;  // nothing: the application itself
    std::string scope;
  };
  std::optional<Bearer> read(std::string_view authorization, base::Time now) const;

 private:
  struct Grant {
    int fan;
    std::string scope, redirect_uri, challenge;
    base::Time expires;
  };
  std::string issue(char kind, int fan, std::string_view scope, base::Time expires) const;
  http::Response by_code(const Call& call, const http::Params& form);
  http::Response by_refresh(const Call& call, const http::Params& form) const;

  std::uint64_t seed_;
  std::map<std::string, Grant, std::less<>> codes_;  // each is good once, for ten minutes
};

constexpr std::string_view fans[] = {"Wren Ostrander", "Ilse Marchetti", "Tomo Ferreira"};

}  // namespace sandbox
