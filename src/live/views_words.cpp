// What was done to a list, in words.
#include <algorithm>

#include "frame/words.hpp"
#include "live/views.hpp"
#include "platform/base/json.hpp"

namespace live {

namespace {

std::string name_of(const boost::json::object& fields) {
  if (const auto* song = fields.if_contains("song"))
    if (const auto title = base::string_at(*song, "title"); title && !title->empty()) return std::string(*title);
  if (const auto* label = fields.if_contains("label"); label && label->is_string()) return std::string(label->get_string());
  return "a song";
}

std::string value_of(const ot::Op& op) { return op.value && op.value->is_string() ? std::string(op.value->get_string()) : std::string(); }

std::string told_set(const ot::Op& op, const std::string& name) {
  const auto value = value_of(op);
  if (op.field == "meaning" && value == "happened") return "heard " + name;
  if (op.field == "at") return "";  // when it was heard is told with that it was heard
  if (op.field == "note" && !value.empty()) return "noted “" + value + "” on " + name;
  if (op.field == "song") return "changed " + name + " to another song";
  return "changed " + name;
}

// The names of what it was done to: items of the head, and those that came back to light by its inverse.
ot::Document known_to(const ot::Revision& revision, const ot::Document& head) {
  ot::Document known = head;
  for (const auto& op : revision.inverse)
    if (op.verb == ot::Verb::ins && !ot::find(known, op.id)) known.items.push_back({op.id, op.item});
  return known;
}

// Empty: nothing.
std::string told(const ot::Op& op, const ot::Document& before) {
  const auto at = ot::find(before, op.id);
  const auto name = at ? name_of(before.items[*at].fields) : "a song";
  switch (op.verb) {
    case ot::Verb::ins: return "added " + name_of(op.item);
    case ot::Verb::rem: return "removed " + name;
    case ot::Verb::mov: return "moved " + name;
    case ot::Verb::set: return op.id == ot::document_id ? "changed the list" : told_set(op, name);
    case ot::Verb::nop: return "";
  }
  return "";
}

}  // namespace

std::vector<std::string> told(const ot::Revision& revision, const ot::Document& head) {
  if (revision.rollback_to) return {"went back to version " + std::to_string(*revision.rollback_to)};
  if (revision.undo_of) return {"undid version " + std::to_string(*revision.undo_of)};
  if (revision.rev == 1 && revision.from.person == 0) return {"began the list"};
  std::vector<std::string> what;
  const auto known = known_to(revision, head);
  for (const auto& op : revision.ops)
    if (auto words = told(op, known); !words.empty() && std::ranges::find(what, words) == what.end()) what.push_back(std::move(words));
  return what;
}

std::string author(const std::string& who) { return who.empty() ? "The Set" : who; }

Change change_of(const ot::Revision& revision, const std::string& who, const ot::Document& head, base::Time now, std::int64_t viewer) {
  std::string what;
  for (const auto& words : told(revision, head)) what += (what.empty() ? "" : ", ") + words;
  return {.revision = revision.rev,
          .who = author(who),
          .what = std::move(what),
          .ago = frame::ago(now - revision.at),
          .own = viewer != 0 && revision.from.person == viewer,
          .fresh = now - revision.at < std::chrono::minutes(1)};
}

}  // namespace live
