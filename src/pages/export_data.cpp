// Setlists for programs: CSV and JSON.
#include <boost/json.hpp>

#include "pages/export.hpp"

namespace pages {

namespace json = boost::json;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Only text from outside can begin a formula; numbers of ours never need the guard.
std::string field(std::string_view text) {
  std::string out = "\"";
  if (text.find_first_of("=+-@\t\r") == 0) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string figure(const std::optional<int>& value) { return value ? std::to_string(*value) : std::string(); }

void records(std::string& out, const ShowPage& p, std::string_view list, const std::vector<Line>& lines) {
  std::string section;
  for (const auto& [row, number] : lines) {
    const auto& r = *row;
    if (r.marker) {
      section = r.title;
      continue;
    }
    out += std::string(list) + "," + (number > 0 ? std::to_string(number) : "") + "," + field(section) + "," + field(live::shown_title(r)) +
           "," + field(r.artist.empty() ? p.acts[p.chosen].name : r.artist) + "," + field(r.cover_of) + "," + field(r.guest) + "," +
           field(r.note) + "," + (r.tape ? "yes" : "no") + "," + figure(r.duration) + "," + field(r.time) + "," + figure(r.odds) + "," +
           std::to_string(r.votes.up) + "," + std::to_string(r.votes.down) + "," + std::to_string(r.wants) + "\r\n";
  }
}

void put(json::object& o, std::string_view key, const std::string& text) {
  if (!text.empty()) o[key] = text;
}

json::array items(const std::vector<Line>& lines) {
  json::array all;
  std::string section;
  for (const auto& [row, number] : lines) {
    const auto& r = *row;
    if (r.marker) {
      section = r.title;
      continue;
    }
    json::object o{
        {"id", r.id}, {"title", live::shown_title(r)}, {"votes", {{"up", r.votes.up}, {"down", r.votes.down}, {"want", r.wants}}}};
    if (number > 0) o["number"] = number;
    put(o, "section", section);
    put(o, "artist", r.artist);
    put(o, "cover_of", r.cover_of);
    put(o, "guest", r.guest);
    put(o, "note", r.note);
    put(o, "local_time", r.time);
    if (r.duration) o["duration_seconds"] = *r.duration;
    if (r.odds) o["odds_percent"] = *r.odds;
    if (r.tape) o["tape"] = true;
    if (r.debut) o["first_time"] = true;
    all.push_back(std::move(o));
  }
  return all;
}

json::object show_json(const ShowPage& p) {
  json::object show{{"id", p.show.id.str()}, {"url", address_of(p)}, {"artist", p.acts[p.chosen].name}};
  put(show, "name", p.show.name);
  if (p.show.date) show["date"] = *p.show.date;
  if (p.show.venue) show["venue"] = {{"name", p.show.venue->name}, {"city", p.show.venue->city}, {"country", p.show.venue->country}};
  return show;
}

std::string_view stage_name(live::Stage stage) {
  switch (stage) {
    case live::Stage::draft: return "draft";
    case live::Stage::live: return "live";
    case live::Stage::completed: return "completed";
  }
  return "";
}

}  // namespace

std::string as_csv(const ShowPage& p) {
  const auto sheet = sheet_of(p);
  std::string out(byte_order_mark);
  out +=
      "list,number,section,title,artist,cover_of,guest,note,tape,duration_seconds,local_time,odds_percent,votes_up,votes_down,votes_"
      "want\r\n";
  records(out, p, "played", sheet.played);
  records(out, p, "expected", sheet.expected);
  return out;
}

json::object as_json(const ShowPage& p) {
  const auto sheet = sheet_of(p);
  json::object setlist{{"id", p.list.place.setlist}, {"stage", stage_name(p.list.place.stage)}, {"revision", p.list.revision}};
  if (p.setlist.source_url) setlist["source_url"] = *p.setlist.source_url;
  return {{"show", show_json(p)}, {"setlist", std::move(setlist)}, {"played", items(sheet.played)}, {"expected", items(sheet.expected)}};
}

}  // namespace pages
