#include "imports/views.hpp"

#include <algorithm>

#include "frame/frame.hpp"
#include "frame/words.hpp"
#include "imports/jobs.hpp"
#include "imports/progress.hpp"

namespace imports {

using html::Html;

namespace {

Html counted(std::string_view key, std::int64_t n, std::string_view one, std::string_view many) {
  Html h;
  h << "<span><b" << html::attr("data-count", key) << ">" << html::text(html::thousands(n)) << "</b> " << html::text(n == 1 ? one : many)
    << "</span>";
  return h;
}

std::string_view title_of(const Progress& p) {
  if (p.status == "completed") return "All here";
  if (p.status == "failed") return "Not everything could be fetched";
  return "Still tuning up";
}

std::string explanation(const Progress& p, base::Time now) {
  if (p.status != "failed") return phase_text(p, now);
  std::string text;
  for (const auto& part : p.parts)
    if (part.status == PartStatus::failed) text += (text.empty() ? "" : " ") + part.error_message;
  return text + " What arrived is kept.";
}

std::string_view part_title(Part part) {
  switch (part) {
    case Part::profile: return "Artist";
    case Part::shows: return "Upcoming shows";
    case Part::albums: return "Records";
    case Part::setlists: return "Past setlists";
  }
  return {};
}

std::string state_of(const PartState& p, base::Time now) {
  switch (p.status) {
    case PartStatus::waiting: return "waiting its turn";
    case PartStatus::running: return p.total ? std::to_string(p.done) + " of " + std::to_string(*p.total) : "under way";
    case PartStatus::paused: return pause_text(p, now);
    case PartStatus::done: return "all here";
    case PartStatus::failed: return p.error_message;
    case PartStatus::absent: return p.error_message.empty() ? "nothing there" : p.error_message;
  }
  return {};
}

}  // namespace

Html panel_inside(const Progress& p, base::Time now) {
  Html h;
  if (p.status == "completed") h << "<div class=\"progress done\" data-section=\"progress\">";
  else if (p.status == "failed") h << "<div class=\"progress failed\" data-section=\"progress\">";
  else h << "<div class=\"progress\" data-section=\"progress\">";
  const std::string percent = std::to_string(p.percent);
  h << "<p><b data-part=\"title\">" << html::text(title_of(p)) << "</b><span data-part=\"figure\">" << html::text(percent)
    << "%</span></p><progress max=\"100\"" << html::attr("value", percent) << " aria-label=\"Import progress\">" << html::text(percent)
    << "%</progress><p data-part=\"text\">" << html::text(explanation(p, now)) << "</p><p class=\"counts\">"
    << counted("shows", p.part(Part::shows).imported, "show", "shows")
    << counted("albums", p.part(Part::albums).imported, "record", "records")
    << counted("setlists", p.part(Part::setlists).imported, "setlist", "setlists") << "</p>";
  if (p.status == "failed")
    h << "<form method=\"post\"" << html::action("/imports/" + p.artist.str() + "/retry") << "><button class=\"btn\">"
      << frame::icon("retry") << "Try again</button></form>";
  return h << "</div>";
}

Html panel(const Progress& p, std::string_view slug, base::Time now) {
  Html h;
  // A finished import is old news after ten minutes; a failed one stays until it is tried again.
  if (p.status == "completed" && p.finished_at && now - *p.finished_at > std::chrono::minutes(10)) return h;
  const std::string api = "/api/v1/artists/" + p.artist.str() + "/import";
  h << "<ts-import-progress class=\"full\"" << html::attr("data-artist", p.artist.str()) << html::attr("data-events", api + "/events")
    << html::attr("data-socket", api + "/socket") << html::attr("data-poll", api)
    << html::attr("data-page", "/artists/" + std::string(slug)) << ">" << panel_inside(p, now);
  if (!p.finished()) h << "<noscript><p><a class=\"btn\"" << html::href("/artists/" + std::string(slug)) << ">Refresh</a></p></noscript>";
  return h << "</ts-import-progress>";
}

Html parts_table(const Progress& p, base::Time now) {
  Html h;
  h << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Parts of the import\"><table "
       "class=\"table\"><thead><tr><th>Part</th><th>Source</th>"
       "<th class=\"n\">Here</th><th>State</th></tr></thead><tbody>";
  for (const auto& part : p.parts) {
    if (part.error_code == off_code(part.part)) continue;  // of interest to operators only (EXT-4b)
    h << "<tr><td>" << html::text(part_title(part.part)) << "</td><td>" << html::text(source_name(part.part)) << "</td><td class=\"n\">"
      << html::text(html::thousands(part.imported)) << "</td><td>" << html::text(state_of(part, now)) << "</td></tr>";
  }
  return h << "</tbody></table></div>";
}

namespace {

struct Badge {
  std::string_view initials, hue;
};
Badge badge_of(std::string_view source) {
  if (source == "spotify") return {"SP", "8"};
  if (source == "ticketmaster") return {"TM", "6"};
  return source == "person" ? Badge{"P", "3"} : Badge{"SL", "1"};
}

}  // namespace

Html log_list(const std::vector<LogLine>& lines, base::Time now) {
  Html h;
  h << "<ul class=\"log\">";
  for (const auto& line : lines) {
    const auto [initials, hue] = badge_of(line.source);
    h << "<li><span class=\"avatar\"" << html::attr("data-hue", hue) << " aria-hidden=\"true\">" << html::text(initials)
      << "</span><span><b>" << html::text(frame::source_name(line.source)) << "</b> " << html::text(line.message) << "</span><time"
      << html::attr("datetime", frame::iso(line.at)) << ">" << html::text(frame::ago(now - line.at)) << "</time></li>";
  }
  return h << "</ul>";
}

}  // namespace imports
