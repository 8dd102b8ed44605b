// Private to accounts: people as the statements of accounts.sql list them.
#pragma once
#include "accounts/accounts.hpp"

namespace accounts {

Person read_person(const db::Row& row);  // id, role, display_name, adopted_by

}  // namespace accounts
