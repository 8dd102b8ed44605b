#include "platform/http/outbox.hpp"

#include <utility>

namespace http {

namespace {
constexpr std::size_t kept = 8;  // pointers, of a reader to whom nothing is sent
}

bool Outbox::push(Shared bytes) {
  const std::scoped_lock lock(mutex_);
  if (closing_) return false;
  if (bytes_ + taken_ + bytes->size() > limit) {
    drop_all();
  } else {
    bytes_ += bytes->size();
    waiting_.push_back(std::move(bytes));
  }
  wake_reader();
  return !overflowed_;
}

// The reader may have been woken for something it will never come to, with a write that never ends: it is woken once more.
void Outbox::drop_all() {
  closing_ = overflowed_ = true;
  waiting_.clear();
  bytes_ = 0;
  woken_ = false;
}

void Outbox::cut() {
  const std::scoped_lock lock(mutex_);
  if (overflowed_) return;
  drop_all();
  wake_reader();
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

void Outbox::take(std::vector<Shared>& batch) {
  batch.clear();
  if (batch.capacity() > kept) batch.shrink_to_fit();
  const std::scoped_lock lock(mutex_);
  woken_ = false;
  taken_ = std::exchange(bytes_, 0);
  waiting_.swap(batch);
}

bool Outbox::closing() const {
  const std::scoped_lock lock(mutex_);
  return closing_ && waiting_.empty();
}

std::size_t Outbox::waiting() const {
  const std::scoped_lock lock(mutex_);
  return bytes_ + taken_;
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
