// An http::Client that asks a sandbox in this process, and breaks when told to. A test that includes this links theset_sandbox
// (cmake/dependencies.cmake).
#pragma once
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/client.hpp"
#include "sandbox/sandbox.hpp"

namespace support {

class SandboxHttp final : public http::Client {
 public:
  using Answer = base::Result<http::OutResponse>;

  static constexpr std::string_view site = "http://sandbox.test";
  static std::string at(std::string_view prefix) { return std::string(site) + std::string(prefix); }

  explicit SandboxHttp(const base::Clock& clock, sandbox::Options options = {.enforce_limits = false})
      : sandbox_(std::move(options), clock) {}

  std::vector<std::string> asked;  // addresses, in order
  // Called before each call with its number, from 1: answers instead of the sandbox, or throws.
  std::function<std::optional<Answer>(int number, const http::OutRequest& request)> instead;
  // Called with each of the sandbox's answers, to change it.
  std::function<void(const http::OutRequest& request, http::OutResponse& answer)> spoil;

  // As POST /control/limits: one of the sandbox's limits, by its name there.
  void set_limit(std::string_view name, int value) {
    http::Request request;
    request.method = http::Method::post;
    request.target = request.path = "/control/limits";
    request.body = "{\"" + std::string(name) + "\": " + std::to_string(value) + "}";
    if (sandbox_.answer(request).status != 200) throw std::logic_error("the sandbox has no such limit");
  }

  int calls() const { return static_cast<int>(asked.size()); }
  bool asks(const http::OutRequest& request, std::string_view prefix) const { return request.url.starts_with(at(prefix)); }

  Answer send(const http::OutRequest& request) override {
    asked.push_back(request.url);
    if (instead)
      if (auto answer = instead(calls(), request)) return std::move(*answer);
    http::Request in;
    in.method = request.method;
    in.target = request.url.substr(site.size());
    const auto question = in.target.find('?');
    in.path = in.target.substr(0, question);
    if (question != std::string::npos) in.query = http::parse_query(std::string_view(in.target).substr(question + 1)).value();
    in.headers = request.headers;
    in.headers.set("Host", "sandbox.test");
    in.body = request.body;
    auto answer = sandbox_.answer(in);
    if (answer.cut) return base::unavailable("http.cut", "The answer ended early.");
    http::OutResponse out{answer.status, std::move(answer.headers), answer.body ? *answer.body : std::string()};
    if (spoil) spoil(request, out);
    return out;
  }

 private:
  sandbox::Sandbox sandbox_;
};

}  // namespace support
