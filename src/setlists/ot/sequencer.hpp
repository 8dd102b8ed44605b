// What the server decides about one setlist: the order of changes, what each becomes in it, and what is refused (SET-4, RT-1).
// Pure, and the only place of these rules. Whoever runs it commits what it accepts, and takes back by `rewind` what could not be committed.
//   decide (submit, undo, rollback) -> write to the log where rev is the next -> acknowledge, tell
//   another process was first -> rewind(committed rev), follow(its revisions), decide again
// Not here: rights, locks, rates (they come before), and storage.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <variant>

#include "platform/base/clock.hpp"
#include "setlists/ot/ot.hpp"

namespace ot {

using Rev = std::int64_t;     // counts committed changes; 0: none yet
using Person = std::int64_t;  // whoever changes; only compared and handed back

// Where a change is from: `cid` is made once by each open page, `cseq` counts its messages. Together they are used once only.
struct Sender {
  std::string cid;
  std::int64_t cseq = 0;
  Person person = 0;
};
struct Message {
  Sender from;
  Rev base = 0;  // the revision the operations were made for
  Ops ops;
};

// Operation i of a message had no or less effect because of what `person` did in `rev`.
struct Notice {
  std::size_t i = 0;
  Loss loss = Loss::gone;
  Rev rev = 0;
  Person person = 0;
};
// The same, told to the sender of an earlier revision: the change of `rev` to this item was undone by a later one.
struct Overruled {
  Rev rev = 0;
  Sender loser;
  Loss loss = Loss::gone;
  std::string id;     // of the item
  std::string field;  // overwritten: which
};

// One change as committed: a row of the log.
struct Revision {
  Rev rev = 0;
  Sender from;
  base::Time at;
  Ops ops;      // what it became; empty when nothing was left of it
  Ops inverse;  // what leads back
  std::optional<Rev> undo_of = {};
  std::optional<Rev> rollback_to = {};
  std::vector<Notice> notes = {};  // known to the process that decided it
};

struct Accepted {
  Revision revision;  // its notes go to the sender
  std::vector<Overruled> overruled;
};
struct Repeated {  // committed before: acknowledge it again
  Rev rev = 0;
  std::vector<Notice> notes;
};
struct Refused {     // the whole message; nothing happened
  std::string code;  // bad, limit, stale, duplicate
  std::string sentence;
  std::optional<std::size_t> i = {};  // which operation, where one is to blame
  std::string item = {};              // duplicate: the item that is there already
};
using Decision = std::variant<Accepted, Repeated, Refused>;

class Sequencer {
 public:
  static constexpr std::size_t kept_revisions = 2'000;  // no message may be based on an older one
  static constexpr std::size_t max_items = 200;
  static constexpr std::size_t kept_refusals = 32;  // of each client, of at most that many:
  static constexpr std::size_t refused_clients = 10'000;
  static constexpr base::Duration told_within{60'000};  // an overwritten value is told to whoever set it this recently

  // `log`: the newest revisions, without gaps, up to `rev`. Whatever is older than it cannot be transformed over or undone.
  Sequencer(Document head, Rev rev, std::deque<Revision> log = {});

  Decision submit(const Message& message, base::Time now);
  // The inverse of that revision, carried to the head and settled there by id. A field that has another value by now stays.
  Decision undo(const Sender& from, Rev rev, base::Time now);
  // One new revision that makes the document what it was at `rev`; `then`, for a revision older than the log.
  Decision rollback(const Sender& from, Rev rev, base::Time now);
  Decision rollback(const Sender& from, Rev rev, const Document& then, base::Time now);

  // Refuses for a reason of the caller's (locked, forbidden), so that a late double of the message gets the same answer. Not for what may
  // be sent again under its number (rate).
  Decision refuse(const Sender& from, Refused why);

  // Another process committed this. Error: bad, when it is not the next one or does not fit: read the document anew.
  base::Result<void> follow(Revision revision);
  // Takes back what was decided after `rev`.
  void rewind(Rev rev);

  // A client comes back on a new connection, or is gone: what was refused on the old one may be tried again under the same number.
  void forget_refusals(const std::string& cid) { refused_.erase(cid); }

  const Document& head() const { return head_; }
  Rev rev() const { return rev_; }
  const std::deque<Revision>& log() const { return log_; }
  const Revision* revision(Rev rev) const;
  // What was decided about a message that came before: the same number gets the same answer, however late.
  std::optional<Decision> known(const Sender& from) const;
  std::optional<Rev> committed(const std::string& cid, std::int64_t cseq) const;
  // The document as it was; nothing when the log does not reach that far.
  std::optional<Document> at(Rev rev) const;
  // What "undo" and "redo" mean for a person now. A change of their own after an undo ends what could be redone.
  std::optional<Rev> undo_target(Person person) const;
  std::optional<Rev> redo_target(Person person) const;

 private:
  struct Refusal {
    std::int64_t cseq = 0;
    Refused answer;
    Rev head = 0;  // that it was refused at
  };
  Decision remember(const Sender& from, Refused refused);
  std::optional<Refused> too_long(const Ops& applied) const;
  std::optional<Refused> duplicate(const Message& message) const;
  Accepted accept(const Sender& from, Ops ops, Ops inverse, base::Time now);
  const Revision* newest(const std::function<bool(const Op&)>& is) const;
  bool undoes(const Revision& revision) const;
  void push(Revision revision);

  Document head_;
  Rev rev_;
  std::deque<Revision> log_;
  std::unordered_map<std::string, Rev> committed_;                // "cid cseq" of the log
  std::unordered_map<std::string, std::deque<Refusal>> refused_;  // by client, oldest first
};

}  // namespace ot
