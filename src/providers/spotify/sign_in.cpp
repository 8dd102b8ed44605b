// Tokens: the app's own, and those of users who sign in (https://developer.spotify.com/documentation/web-api/concepts/authorization).
#include <sodium.h>

#include "platform/base/base64.hpp"
#include "platform/base/random.hpp"
#include "platform/http/query.hpp"
#include "providers/spotify/client.hpp"
#include "providers/spotify/parse.hpp"

namespace spotify {

namespace {

using limits::Refusal;
using limits::Refused;
using limits::Urgency;
using std::string_view;
using namespace std::chrono_literals;

const limits::Service service{"spotify", "Spotify"};
constexpr base::Duration renewed_early = 60s;
constexpr base::Duration credentials_pause = 10min;

std::string challenge_of(string_view verifier) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(verifier.data()),
                     verifier.size());
  return base::to_base64url(hash);
}

std::string form(std::initializer_list<std::pair<string_view, string_view>> fields) {
  http::Params params;
  for (const auto& [key, value] : fields) params.add(std::string(key), std::string(value));
  return http::to_query(params);
}

Refusal bad_credentials(base::Time look_again) {
  return {Refused::misconfigured, "spotify.bad_credentials", "Spotify does not know the client id and secret of this site.", look_again};
}

}  // namespace

std::string new_verifier() { return base::random_token(32); }

std::string Client::authorize_url(const Consent& consent) const {
  std::string scopes;
  for (const std::string& scope : consent.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
  return options_.auth_url + "/authorize?" +
         form({{"response_type", "code"},
               {"client_id", options_.client_id},
               {"redirect_uri", consent.redirect_uri},
               {"state", consent.state},
               {"scope", scopes},
               {"code_challenge_method", "S256"},
               {"code_challenge", challenge_of(consent.verifier)}}) +
         (consent.ask_again ? "&show_dialog=true" : "");
}

Answer<Token> Client::exchange_code(string_view code, const Consent& consent) {
  return ask_for_token(form({{"grant_type", "authorization_code"},
                             {"code", code},
                             {"redirect_uri", consent.redirect_uri},
                             {"client_id", options_.client_id},
                             {"code_verifier", consent.verifier}}),
                       false, Urgency::immediate);
}

Answer<Token> Client::refresh(string_view refresh_token) {
  return ask_for_token(form({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}, {"client_id", options_.client_id}}), false,
                       Urgency::immediate);
}

// The cached token, or a new one when it is nearly over or is the one that was `spent`.
Answer<std::string> Client::app_token(Urgency urgency, string_view spent) {
  const std::scoped_lock lock(token_mutex_);
  const base::Time now = clock_.now();
  if (!token_.empty() && token_ != spent && now + renewed_early < token_ends_) return token_;
  if (credentials_refused_until_ && now < *credentials_refused_until_) return bad_credentials(*credentials_refused_until_);

  const auto token = ask_for_token(form({{"grant_type", "client_credentials"}}), true, urgency);
  if (!token) {
    if (token.error().what == Refused::misconfigured) credentials_refused_until_ = token.error().until;
    return token.error();
  }
  credentials_refused_until_.reset();
  token_ = token->access_token;
  token_ends_ = now + token->expires_in;
  return token_;
}

Answer<Token> Client::ask_for_token(const std::string& body, bool with_secret, Urgency urgency) {
  http::OutRequest request;
  request.method = http::Method::post;
  request.url = options_.auth_url + "/api/token";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.set("Accept", "application/json");
  if (with_secret) { request.headers.set("Authorization", "Basic " + base::to_base64(options_.client_id + ":" + options_.client_secret)); }
  request.body = body;
  const auto response = send(request, urgency);
  if (!response) return response.error();

  if (response->status >= 200 && response->status < 300) {
    auto token = parse_token(response->body);
    if (!token) return limits::unreadable(service, gate_, token.error());
    gate_.succeeded();
    return std::move(*token);
  }
  if (response->status == 429) return rate_limited(std::nullopt, *response);
  if (response->status >= 500 || response->status < 400) return limits::server_failed(service, gate_, response->status);
  gate_.succeeded();
  const ErrorBody error = parse_error(response->body);
  // Refresh tokens die six months after the consent, or when the user withdraws it; codes die within minutes.
  if (error.reason == "invalid_grant")
    return Refusal{Refused::consent, "spotify.sign_in_again", "The sign-in with Spotify has run out: please sign in again.", {}};
  if (error.reason == "invalid_client" || response->status == 401) return bad_credentials(clock_.now() + credentials_pause);
  return Refusal{Refused::rejected, "spotify.bad_request", "Spotify refused to give a token.", {}};
}

}  // namespace spotify
