// Who hears of what in another module, every pair in one place: lower modules speak upward by events, never by calls.
#pragma once
#include "signin/signin.hpp"

namespace app {

// In the transaction of the sign-in: what the guest did is the user's from now on.
void adopted(db::Tx& tx, base::Time now, accounts::UserId guest, accounts::UserId user);

}  // namespace app
