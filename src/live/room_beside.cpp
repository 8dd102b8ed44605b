// What stands beside the list, said anew while people look on: how sure the crowd is, and the latest changes (SET-4, VOT-2). It is worth
// few bytes: drawn at most every ten seconds, and told only where it differs, to some readers at a time, so that a hall's votes need not
// wait.
#include <map>
#include <tuple>

#include "live/fields.hpp"
#include "live/room.hpp"

namespace live {

namespace json = base::json;
using namespace std::chrono_literals;

namespace {
constexpr base::Duration draw_every = 10s;
constexpr base::Duration look_every = 1s;
constexpr base::Duration slice_every = 20ms;
constexpr std::size_t slice = 64;  // readers
}  // namespace

// Whose page is as new as the list knows what stands beside it; others are told.
void Room::meet(Member& member, const Hello& hello) {
  if (beside_.rev < 0) draw_beside();
  if (hello.rev != rev() || hello.n != n()) return;
  member.accuracy = beside_.accuracy;
  member.changes = beside_.changes;
}

ListPlace Room::place() const {
  const auto now = needs_.clock.now();
  return {.show = setlist_.show.str(),
          .setlist = id_.str(),
          .stage = stage_of(timing_.stage(now)),
          .editable = timing_.closed(sequencer_->head(), now).empty()};
}

void Room::draw_beside() {
  ListView view{.place = place()};
  for (const auto& item : sequencer_->head().items) view.rows.push_back(view_of(item));
  auto html = accuracy_panel(view).str();
  if (html != beside_.accuracy_html) {
    beside_.accuracy_html = std::move(html);
    ++beside_.accuracy;
  }
  if (rev() != beside_.rev) ++beside_.changes;
  beside_.rev = rev();
  beside_.n = n();
  beside_.next = {};
}

std::string Room::changes_html(std::int64_t viewer, base::Time now) const {
  ListView view{.place = place()};
  const auto& log = sequencer_->log();
  for (auto at = log.rbegin(); at != log.rend() && view.changes.size() < latest_changes; ++at)
    view.changes.push_back(change_of(*at, name_of(at->from.person), sequencer_->head(), now, viewer));
  return changes_panel(view).str();
}

void Room::tell_beside(base::Time now) {
  if ((rev() != beside_.rev || n() != beside_.n) && now >= beside_.drawn + draw_every) {
    beside_.drawn = now;
    draw_beside();
  }
  if (now < beside_.next) return;
  std::map<std::tuple<bool, bool, std::int64_t>, Frame> frames;  // by what is told, and whose changes can be undone in it
  const auto& log = sequencer_->log();
  const auto authors = std::ranges::subrange(log.end() - std::min<std::ptrdiff_t>(latest_changes, std::ssize(log)), log.end());
  std::size_t left = slice;
  for (auto& m : members_) {
    const bool accuracy = m.accuracy != beside_.accuracy, changes = m.changes != beside_.changes;
    if (m.view.hidden || m.line->waiting() > 0 || !(accuracy || changes)) continue;
    if (left-- == 0) {
      beside_.next = now + slice_every;
      return arm(beside_.next);
    }
    const auto by = [&](const auto& revision) { return revision.from.person == m.person.id; };
    const std::tuple key{accuracy, changes, changes && std::ranges::any_of(authors, by) ? m.person.id : 0};
    auto at = frames.find(key);
    if (at == frames.end()) {
      json::object html;
      if (accuracy) html["accuracy"] = beside_.accuracy_html;
      if (changes) html["changes"] = changes_html(std::get<2>(key), now);
      const json::object out{{"t", "beside"}, {"html", std::move(html)}};
      at = frames.emplace(key, Frame("beside", json::serialize(out), frame_id())).first;
    }
    m.line->send(at->second);
    m.accuracy = beside_.accuracy;
    m.changes = beside_.changes;
  }
  beside_.next = now + look_every;
}

}  // namespace live
