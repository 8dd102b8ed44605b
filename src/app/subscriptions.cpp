#include "app/subscriptions.hpp"

#include "follows/follows.hpp"
#include "setlists/documents.hpp"
#include "votes/votes.hpp"

namespace app {

void adopted(db::Tx& tx, base::Time now, accounts::UserId guest, accounts::UserId user) {
  static_cast<void>(votes::adopt(tx, now, guest.value, user.value));
  setlists::documents::adopt(tx, guest.value, user.value);
  follows::adopt(tx, guest, user);
}

}  // namespace app
