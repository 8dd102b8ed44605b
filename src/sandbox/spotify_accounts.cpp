#include "sandbox/spotify_accounts.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cstdio>
#include <vector>

#include "platform/base/base64.hpp"
#include "platform/html/html.hpp"
#include "sandbox/dice.hpp"
#include "sandbox/sandbox.hpp"

namespace sandbox {

namespace {

constexpr std::size_t most_codes = 3000;
constexpr auto access_life = std::chrono::seconds(3600);
constexpr auto refresh_life = std::chrono::days(183);  // six months from consent, not extended by refreshing

http::Response refused(int status, std::string_view error, std::string_view description) {
  return json_answer(status, {{"error", error}, {"error_description", description}});
}

std::string s256(std::string_view verifier) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  return base::to_base64url({reinterpret_cast<const char*>(hash), sizeof hash});
}

bool known_client(const http::Request& request, const http::Params& form) {
  const auto expected = "Basic " + base::to_base64(std::string(spotify_client_id) + ":" + std::string(spotify_client_secret));
  if (const auto header = request.headers.find("Authorization")) return *header == expected;
  if (form.get("client_id") != spotify_client_id) return false;
  // A public client (PKCE) proves itself by the verifier instead of the secret.
  return form.find("client_secret") ? form.get("client_secret") == spotify_client_secret : form.get("grant_type") != "client_credentials";
}

}  // namespace

std::string SpotifyAccounts::issue(char kind, int fan, std::string_view scope, base::Time expires) const {
  std::string token =
      "BQ" + std::string(1, kind) + std::to_string(fan) + "." + std::to_string(base::to_millis(expires)) + "." + std::string(scope);
  std::ranges::replace(token, ' ', '+');
  char sum[17];
  std::snprintf(sum, sizeof sum, "%016llx", static_cast<unsigned long long>(hashed(seed_, hashed(token))));
  return token + "." + sum;
}

std::optional<SpotifyAccounts::Bearer> SpotifyAccounts::read(std::string_view authorization, base::Time now) const {
  constexpr std::string_view start = "Bearer BQ";
  if (!authorization.starts_with(start)) return std::nullopt;
  const auto token = authorization.substr(start.size() - 2);
  const auto checksum = token.rfind('.');
  if (token.size() < 4 || checksum == std::string_view::npos) return std::nullopt;
  // BQ, kind, fan . expiry . scope . checksum
  const char* end = token.data() + checksum;
  int fan = 0;
  std::int64_t expires = 0;
  auto at = std::from_chars(token.data() + 3, end, fan);
  if (at.ec != std::errc{} || at.ptr == end) return std::nullopt;
  at = std::from_chars(at.ptr + 1, end, expires);
  if (at.ec != std::errc{} || at.ptr == end) return std::nullopt;
  std::string scope(at.ptr + 1, end);
  std::ranges::replace(scope, '+', ' ');
  if (issue(token[2], fan, scope, base::from_millis(expires)) != token || fan < 0 || fan >= static_cast<int>(std::size(fans)))
    return std::nullopt;
  Bearer bearer{base::from_millis(expires) <= now, std::nullopt, std::move(scope)};
  if (token[2] != 'c') bearer.fan = fan;
  return bearer;
}

http::Response SpotifyAccounts::token(const Call& call) {
  const auto form = call.request.form();
  if (!form) return refused(400, "invalid_request", "The body must be a form");
  if (!known_client(call.request, *form)) return refused(400, "invalid_client", "Invalid client");
  const auto grant = form->get("grant_type");
  if (grant == "client_credentials")
    return json_answer(200, {{"access_token", issue('c', 0, "", call.now + access_life)}, {"token_type", "Bearer"}, {"expires_in", 3600}});
  if (grant == "authorization_code") return by_code(call, *form);
  if (grant == "refresh_token") return by_refresh(call, *form);
  return refused(400, "unsupported_grant_type", "grant_type parameter is missing or unknown");
}

http::Response SpotifyAccounts::by_code(const Call& call, const http::Params& form) {
  const auto found = codes_.find(form.get("code"));
  if (found == codes_.end()) return refused(400, "invalid_grant", "Invalid authorization code");
  const Grant grant = found->second;
  codes_.erase(found);
  if (grant.expires <= call.now) return refused(400, "invalid_grant", "Authorization code expired");
  if (form.get("redirect_uri") != grant.redirect_uri) return refused(400, "invalid_grant", "Invalid redirect URI");
  if (!grant.challenge.empty() && s256(form.get("code_verifier")) != grant.challenge)
    return refused(400, "invalid_grant", "code_verifier was incorrect");
  return json_answer(200, {{"access_token", issue('u', grant.fan, grant.scope, call.now + access_life)},
                           {"token_type", "Bearer"},
                           {"scope", grant.scope},
                           {"expires_in", 3600},
                           {"refresh_token", issue('r', grant.fan, grant.scope, call.now + refresh_life)}});
}

http::Response SpotifyAccounts::by_refresh(const Call& call, const http::Params& form) const {
  const auto refresh = read("Bearer " + std::string(form.get("refresh_token")), call.now);
  if (!refresh || !refresh->fan || form.get("refresh_token")[2] != 'r' || refresh->expired)
    return refused(400, "invalid_grant", "Refresh token revoked");
  return json_answer(200, {{"access_token", issue('u', *refresh->fan, refresh->scope, call.now + access_life)},
                           {"token_type", "Bearer"},
                           {"scope", refresh->scope},
                           {"expires_in", 3600}});
}

http::Response SpotifyAccounts::authorize(const Call& call) {
  const auto redirect = std::string(call.query("redirect_uri"));
  const bool loopback = redirect.starts_with("http://127.0.0.1") || redirect.starts_with("http://[::1]");
  if (call.query("client_id") != spotify_client_id) return http::text(400, "INVALID_CLIENT: Invalid client");
  if (!redirect.starts_with("https://") && !loopback) return http::text(400, "INVALID_CLIENT: Insecure redirect URI");
  if (call.query("response_type") != "code" || (call.request.query.find("code_challenge") && call.query("code_challenge_method") != "S256"))
    return http::text(400, "response_type must be code, code_challenge_method must be S256");
  const std::string back =
      redirect + (redirect.find('?') == std::string::npos ? "?" : "&") + "state=" + html::encode_component(call.query("state"));
  std::erase_if(codes_, [&](const auto& code) { return code.second.expires <= call.now; });
  if (codes_.size() >= most_codes) codes_.clear();

  html::Html page;
  page << "<!doctype html><html lang=\"en\"><title>Sandbox sign-in</title><link rel=\"icon\" href=\"data:,\"><h1>Sign in to the "
          "sandbox</h1><p>These fans are made up. Whom "
          "do you want to be?</p><ul>";
  for (int fan = 0; fan < static_cast<int>(std::size(fans)); ++fan) {
    const auto code = "AQ" + std::to_string(hashed(seed_, codes_.size(), fan, base::to_millis(call.now)));
    codes_[code] = {fan, std::string(call.query("scope")), redirect, std::string(call.query("code_challenge")),
                    call.now + std::chrono::minutes(10)};
    page << "<li><a" << html::href(back + "&code=" + code) << ">" << html::text(fans[fan]) << "</a></li>";
  }
  page << "</ul><p><a" << html::href(back + "&error=access_denied") << ">Nobody: go back</a></p></html>";
  return http::page(std::move(page));
}

}  // namespace sandbox
