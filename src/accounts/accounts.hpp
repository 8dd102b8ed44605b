// Accounts: people, as guests of a device or as members, and what each may do (ACC-5).
// Also public: visitor.hpp, keys.hpp, sessions.hpp
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/ids.hpp"
#include "platform/db/tx.hpp"

namespace accounts {

struct UserTag;
using UserId = base::Id<UserTag>;

// In order: a later one may do what an earlier one may.
enum class Role { guest, fan, artist, moderator, operator_ };
std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

struct Person {
  UserId id;
  Role role = Role::guest;
  std::string name;                       // shown to others
  std::optional<UserId> adopted_by = {};  // of a guest: the account it became
};
std::optional<Person> person(db::Tx& tx, UserId id);

// A newcomer who does something: a row of role guest called "Guest 4821".
Person add_guest(db::Tx& tx, base::Time now);

void set_role(db::Tx& tx, base::Time now, UserId user, Role role);

}  // namespace accounts
