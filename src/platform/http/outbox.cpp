#include "platform/http/outbox.hpp"

#include <utility>

namespace http {

bool Outbox::push(std::string bytes) {
  const std::scoped_lock lock(mutex_);
  if (closing_) return false;
  if (bytes_ + bytes.size() > limit) {
    closing_ = overflowed_ = true;
    waiting_.clear();
  } else {
    bytes_ += bytes.size();
    waiting_.push_back(std::move(bytes));
  }
  wake_reader();
  return !overflowed_;
}

void Outbox::close() {
  const std::scoped_lock lock(mutex_);
  closing_ = true;
  wake_reader();
}

void Outbox::on_closed(std::function<void()> call) {
  {
    const std::scoped_lock lock(mutex_);
    if (!finished_) return closed_calls_.push_back(std::move(call));
  }
  call();
}

void Outbox::attach(std::function<void()> wake) {
  const std::scoped_lock lock(mutex_);
  wake_ = std::move(wake);
  woken_ = false;
  if (closing_ || !waiting_.empty()) wake_reader();
}

std::vector<std::string> Outbox::take() {
  const std::scoped_lock lock(mutex_);
  woken_ = false;
  bytes_ = 0;
  return std::exchange(waiting_, {});
}

bool Outbox::closing() const {
  const std::scoped_lock lock(mutex_);
  return closing_ && waiting_.empty();
}

bool Outbox::overflowed() const {
  const std::scoped_lock lock(mutex_);
  return overflowed_;
}

void Outbox::finish() {
  std::vector<std::function<void()>> calls;
  {
    const std::scoped_lock lock(mutex_);
    closing_ = finished_ = true;
    waiting_.clear();
    wake_ = nullptr;
    calls = std::exchange(closed_calls_, {});
  }
  for (const auto& call : calls) call();
}

void Outbox::wake_reader() {
  if (!wake_ || woken_) return;
  woken_ = true;
  wake_();
}

}  // namespace http
