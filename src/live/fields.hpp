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

// Whether an operation says that something happened, and at most when (ms since 1970).
bool tells_a_fact(const ot::Op& op);
std::int64_t latest_time(const ot::Ops& ops);

Stage stage_of(setlists::Status status);

std::string title_of(const ot::Item& item);  // of a song or a marker; empty: unknown

// An item as a row. `zone`: the venue's, for the time it began; empty: no time is shown.
RowView row_view(const ot::Item& item, const std::string& zone);

}  // namespace live
