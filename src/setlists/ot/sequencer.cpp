#include "setlists/ot/sequencer.hpp"

#include <algorithm>
#include <ranges>
#include <unordered_set>

#include "platform/base/json.hpp"
#include "platform/base/text.hpp"

namespace ot {

namespace {

std::string key(const std::string& cid, std::int64_t cseq) { return cid + ' ' + std::to_string(cseq); }

// Whether two items are one song: by its reference where both have one, else by what it is called.
bool same_song(const Item& a, const Item& b) {
  const auto *one = a.fields.if_contains("song"), *other = b.fields.if_contains("song");
  if (!one || !other) return false;
  const auto *ref = base::member(*one, "ref"), *other_ref = base::member(*other, "ref");
  if (ref && other_ref) return *ref == *other_ref;
  const auto title = base::string_at(*one, "title"), other_title = base::string_at(*other, "title");
  return title && other_title && !title->empty() && base::fold(*title) == base::fold(*other_title);
}

void drop_pointless(Ops& ops) {
  std::erase_if(ops, [](const Op& op) { return op.verb == Verb::nop; });
}

}  // namespace

Sequencer::Sequencer(Document head, Rev rev, std::deque<Revision> log) : head_(std::move(head)), rev_(rev), log_(std::move(log)) {
  for (const auto& revision : log_) committed_[key(revision.from.cid, revision.from.cseq)] = revision.rev;
}

const Revision* Sequencer::revision(Rev rev) const {
  if (log_.empty() || rev < log_.front().rev || rev > log_.back().rev) return nullptr;
  return &log_[static_cast<std::size_t>(rev - log_.front().rev)];
}

std::optional<Rev> Sequencer::committed(const std::string& cid, std::int64_t cseq) const {
  const auto at = committed_.find(key(cid, cseq));
  return at == committed_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Decision> Sequencer::known(const Sender& from) const {
  if (const auto rev = committed(from.cid, from.cseq)) return Repeated{*rev, revision(*rev)->notes};
  if (const auto refusals = refused_.find(from.cid); refusals != refused_.end())
    for (const auto& refusal : refusals->second)
      if (refusal.cseq == from.cseq) return refusal.answer;
  return std::nullopt;
}

Decision Sequencer::refuse(const Sender& from, Refused why) {
  if (auto answer = known(from)) return *answer;
  return remember(from, std::move(why));
}

Decision Sequencer::remember(const Sender& from, Refused refused) {
  if (refused_.size() >= refused_clients) refused_.clear();  // a flood of made-up clients; honest ones lose no more than a repeated answer
  auto& refusals = refused_[from.cid];
  if (refusals.size() >= kept_refusals) refusals.pop_front();
  refusals.push_back({from.cseq, refused, rev_});
  return refused;
}

void Sequencer::push(Revision revision) {
  committed_[key(revision.from.cid, revision.from.cseq)] = revision.rev;
  rev_ = revision.rev;
  log_.push_back(std::move(revision));
  if (log_.size() <= kept_revisions) return;
  committed_.erase(key(log_.front().from.cid, log_.front().from.cseq));
  log_.pop_front();
}

Accepted Sequencer::accept(const Sender& from, Ops ops, Ops inverse, base::Time now) {
  drop_pointless(ops);
  return {.revision = {.rev = rev_ + 1, .from = from, .at = now, .ops = std::move(ops), .inverse = std::move(inverse)}, .overruled = {}};
}

std::optional<Refused> Sequencer::too_long(const Ops& applied) const {
  const auto inserts = [](const Op& op) { return op.verb == Verb::ins; };
  if (head_.items.size() <= max_items || std::ranges::none_of(applied, inserts)) return std::nullopt;
  return Refused{"limit", "A setlist holds at most " + std::to_string(max_items) + " songs and sections."};
}

// Somebody else added the same song since, right beside where this one landed: in a room everyone adds what has just begun.
// The message is applied already.
std::optional<Refused> Sequencer::duplicate(const Message& message) const {
  std::unordered_set<std::string_view> added;
  for (const auto& revision : std::views::reverse(log_)) {
    if (revision.rev <= message.base) break;
    if (revision.from.cid == message.from.cid) continue;
    for (const auto& op : revision.ops)
      if (op.verb == Verb::ins) added.insert(op.id);
  }
  if (added.empty()) return std::nullopt;
  for (std::size_t i = 0; i < message.ops.size(); ++i) {
    const auto& op = message.ops[i];
    const auto at = op.verb == Verb::ins ? find(head_, op.id) : std::nullopt;
    if (!at) continue;
    const auto first = *at == 0 ? 0 : *at - 1, last = std::min(*at + 1, head_.items.size() - 1);
    for (auto beside = first; beside <= last; ++beside) {
      const auto& other = head_.items[beside];
      if (beside == *at || !added.contains(other.id) || !same_song(head_.items[*at], other)) continue;
      return Refused{"duplicate", "Somebody has just added this song here.", i, other.id};
    }
  }
  return std::nullopt;
}

Decision Sequencer::submit(const Message& message, base::Time now) {
  if (auto answer = known(message.from)) return *answer;
  const auto refuse = [&](std::string code, std::string sentence) {
    return remember(message.from, {std::move(code), std::move(sentence)});
  };
  if (message.base < 0 || message.base > rev_) return refuse("bad", "There is no revision " + std::to_string(message.base) + " yet.");
  if (message.base < rev_ - static_cast<Rev>(log_.size())) return refuse("stale", "This was made for a list of long ago.");

  Ops ops = message.ops;
  std::vector<Notice> notes;
  std::vector<Overruled> overruled;
  for (const auto& revision : log_ | std::views::drop(static_cast<std::ptrdiff_t>(log_.size()) - (rev_ - message.base))) {
    Ops theirs = revision.ops;
    const auto losses = transform_x(ops, theirs, true);
    if (revision.from.cid == message.from.cid) continue;
    for (const auto& note : losses.as) notes.push_back({note.i, note.loss, revision.rev, revision.from.person});
    for (const auto& note : losses.bs) {
      if (note.loss == Loss::overwritten && now - revision.at > told_within) continue;
      const auto& op = revision.ops[note.i];
      overruled.push_back({revision.rev, revision.from, note.loss, op.id, op.field});
    }
  }

  auto back = ot::apply(head_, ops);
  if (!back) return refuse("bad", back.error().message);
  auto refused = duplicate(message);
  if (!refused) refused = too_long(ops);
  if (refused) {
    ot::apply(head_, *back).value();
    return remember(message.from, std::move(*refused));
  }
  auto accepted = accept(message.from, std::move(ops), std::move(*back), now);
  accepted.revision.notes = std::move(notes);
  accepted.overruled = std::move(overruled);
  push(accepted.revision);
  return accepted;
}

base::Result<void> Sequencer::follow(Revision revision) {
  if (revision.rev != rev_ + 1)
    return base::invalid("bad", "Revision " + std::to_string(revision.rev) + " does not follow " + std::to_string(rev_) + ".");
  if (auto back = ot::apply(head_, revision.ops); !back) return back.error();
  push(std::move(revision));
  return {};
}

void Sequencer::rewind(Rev rev) {
  while (rev_ > rev && !log_.empty()) {
    const auto& last = log_.back();
    ot::apply(head_, last.inverse).value();
    committed_.erase(key(last.from.cid, last.from.cseq));
    log_.pop_back();
    --rev_;
  }
  // What was refused because of something taken back is decided anew.
  for (auto& [cid, refusals] : refused_) std::erase_if(refusals, [rev](const Refusal& refusal) { return refusal.head > rev; });
}

}  // namespace ot
