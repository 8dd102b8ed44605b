// For tests: a sandbox with a clock of its own, asked without a network.
#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "platform/base/json.hpp"
#include "platform/html/html.hpp"
#include "sandbox/catalogue.hpp"
#include "sandbox/sandbox.hpp"

namespace sandbox {

namespace json = boost::json;

inline http::Request request_to(http::Method method, const std::string& target) {
  http::Request request;
  request.method = method;
  request.target = target;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string::npos) request.query = http::parse_query(std::string_view(target).substr(question + 1)).value();
  request.headers.set("Host", "127.0.0.1:4711");
  return request;
}

inline json::value body_of(const http::Response& response) {
  auto parsed = base::parse_json(response.body ? *response.body : "", {.bytes = 16 << 20, .depth = 40});
  EXPECT_TRUE(parsed) << (response.body ? *response.body : "");
  return parsed ? *parsed : json::value{};
}

class SandboxTest : public testing::Test {
 protected:
  static constexpr auto today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{12};

  explicit SandboxTest(Options options = {}) : sandbox_(std::move(options), clock_) {}

  http::Response ask(http::Request request) { return sandbox_.answer(request); }

  http::Response spotify(const std::string& path) {
    if (token_.empty()) token_ = app_token();
    auto request = request_to(http::Method::get, "/spotify/v1" + path);
    request.headers.set("Authorization", "Bearer " + token_);
    return ask(std::move(request));
  }
  http::Response ticketmaster(const std::string& path) {
    return ask(request_to(http::Method::get, "/ticketmaster/discovery/v2" + path + (path.find('?') == std::string::npos ? "?" : "&") +
                                                 "apikey=" + std::string(ticketmaster_key)));
  }
  http::Response setlistfm(const std::string& path) {
    auto request = request_to(http::Method::get, "/setlistfm/rest/1.0" + path);
    request.headers.set("x-api-key", std::string(setlistfm_key));
    request.headers.set("Accept", "application/json");
    return ask(std::move(request));
  }
  http::Response control(http::Method method, const std::string& path, std::string body = {}) {
    auto request = request_to(method, "/control" + path);
    request.body = std::move(body);
    return ask(std::move(request));
  }
  http::Response token(const std::string& form, bool with_secret = true) {
    auto request = request_to(http::Method::post, "/spotify-accounts/api/token");
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    if (with_secret)
      request.headers.set("Authorization",
                          "Basic c2FuZGJveDBjbGllbnQwaWQwMDAwMDAwMDAwMDAwMDAwOnNhbmRib3gwY2xpZW50MHNlY3JldDAwMDAwMDAwMDAwMA==");
    request.body = form;
    return ask(std::move(request));
  }
  std::string app_token() { return std::string(body_of(token("grant_type=client_credentials")).at("access_token").as_string()); }

  // The Spotify id of the first hit for a name.
  std::string spotify_id_of(const std::string& name) {
    const auto found = body_of(spotify("/search?type=artist&q=" + html::encode_component(name)));
    return std::string(found.at("artists").at("items").at(0).at("id").as_string());
  }
  std::string attraction_id_of(const std::string& name) {
    const auto found = body_of(ticketmaster("/attractions.json?keyword=" + html::encode_component(name)));
    return std::string(found.at("_embedded").at("attractions").at(0).at("id").as_string());
  }
  std::string mbid_of(const std::string& name) {
    const auto found = body_of(setlistfm("/search/artists?sort=relevance&artistName=" + html::encode_component(name)));
    return std::string(found.at("artist").at(0).at("mbid").as_string());
  }
  void pass(base::Duration time) { clock_.advance(time); }

  base::FakeClock clock_{base::Time{today.time_since_epoch()}};
  Sandbox sandbox_;
  std::string token_;
};

// Without refusals for speed, for tests that ask a lot.
class UnlimitedSandboxTest : public SandboxTest {
 protected:
  UnlimitedSandboxTest() : SandboxTest(Options{.enforce_limits = false}) {}
};

}  // namespace sandbox
