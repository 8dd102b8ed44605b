// The Spotify Web API (providers/README.md, 2), in Development Mode unless told otherwise.
#pragma once
#include "sandbox/call.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/spotify_accounts.hpp"
#include "sandbox/spotify_json.hpp"

namespace sandbox {

class SpotifyApi {
 public:
  SpotifyApi(Catalogue& catalogue, const Limits& limits) : catalogue_(catalogue), limits_(limits), accounts_(catalogue.seed()) {}

  SpotifyAccounts& accounts() { return accounts_; }
  void set_extended(bool extended) { extended_ = extended; }
  http::Response answer(const Call& call);

  static http::Response error(int status, std::string_view message, std::string_view reason = {});
  static http::Response rate_limited(base::Duration wait);
  static http::Response quota_exceeded(base::Duration wait);

 private:
  http::Response route(const Call& call, const SpotifyAccounts::Bearer& bearer);
  http::Response artist_albums(const Call& call, const SpotifyRef& artist);
  http::Response several(const Call& call, SpotifyRef::Kind kind);
  http::Response top_tracks(const Call& call, std::size_t performer);
  http::Response track(const Call& call, SpotifyRef ref);
  http::Response search(const Call& call);
  http::Response me(const Call& call, const SpotifyAccounts::Bearer& bearer);
  std::optional<SpotifyRef> find(std::string_view id, SpotifyRef::Kind kind);
  SpotifyJson writer(const Call& call) const { return {catalogue_, call.site, extended_}; }
  std::vector<std::size_t> artists_like(std::string_view name);

  Catalogue& catalogue_;
  const Limits& limits_;
  SpotifyAccounts accounts_;
  RollingWindow window_;
  DailyCount today_;
  bool extended_ = false;
};

}  // namespace sandbox
