// An http::Client that answers from a list and remembers what it was asked.
#pragma once
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "platform/http/client.hpp"

namespace support {

class FakeHttp final : public http::Client {
 public:
  std::vector<http::OutRequest> asked;

  FakeHttp& answer(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::OutResponse response{status, {}, std::move(body)};
    for (auto& [name, value] : headers) response.headers.set(std::move(name), std::move(value));
    answers_.emplace_back(std::move(response));
    return *this;
  }
  FakeHttp& fail(std::string code, std::string message = "it broke") {
    answers_.emplace_back(base::unavailable(std::move(code), std::move(message)));
    return *this;
  }
  bool all_used() const { return answers_.empty(); }

  base::Result<http::OutResponse> send(const http::OutRequest& request) override {
    asked.push_back(request);
    if (answers_.empty()) return base::unavailable("http.connect", "the test has no more answers");
    auto next = std::move(answers_.front());
    answers_.pop_front();
    return next;
  }

 private:
  std::deque<base::Result<http::OutResponse>> answers_;
};

}  // namespace support
