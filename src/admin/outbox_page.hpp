// The outbox, with what mails say while no server takes them; and the record of security events (MAIL-3, OPS-4).
#pragma once
#include <vector>

#include "accounts/sessions.hpp"
#include "frame/frame.hpp"
#include "notifications/notifications.hpp"

namespace admin {

frame::Page draw(const std::vector<notifications::Sent>& mails, base::Time now);
frame::Page draw(const std::vector<accounts::SecurityEvent>& events, base::Time now);

}  // namespace admin
