// A limits::Gate that lets everything pass unless told otherwise, and remembers what it was told.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/limits/limits.hpp"

namespace support {

class FakeGate final : public limits::Gate {
 public:
  std::deque<limits::Decision> decisions;  // the next ones; afterwards everything passes
  std::vector<limits::Urgency> reserved;
  int successes = 0;
  int failures = 0;
  std::optional<base::Time> closed_until;
  std::string closed_reason;

  limits::Decision reserve(limits::Urgency urgency) override {
    reserved.push_back(urgency);
    if (decisions.empty()) return limits::Go{};
    auto next = std::move(decisions.front());
    decisions.pop_front();
    return next;
  }
  void succeeded() override { ++successes; }
  void failed() override { ++failures; }
  void close_until(base::Time until, std::string reason) override { closed_until = until, closed_reason = std::move(reason); }
  limits::Status status() override { return {}; }
};

}  // namespace support
