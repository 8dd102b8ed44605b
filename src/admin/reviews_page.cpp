#include "admin/reviews_page.hpp"

#include <algorithm>
#include <cmath>

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

constexpr int most_asked = 25;
constexpr int most_decided = 50;

std::string percent(double score) { return std::to_string(std::lround(score * 100)) + "%"; }

std::string_view question(const imports::Comparison& c) {
  if (c.review.entity == "venue") return "Are these one building?";
  if (c.review.entity == "song") return "Are these one song?";
  if (c.review.entity == "artist") return "Is this the artist?";
  return c.theirs.path.empty() ? "Does this belong to the show?" : "Does the listing belong to the first show?";
}

std::string of(const imports::Side& side, std::string_view label) {
  for (const auto& [name, value] : side.fields)
    if (name == label) return value;
  return {};
}

void head(Html& h, const imports::Side& side, std::string_view entity, std::int64_t id) {
  h << "<th scope=\"col\">";
  if (side.path.empty()) h << html::text(side.name);
  else h << "<a" << html::href(side.path) << " dir=\"auto\">" << html::text(side.name) << "</a>";
  if (id != 0) h << " <a class=\"dim\"" << html::href("/admin/" + std::string(entity) + "s/" + std::to_string(id)) << ">sources</a>";
  h << "</th>";
}

void row(Html& h, std::string_view label, const std::string& ours, const std::string& theirs) {
  if (ours.empty() && theirs.empty()) return;
  const bool differs = ours != theirs;
  if (differs) h << "<tr class=\"differs\"><th scope=\"row\">" << html::text(label) << "<span class=\"sr\"> (differs)</span></th>";
  else h << "<tr><th scope=\"row\">" << html::text(label) << "</th>";
  for (const std::string* value : {&ours, &theirs}) {
    if (value->empty()) h << "<td><span class=\"dim\">not told</span></td>";
    else h << "<td dir=\"auto\">" << html::text(*value) << "</td>";
  }
  h << "</tr>";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

void verbs(Html& h, const imports::Comparison& c) {
  const std::string both = c.ours.name + " and " + c.theirs.name;
  h << "<form class=\"actions\" method=\"post\"" << html::action("/admin/reviews/" + c.review.id.str())
    << "><button class=\"btn main\" name=\"verb\" value=\"same\"" << html::attr("aria-label", "The same: " + both)
    << ">The same</button><button class=\"btn\" name=\"verb\" value=\"different\"" << html::attr("aria-label", "Not the same: " + both)
    << ">Not the same</button></form>";
}

std::string ago(base::Time now, const imports::Review& r) {
  return r.decided_by + (r.decided_at ? ", " + frame::ago(now - *r.decided_at) : "");
}

void card(Html& h, const imports::Comparison& c, base::Time now) {
  const auto& r = c.review;
  h << "<section class=\"match\"" << html::attr("id", "review-" + r.id.str()) << "><h3>" << html::text(question(c)) << "</h3><p><b>"
    << html::text(percent(r.score)) << "</b> " << html::text(r.reason) << "</p><div class=\"scroll\" role=\"region\" tabindex=\"0\""
    << html::attr("aria-label", "Compared: " + r.name) << "><table class=\"table pair\"><thead><tr><td></td>";
  head(h, c.ours, r.entity, r.ours);
  head(h, c.theirs, r.entity, c.theirs_id);
  h << "</tr></thead><tbody>";
  for (const auto& [label, value] : c.ours.fields) row(h, label, value, of(c.theirs, label));
  row(h, "What hangs on it", joined(c.ours.hangs), joined(c.theirs.hangs));
  h << "</tbody></table></div>";
  if (!r.decided_by.empty()) h << "<p class=\"dim\">An answer was taken back by " << html::text(ago(now, r)) << ".</p>";
  if (c.settled) h << "<p class=\"dim\">They have become one since this was asked.</p>";
  verbs(h, c);
  h << "</section>";
}

std::string_view said(const imports::Review& r) {
  if (r.status == "withdrawn") return "Taken back";
  return r.status == "same" ? "The same" : "Not the same";
}

Html back(const imports::Review& r) {
  Html h;
  if (!imports::can_take_back(r)) return h;
  h << "<form class=\"actions\" method=\"post\"" << html::action("/admin/reviews/" + r.id.str())
    << "><button class=\"btn\" name=\"verb\" value=\"back\"" << html::attr("aria-label", "Take back: " + r.name)
    << ">Take back</button></form>";
  return h;
}

// Where what was made one is split again.
Html records(const imports::Review& r) {
  Html h;
  if (r.entity == "song" || r.status != "same") return h;
  h << " <a class=\"dim\"" << html::href("/admin/" + r.entity + "s/" + std::to_string(r.ours))
    << html::attr("aria-label", "Sources of what " + r.name + " is one with") << ">sources</a>";
  return h;
}

}  // namespace

ReviewsPage reviews_page(db::Tx& tx) {
  ReviewsPage page{imports::open_reviews(tx), {}, imports::reviews(tx, false, most_decided), false};
  for (const auto& review : imports::reviews(tx, true, most_asked))
    if (auto both = imports::compare(tx, review.id)) page.asked.push_back(std::move(*both));
  page.more = page.open > static_cast<std::int64_t>(page.asked.size());
  return page;
}

frame::Page draw(const ReviewsPage& p, base::Time now) {
  auto page = frame::operator_page("Matches");
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Matches</h1><p class=\"lead\">What the rules could not decide. A decision outranks every later "
       "sync.</p></div><div class=\"wrap sheet\"><dl class=\"numbers\">"
    << frame::figure("to decide", p.open) << "</dl><h2>To decide</h2>";
  if (p.asked.empty()) h << frame::empty("Nothing is unsure at the moment.");
  for (const auto& c : p.asked) card(h, c, now);
  if (p.more) h << "<p class=\"dim\">Further ones show when these are decided.</p>";
  h << "<h2>Decided</h2>";
  if (p.decided.empty()) h << frame::empty("Nobody has decided anything yet.");
  h << "<ul class=\"plain\">";
  for (const auto& r : p.decided)
    h << "<li><b>" << html::text(said(r)) << "</b> " << html::text(r.entity) << " <span dir=\"auto\">" << html::text(r.name)
      << "</span> <span class=\"dim\">" << html::text(r.entity == "song" ? "by title" : frame::source_name(r.source)) << ", "
      << html::text(ago(now, r)) << "</span>" << records(r) << back(r) << "</li>";
  h << "</ul></div>";
  return page;
}

}  // namespace admin
