#include "accounts/keys.hpp"

#include "accounts/accounts.sql.hpp"
#include "platform/base/random.hpp"
#include "platform/base/secrets.hpp"

namespace accounts {

Keys Keys::load(db::Database& database, base::Time now, bool secure) {
  auto key = database.write_now([&](db::Tx& tx) {
    tx.run(sql::add_secret, "signing", base::random_token(32), now);
    return tx.one(sql::secret, [](const db::Row& row) { return row.str(0); }, "signing").value();
  });
  return {std::move(key), secure};
}

std::string Keys::sign(std::string_view purpose, std::string_view text) const { return base::signature(key_, purpose, text); }

bool Keys::signed_by_us(std::string_view purpose, std::string_view text, std::string_view signature) const {
  return base::same_secret(sign(purpose, text), signature);
}

std::string Keys::cookie_name(std::string_view plain) const { return (secure_ ? "__Host-" : "") + std::string(plain); }

std::string Keys::cookie(std::string_view plain, std::string_view value, std::chrono::seconds max_age) const {
  return cookie_name(plain) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age.count()) +
         (secure_ ? "; Secure" : "");
}

}  // namespace accounts
