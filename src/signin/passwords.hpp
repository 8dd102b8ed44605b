// Passwords: hashed with Argon2id (libsodium) by workers of their own, so that a flood of sign-ins waits for itself and nobody else.
// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
#pragma once
#include <optional>
#include <string>

#include "platform/base/result.hpp"
#include "platform/base/workers.hpp"

namespace signin {

struct PasswordOptions {
  unsigned long long passes = 2;
  std::size_t memory = 19u << 20;  // bytes a hash
  unsigned threads = 1;
  std::size_t waiting = 256;  // more are told that we are busy
};

class Passwords {
 public:
  explicit Passwords(PasswordOptions options = {});

  // nullopt: busy.
  base::Task<std::optional<std::string>> hash(std::string password);
  // An empty hash is nobody's: the answer is false, after as long as it takes to find out.
  base::Task<std::optional<bool>> matches(std::string password, std::string hash);
  std::string hash_now(const std::string& password) const;  // blocking: the command line, tests

 private:
  const PasswordOptions options_;
  const std::string nobodys_;
  base::Workers workers_;
};

// Length counts, composition does not (NIST SP 800-63B, 5.1.1.2; OWASP ASVS 4.0.3, 2.1): 12 to 128 characters, none of the most common
// ones, nor made of the address or the name. Errors: accounts.password_short, _long, _common, _personal.
base::Result<void> check_password(std::string_view password, std::string_view email, std::string_view name);

}  // namespace signin
