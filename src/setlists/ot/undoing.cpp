// Undo, redo and rollback: commands that the server turns into operations at the head, so that history only grows.
#include <algorithm>
#include <ranges>
#include <unordered_set>

#include "setlists/ot/sequencer.hpp"

namespace ot {

namespace {

// The value of a field now: nothing where there is no such field or item.
std::optional<json::value> value_of(const Document& document, const std::string& id, const std::string& field) {
  const auto at = id == document_id ? std::nullopt : find(document, id);
  if (!at && id != document_id) return std::nullopt;
  const auto* value = (at ? document.items[*at].fields : document.fields).if_contains(field);
  return value ? std::optional(*value) : std::nullopt;
}

}  // namespace

std::optional<Document> Sequencer::at(Rev rev) const {
  if (rev < rev_ - static_cast<Rev>(log_.size()) || rev > rev_) return std::nullopt;
  Document then = head_;
  for (const auto& revision : std::views::reverse(log_)) {
    if (revision.rev <= rev) break;
    ot::apply(then, revision.inverse).value();
  }
  return then;
}

const Revision* Sequencer::newest(const std::function<bool(const Op&)>& is) const {
  for (const auto& revision : std::views::reverse(log_))
    if (std::ranges::any_of(revision.ops, is)) return &revision;
  return nullptr;
}

Decision Sequencer::undo(const Sender& from, Rev rev, base::Time now) {
  if (auto answer = known(from)) return *answer;
  const auto* target = revision(rev);
  if (!target)
    return remember(from, rev > 0 && rev <= rev_ ? Refused{"stale", "This change is too long ago to be undone."}
                                                 : Refused{"bad", "There is no revision " + std::to_string(rev) + "."});

  // Places follow what happened since. What needs no place (removing, setting) goes by id alone, so that it also reaches an item that
  // was away in between.
  Ops carried = target->inverse;
  for (const auto& later : log_ | std::views::drop(rev - log_.front().rev + 1)) {
    Ops theirs = later.ops;
    transform_x(carried, theirs, true);
  }
  Ops ops, back;
  std::vector<Notice> notes;
  for (std::size_t i = 0; i < carried.size(); ++i) {
    const auto& undoing = target->inverse[i];
    const auto& undone = target->ops[target->ops.size() - 1 - i];
    const auto tell = [&](Loss loss, const Revision* by) {
      if (by) notes.push_back({i, loss, by->rev, by->from.person});
    };
    const auto gone = [&] { tell(Loss::gone, newest([&](const Op& op) { return op.verb == Verb::rem && op.id == undoing.id; })); };
    const bool placed = undoing.verb == Verb::ins || undoing.verb == Verb::mov;
    const bool here = undoing.id == document_id || find(head_, undoing.id);
    if (undoing.verb == Verb::mov && !here) gone();
    if (undoing.verb == Verb::set) {
      if (!here) gone();
      else if (value_of(head_, undoing.id, undoing.field) != undone.value) {
        tell(Loss::overwritten,
             newest([&](const Op& op) { return op.verb == Verb::set && op.id == undoing.id && op.field == undoing.field; }));
        continue;
      }
    }
    auto settled = settle(head_, {placed ? carried[i] : undoing});
    auto inverse = ot::apply(head_, settled.ops).value();
    std::ranges::move(settled.ops, std::back_inserter(ops));
    back.insert(back.begin(), inverse.begin(), inverse.end());
  }
  if (auto refused = too_long(ops)) {
    ot::apply(head_, back).value();
    return remember(from, std::move(*refused));
  }
  auto accepted = accept(from, std::move(ops), std::move(back), now);
  accepted.revision.undo_of = rev;
  accepted.revision.notes = std::move(notes);
  push(accepted.revision);
  return accepted;
}

Decision Sequencer::rollback(const Sender& from, Rev rev, base::Time now) {
  if (auto answer = known(from)) return *answer;
  const auto then = at(rev);
  if (!then) return remember(from, {"bad", "There is no revision " + std::to_string(rev) + " to go back to."});
  return rollback(from, rev, *then, now);
}

Decision Sequencer::rollback(const Sender& from, Rev rev, const Document& then, base::Time now) {
  if (auto answer = known(from)) return *answer;
  auto ops = diff(head_, then);
  auto back = ot::apply(head_, ops).value();
  auto accepted = accept(from, std::move(ops), std::move(back), now);
  accepted.revision.rollback_to = rev;
  push(accepted.revision);
  return accepted;
}

// An undo of an undo is a redo: a change like others.
bool Sequencer::undoes(const Revision& revision) const {
  if (!revision.undo_of) return false;
  const auto* target = this->revision(*revision.undo_of);
  return !target || !undoes(*target);
}

std::optional<Rev> Sequencer::undo_target(Person person) const {
  std::unordered_set<Rev> undone;
  for (const auto& revision : std::views::reverse(log_)) {
    if (undone.contains(revision.rev)) continue;
    if (revision.undo_of) undone.insert(*revision.undo_of);
    if (revision.from.person == person && !undoes(revision) && !revision.ops.empty()) return revision.rev;
  }
  return std::nullopt;
}

std::optional<Rev> Sequencer::redo_target(Person person) const {
  std::unordered_set<Rev> undone;
  for (const auto& revision : std::views::reverse(log_)) {
    if (undone.contains(revision.rev)) continue;
    if (revision.undo_of) undone.insert(*revision.undo_of);
    if (revision.from.person != person) continue;
    if (!undoes(revision)) {
      if (revision.undo_of) continue;  // a redo ends nothing: what was undone before it can be redone next
      return std::nullopt;
    }
    if (!revision.ops.empty()) return revision.rev;
  }
  return std::nullopt;
}

}  // namespace ot
