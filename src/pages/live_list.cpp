#include "pages/live_list.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "frame/words.hpp"
#include "platform/base/json.hpp"
#include "setlists/ot/wire.hpp"
#include "shows/venue_clock.hpp"
#include "votes/votes.hpp"

namespace pages {

namespace docs = setlists::documents;
namespace json = boost::json;
using votes::Meaning;

namespace {

constexpr auto longest_song = std::chrono::minutes(12);  // few songs last longer; then nobody knows what is playing

live::Stage stage_of(setlists::Status status) {
  switch (status) {
    case setlists::Status::draft: return live::Stage::draft;
    case setlists::Status::live: return live::Stage::live;
    case setlists::Status::completed: return live::Stage::completed;
  }
  return live::Stage::completed;
}

// The last that happened, as long as it may last. As lib/order.ts has it.
std::string playing(const ot::Document& document, base::Time now) {
  const auto last = std::find_if(document.items.rbegin(), document.items.rend(), docs::happened);
  if (last == document.items.rend()) return {};
  const json::value fields(last->fields);
  const auto at = base::int_at(fields, "at");
  if (!at) return last->id;
  const auto seconds = base::int_at(fields, "duration");
  const base::Duration length = seconds ? base::Duration(std::chrono::seconds(*seconds)) : base::Duration(longest_song);
  return now < base::from_millis(*at) + length ? last->id : std::string();
}

// Only votes on what an item is now count: a song that was replaced took its votes along.
bool shows(const ot::Document& document, const votes::Subject& subject) {
  const auto at = ot::find(document, subject.item);
  return at && docs::song_key(document.items[*at]) == subject.song;
}

void count(live::ListView& view, const ot::Document& document, const std::vector<votes::Tally>& tallies) {
  std::unordered_map<std::string_view, live::RowView*> rows;
  for (auto& r : view.rows) rows[r.id] = &r;
  for (const auto& t : tallies) {
    if (!shows(document, t.subject)) continue;
    auto& row = *rows.at(t.subject.item);
    if (t.subject.meaning == Meaning::want) row.wants = t.up;
    else if ((t.subject.meaning == Meaning::happened) == row.happened) row.votes = {t.up, t.down};
  }
}

void own_votes(live::ListView& view, const ot::Document& document, const std::vector<votes::Own>& own) {
  for (const auto& o : own) {
    if (!shows(document, o.subject)) continue;
    auto& mine = view.mine[o.subject.item];
    const auto row = std::ranges::find(view.rows, o.subject.item, &live::RowView::id);
    if (o.subject.meaning == Meaning::want) mine.want = o.value;
    else if ((o.subject.meaning == Meaning::happened) == row->happened) mine.vote = o.value;
  }
}

// Songs that a source's set says were played for the first time.
void mark_debuts(live::ListView& view, const ot::Document& document, const std::vector<setlists::SongRow>& played) {
  for (std::size_t i = 0; i < view.rows.size(); ++i) {
    const auto key = docs::song_key(document.items[i]);
    view.rows[i].debut = std::ranges::any_of(played, [&](const auto& s) { return s.debut && s.song && s.song->str() == key; });
  }
}

// What an island starts from: as `welcome` of docs/live-protocol.md has it.
json::object state(const docs::Head& head, setlists::Status stage, bool closed, const votes::Counted& counted,
                   const std::vector<votes::Own>& own) {
  json::object c, items, mine;
  for (const auto& t : counted.tallies) {
    const auto number = std::to_string(t.number);
    c[number] = json::array{t.up, t.down};
    items[number] = json::array{t.subject.item, votes::to_string(t.subject.meaning)};
  }
  for (const auto& o : own) {
    auto& meanings = mine[o.subject.item];
    if (!meanings.is_object()) meanings = json::object();
    meanings.get_object()[votes::to_string(o.subject.meaning)] = o.value;
  }
  return {{"rev", head.rev},
          {"doc", ot::to_json(head.document)},
          {"stage", setlists::to_string(stage)},
          {"closed", closed},
          {"votes", {{"n", counted.n}, {"c", std::move(c)}, {"items", std::move(items)}}},
          {"mine", std::move(mine)}};
}

}  // namespace

std::vector<live::RowView> rows_of(const ot::Document& document, const std::string& zone) {
  std::vector<live::RowView> rows;
  for (const auto& item : document.items) rows.push_back(live::row_view(item, zone));
  return rows;
}

Version version_of(const docs::Change& change, const ot::Document& head, const std::string& zone) {
  const auto& r = change.revision;
  Version v{.revision = r.rev, .when = {}, .who = live::author(change.name), .what = live::told(r, head)};
  v.when = shows::local_time(r.at, zone).value_or(frame::iso(r.at));
  return v;
}

live::ListView live_list(db::Tx& tx, const shows::Show& show, const setlists::Setlist& setlist, base::Time now,
                         const accounts::Visitor* viewer) {
  const auto head = docs::head(tx, setlist.id);
  const auto timing = docs::timing(show, setlist);
  const auto stage = timing.stage(now);
  const auto closed = timing.closed(head.document, now);
  const auto counted = votes::tallies(tx, setlist.id);
  const auto own = viewer ? votes::of(tx, setlist.id, viewer->id.value) : std::vector<votes::Own>();

  live::ListView v;
  v.place = {.show = show.id.str(),
             .setlist = setlist.id.str(),
             .stage = stage_of(stage),
             .editable = closed.empty(),
             .votable = !timing.called_off};
  v.artist_name = setlist.artist_name;
  v.revision = head.rev;
  v.votes = counted.n;
  v.closed = closed;
  v.rows = rows_of(head.document, timing.zone);
  v.playing = stage == setlists::Status::live ? playing(head.document, now) : "";
  count(v, head.document, counted.tallies);
  own_votes(v, head.document, own);
  if (timing.sourced) mark_debuts(v, head.document, setlists::rows(tx, setlist.id));
  for (const auto& change : docs::history(tx, setlist.id, 0, live::latest_changes))
    v.changes.push_back(live::change_of(change.revision, change.name, head.document, now, viewer ? viewer->id.value : 0));
  if (!timing.called_off) v.state = state(head, stage, !closed.empty(), counted, own);
  return v;
}

}  // namespace pages
