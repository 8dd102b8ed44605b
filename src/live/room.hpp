// The actor of one open setlist (RT-1, SET-2 … SET-4, VOT-1). Everything here runs on one event loop, its home. Changes wait in a queue;
// up to 64 of them are decided, stored in one transaction, and only then acknowledged and told: what is acknowledged survives kill -9.
// Other processes may write the same setlist: the revision is compared and set, and what they committed is followed in its order.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "live/line.hpp"
#include "live/messages.hpp"
#include "live/options.hpp"
#include "live/participant.hpp"
#include "live/presence.hpp"
#include "live/rate.hpp"
#include "live/sentences.hpp"
#include "live/views.hpp"
#include "live/vote_box.hpp"
#include "platform/base/executor.hpp"
#include "platform/base/task.hpp"
#include "platform/db/db.hpp"
#include "setlists/documents.hpp"

namespace live {

using setlists::SetlistId;

using Reply = std::function<void(const Answer&)>;
// For those who name items but no places (forms): the operations, made when it is their turn.
using Make = std::function<base::Result<ot::Ops>(const ot::Document& head, setlists::Status stage)>;

class Room : public std::enable_shared_from_this<Room> {
 public:
  struct Needs {
    db::Database& database;
    const base::Clock& clock;
    const Options& options;
    base::Executor& home;
  };
  Room(Needs needs, SetlistId id);

  // From the home loop only.
  void join(LinePtr line, Participant person, Hello hello);  // the same line again: it resumes
  void leave(const Line* line);
  void view(const Line* line, View view);
  // `from`: the line it came on; null: by POST or form. What comes on a line that was fenced is left out.
  void deed(Participant person, Deed deed, Reply reply, const Line* from = nullptr);
  void deed(Participant person, Deed deed, Make make, Reply reply);
  void vote(Participant person, std::string cid, std::vector<Ballot> ballots, Reply reply);
  void sign(Participant person, std::string cid, Sign sign);
  void look(ot::Rev rev, std::int64_t n);                   // what is stored now, perhaps by another process
  void close(std::string_view code, std::string_view say);  // says goodbye to all lines
  bool busy() const { return busy_ || casting_; }
  bool idle(base::Time now) const;  // nobody is here, nothing waits: may be forgotten
  // What the other processes say; those that are not named have said goodbye.
  void elsewhere(std::map<std::string, Presence::Elsewhere> processes);
  std::int64_t here() const { return static_cast<std::int64_t>(members_.size()); }
  std::vector<Presence::Entry> editors() const { return presence_.own(); }  // here
  SetlistId id() const { return id_; }
  ot::Rev rev() const { return sequencer_ ? sequencer_->rev() : 0; }
  std::int64_t n() const { return box_.n(); }

 private:
  struct Member {
    LinePtr line;
    Participant person;
    std::string cid;
    View view;
    VoteBox::Seq told = 0;  // of the votes
    base::Time votes_at{};  // when it was told last
    base::Time slow_since{};
    std::uint64_t accuracy = 0, changes = 0;  // which of beside_ it was told
  };
  struct Waiting {
    Participant person;
    Deed deed;
    Reply reply;
    const Line* from = nullptr;
    std::optional<ot::Document> then = {};  // rollback to what memory has no more
    Make make = {};
  };
  struct Voting {
    Participant person;
    std::vector<Ballot> ballots;
    Reply reply;
  };
  struct Joining {
    LinePtr line;
    Participant person;
    Hello hello;
  };
  using Work = std::variant<Joining, Voting, Waiting>;
  struct Loaded;
  struct Rules;
  using Decisions = std::vector<ot::Decision>;
  struct CastWaiting {
    std::vector<votes::Vote> votes;
    std::string answers;  // members of `voted` but n
    Reply reply;
  };

  // One message with votes on its way to all readers.
  struct VotesRound {
    base::Duration window;
    std::size_t readers;                                  // when it began
    std::size_t next = 0;                                 // of members_
    VoteBox::Seq seq = 0;                                 // of the frames
    std::unordered_map<VoteBox::Seq, Frame> frames = {};  // by what was told last
    bool some_later = false;
  };

  // What stands beside the list on its page. The numbers grow with what there is to tell.
  struct Beside {
    ot::Rev rev = -1;  // drawn of; -1: never
    std::int64_t n = -1;
    std::uint64_t accuracy = 0, changes = 0;
    std::string accuracy_html = {};
    base::Time drawn{}, next{};  // `next`: the next slice of readers
  };

  // room.cpp
  void enqueue(Work work);
  void take(Waiting waiting);
  void kick();
  static base::Task<void> work(std::shared_ptr<Room> self);
  static base::Task<void> load(std::shared_ptr<Room> self);
  void failed();
  static base::Task<void> admit(std::shared_ptr<Room> self, Joining joining);
  void drop(const std::string& cid, const Line* except);
  const Line* newest(const std::string& cid) const;
  std::string welcome(const Member& member, const Hello& hello, std::optional<ot::Rev> acked, const std::vector<votes::Own>& own) const;
  const std::string& snapshot() const;
  void learn_name(const setlists::documents::Change& change);
  std::string name_of(ot::Person person) const;  // empty: the server, or not known here

  // room_commit.cpp
  static base::Task<void> commit(std::shared_ptr<Room> self, std::vector<Waiting> batch);
  static base::Task<void> decide_and_store(std::shared_ptr<Room> self, std::vector<Waiting>& batch, Decisions& decisions);
  static base::Task<bool> store(std::shared_ptr<Room> self, const std::vector<Waiting>& batch, Decisions& decisions);
  static base::Task<void> store_locked(std::shared_ptr<Room> self, const std::vector<Waiting>& batch, Decisions& decisions);
  static base::Task<void> catch_up(std::shared_ptr<Room> self);
  static base::Task<void> pause(std::shared_ptr<Room> self);
  static ot::Decision decide(ot::Sequencer& sequencer, const Rules& rules, const Waiting& waiting);
  void follow(const std::vector<setlists::documents::Change>& changes);
  void settle(const std::vector<Waiting>& batch, const Decisions& decisions);
  void tell(const ot::Revision& revision);
  void tell_own(const ot::Revision& revision);
  void tell_loser(const ot::Overruled& lost, const Participant& by);
  Answer acknowledged(const Deed& deed, ot::Rev rev, const std::vector<ot::Notice>& notes, const ot::Revision* revision) const;
  Answer refused_deed(const Waiting& waiting, const ot::Refused& refused);
  std::string html_of(const ot::Ops& ops) const;
  RowView view_of(const ot::Item& item) const;
  std::string frame_id() const;

  // room_votes.cpp
  void count(const Participant& person, const std::vector<Ballot>& ballots, Reply reply);
  static Answer refused_vote(std::int64_t k, std::string code, std::string say);
  std::optional<Answer> refused(const Participant& person, const Ballot& ballot) const;
  void vote_for(const Participant& person, const std::string& id);
  void gather(CastWaiting cast);
  void flush_votes();
  static base::Task<void> cast(std::shared_ptr<Room> self, std::vector<CastWaiting> waiting);
  static base::Task<void> read_votes(std::shared_ptr<Room> self);
  void tell_votes(base::Time now);
  void tell_slice();

  // room_beside.cpp
  void meet(Member& member, const Hello& hello);
  void draw_beside();
  void tell_beside(base::Time now);
  std::string changes_html(std::int64_t viewer, base::Time now) const;
  ListPlace place() const;

  // room_clock.cpp
  void arm(base::Time due);
  void run_due();
  void tell_presence(base::Time now);
  void tell_presence_soon(base::Time now);
  void check_stage(base::Time now);
  Frame stage_frame() const;
  static base::Task<void> read_timing(std::shared_ptr<Room> self);
  void send_all(const Frame& frame, const std::string& but_cid = {});
  void sweep(base::Time now);

  const Needs needs_;
  const SetlistId id_;
  std::optional<ot::Sequencer> sequencer_;  // while nothing is being stored: what is committed
  setlists::Setlist setlist_;
  setlists::documents::Timing timing_;
  std::string stage_;  // as told last
  std::deque<Work> queue_;
  bool busy_ = false, look_again_ = false;
  std::vector<Member> members_;
  std::unordered_map<std::string, const Line*> lines_;  // the newest of each cid
  std::unordered_map<std::int64_t, std::string> names_;
  std::unordered_map<std::int64_t, Bucket> rates_;
  mutable std::string snapshot_;
  mutable ot::Rev snapshot_rev_ = -1;
  base::Time used_;

  VoteBox box_;
  std::vector<CastWaiting> casts_;
  bool casting_ = false;
  base::Time cast_at_{}, votes_told_at_{};
  base::Duration votes_took_{};
  VoteBox::Seq votes_told_ = 0;
  std::optional<VotesRound> round_;
  Beside beside_;

  Presence presence_{needs_.options.silence};
  std::uint64_t presence_told_ = 0;
  std::int64_t here_told_ = -1;
  base::Time presence_at_{}, here_at_{}, timing_at_{}, swept_at_{};
  base::Time armed_ = base::Time::max();
};

}  // namespace live
