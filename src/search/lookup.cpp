#include "search/lookup.hpp"

#include <unordered_map>

#include "frame/words.hpp"
#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "platform/db/lists.hpp"
#include "search/search.sql.hpp"

namespace search {

namespace {

std::vector<std::string> texts(std::string_view list) {
  std::vector<std::string> out;
  const auto parsed = base::parse_json(list);
  if (!parsed || !parsed->is_array()) return out;
  for (const auto& item : parsed->get_array())
    if (item.is_string()) out.emplace_back(item.get_string());
  return out;
}

// Name keys of venues are kept without these, and with one spelling (venues/likeness).
bool tells_nothing(std::string_view word) { return word == "the" || word == "and"; }
std::string_view spelling(std::string_view word) {
  if (word == "theatre") return "theater";
  return word == "centre" ? "center" : word;
}

struct Words {
  std::string key;      // "halden hall"
  std::string pattern;  // "% halden% hall%"; folded text holds no sign that LIKE would read
};

Words words_of(std::string_view query) {
  Words words{.key = {}, .pattern = "%"};
  const std::string folded = base::fold(query);
  for (std::string_view rest = folded; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (word.empty() || tells_nothing(word)) continue;
    words.key.append(words.key.empty() ? "" : " ").append(spelling(word));
    words.pattern.append(" ").append(spelling(word)).append("%");
  }
  return words;
}

std::string with_dot(std::string text, std::string_view more) {
  if (more.empty()) return text;
  return text.append(text.empty() ? "" : " · ").append(more);
}

}  // namespace

std::vector<FoundArtist> artists_found(db::Tx& tx, base::Time now, const std::vector<Hit>& hits) {
  struct Line {
    std::vector<std::string> genres;
    std::string status, next;
  };
  std::unordered_map<std::int64_t, Line> lines;
  if (!hits.empty())
    tx.each(
        sql::artist_lines, [&](const db::Row& row) { lines[row.i64(0)] = {texts(row.text(1)), row.str(2), row.str(3)}; }, now,
        db::json_list(hits, &Hit::id));
  std::vector<FoundArtist> found;
  for (const auto& hit : hits) {
    const auto line = lines.find(hit.id.value);
    if (line == lines.end()) continue;
    auto& l = line->second;
    std::string note = l.genres.empty() ? std::string() : l.genres.front();
    if (!l.next.empty()) note = with_dot(std::move(note), "next " + frame::long_date(l.next));
    else if (l.status == "importing") note = with_dot(std::move(note), "arriving");
    found.push_back({{hit.id, hit.name, hit.slug, std::move(note)}, hit.image_url, std::move(l.genres)});
  }
  return found;
}

std::vector<VenueRow> venues_called(db::Tx& tx, base::Time now, std::string_view query, int limit) {
  const Words words = words_of(query);
  if (words.key.empty()) return {};
  return tx.all(
      sql::venues_called,
      [](const db::Row& row) {
        const std::string name = row.str(0), city = row.str(2);
        std::string place = name.empty() ? std::string() : city;
        if (!row.is_null(3)) place.append(place.empty() ? "" : ", ").append(row.text(3));
        if (row.i64(4) > 0) place = with_dot(std::move(place), frame::plural(row.i64(4), "show soon", "shows soon"));
        return VenueRow{name.empty() ? city : name, row.str(1), std::move(place)};
      },
      now, words.pattern, words.key, limit);
}

std::vector<CandidateRow> candidate_rows(db::Tx& tx, const std::vector<Candidate>& found) {
  std::unordered_map<std::string, std::string> here;
  if (!found.empty())
    tx.each(
        sql::here_already, [&](const db::Row& row) { here.emplace(row.str(0), row.str(1)); }, db::json_list(found, &Candidate::spotify_id));
  std::vector<CandidateRow> rows;
  for (const auto& c : found) {
    std::string note = c.genres.empty() ? std::string() : c.genres.front();
    const auto known = here.find(c.spotify_id);
    if (known != here.end()) note = with_dot(std::move(note), "already here");
    else if (c.followers) note = with_dot(std::move(note), frame::plural(*c.followers, "follower", "followers"));
    rows.push_back({c.hit_id, c.name, std::move(note), known == here.end() ? std::string() : known->second});
  }
  return rows;
}

}  // namespace search
