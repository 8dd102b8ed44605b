// What an item of a live setlist may hold, and how it is shown. The operations know nothing of this.
#pragma once
#include <string>

#include "live/views.hpp"
#include "platform/base/clock.hpp"
#include "setlists/ot/ot.hpp"
#include "setlists/setlists.hpp"

namespace live {

// Whether clients may write this: known fields, of their kind, within their limits. Error: bad, limit; forbidden for what only the server
// writes.
base::Result<void> check_fields(const ot::Ops& ops);

bool tells_a_fact(const ot::Op& op);  // that something happened
// Clocks of phones run ahead: what is said to have happened after `now` (ms since 1970) happened then.
ot::Ops no_later_than(ot::Ops ops, std::int64_t now);

Stage stage_of(setlists::Status status);

std::string title_of(const ot::Item& item);  // of a song or a marker; empty: unknown

// An item as a row. `zone`: the venue's, for the time it began; empty: no time is shown.
RowView row_view(const ot::Item& item, const std::string& zone);

}  // namespace live
