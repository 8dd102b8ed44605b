#include "admin/imports_page.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

std::string circuit_word(limits::Status::Circuit circuit) {
  switch (circuit) {
    case limits::Status::Circuit::closed: return "working";
    case limits::Status::Circuit::open: return "failing, left alone for now";
    case limits::Status::Circuit::half_open: return "failing, one call is trying it";
  }
  return {};
}

std::string state_of(const ServiceState& service, base::Time now) {
  if (!service.connected) return "not connected: this site has no key for it";
  const auto& s = service.status;
  std::string state = circuit_word(s.circuit);
  if (s.closed_until && *s.closed_until > now)
    state = "closed (" + s.closed_reason + "), goes on " + frame::in_words(*s.closed_until - now);
  for (std::size_t i = 0; i < service.withheld.size(); ++i) state += (i == 0 ? "; withheld from this site: " : ", ") + service.withheld[i];
  return state;
}

void services(Html& h, const std::vector<ServiceState>& list, base::Time now) {
  h << "<h2>Outside services</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Outside services\"><table "
       "class=\"table\"><thead><tr><th>Service</th>"
       "<th>State</th><th class=\"n\">Used</th><th>Budget</th><th>Begins anew</th></tr></thead><tbody>";
  for (const auto& service : list) {
    const auto& s = service.status;
    const std::string state = state_of(service, now);
    for (const auto& quota : s.quotas) {
      h << "<tr" << html::attr("data-key", s.service) << "><td>" << html::text(s.service) << "</td><td>" << html::text(state)
        << "</td><td class=\"n\">" << html::text(html::thousands(quota.used)) << " of " << html::text(html::thousands(quota.permits))
        << "</td><td>" << frame::bar(quota.used, quota.permits, s.service + " budget used") << "</td><td>"
        << html::text(frame::in_words(quota.resets - now)) << "</td></tr>";
    }
  }
  h << "</tbody></table></div>";
}

std::string trouble(const imports::Progress& p) {
  for (const auto& part : p.parts)
    if (!part.error_message.empty()) return std::string(imports::name(part.part)) + ": " + part.error_message;
  return {};
}

void table(Html& h, const std::vector<imports::Listed>& list, base::Time now) {
  h << "<h2>Imports</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Imports\"><table "
       "class=\"table\"><thead><tr><th>Artist</th><th>State</th><th>Progress</th>"
       "<th class=\"n\">Records</th><th class=\"n\">Shows</th><th "
       "class=\"n\">Setlists</th><th>Started</th><th>Trouble</th></tr></thead><tbody>";
  for (const auto& l : list) {
    const auto& p = l.progress;
    h << "<tr" << html::attr("data-key", p.id.str()) << "><td><a" << html::href("/artists/" + l.slug + "/import") << " dir=\"auto\">"
      << html::text(l.artist_name) << "</a></td><td>" << html::text(p.finished() ? p.status : p.phase) << "</td><td>"
      << frame::bar(p.percent, 100, "Progress of " + l.artist_name) << "</td><td class=\"n\">"
      << html::num(p.part(imports::Part::albums).imported) << "</td><td class=\"n\">" << html::num(p.part(imports::Part::shows).imported)
      << "</td><td class=\"n\">" << html::num(p.part(imports::Part::setlists).imported) << "</td><td><time"
      << html::attr("datetime", frame::iso(p.started_at)) << ">" << html::text(frame::ago(now - p.started_at)) << "</time></td><td>"
      << html::text(trouble(p)) << "</td></tr>";
  }
  h << "</tbody></table></div>";
}

}  // namespace

Html live_part(const ImportsPage& p, base::Time now) {
  Html h;
  h << "<dl class=\"numbers\">";
  h << frame::figure("running", p.counts.running);
  h << frame::figure("completed", p.counts.completed);
  h << frame::figure("failed", p.counts.failed);
  h << "</dl>";
  services(h, p.services, now);
  if (p.imports.empty()) h << frame::empty("Nobody has been brought in yet.");
  else table(h, p.imports, now);
  return h;
}

frame::Page draw(const ImportsPage& p, base::Time now) {
  auto page = frame::operator_page("Imports");
  page.main << "<div class=\"wrap hero\"><h1>Imports</h1></div><div class=\"wrap sheet\"><ts-live-table "
               "data-src=\"/admin/imports?fragment=imports\" data-section=\"imports\">"
            << live_part(p, now) << "</ts-live-table></div>";
  return page;
}

}  // namespace admin
