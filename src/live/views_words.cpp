// What was done to a list, in words.
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

}  // namespace

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

}  // namespace live
