// Two server nodes over one store, and lines to them that break, double and come late; in one thread, by chance that repeats.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <variant>

#include "setlists/ot/chance_fixture.hpp"
#include "setlists/ot/client_fixture.hpp"

namespace ot::testing {

// The database: what is in it is committed.
struct Store {
  Document first;
  std::vector<Revision> log;

  Document document() const {
    Document now = first;
    for (const auto& revision : log) ot::apply(now, revision.ops).value();
    return now;
  }
  const Revision* find(const std::string& cid, std::int64_t cseq) const {
    for (const auto& revision : log)
      if (revision.from.cid == cid && revision.from.cseq == cseq) return &revision;
    return nullptr;
  }
  // The compare-and-set of the commit.
  bool commit(const Revision& revision) {
    if (revision.rev != static_cast<Rev>(log.size()) + 1) return false;
    log.push_back(revision);
    return true;
  }
};

struct Undo {
  Sender from;
  Rev rev = 0;
};
struct Rollback {
  Sender from;
  Rev rev = 0;
};
using Up = std::variant<Message, Undo, Rollback>;
using Down = std::variant<Heard, Ack, Rejection, Welcome>;

class Node {
 public:
  explicit Node(Store& store) : store_(store) { restart(2'000); }

  // Killed and started again: nothing but the store is left, and of its log only so much is read.
  void restart(std::size_t kept) {
    const auto skip = store_.log.size() > kept ? store_.log.size() - kept : 0;
    sequencer_ =
        std::make_unique<Sequencer>(store_.document(), static_cast<Rev>(store_.log.size()),
                                    std::deque<Revision>(store_.log.begin() + static_cast<std::ptrdiff_t>(skip), store_.log.end()));
  }
  // Reads what others committed.
  std::vector<Heard> catch_up() {
    std::vector<Heard> news;
    while (sequencer_->rev() < static_cast<Rev>(store_.log.size())) {
      const auto& revision = store_.log[static_cast<std::size_t>(sequencer_->rev())];
      sequencer_->follow(revision).value();
      news.push_back({revision.rev, revision.ops, revision.from});
    }
    return news;
  }

  struct Outcome {
    Down answer;
    std::vector<Heard> news;  // for everyone but the sender of each
  };
  Outcome receive(const Up& up, base::Time now, bool locked) {
    std::vector<Heard> news;
    for (;;) {
      const auto before = sequencer_->rev();
      const auto decision = locked ? sequencer_->refuse(sender(up), {"locked", "The setlist is closed."}) : decide(up, now);
      if (const auto* refused = std::get_if<Refused>(&decision)) {
        // Older than what this node remembers; the store knows whether it was committed.
        const auto& from = sender(up);
        if (const auto* known = store_.find(from.cid, from.cseq)) return {Ack{from.cseq, known->rev, known->ops}, news};
        return {Rejection{from.cseq, *refused}, news};
      }
      if (const auto* repeated = std::get_if<Repeated>(&decision)) {
        const auto& known = store_.log[static_cast<std::size_t>(repeated->rev - 1)];
        return {Ack{known.from.cseq, known.rev, known.ops}, news};
      }
      const auto& revision = std::get<Accepted>(decision).revision;
      if (store_.commit(revision)) {
        news.push_back({revision.rev, revision.ops, revision.from});
        return {Ack{revision.from.cseq, revision.rev, revision.ops}, news};
      }
      ++lost_races;
      sequencer_->rewind(before);
      for (auto& heard : catch_up()) news.push_back(std::move(heard));
    }
  }
  Welcome welcome(const std::string& cid, const Hello& hello, bool whole) {
    sequencer_->forget_refusals(cid);
    Welcome welcome{sequencer_->rev(), {}, {}, {}};
    if (const auto* known = hello.in_flight ? store_.find(cid, hello.in_flight) : nullptr) welcome.acked = known->rev;
    if (whole || hello.rev == 0) welcome.document = sequencer_->head();
    else
      for (auto rev = hello.rev; rev < sequencer_->rev(); ++rev) {
        const auto& revision = store_.log[static_cast<std::size_t>(rev)];
        welcome.missed.push_back({revision.rev, revision.ops, revision.from});
      }
    return welcome;
  }
  const Sequencer& sequencer() const { return *sequencer_; }
  int lost_races = 0;

 private:
  static const Sender& sender(const Up& up) {
    return std::visit([](const auto& one) -> const Sender& { return one.from; }, up);
  }
  Decision decide(const Up& up, base::Time now) {
    if (const auto* undo = std::get_if<Undo>(&up)) return sequencer_->undo(undo->from, undo->rev, now);
    if (const auto* rollback = std::get_if<Rollback>(&up)) return sequencer_->rollback(rollback->from, rollback->rev, now);
    return sequencer_->submit(std::get<Message>(up), now);
  }

  Store& store_;
  std::unique_ptr<Sequencer> sequencer_;
};

}  // namespace ot::testing
