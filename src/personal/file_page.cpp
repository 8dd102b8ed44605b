// An export for people: one page of plain tables that any browser opens from a folder.
#include <boost/json.hpp>

#include "frame/words.hpp"
#include "personal/file.hpp"
#include "platform/base/json.hpp"

namespace personal {

using html::Html;

namespace {

std::string words(std::string_view name) {
  std::string out(name);
  std::ranges::replace(out, '_', ' ');
  return out;
}

std::string title_of(const boost::json::value& op) {
  if (const auto* item = base::member(op, "item"))
    if (const auto* song = base::member(*item, "song"))
      if (const auto title = base::string_at(*song, "title"); title && !title->empty()) return std::string(*title);
  return "a song";
}

std::string in_words(const boost::json::value& op) {
  const auto verb = base::string_at(op, "o").value_or("");
  if (verb == "ins") return "added " + title_of(op);
  if (verb == "rem") return "removed a song";
  if (verb == "mov") return "moved a song";
  if (verb == "set") return "changed “" + std::string(base::string_at(op, "f").value_or("")) + "”";
  return "nothing that lasted";
}

std::string in_words(const boost::json::value& value, Kind kind) {
  if (value.is_null()) return "—";
  if (value.is_bool()) return kind == Kind::secret ? (value.get_bool() ? "kept, not given out" : "none") : value.get_bool() ? "yes" : "no";
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (const auto* list = value.if_array()) {
    std::string out;
    for (const auto& op : *list) out += (out.empty() ? "" : ", ") + in_words(op);
    return out;
  }
  std::string text(value.is_string() ? std::string_view(value.get_string()) : std::string_view());
  if (kind == Kind::time && text.size() == 20) text[10] = ' ', text.replace(19, 1, " UTC");  // 2026-11-30T04:28:20Z
  return text;
}

}  // namespace

const std::string_view style = R"(:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; }
section { overflow-x: auto; }
h2 { margin: 2rem 0 0; }
table { border-collapse: collapse; }
th, td { padding: .25rem .75rem .25rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid #8886; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
)";

Html ReadablePage::begin(const About& about) {
  const auto title = "What The Set stores about " + about.name;
  Html h;
  h << "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
    << html::text(title) << "</title><link rel=\"stylesheet\" href=\"style.css\"></head><body><main><h1>" << html::text(title)
    << "</h1><p>As of " << html::text(frame::long_date(about.made)) << ". Times are UTC. The same stands in data.json, for programs.</p>";
  return h;
}

Html ReadablePage::begin(const Part& part) {
  Html h;
  h << "<section><h2>" << html::text(part.title) << "</h2><p>" << html::text(part.words) << "</p>";
  return h;
}

Html ReadablePage::row(const Part& part, const Row& row, bool alone) {
  Html h;
  if (alone) {
    inside_ = Inside::list;
    h << "<dl>";
    for (std::size_t i = 0; i < row.size(); ++i)
      h << "<dt>" << html::text(words(part.columns[i].name)) << "</dt><dd>" << html::text(in_words(row[i], part.columns[i].kind))
        << "</dd>";
    return h;
  }
  if (inside_ == Inside::nothing) {
    inside_ = Inside::table;
    h << "<table><thead><tr>";
    for (const auto& column : part.columns) h << "<th scope=\"col\">" << html::text(words(column.name)) << "</th>";
    h << "</tr></thead><tbody>";
  }
  h << "<tr>";
  for (std::size_t i = 0; i < row.size(); ++i) h << "<td>" << html::text(in_words(row[i], part.columns[i].kind)) << "</td>";
  h << "</tr>\n";
  return h;
}

Html ReadablePage::end(const Part&) {
  Html h;
  if (inside_ == Inside::nothing) h << "<p>Nothing.</p>";
  if (inside_ == Inside::list) h << "</dl>";
  if (inside_ == Inside::table) h << "</tbody></table>";
  inside_ = Inside::nothing;
  h << "</section>\n";
  return h;
}

Html ReadablePage::end() {
  Html h;
  h << "<section><h2>What is not in this file</h2><dl>";
  for (const auto& w : withheld()) h << "<dt>" << html::text(w.what) << "</dt><dd>" << html::text(w.why) << "</dd>";
  h << "</dl></section></main></body></html>\n";
  return h;
}

}  // namespace personal
