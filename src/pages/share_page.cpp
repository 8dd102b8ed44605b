#include "pages/share_page.hpp"

#include <algorithm>

#include "pages/export.hpp"
#include "pages/qr_code.hpp"

namespace pages {

using html::Html;

namespace {

// What only a script can do has its place from the start.
Html hands(html::Literal of, bool send) {
  Html h;
  h << "<p class=\"actions\"><button class=\"btn\" hidden" << html::attr("data-copy", of.view()) << ">Copy</button>";
  if (send) h << "<button class=\"btn main\" hidden data-send>" << frame::icon("share") << "Send it</button>";
  return h << "<span role=\"status\"></span></p>";
}

Html address(const std::string& url) {
  Html h;
  h << "<section aria-labelledby=\"link\"><h2 id=\"link\">Link</h2><label for=\"address\">Whoever has it sees this show</label><input "
       "id=\"address\" readonly"
    << html::attr("value", url) << ">";
  return h << hands("address", true) << "</section>";
}

Html code(const std::string& url) {
  Html h;
  return h << "<section aria-labelledby=\"code\"><h2 id=\"code\">Code</h2><p class=\"dim\">Hold a phone’s camera to it.</p>"
           << qr_code(url, "QR code of the link above") << "</section>";
}

Html words(const ShowPage& p) {
  const auto text = as_text(p);
  Html h;
  h << "<section aria-labelledby=\"text\"><h2 id=\"text\">Text</h2><label for=\"words\">The list, to paste into a message</label><textarea "
       "id=\"words\" readonly"
    << html::attr("rows", std::to_string(std::clamp<std::ptrdiff_t>(std::ranges::count(text, '\n'), 6, 16))) << ">" << html::text(text)
    << "</textarea>" << hands("words", false) << "</section>";
  return h << export_links(p);
}

}  // namespace

frame::Page draw_share(const ShowPage& p) {
  auto page = page_beside(p, "Share");
  const auto url = address_of(p);
  page.main << "<div class=\"wrap sheet share\">" << address(url) << code(url);
  if (!p.list.rows.empty()) page.main << words(p);
  page.main << "</div>";
  return page;
}

}  // namespace pages
