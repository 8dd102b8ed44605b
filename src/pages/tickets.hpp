// Shows as ticket rows: date, title and place, one label. What the title is depends on the page they stand on.
#pragma once
#include <vector>

#include "platform/html/html.hpp"
#include "shows/shows.hpp"

namespace pages {

enum class TicketTitle { venue, artist };
enum class TicketKind { upcoming, past };

html::Html tickets(const std::vector<shows::ShowRow>& rows, TicketTitle title, TicketKind kind, base::Time now);
// Outlines that keep the place of rows to come.
html::Html ghost_tickets(int count);

}  // namespace pages
