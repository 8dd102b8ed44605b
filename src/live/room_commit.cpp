// Deciding, storing, acknowledging, telling: in this order only.
#include <algorithm>

#include "live/fields.hpp"
#include "live/room.hpp"
#include "platform/base/log.hpp"
#include "platform/base/random.hpp"
#include "setlists/ot/wire.hpp"

namespace live {

namespace documents = setlists::documents;
namespace json = base::json;

namespace {

constexpr int races_before_locking = 3;

ot::Sender sender(const Participant& person, const Deed& deed) { return {deed.cid, deed.cseq, person.id}; }

std::vector<ot::Revision> accepted_in(const std::vector<ot::Decision>& decisions) {
  std::vector<ot::Revision> out;
  for (const auto& d : decisions)
    if (const auto* accepted = std::get_if<ot::Accepted>(&d)) out.push_back(accepted->revision);
  return out;
}

// An item's title: as it is, or as it was when it was taken out.
std::string title_in(const ot::Sequencer& sequencer, const std::string& id) {
  if (const auto at = ot::find(sequencer.head(), id)) return title_of(sequencer.head().items[*at]);
  for (auto revision = sequencer.log().rbegin(); revision != sequencer.log().rend(); ++revision)
    for (const auto& op : revision->inverse)
      if (op.verb == ot::Verb::ins && op.id == id) return title_of({op.id, op.item});
  return {};
}

}  // namespace

// What decides before the operations do, in a form that may go to another thread.
struct Room::Rules {
  documents::Timing timing;
  base::Time now;
};

namespace {

// Everybody undoes what is their own, and restores what somebody took out; the rest is for those who are trusted.
std::optional<ot::Refused> forbidden(const ot::Sequencer& sequencer, const Participant& person, Deed::Kind kind, ot::Rev rev) {
  if (person.trusted) return std::nullopt;
  if (kind == Deed::Kind::rollback)
    return ot::Refused{"forbidden", "Only moderators take the whole list back to a version. What you changed yourself you can undo."};
  const auto* target = sequencer.revision(rev);
  if (!target || target->from.person == person.id) return std::nullopt;
  const auto removes = [](const ot::Op& op) { return op.verb == ot::Verb::rem; };
  if (!target->rollback_to && std::ranges::any_of(target->ops, removes)) return std::nullopt;
  return ot::Refused{"forbidden", "Only moderators undo what somebody else changed. Change it yourself, or vote."};
}

}  // namespace

ot::Decision Room::decide(ot::Sequencer& sequencer, const Rules& rules, const Waiting& waiting) {
  const auto& deed = waiting.deed;
  const auto from = sender(waiting.person, deed);
  if (auto answer = sequencer.known(from)) return *answer;  // whatever holds by now
  const auto why = rules.timing.closed(sequencer.head(), rules.now);
  if (!why.empty() && !waiting.person.trusted) return sequencer.refuse(from, {"locked", why});
  switch (deed.kind) {
    case Deed::Kind::op:
      if (rules.timing.stage(rules.now) == setlists::Status::draft && std::ranges::any_of(deed.ops, tells_a_fact))
        return sequencer.refuse(from, {"locked", "The show has not begun: nothing can have been played yet."});
      if (waiting.make) {
        auto made = waiting.make(sequencer.head(), rules.timing.stage(rules.now));
        if (!made) return sequencer.refuse(from, {made.error().code, made.error().message});
        return sequencer.submit({from, sequencer.rev(), std::move(*made)}, rules.now);
      }
      return sequencer.submit({from, deed.base, no_later_than(deed.ops, base::to_millis(rules.now))}, rules.now);
    case Deed::Kind::undo: {
      const auto rev = deed.rev ? deed.rev : sequencer.undo_target(from.person);
      if (!rev) return sequencer.refuse(from, {"bad", "There is nothing of yours to undo."});
      if (const auto why_not = forbidden(sequencer, waiting.person, deed.kind, *rev)) return sequencer.refuse(from, *why_not);
      return sequencer.undo(from, *rev, rules.now);
    }
    case Deed::Kind::redo: {
      const auto rev = sequencer.redo_target(from.person);
      if (!rev) return sequencer.refuse(from, {"bad", "There is nothing of yours to do again."});
      return sequencer.undo(from, *rev, rules.now);
    }
    case Deed::Kind::rollback:
      if (const auto why_not = forbidden(sequencer, waiting.person, deed.kind, 0)) return sequencer.refuse(from, *why_not);
      if (waiting.then) return sequencer.rollback(from, deed.rev.value_or(0), *waiting.then, rules.now);
      return sequencer.rollback(from, deed.rev.value_or(0), rules.now);
  }
  return sequencer.refuse(from, {"bad", "There is no such change."});
}

base::Task<void> Room::commit(std::shared_ptr<Room> self, std::vector<Waiting> batch) {
  Decisions decisions;
  std::exception_ptr failure;
  try {
    co_await decide_and_store(self, batch, decisions);
  } catch (...) { failure = std::current_exception(); }
  if (failure) {
    for (const auto& waiting : batch) waiting.reply(unavailable(waiting.deed));
    std::rethrow_exception(failure);
  }
  self->settle(batch, decisions);
}

base::Task<void> Room::decide_and_store(std::shared_ptr<Room> self, std::vector<Waiting>& batch, Decisions& decisions) {
  // Made for what another process has told already.
  const auto ahead = [&](const Waiting& waiting) { return std::max(waiting.deed.base, waiting.deed.rev.value_or(0)) > self->rev(); };
  if (std::ranges::any_of(batch, ahead)) co_await catch_up(self);
  for (auto& waiting : batch) {
    if (waiting.deed.kind != Deed::Kind::rollback || self->sequencer_->at(*waiting.deed.rev)) continue;
    // Older than what is in memory.
    auto look = [&](db::Tx& tx) { return documents::at(tx, self->id_, *waiting.deed.rev); };
    waiting.then = co_await self->needs_.database.read(look);
  }
  for (int races = 0; races < races_before_locking; ++races) {
    if (co_await store(self, batch, decisions)) co_return;
    co_await catch_up(self);
    co_await pause(self);
  }
  co_await store_locked(self, batch, decisions);
}

// False: another process was first, nothing was stored, and the sequencer is as it was.
base::Task<bool> Room::store(std::shared_ptr<Room> self, const std::vector<Waiting>& batch, Decisions& decisions) {
  auto& sequencer = *self->sequencer_;
  const auto before = sequencer.rev();
  const Rules rules{self->timing_, self->needs_.clock.now()};
  decisions.clear();
  for (const auto& waiting : batch) decisions.push_back(decide(sequencer, rules, waiting));
  const auto revisions = accepted_in(decisions);
  if (revisions.empty()) co_return true;
  auto write = [&](db::Tx& tx) { return documents::commit(tx, rules.now, self->id_, before, sequencer.head(), revisions); };
  bool stored = false;
  try {
    stored = co_await self->needs_.database.write(write);
  } catch (const db::ConstraintError&) {  // one of them was committed long ago, or by another process a moment ago
  }
  if (!stored) sequencer.rewind(before);
  co_return stored;
}

// Nobody else writes while this decides. On a copy: the transaction may be run again, on another thread.
base::Task<void> Room::store_locked(std::shared_ptr<Room> self, const std::vector<Waiting>& batch, Decisions& decisions) {
  struct Outcome {
    ot::Sequencer sequencer;
    std::vector<documents::Change> missed;
    Decisions decisions;
  };
  const auto& mine = *self->sequencer_;
  const Rules rules{self->timing_, self->needs_.clock.now()};
  auto write = [&](db::Tx& tx) {
    documents::lock(tx, self->id_);
    Outcome out{mine, documents::since(tx, self->id_, mine.rev(), 10'000), {}};
    for (const auto& change : out.missed) out.sequencer.follow(change.revision).value();
    const auto before = out.sequencer.rev();
    for (const auto& waiting : batch) {
      if (const auto rev = documents::committed(tx, self->id_, waiting.deed.cid, waiting.deed.cseq))
        out.decisions.push_back(ot::Repeated{*rev, {}});
      else out.decisions.push_back(decide(out.sequencer, rules, waiting));
    }
    if (!documents::commit(tx, rules.now, self->id_, before, out.sequencer.head(), accepted_in(out.decisions)))
      throw std::logic_error("a locked setlist was written by somebody else");
    return out;
  };
  auto outcome = co_await self->needs_.database.write(write);
  self->follow(outcome.missed);
  self->sequencer_ = std::move(outcome.sequencer);
  decisions = std::move(outcome.decisions);
}

base::Task<void> Room::catch_up(std::shared_ptr<Room> self) {
  auto look = [id = self->id_, rev = self->rev()](db::Tx& tx) { return documents::since(tx, id, rev, 1'000); };
  self->follow(co_await self->needs_.database.read(look));
}

base::Task<void> Room::pause(std::shared_ptr<Room> self) {
  const auto jitter = std::chrono::milliseconds(1 + base::random_below(10));
  auto begin = [&](auto resume) { self->needs_.home.after(jitter, resume); };
  co_await base::hop(begin);
}

void Room::follow(const std::vector<documents::Change>& changes) {
  for (const auto& change : changes) {
    if (change.revision.rev <= rev()) continue;
    learn_name(change);
    sequencer_->follow(change.revision).value();
    tell(change.revision);
    tell_own(change.revision);
  }
  if (!changes.empty()) box_.know(sequencer_->head());
}

// Rows of what was added or changed, as they are now.
std::string Room::html_of(const ot::Ops& ops) const {
  const auto where = place();
  json::object out;
  for (const auto& op : ops) {
    if (op.verb != ot::Verb::ins && op.verb != ot::Verb::set) continue;
    if (const auto at = ot::find(sequencer_->head(), op.id)) out[op.id] = row(where, view_of(sequencer_->head().items[*at])).str();
  }
  return out.empty() ? std::string() : json::serialize(out);
}

RowView Room::view_of(const ot::Item& item) const {
  auto view = row_view(item, timing_.zone);
  view.votes = box_.counts(item.id, view.happened ? votes::Meaning::happened : votes::Meaning::expect);
  view.wants = box_.counts(item.id, votes::Meaning::want).up;
  return view;
}

// To everyone but the page that sent it: that one gets its acknowledgement.
void Room::tell(const ot::Revision& revision) {
  if (members_.empty()) return;
  send_all(Frame("ops", ops_message(revision, name_of(revision.from.person), html_of(revision.ops)), frame_id()), revision.from.cid);
}

// Its acknowledgement went, or is going, to where the page was connected before.
void Room::tell_own(const ot::Revision& revision) {
  for (auto& m : members_)
    if (m.cid == revision.from.cid)
      m.line->send(Frame("ops", ops_message(revision, name_of(revision.from.person), html_of(revision.ops), true), frame_id()));
}

Answer Room::acknowledged(const Deed& deed, ot::Rev rev, const std::vector<ot::Notice>& notes, const ot::Revision* revision) const {
  json::object out{{"t", "ack"}, {"cseq", deed.cseq}, {"rev", rev}};
  json::array told;
  for (const auto& note : notes) {
    const auto& id = deed.kind == Deed::Kind::op && note.i < deed.ops.size() ? deed.ops[note.i].id : std::string();
    const auto& field = deed.kind == Deed::Kind::op && note.i < deed.ops.size() ? deed.ops[note.i].field : std::string();
    json::object one{{"i", note.i},
                     {"code", ot::to_string(note.loss)},
                     {"rev", note.rev},
                     {"by", std::to_string(note.person)},
                     {"name", name_of(note.person)},
                     {"say", sentence({note.loss, title_in(*sequencer_, id), name_of(note.person), field})}};
    if (!id.empty()) one["item"] = id;
    if (note.loss == ot::Loss::gone) one["undo"] = note.rev;
    told.push_back(std::move(one));
  }
  out["notes"] = std::move(told);
  const auto* committed = revision ? revision : sequencer_->revision(rev);
  if (!committed) return {json::serialize(out)};
  if (deed.kind != Deed::Kind::op || committed->ops != deed.ops) out["ops"] = ot::to_json(committed->ops);
  if (committed->undo_of) out["undo_of"] = *committed->undo_of;
  if (committed->rollback_to) out["rollback_to"] = *committed->rollback_to;
  auto text = json::serialize(out);
  const auto html = html_of(committed->ops);
  if (html.empty()) return {text};
  text.pop_back();
  return {text + ",\"html\":" + html + "}"};
}

Answer Room::refused_deed(const Waiting& waiting, const ot::Refused& refused) {
  auto say = refused.sentence;
  if (refused.code == "duplicate") {
    std::string who = "somebody";
    for (auto revision = sequencer_->log().rbegin(); revision != sequencer_->log().rend(); ++revision) {
      const auto adds = [&](const ot::Op& op) { return op.verb == ot::Verb::ins && op.id == refused.item; };
      if (!std::ranges::any_of(revision->ops, adds)) continue;
      if (const auto name = name_of(revision->from.person); !name.empty()) who = name;
      break;
    }
    say = "Already added by " + who + "; your vote was counted.";
    vote_for(waiting.person, refused.item);
  }
  json::object out{{"t", "rej"}, {"cseq", waiting.deed.cseq}, {"code", refused.code}, {"say", say}, {"head", rev()}};
  if (refused.i) out["i"] = *refused.i;
  if (!refused.item.empty()) out["item"] = refused.item;
  return {json::serialize(out), refused.code};
}

// What was stored is acknowledged to its sender and told to the others, in the order of revisions.
void Room::settle(const std::vector<Waiting>& batch, const Decisions& decisions) {
  if (std::ranges::any_of(decisions, [](const auto& d) { return std::holds_alternative<ot::Accepted>(d); })) box_.know(sequencer_->head());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto& waiting = batch[i];
    if (const auto* refused = std::get_if<ot::Refused>(&decisions[i])) {
      waiting.reply(refused_deed(waiting, *refused));
      continue;
    }
    const auto* accepted = std::get_if<ot::Accepted>(&decisions[i]);
    const auto* repeated = std::get_if<ot::Repeated>(&decisions[i]);
    const auto answer = accepted ? acknowledged(waiting.deed, accepted->revision.rev, accepted->revision.notes, &accepted->revision)
                                 : acknowledged(waiting.deed, repeated->rev, repeated->notes, nullptr);
    waiting.reply(answer);
    if (!accepted) continue;
    for (auto& m : members_)
      if (m.cid == waiting.deed.cid && m.line->remote_answers()) m.line->send(Frame("ack", answer.json, frame_id()));
    tell(accepted->revision);
    for (const auto& lost : accepted->overruled) tell_loser(lost, waiting.person);
  }
  check_stage(needs_.clock.now());
}

// Somebody's earlier change was made void by this one.
void Room::tell_loser(const ot::Overruled& lost, const Participant& by) {
  json::object out{{"t", "note"},
                   {"code", ot::to_string(lost.loss)},
                   {"cseq", lost.loser.cseq},
                   {"rev", lost.rev},
                   {"item", lost.id},
                   {"by", std::to_string(by.id)},
                   {"name", by.name},
                   {"say", sentence({lost.loss, title_in(*sequencer_, lost.id), by.name, lost.field})}};
  if (!lost.field.empty()) out["field"] = lost.field;
  if (lost.loss == ot::Loss::gone) out["undo"] = rev();
  const Frame frame("note", json::serialize(out), frame_id());
  for (auto& m : members_)
    if (m.cid == lost.loser.cid) m.line->send(frame);
}

}  // namespace live
