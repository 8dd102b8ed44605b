// Private: what plain forms ask for, as operations on the document as it is when their turn comes. Pure.
#pragma once
#include "live/room.hpp"
#include "platform/http/message.hpp"

namespace live {

// `form`: the fields of /setlists/{id}/add, move, set, remove (docs/live-protocol.md). `now` marks what happened.
Make form_add(const http::Params& form, base::Time now);
Make form_move(const http::Params& form);
Make form_set(const http::Params& form, base::Time now);
Make form_remove(const http::Params& form);

}  // namespace live
