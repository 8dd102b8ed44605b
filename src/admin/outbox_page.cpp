#include "admin/outbox_page.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

// The address of a link in a mail's text is a line of its own.
void body(Html& h, std::string_view text) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    if (line.starts_with("http://") || line.starts_with("https://")) h << "<a" << html::href(line) << ">" << html::text(line) << "</a>";
    else h << html::text(line);
    h << "\n";
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
}

frame::Page begun(std::string_view title, html::Literal lead) {
  auto page = frame::operator_page(title);
  page.main << "<div class=\"wrap hero\"><h1>" << html::text(title) << "</h1><p class=\"lead\">" << lead
            << "</p></div><div class=\"wrap sheet\">";
  return page;
}

}  // namespace

frame::Page draw(const std::vector<notifications::Sent>& mails, base::Time now) {
  auto page = begun("Mail", "What goes out, newest first. Without a mail server it stays here and in the folder mail.");
  Html& h = page.main;
  if (mails.empty()) h << frame::empty("No mail yet.");
  for (const auto& m : mails) {
    h << "<details class=\"mail\"><summary>" << html::text(m.subject) << " · " << html::text(m.recipient) << " · " << html::text(m.state)
      << " · " << html::text(frame::ago(now - m.created)) << "</summary>";
    if (!m.error.empty()) h << "<p class=\"dim\">" << html::text(m.error) << "</p>";
    h << "<pre>";
    body(h, m.text);
    h << "</pre></details>";
  }
  h << "</div>";
  return page;
}

frame::Page draw(const std::vector<accounts::SecurityEvent>& events, base::Time now) {
  auto page = begun("Security", "What concerned the safety of accounts, newest first.");
  Html& h = page.main;
  if (events.empty()) h << frame::empty("Nothing yet.");
  h << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Security events\"><table "
       "class=\"table\"><thead><tr><th>When</th><th>Who</th><th>What</th><th>Device</th><th>Network</th></tr></thead><tbody>";
  for (const auto& e : events)
    h << "<tr><td>" << html::text(frame::ago(now - e.at)) << "</td><td>" << html::text(e.who) << "</td><td>" << html::text(e.kind) << " "
      << html::text(e.detail) << "</td><td>" << html::text(e.device) << "</td><td>" << html::text(e.place) << "</td></tr>";
  h << "</tbody></table></div></div>";
  return page;
}

}  // namespace admin
