// A client of the live protocol for simulations, as web/lib/pending.ts is one: what is confirmed, under way and waiting.
#pragma once
#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include "setlists/ot/sequencer.hpp"

namespace ot::testing {

struct Heard {  // ops
  Rev rev = 0;
  Ops ops;
  Sender from;
};
struct Ack {
  std::int64_t cseq = 0;
  Rev rev = 0;
  Ops ops;  // as committed
};
struct Rejection {
  std::int64_t cseq = 0;
  Refused why;
};
struct Hello {
  Rev rev = 0;
  std::int64_t in_flight = 0;  // 0: nothing
};
struct Welcome {
  Rev head = 0;
  std::optional<Rev> acked;
  std::vector<Heard> missed;
  std::optional<Document> document;
};

// Without some of the operations, the others as if those had never been.
inline Ops leave_out(const Document& document, const Ops& ops, const std::set<std::size_t>& out) {
  Document now = document;
  Ops left;
  std::vector<Ops> inverses;
  for (const auto& op : ops) inverses.push_back(ot::apply(now, {op}).value());
  for (auto i = ops.size(); i-- > 0;) {
    if (out.contains(i)) transform_x(left, inverses[i], true);
    else left.insert(left.begin(), ops[i]);
  }
  return left;
}

class Client {
 public:
  explicit Client(Sender self) : self_(std::move(self)) {}

  const Document& document() const { return document_; }
  const Document& confirmed() const { return confirmed_; }
  const std::string& cid() const { return self_.cid; }
  Rev rev() const { return rev_; }
  bool idle() const { return !flight_ && buffer_.empty(); }
  std::set<std::int64_t> sent, acked, refused;  // by number, for the books

  void edit(const Ops& ops) {
    ot::apply(document_, ops).value();
    buffer_.insert(buffer_.end(), ops.begin(), ops.end());
    buffer_ = compose(buffer_);
  }

  Sender command() { return {self_.cid, ++self_.cseq, self_.person}; }

  std::optional<Message> next() {
    if (waiting_ || rev_ == 0) return std::nullopt;
    if (flight_) {
      std::erase_if(flight_->ops, [](const Op& op) { return op.verb == Verb::nop; });
      if (flight_->ops.empty()) {  // nothing is left to say: it is as if it had never been sent
        sent.erase(flight_->cseq);
        flight_.reset();
      }
    }
    if (!flight_) {
      if (buffer_.empty()) return std::nullopt;
      const auto count = std::min<std::size_t>(buffer_.size(), 64);
      const auto middle = buffer_.begin() + static_cast<std::ptrdiff_t>(count);
      flight_ = Flight{command().cseq, Ops(buffer_.begin(), middle), {}};
      buffer_.erase(buffer_.begin(), middle);
    }
    waiting_ = true;
    sent.insert(flight_->cseq);
    return Message{{self_.cid, flight_->cseq, self_.person}, rev_, flight_->ops};
  }

  // Each answers whether something is missing, so that a hello is due.
  bool hear(const Heard& heard) {
    if (rev_ > 0 && heard.rev <= rev_) return false;
    if (rev_ == 0 || heard.rev > rev_ + 1) return true;
    if (flight_ && heard.from.cid == self_.cid && heard.from.cseq == flight_->cseq) {
      land(heard.ops);
      return false;
    }
    ot::apply(confirmed_, heard.ops).value();
    Ops theirs = heard.ops;
    if (flight_) transform_x(flight_->ops, theirs, true);
    transform_x(buffer_, theirs, true);
    ot::apply(document_, theirs).value();
    buffer_ = compose(buffer_);
    rev_ = heard.rev;
    land_if_next();
    return false;
  }

  bool hear(const Ack& ack) {
    if (!flight_ || ack.cseq != flight_->cseq) return hear(Heard{ack.rev, ack.ops, {}});
    if (ack.rev <= rev_) {
      rev_ = 0;
      return true;
    }
    flight_->acked = ack;
    land_if_next();
    return false;
  }

  bool hear(const Rejection& rejection) {
    if (!flight_ || rejection.cseq != flight_->cseq) return false;
    if (rejection.why.code == "bad") throw std::logic_error("refused as bad: " + rejection.why.sentence);
    waiting_ = false;
    refused.insert(rejection.cseq);
    Ops all = flight_->ops;
    const auto size = all.size();
    all.insert(all.end(), buffer_.begin(), buffer_.end());
    flight_.reset();
    if (rejection.why.code == "stale") {
      buffer_ = all;
      rev_ = 0;
      return true;
    }
    std::set<std::size_t> out;
    const bool duplicate = rejection.why.code == "duplicate";
    if (duplicate) out.insert(*rejection.why.i);
    else
      for (std::size_t i = 0; i < size; ++i) out.insert(i);
    buffer_ = compose(leave_out(confirmed_, all, out));
    if (duplicate) {
      const auto own = all[*rejection.why.i].id;
      Ops moved;
      bool taken_out = false;
      for (auto i = *rejection.why.i + 1; i < all.size(); ++i) {
        if (all[i].id != own) continue;
        taken_out |= all[i].verb == Verb::rem;
        moved.push_back(all[i]);
        moved.back().id = rejection.why.item;
      }
      Document now = confirmed_;
      ot::apply(now, buffer_).value();
      if (!taken_out) std::ranges::move(settle(now, moved).ops, std::back_inserter(buffer_));
    }
    rebuild();
    return false;
  }

  Hello hello() const { return {rev_, flight_ ? flight_->cseq : 0}; }

  bool hear(const Welcome& welcome) {
    waiting_ = false;
    if (welcome.document) {
      if (welcome.acked && flight_) {
        acked.insert(flight_->cseq);
        flight_.reset();
      }
      confirmed_ = *welcome.document;
      Document now = confirmed_;
      if (flight_) {
        flight_->ops = settle(now, flight_->ops).ops;
        flight_->acked.reset();
        ot::apply(now, flight_->ops).value();
      }
      buffer_ = compose(settle(now, buffer_).ops);
      rev_ = welcome.head;
      rebuild();
    }
    for (const auto& heard : welcome.missed) hear(heard);
    return rev_ < welcome.head;
  }

 private:
  struct Flight {
    std::int64_t cseq = 0;
    Ops ops;
    std::optional<Ack> acked;
  };

  void land_if_next() {
    if (flight_ && flight_->acked && flight_->acked->rev == rev_ + 1) land(Ops(flight_->acked->ops));
  }

  // `ops`: as committed. They differ in effect from what is under way only when that was settled by id onto a document in between.
  void land(const Ops& ops) {
    Document mine = confirmed_;
    ot::apply(mine, flight_->ops).value();
    ot::apply(confirmed_, ops).value();
    acked.insert(flight_->cseq);
    flight_.reset();
    waiting_ = false;
    ++rev_;
    if (mine == confirmed_) return;
    buffer_ = settle(confirmed_, buffer_).ops;
    rebuild();
  }

  void rebuild() {
    document_ = confirmed_;
    if (flight_) ot::apply(document_, flight_->ops).value();
    ot::apply(document_, buffer_).value();
  }

  Sender self_;
  Rev rev_ = 0;
  Document confirmed_, document_;
  std::optional<Flight> flight_;
  Ops buffer_;
  bool waiting_ = false;
};

}  // namespace ot::testing
