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

Passwords::Passwords(PasswordOptions options)
    : options_(options), nobodys_(hash_now("nobody's password")), workers_(options_.threads, options_.waiting, step_back) {}

std::string Passwords::hash_now(const std::string& password) const {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), options_.passes, options_.memory, crypto_pwhash_ALG_ARGON2ID13) !=
      0)
    throw std::bad_alloc();
  out.resize(out.find('\0'));
  return out;
}

base::Task<std::optional<std::string>> Passwords::hash(std::string password) {
  auto work = [&] { return hash_now(password); };
  try {
    co_return co_await workers_.run(work);
  } catch (const std::bad_alloc&) { co_return std::nullopt; }  // no memory now: the same as busy
}

base::Task<std::optional<bool>> Passwords::matches(std::string password, std::string hash) {
  auto work = [&] {
    const bool same = verify(hash.empty() ? nobodys_ : hash, password);
    return same && !hash.empty();
  };
  co_return co_await workers_.run(work);
}

}  // namespace signin
