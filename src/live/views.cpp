#include "live/views.hpp"

#include <algorithm>
#include <cmath>

#include "frame/frame.hpp"
#include "frame/parts.hpp"

namespace live {

using html::Html;

namespace {

void tag(Html& h, std::string_view before, std::string_view words) {
  if (!words.empty()) h << "<span class=\"tag plain\">" << html::text(before) << html::text(words) << "</span>";
}

// What kind of thing the row is comes first and in words: a guess never looks like a fact.
void meaning(Html& h, const RowView& r) {
  if (r.happened) return;
  if (r.odds) h << "<span>Predicted · " << html::num(*r.odds) << "%</span>";
  else h << "<span>" << html::text(r.wants > 0 ? "A wish" : "A guess") << "</span>";
}

void meta(Html& h, const RowView& r, bool closed) {
  h << "<span class=\"meta\">";
  meaning(h, r);
  if (!r.time.empty()) h << "<time>" << html::text(r.time) << "</time>";
  if (r.duration) h << "<time>" << html::text(clock_length(*r.duration)) << "</time>";
  if (!r.note.empty()) h << "<span>" << html::text(r.note) << "</span>";
  if (r.tape) h << "<span class=\"tag plain\">Tape</span>";
  tag(h, "By ", r.artist);
  tag(h, "Cover of ", r.cover_of);
  tag(h, "With ", r.guest);
  if (const auto votes = r.votes.up + r.votes.down; closed && r.happened && votes > 0)
    h << "<span>" << html::num(r.votes.up) << " of " << html::num(votes) << " agreed</span>";
  if (r.debut && r.happened && !r.tape) h << "<span class=\"tag\">First time</span>";
  h << "<span class=\"tag warn\">Disputed</span></span>";
}

void grip(Html& h, const ListPlace& place, const RowView& r) {
  if (!place.editable) h << "<span class=\"grip\"></span>";
  else
    h << "<a class=\"grip\" draggable=\"false\"" << html::href("/shows/" + place.show + "/sheet/" + r.id)
      << html::attr("aria-label", "Move or change " + shown_title(r)) << "></a>";
}

void button(Html& h, std::string_view value, bool pressed, const std::string& label, std::int64_t count) {
  h << "<button name=\"vote\"" << html::attr("value", value) << html::attr("aria-pressed", pressed ? "true" : "false")
    << html::attr("aria-label", label) << ">" << frame::icon(value) << "<output>" << html::num(count) << "</output></button>";
}

Html want_form(const ListPlace& place, const RowView& r, Mine mine) {
  Html h;
  h << "<form class=\"votes want\" method=\"post\"" << html::action("/setlists/" + place.setlist + "/vote") << ">";
  h << frame::hidden("item", r.id) << frame::hidden("meaning", "want");
  h << "<button name=\"vote\" value=\"up\"" << html::attr("aria-pressed", mine.want > 0 ? "true" : "false")
    << html::attr("aria-label", "I want to hear " + shown_title(r)) << ">" << frame::icon("heart") << "<output>" << html::num(r.wants)
    << "</output></button></form>";
  return h;
}

std::string classes(const RowView& r, bool playing) {
  std::string c = r.happened ? "" : "guess";
  if (playing) c += " on";
  if (r.tape) c += " taped";
  if (r.happened && disputed(r.votes)) c += " unsure";
  if (r.happened && r.title.empty() && !r.tape) c += " guess";
  return c.starts_with(' ') ? c.substr(1) : c;
}

}  // namespace

std::string clock_length(int seconds) {
  return std::to_string(seconds / 60) + (seconds % 60 < 10 ? ":0" : ":") + std::to_string(seconds % 60);
}

std::string shown_title(const RowView& r) { return !r.title.empty() ? r.title : r.tape ? "Tape" : "Unknown song"; }

bool disputed(Counts votes) { return votes.down > 0 && votes::interval(votes).high < 0.85; }
int agreement(const std::vector<Counts>& songs) { return static_cast<int>(std::lround(100 * votes::score(songs))); }

std::size_t now_place(const std::vector<RowView>& rows) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].happened && !rows[i].marker) place = i + 1;
  while (place < rows.size() && rows[place].marker) ++place;
  return place;
}

Arranged arrange(const std::vector<RowView>& rows, Stage stage) {
  Arranged lists;
  const auto reached = stage == Stage::draft ? 0 : now_place(rows);
  for (std::size_t i = 0; i < rows.size(); ++i)
    (i < reached && (rows[i].marker || rows[i].happened) ? lists.played : lists.expected).push_back(i);
  return lists;
}

Html vote_form(const ListPlace& place, const RowView& r, Mine mine) {
  const auto title = shown_title(r);
  Html h;
  h << "<form class=\"votes\" method=\"post\"" << html::action("/setlists/" + place.setlist + "/vote") << ">";
  h << frame::hidden("item", r.id) << frame::hidden("meaning", r.happened ? "happened" : "expect");
  button(h, "up", mine.vote > 0, (r.happened ? "Upvote " : "They will play ") + title, r.votes.up);
  button(h, "down", mine.vote < 0, (r.happened ? "Downvote " : "They will not play ") + title, r.votes.down);
  return h << "</form>";
}

Html row(const ListPlace& place, const RowView& r, Mine mine, bool playing) {
  Html h;
  if (r.marker) {
    h << "<li class=\"marker\"" << html::attr("data-id", r.id) << ">";
    if (place.editable) grip(h, place, r);
    return h << "<h3 class=\"tape\">" << html::text(r.title) << "</h3></li>";
  }
  h << "<li" << html::attr("data-id", r.id);
  if (const auto c = classes(r, playing); !c.empty()) h << html::attr("class", c);
  h << ">";
  grip(h, place, r);
  const auto title = shown_title(r);
  const auto script = frame::heading_class(title).starts_with("as-is");
  h << "<div class=\"song\"><span class=\"title" << html::text(script ? " as-is" : "") << "\" dir=\"auto\">" << html::text(title)
    << "</span>";
  meta(h, r, !place.votable);
  h << "</div>";
  if (place.votable && place.stage == Stage::draft) h << want_form(place, r, mine);
  if (place.votable && !r.tape) h << vote_form(place, r, mine);
  if (r.happened && r.votes.up + r.votes.down > 0) h << frame::bar(r.votes.up, r.votes.up + r.votes.down, "Agreement on " + title);
  return h << "</li>";
}

}  // namespace live
