#include "pages/export.hpp"

#include <boost/json.hpp>

#include "frame/words.hpp"
#include "pages/show_rail.hpp"

namespace pages {

using html::Html;

namespace {

std::vector<Line> lines(const ShowPage& p, const std::vector<std::size_t>& which) {
  std::vector<Line> found;
  int number = 0;
  for (const auto i : which) {
    const auto& row = p.list.rows[i];
    found.push_back({&row, row.marker || row.tape ? 0 : ++number});
  }
  return found;
}

// Letters that every file system and header takes; the rest is not worth a second, encoded name.
std::string file_name(const ShowPage& p, std::string_view ending) {
  auto name = p.acts[p.chosen].slug.empty() ? "setlist" : p.acts[p.chosen].slug;
  if (p.show.date) name += "-" + *p.show.date;
  return name + "." + std::string(ending);
}

void link(Html& h, const ShowPage& p, std::string_view ending, html::Literal words) {
  h << "<a download" << html::href(path_beside(p, "/setlist." + std::string(ending))) << ">" << words << "</a>";
}

}  // namespace

Sheet sheet_of(const ShowPage& p) {
  const auto arranged = live::arrange(p.list.rows, p.list.place.stage);
  return {lines(p, arranged.played), lines(p, arranged.expected)};
}

std::vector<std::string> details(const live::RowView& r) {
  std::vector<std::string> all;
  if (!r.artist.empty()) all.push_back("by " + r.artist);
  if (!r.cover_of.empty()) all.push_back("cover of " + r.cover_of);
  if (!r.guest.empty()) all.push_back("with " + r.guest);
  if (r.tape) all.emplace_back("tape");
  if (r.duration) all.push_back(live::clock_length(*r.duration));
  if (!r.happened && r.odds) all.push_back(std::to_string(*r.odds) + " % likely");
  if (!r.note.empty()) all.push_back(r.note);
  return all;
}

std::string address_of(const ShowPage& p) { return p.site + path_of(p); }

std::vector<std::string> heading_of(const ShowPage& p) {
  std::vector<std::string> all{p.acts[p.chosen].name};
  if (p.show.festival && !p.show.name.empty()) all.push_back(p.show.name);
  if (p.show.venue) {
    auto place = p.show.venue->name;
    for (const auto& part : {p.show.venue->city, p.show.venue->country})
      if (!part.empty()) place += (place.empty() ? "" : ", ") + part;
    all.push_back(place);
  }
  if (p.show.date) all.push_back(frame::long_date(*p.show.date));
  return all;
}

std::string_view expected_heading(const ShowPage& p) {
  switch (p.list.place.stage) {
    case live::Stage::draft: return "Expected: a prediction, nothing here is a fact yet";
    case live::Stage::live: return "Still expected, not played yet";
    case live::Stage::completed: return "Expected, but not played";
  }
  return "Expected";
}

http::Response exported(const ShowPage& p, std::string_view ending) {
  auto response = ending == "txt"   ? http::text(200, as_text(p))
                  : ending == "md"  ? http::text(200, as_markdown(p), "text/markdown; charset=utf-8")
                  : ending == "csv" ? http::text(200, as_csv(p), "text/csv; charset=utf-8; header=present")
                                    : http::json(as_json(p));
  response.with("Content-Disposition", "attachment; filename=\"" + file_name(p, ending) + "\"").with("Cache-Control", "no-cache");
  return response;
}

Html export_links(const ShowPage& p) {
  Html h;
  if (p.list.rows.empty()) return h;
  h << "<section class=\"panel\" aria-labelledby=\"export\"><h2 id=\"export\">Take it along</h2><p class=\"actions\">"
    << "<a" << html::href(path_beside(p, "/print")) << ">Print</a>";
  link(h, p, "txt", "Text");
  link(h, p, "md", "Markdown");
  link(h, p, "csv", "CSV");
  link(h, p, "json", "JSON");
  return h << "</p></section>";
}

}  // namespace pages
