#include "accounts/accounts.hpp"

#include <array>

#include "accounts/accounts.sql.hpp"
#include "accounts/stored.hpp"
#include "platform/base/random.hpp"

namespace accounts {

namespace {
constexpr std::array<std::string_view, 5> names{"guest", "fan", "artist", "moderator", "operator"};
}

std::string_view to_string(Role role) { return names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Role>(i);
  return std::nullopt;
}

// A role that this program does not know gives no rights.
Person read_person(const db::Row& row) {
  return {row.id<UserId>(0), role_from(row.text(1)).value_or(Role::guest), row.str(2), row.maybe_id<UserId>(3)};
}

std::optional<Person> person(db::Tx& tx, UserId id) { return tx.one(sql::person, read_person, id); }

Person add_guest(db::Tx& tx, base::Time now) {
  Person guest{UserId::make(), Role::guest, "Guest " + std::to_string(1000 + base::random_below(9000))};
  tx.run(sql::add_guest, guest.id, guest.name, now, now);
  return guest;
}

void set_role(db::Tx& tx, base::Time now, UserId user, Role role) { tx.run(sql::set_role, to_string(role), now, user); }

}  // namespace accounts
