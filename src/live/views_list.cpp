#include <algorithm>
#include <numeric>

#include "frame/frame.hpp"
#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "live/views.hpp"

namespace live {

using html::Html;

namespace {

Mine mine_of(const ListView& v, const std::string& item) {
  const auto found = v.mine.find(item);
  return found == v.mine.end() ? Mine{} : found->second;
}

Html list(const ListView& v, const std::vector<std::size_t>& which, html::Literal name, std::string_view label) {
  const bool live_now = v.place.stage == Stage::live && !v.playing.empty();
  Html h;
  h << "<ol class=\"songs\"" << html::attr("data-list", name.view()) << html::attr("aria-label", label) << ">";
  for (const auto i : which) h << row(v.place, v.rows[i], mine_of(v, v.rows[i].id), live_now && v.rows[i].id == v.playing);
  return h << "</ol>";
}

Html expected(const ListView& v, const std::vector<std::size_t>& which) {
  Html h;
  switch (v.place.stage) {
    case Stage::draft: return list(v, which, "expected", "Expected songs");
    case Stage::live:
      h << "<div class=\"still\"" << (which.empty() ? Html(" hidden") : Html()) << "><h3>Still expected</h3>";
      return h << list(v, which, "expected", "Still expected, not played yet") << "</div>";
    case Stage::completed:
      if (songs_among(v.rows, which) == 0 || std::ranges::none_of(v.rows, &RowView::happened)) return h;
      h << "<details class=\"still\"><summary>Expected, but not played: "
        << html::text(frame::plural(static_cast<long long>(songs_among(v.rows, which)), "song", "songs")) << "</summary>";
      return h << list(v, which, "expected", "Expected, but not played") << "</details>";
  }
  return h;
}

// The number a song has on the page, from 1; tapes have none.
std::size_t number_of(const ListView& v, const std::string& id) {
  std::size_t n = 0;
  for (const auto i : arrange(v.rows, v.place.stage).played) {
    if (!v.rows[i].marker && !v.rows[i].tape) ++n;
    if (v.rows[i].id == id) return n;
  }
  return 0;
}

std::string initials(std::string_view name) {
  std::string letters;
  bool begins = true;
  for (std::size_t i = 0; i < name.size();) {
    std::size_t length = 1;
    while (i + length < name.size() && (static_cast<unsigned char>(name[i + length]) & 0xC0) == 0x80) ++length;
    const bool blank = name[i] == ' ' || name[i] == '-';
    if (begins && !blank && letters.size() < 8) letters += name.substr(i, length);
    begins = blank;
    i += length;
  }
  return letters;
}

std::vector<Counts> all_votes(const ListView& v) {
  std::vector<Counts> all;
  for (const auto& r : v.rows)
    if (r.happened && !r.marker) all.push_back(r.votes);
  return all;
}

}  // namespace

std::size_t songs_among(const std::vector<RowView>& rows, const std::vector<std::size_t>& which) {
  return static_cast<std::size_t>(std::ranges::count_if(which, [&](auto i) { return !rows[i].marker && !rows[i].tape; }));
}

Html lists(const ListView& v) {
  const auto arranged = arrange(v.rows, v.place.stage);
  Html h;
  h << "<div class=\"lists\">";
  if (v.place.stage != Stage::draft) h << list(v, arranged.played, "played", "Songs played");
  return h << expected(v, arranged.expected) << "</div>";
}

Html now_card(const ListView& v) {
  Html h;
  if (v.place.stage != Stage::live) return h;
  const auto at = std::ranges::find(v.rows, v.playing, &RowView::id);
  const bool known = at != v.rows.end();
  h << "<section class=\"now\" aria-label=\"Now playing\"" << (known ? html::attr("data-item", v.playing) : html::attr("data-item", ""))
    << "><p class=\"wide\"><span class=\"eq\" aria-hidden=\"true\"><i></i><i></i><i></i></span><span data-part=\"word\">"
    << html::text(known ? "Now playing" : "Between songs") << "</span><span data-part=\"number\">";
  if (known) h << "Song " << html::num(number_of(v, v.playing));
  h << "</span></p><span class=\"face\" dir=\"auto\" data-part=\"title\">" << html::text(known ? at->title : "What comes next?")
    << "</span>";
  if (known) h << vote_form(v.place, *at, mine_of(v, at->id));
  return h << "</section>";
}

Html avatar(std::string_view name, bool editing) {
  std::uint32_t hue = 0;
  for (const char c : name) hue = hue * 31 + static_cast<unsigned char>(c);
  Html h;
  h << "<span" << html::attr("class", editing ? "avatar editing" : "avatar") << html::attr("data-hue", std::to_string(hue % 12))
    << " aria-hidden=\"true\">" << html::text(initials(name)) << "</span>";
  return h;
}

Html presence(const ListView& v) {
  Html h;
  h << "<div class=\"people\" data-part=\"people\"><span class=\"stack\">";
  for (std::size_t i = 0; i < std::min<std::size_t>(v.people.size(), 5); ++i) h << avatar(v.people[i].name, v.people[i].editing);
  h << "</span><span data-part=\"here\">";
  if (v.here > 0) h << html::text(html::thousands(v.here)) << " here";
  const auto editing = std::ranges::count_if(v.people, &Person::editing);
  if (editing > 0) h << " · " << html::num(editing) << " editing";
  return h << "</span></div>";
}

Html composer(const ListView& v) {
  Html h;
  if (!v.place.editable) return h;
  h << "<details><summary>Add a section</summary><form class=\"fields\" method=\"post\""
    << html::action("/setlists/" + v.place.setlist + "/add")
    << "><label for=\"label\">Name</label><input id=\"label\" name=\"label\" value=\"Encore\" required maxlength=\"60\">"
       "<button class=\"btn\">Add section</button></form></details>";
  return h << song_field(v);
}

Html song_field(const ListView& v, std::string_view back) {
  const bool draft = v.place.stage == Stage::draft;
  const std::string_view asked = draft                          ? "What do you want to hear?"
                                 : v.place.stage == Stage::live ? "What are they playing?"
                                                                : "What did they play?";
  Html h;
  h << "<form class=\"add\" method=\"post\"" << html::action("/setlists/" + v.place.setlist + "/add")
    << html::attr("data-songs", "/setlists/" + v.place.setlist + "/songs") << ">";
  if (!back.empty()) h << frame::hidden("back", back);
  h << "<label class=\"sr\" for=\"song\">" << html::text(draft ? "Add a song you want to hear" : "Add a song that was played")
    << "</label><input id=\"song\" name=\"title\"" << html::attr("placeholder", asked)
    << " required maxlength=\"200\" autocomplete=\"off\" autocapitalize=\"words\" spellcheck=\"false\" enterkeyhint=\"done\">"
       "<button class=\"btn main\">"
    << frame::icon("plus")
    << "Add</button><div class=\"options\" id=\"songs\" role=\"listbox\" aria-label=\"Songs\" hidden></div><span class=\"sr\" "
       "role=\"status\"></span></form>";
  return h;
}

Html accuracy_panel(const ListView& v) {
  Html h;
  const auto votes = all_votes(v);
  const auto total = std::accumulate(votes.begin(), votes.end(), std::int64_t{0}, [](auto sum, auto c) { return sum + c.up + c.down; });
  h << "<section class=\"panel\" data-id=\"accuracy\" aria-labelledby=\"accuracy\">";
  if (v.place.stage == Stage::draft || total == 0) return h << "</section>";
  const auto percent = agreement(votes);
  h << "<h2 id=\"accuracy\">Accuracy</h2><ul class=\"bars\"><li><span class=\"face\">" << html::num(percent)
    << "% sure</span><span class=\"n\">" << html::text(frame::plural(total, "vote", "votes")) << "</span>"
    << frame::bar(percent, 100, "How sure the crowd is") << "</li>";
  const auto played = arrange(v.rows, v.place.stage).played;
  const auto open = std::ranges::count_if(played, [&](auto i) { return disputed(v.rows[i].votes); });
  if (open > 0) h << "<li><span class=\"face\">" << html::text(frame::plural(open, "song", "songs")) << " disputed</span></li>";
  return h << "</ul><p class=\"dim\"><a href=\"/help/voting\">How votes decide</a></p></section>";
}

Html changes_panel(const ListView& v) {
  Html h;
  h << "<section class=\"panel\" data-id=\"changes\" aria-labelledby=\"changes\">";
  if (v.changes.empty()) return h << "</section>";
  h << "<h2 id=\"changes\">Latest changes</h2><ul class=\"log\">";
  for (const auto& c : v.changes) {
    h << "<li>" << avatar(c.who) << "<span><b>" << html::text(c.who) << "</b> " << html::text(c.what) << "</span>";
    if (c.own && v.place.editable)
      h << "<form method=\"post\"" << html::action("/setlists/" + v.place.setlist + "/undo") << ">"
        << frame::hidden("rev", std::to_string(c.revision)) << "<button class=\"link\"" << html::attr("aria-label", "Undo: " + c.what)
        << ">Undo</button></form>";
    else h << "<time>" << html::text(c.ago) << "</time>";
    h << "</li>";
  }
  return h << "</ul><a class=\"btn\"" << html::href("/shows/" + v.place.show + "/history") << ">All versions</a></section>";
}

Html island_start(const ListView& v) {
  Html h;
  return v.state.is_null() ? h : h << "<script type=\"application/json\" data-state>" << html::data(v.state) << "</script>";
}

Html island_state(const ListView& v) {
  auto h = island_start(v);
  if (h.empty()) return h;
  const bool fact = v.place.stage != Stage::draft;
  return h << "<template data-row=\"song\">" << row(v.place, {.id = "ITEM-ID", .happened = fact, .title = "SONG-TITLE"}) << "</template>"
           << "<template data-row=\"marker\">" << row(v.place, {.id = "ITEM-ID", .marker = true, .title = "SONG-TITLE"}) << "</template>"
           << "<dialog aria-label=\"Change a song\"><button class=\"btn square\" data-close aria-label=\"Close\">" << frame::icon("x")
           << "</button><div data-part=\"sheet\"></div></dialog><p class=\"sr\" role=\"status\" data-part=\"said\"></p>";
}

}  // namespace live
