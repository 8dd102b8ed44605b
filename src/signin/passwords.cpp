#include "signin/passwords.hpp"

#include <sodium.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace signin {

namespace {

// The kernel then lets those who serve pages go first.
void step_back() { setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10); }

bool verify(const std::string& hash, const std::string& password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace

Passwords::Passwords(PasswordOptions options) : options_(options), nobodys_(hash_now("nobody's password")) {
  for (unsigned i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

Passwords::~Passwords() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

std::string Passwords::hash_now(const std::string& password) const {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), options_.passes, options_.memory, crypto_pwhash_ALG_ARGON2ID13) !=
      0)
    throw std::bad_alloc();
  out.resize(out.find('\0'));
  return out;
}

bool Passwords::enqueue(std::function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || waiting_.size() >= options_.waiting) return false;
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

// What was taken is finished also while stopping: somebody waits for each.
void Passwords::run() {
  step_back();
  for (;;) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
  }
}

base::Task<std::optional<std::string>> Passwords::hash(std::string password) {
  std::optional<std::string> out;
  auto begin = [&](auto resume) {
    const auto work = [&, resume] {
      try {
        out = hash_now(password);
      } catch (const std::bad_alloc&) { out.reset(); }  // no memory now: the same as busy
      resume();
    };
    if (!enqueue(work)) resume();
  };
  co_await base::hop(begin);
  co_return out;
}

base::Task<std::optional<bool>> Passwords::matches(std::string password, std::string hash) {
  std::optional<bool> out;
  auto begin = [&](auto resume) {
    const auto work = [&, resume] {
      const bool same = verify(hash.empty() ? nobodys_ : hash, password);
      out = same && !hash.empty();
      resume();
    };
    if (!enqueue(work)) resume();
  };
  co_await base::hop(begin);
  co_return out;
}

}  // namespace signin
