#include "notifications/letters.hpp"

#include "platform/html/html.hpp"

namespace notifications {

// Mail programs know little CSS and ours allows no inline style anyway: plain elements read well everywhere.
Letter write(const Words& w) {
  Letter letter{w.subject, {}, {}};
  letter.text = w.lead + "\n\n";
  if (!w.link.empty()) letter.text += w.action + ":\n" + w.link + "\n\n";
  letter.text += w.foot + "\n\n-- \nThe Set\n";
  html::Html h;
  h << "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" << html::text(w.subject) << "</title></head><body><p>"
    << html::text(w.lead) << "</p>";
  if (!w.link.empty())
    h << "<p><a" << html::href(w.link) << "><strong>" << html::text(w.action) << "</strong></a></p><p>" << html::text(w.link) << "</p>";
  h << "<p>" << html::text(w.foot) << "</p><hr><p>The Set</p></body></html>\n";
  letter.html = h.str();
  return letter;
}

}  // namespace notifications
