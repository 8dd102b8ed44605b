#include "admin/sources_page.hpp"

#include <cmath>

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

constexpr std::string_view of_artists[] = {"name", "disambiguation", "biography"};

template <class Links>
std::vector<KnownRecord> records_of(const Links& links) {
  std::vector<KnownRecord> records;
  for (const auto& l : links) records.push_back({l.source, l.external_id, l.how, l.reason, l.score});
  return records;
}

template <class Fields>
std::vector<std::string_view> list_of(const Fields& fields) {
  return {std::begin(fields), std::end(fields)};
}

std::string speaker_name(std::string_view source) {
  if (source == provenance::person) return "a person";
  const auto slash = source.find('/');
  const auto service = source.substr(0, source.find_first_of("./"));
  std::string name(frame::source_name(service));
  if (const auto dot = source.substr(0, slash).find('.'); dot != source.npos)
    name.append(" (").append(source.substr(dot + 1, slash == source.npos ? slash : slash - dot - 1)).append(")");
  if (slash != source.npos) name.append(" ").append(source.substr(slash + 1));
  return name;
}

std::string label(std::string_view field) {
  std::string text(field);
  for (char& c : text) c = c == '_' ? ' ' : c;
  return text;
}

void fields_table(Html& h, const SourcesPage& p, base::Time now) {
  h << "<h2>Fields</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Fields\"><table class=\"table\"><thead><tr>"
       "<th>Field</th><th>Value</th><th>Said by</th><th>When</th></tr></thead><tbody>";
  std::string_view before;
  for (const auto& e : p.entries) {
    if (e.wins) h << "<tr><td>";
    else h << "<tr class=\"lost\"><td>";
    h << html::text(e.field == before ? "" : label(e.field)) << "</td><td dir=\"auto\">";
    if (e.wins) h << "<b>" << html::text(e.value.empty() ? "(none)" : e.value) << "</b>";
    else h << "<s>" << html::text(e.value.empty() ? "(none)" : e.value) << "</s> <span class=\"sr\">(lost)</span>";
    h << "</td><td>" << html::text(speaker_name(e.source)) << "</td><td><time" << html::attr("datetime", frame::iso(e.fetched_at)) << ">"
      << html::text(frame::ago(now - e.fetched_at)) << "</time></td></tr>";
    before = e.field;
  }
  h << "</tbody></table></div>";
}

void records_table(Html& h, const SourcesPage& p) {
  h << "<h2>Records</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Records\"><table class=\"table\"><thead><tr>"
       "<th>Source</th><th>Id</th><th>Match</th><th class=\"n\">Score</th><th>Why</th><th><span class=\"sr\">Split "
       "off</span></th></tr></thead><tbody>";
  const bool splits = p.records.size() > 1;
  for (const auto& r : p.records) {
    h << "<tr><td>" << html::text(frame::source_name(r.source)) << "</td><td><code>" << html::text(r.external_id) << "</code></td><td>"
      << html::text(r.how) << "</td><td class=\"n\">" << html::num(std::lround(r.score * 100)) << "%</td><td>" << html::text(r.reason)
      << "</td><td>";
    if (splits)
      h << "<form method=\"post\"" << html::action("/admin/" + p.entity + "s/" + std::to_string(p.id)) << ">"
        << frame::hidden("source", r.source) << frame::hidden("record", r.external_id)
        << "<button class=\"btn\" name=\"verb\" value=\"split\"" << html::attr("aria-label", "Split off " + r.source + " " + r.external_id)
        << ">Split off</button></form>";
    h << "</td></tr>";
  }
  h << "</tbody></table></div>";
}

void correction_form(Html& h, const SourcesPage& p) {
  h << "<h2>Correct</h2><p class=\"lead\">A correction outranks every later sync. Left empty, it is taken back.</p>";
  if (!p.complaint.empty()) h << "<p class=\"toast bad\" role=\"status\">" << html::text(p.complaint) << "</p>";
  h << "<form class=\"fields correction\" method=\"post\"" << html::action("/admin/" + p.entity + "s/" + std::to_string(p.id))
    << "><label>Field <select name=\"field\">";
  for (const auto field : p.correctable) h << "<option" << html::attr("value", field) << ">" << html::text(label(field)) << "</option>";
  h << "</select></label><label>Value <input name=\"value\" maxlength=\"300\" autocomplete=\"off\"></label><button class=\"btn main\" "
       "name=\"verb\" value=\"correct\">Correct</button></form>";
}

}  // namespace

std::optional<SourcesPage> sources_page(db::Tx& tx, std::string_view entity, std::int64_t id) {
  SourcesPage p;
  p.entity = entity;
  p.id = id;
  auto kind = provenance::Entity::artist;
  if (entity == "artist") {
    const auto artist = artists::by_id(tx, artists::ArtistId{id});
    if (!artist) return std::nullopt;
    p.name = artist->name, p.path = "/artists/" + artist->slug;
    p.records = records_of(artists::sources(tx, artist->id));
    p.correctable = list_of(of_artists);
  } else if (entity == "venue") {
    const auto venue = venues::by_id(tx, venues::VenueId{id});
    if (!venue) return std::nullopt;
    kind = provenance::Entity::venue;
    p.id = venue->id.value, p.name = venue->name, p.path = "/venues/" + venue->slug;
    p.records = records_of(venues::sources(tx, venue->id));
    p.correctable = list_of(venues::correctable);
  } else {
    const auto show = shows::by_id(tx, shows::ShowId{id});
    if (!show) return std::nullopt;
    kind = provenance::Entity::show;
    p.id = show->id.value, p.name = show->name.empty() ? show->artist_name : show->name, p.path = "/shows/" + show->id.str();
    p.records = records_of(show->listings);
    p.correctable = list_of(shows::correctable);
  }
  p.entries = provenance::list(tx, {kind, p.id});
  return p;
}

base::Result<void> correct(db::Tx& tx, base::Time now, std::string_view entity, std::int64_t id, std::string_view field,
                           std::string_view value) {
  if (entity == "artist") return artists::correct(tx, now, artists::ArtistId{id}, field, value);
  if (entity == "venue") return venues::correct(tx, now, venues::VenueId{id}, field, value);
  return shows::correct(tx, now, shows::ShowId{id}, field, value);
}

frame::Page draw(const SourcesPage& p, base::Time now) {
  auto page = frame::operator_page("Sources of " + p.name);
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><p class=\"wide\">" << html::text(p.entity) << "</p><h1 dir=\"auto\"><a" << html::href(p.path) << ">"
    << html::text(p.name) << "</a></h1></div><div class=\"wrap sheet\">";
  correction_form(h, p);
  fields_table(h, p, now);
  records_table(h, p);
  if (p.entity == "artist")
    h << "<p><a" << html::href("/admin/artists/" + std::to_string(p.id) + "/songs") << ">Songs, and what was joined to them</a></p>";
  h << "</div>";
  return page;
}

}  // namespace admin
