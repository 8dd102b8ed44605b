#include "pages/sheet_page.hpp"

#include <algorithm>

#include "frame/parts.hpp"
#include "pages/show_rail.hpp"

namespace pages {

using html::Html;
using live::RowView;

namespace {

class Sheet {
 public:
  Sheet(const ShowPage& p, std::size_t at) : rows_(p.list.rows), row_(rows_[at]), at_(at), place_(p.list.place) {}

  Html draw() const {
    Html h;
    h << "<div class=\"row-sheet\"><h2 id=\"sheet-title\" dir=\"auto\">" << html::text(live::shown_title(row_)) << "</h2>";
    if (!row_.marker && !row_.happened && place_.stage == live::Stage::live) h << mark_played();
    h << steps() << position();
    if (!row_.marker) h << sections();
    if (row_.marker) h << field("label", "Name", row_.title, 100);
    else
      h << field("note", "Note", row_.note, 1000) << field("cover_of", "Cover of", row_.cover_of, 200)
        << field("guest", "Guest", row_.guest, 200)
        << field("duration", "Length in seconds", row_.duration ? std::to_string(*row_.duration) : "", 5) << tape();
    return h << remove() << "</div>";
  }

 private:
  Html form(html::Literal deed) const {
    Html h;
    return h << "<form class=\"fields\" method=\"post\"" << html::action("/setlists/" + place_.setlist + "/" + std::string(deed.view()))
             << ">" << frame::hidden("item", row_.id);
  }

  Html set(html::Literal name, std::string_view value, const Html& words) const {
    Html h;
    return h << form("set") << frame::hidden("field", name.view()) << frame::hidden("value", value) << "<button class=\"btn full\">"
             << words << "</button></form>";
  }

  Html mark_played() const { return set("meaning", "happened", Html("They played this")); }

  Html steps() const {
    Html h;
    h << form("move") << "<button class=\"btn\" name=\"by\" value=\"-1\"" << disabled(at_ == 0) << ">" << frame::icon("up")
      << "Move up</button><button class=\"btn\" name=\"by\" value=\"1\"" << disabled(at_ + 1 >= rows_.size()) << ">" << frame::icon("down");
    return h << "Move down</button></form>";
  }
  static Html disabled(bool yes) { return yes ? Html(" disabled") : Html(); }

  Html option(std::size_t to, const std::string& words, bool chosen) const {
    Html h;
    h << "<option" << html::attr("value", std::to_string(to));
    if (chosen) h << " selected";
    return h << ">" << html::text(words) << "</option>";
  }

  // Places are those of the document, said in the numbers that the page shows.
  Html position() const {
    Html h;
    h << form("move") << "<label for=\"to\">Position</label><select id=\"to\" name=\"to\">";
    int number = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto& r = rows_[i];
      const auto count = r.marker || r.tape ? std::string("–") : std::to_string(++number);
      h << option(i, count + " · " + live::shown_title(r), i == at_);
    }
    return h << "</select><button class=\"btn\">Move</button></form>";
  }

  // The end of a section is the place before the next section's name; taken out first, the row leaves everything behind it one nearer.
  Html sections() const {
    std::vector<std::pair<std::size_t, std::string>> ends;
    std::string name = "Main set";
    for (std::size_t i = 0; i <= rows_.size(); ++i) {
      if (i < rows_.size() && !rows_[i].marker) continue;
      if (i > 0) ends.emplace_back(at_ < i ? i - 1 : i, name);
      if (i < rows_.size()) name = rows_[i].title;
    }
    Html h;
    if (ends.size() < 2) return h;
    h << form("move") << "<label for=\"section\">Section</label><select id=\"section\" name=\"to\">";
    for (const auto& [to, words] : ends) h << option(to, "End of " + words, false);
    return h << "</select><button class=\"btn\">Move</button></form>";
  }

  Html field(html::Literal name, html::Literal label, const std::string& value, int longest) const {
    Html h;
    h << form("set") << frame::hidden("field", name.view()) << "<label" << html::attr("for", name.view()) << ">" << label
      << "</label><input" << html::attr("id", name.view()) << " name=\"value\"" << html::attr("value", value)
      << html::attr("maxlength", std::to_string(longest)) << " autocomplete=\"off\"";
    if (name.view() == "duration") h << " inputmode=\"numeric\" pattern=\"[0-9]*\"";
    return h << "><button class=\"btn\">Save</button></form>";
  }

  Html tape() const { return row_.tape ? set("tape", "", Html("Not from tape")) : set("tape", "true", Html("It came from tape")); }

  Html remove() const {
    Html h;
    return h << form("remove") << "<button class=\"btn full\">" << frame::icon("x") << "Remove from the list</button></form>";
  }

  const std::vector<RowView>& rows_;
  const RowView& row_;
  std::size_t at_;
  const live::ListPlace& place_;
};

}  // namespace

std::optional<Html> sheet(const ShowPage& p, std::string_view item) {
  const auto found = std::ranges::find(p.list.rows, item, &RowView::id);
  if (found == p.list.rows.end() || !p.list.place.editable) return std::nullopt;
  return Sheet(p, static_cast<std::size_t>(found - p.list.rows.begin())).draw();
}

std::optional<frame::Page> draw_sheet(const ShowPage& p, std::string_view item) {
  const auto body = sheet(p, item);
  if (!body) return std::nullopt;
  auto page = page_beside(p, "Change a song");
  page.main << "<div class=\"wrap sheet\"><section aria-labelledby=\"sheet-title\">" << *body << "</section></div>";
  return page;
}

}  // namespace pages
