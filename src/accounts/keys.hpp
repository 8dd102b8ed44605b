// Keys: the site's signing key, and the names and attributes of its cookies.
#pragma once
#include <string>
#include <string_view>

#include "platform/db/db.hpp"

namespace accounts {

class Keys {
 public:
  Keys(std::string key, bool secure) : key_(std::move(key)), secure_(secure) {}
  // Reads the key, or makes it once for all processes. Blocking: at start. `secure`: readers come over TLS.
  static Keys load(db::Database& database, base::Time now, bool secure);

  std::string sign(std::string_view purpose, std::string_view text) const;
  bool signed_by_us(std::string_view purpose, std::string_view text, std::string_view signature) const;

  // "theset_session" -> "__Host-theset_session" over TLS. Browsers refuse that prefix over plain HTTP.
  // (https://www.rfc-editor.org/rfc/rfc6265bis, section 4.1.3.2)
  std::string cookie_name(std::string_view plain) const;
  // The whole value of a Set-Cookie header; max_age 0 takes the cookie away.
  std::string cookie(std::string_view plain, std::string_view value, std::chrono::seconds max_age) const;
  bool secure() const { return secure_; }

 private:
  std::string key_;
  bool secure_;
};

}  // namespace accounts
