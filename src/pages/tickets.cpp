#include "pages/tickets.hpp"

#include "frame/words.hpp"

namespace pages {

using html::Html;
using shows::ShowRow;
using shows::Status;

namespace {

std::string place_of(const ShowRow& row) {
  if (!row.venue) return "Place to be announced";
  std::string place = row.venue->city;
  if (!row.venue->country_code.empty()) place += (place.empty() ? "" : ", ") + row.venue->country_code;
  return place;
}

std::string supports_of(const ShowRow& row) {
  std::string text;
  for (std::size_t i = 0; i < row.supports.size() && i < 3; ++i) text += (i ? ", " : "") + row.supports[i];
  if (row.supports.size() > 3) text += " and " + std::to_string(row.supports.size() - 3) + " more";
  return text;
}

std::string title_of(const ShowRow& row, TicketTitle title) {
  if (title == TicketTitle::artist) return row.artist_name;
  if (row.festival && !row.name.empty()) return row.name;
  if (row.venue && !row.venue->name.empty()) return row.venue->name;
  return row.name.empty() ? place_of(row) : row.name;
}

std::string second_line(const ShowRow& row, TicketTitle title, TicketKind kind, base::Time now) {
  std::string line = title == TicketTitle::artist && row.venue ? row.venue->name + ", " + place_of(row) : place_of(row);
  const auto add = [&](std::string part) { line += (line.empty() ? "" : " · ") + part; };
  if (kind == TicketKind::upcoming) {
    if (row.tonight(now)) add(row.start_time ? "tonight " + *row.start_time : "tonight");
    else if (row.start_time) add(*row.start_time);
    if (const auto supports = supports_of(row); !supports.empty() && !row.festival) add("with " + supports);
    if (row.status == Status::rescheduled && row.initial_date) add("moved from " + frame::long_date(*row.initial_date));
  } else if (row.song_count > 0) {
    add(frame::plural(row.song_count, "song", "songs"));
    if (!row.opener.empty()) add("opened with " + row.opener);
  }
  return line;
}

void label(Html& h, const ShowRow& row, TicketKind kind) {
  const auto word = [&h](std::string_view classes, std::string_view text) {
    h << "<span" << html::attr("class", classes) << ">" << html::text(text) << "</span>";
  };
  if (row.status == Status::cancelled) return word("go wide bad", "Cancelled");
  if (row.status == Status::postponed) return word("go wide off", "Postponed");
  if (kind == TicketKind::past) return row.song_count > 0 ? word("go wide", "Setlist") : word("go wide off", "No setlist yet");
  if (row.ticket_status == "offsale") return word("go wide off", "Off sale");
  if (row.ticket_url) return word("go wide", "Tickets");
  word("go wide off", row.date ? "Announced" : "Date open");
}

}  // namespace

Html tickets(const std::vector<ShowRow>& rows, TicketTitle title, TicketKind kind, base::Time now) {
  Html h;
  h << "<div class=\"tickets\">";
  for (const auto& row : rows) {
    const bool off = row.status == Status::cancelled || (kind == TicketKind::past && row.song_count == 0);
    const bool hot = kind == TicketKind::upcoming && row.tonight(now) && row.status != Status::cancelled;
    const auto date = frame::date_words(row.date ? *row.date : std::string());
    h << "<a"
      << html::attr("class", off   ? "ticket off"
                             : hot ? "ticket hot"
                                   : "ticket")
      << html::href("/shows/" + row.id.str()) << "><span class=\"date\"><span class=\"d\">" << html::text(date.day)
      << "</span><span class=\"wide\">" << html::text(date.month) << "</span>";
    if (kind == TicketKind::past) h << "<span class=\"wide\">" << html::text(date.year) << "</span>";
    h << "</span><span class=\"what\"><span class=\"face\">" << html::text(title_of(row, title)) << "</span><small>"
      << html::text(second_line(row, title, kind, now)) << "</small></span>";
    label(h, row, kind);
    h << "</a>";
  }
  return h << "</div>";
}

Html ghost_tickets(int count) {
  Html h;
  h << "<div class=\"tickets\" aria-hidden=\"true\">";
  for (int i = 0; i < count; ++i) h << "<div class=\"ticket ghost\"></div>";
  return h << "</div>";
}

}  // namespace pages
