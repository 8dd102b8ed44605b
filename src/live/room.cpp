#include "live/room.hpp"

#include <algorithm>

#include "live/sentences.hpp"
#include "platform/base/log.hpp"
#include "setlists/ot/wire.hpp"

namespace live {

namespace documents = setlists::documents;
namespace json = base::json;

namespace {
constexpr std::size_t most_at_once = 64;
constexpr std::size_t most_waiting = 5'000;
constexpr std::size_t most_sent_again = 4u << 10;  // bytes of `ops` in a welcome; beyond that the document is shorter

void fence(Line& line) {
  line.send(bye("fenced", "This page has connected anew."));
  line.close();
}
}  // namespace

struct Room::Loaded {
  documents::Head head;
  std::deque<ot::Revision> log;
  setlists::Setlist setlist;
  documents::Timing timing;
  votes::Counted votes;
  std::vector<documents::Change> latest;
};

Room::Room(Needs needs, SetlistId id) : needs_(std::move(needs)), id_(id), used_(needs_.clock.now()) {}

void Room::enqueue(Work work) {
  used_ = needs_.clock.now();
  queue_.push_back(std::move(work));
  kick();
}

void Room::kick() {
  if (busy_ || (queue_.empty() && !look_again_)) return;
  busy_ = true;
  base::start(work(shared_from_this()), [self = shared_from_this()](std::exception_ptr failure) {
    self->busy_ = false;
    if (failure) self->failed();
    else self->kick();
  });
}

base::Task<void> Room::work(std::shared_ptr<Room> self) {
  if (!self->sequencer_) co_await load(self);
  while (!self->queue_.empty() || self->look_again_) {
    if (std::exchange(self->look_again_, false)) co_await catch_up(self);
    if (self->queue_.empty()) break;
    if (auto* joining = std::get_if<Joining>(&self->queue_.front())) {
      Joining next = std::move(*joining);
      self->queue_.pop_front();
      co_await admit(self, std::move(next));
      continue;
    }
    if (auto* voting = std::get_if<Voting>(&self->queue_.front())) {
      Voting next = std::move(*voting);
      self->queue_.pop_front();
      self->count(next.person, next.ballots, std::move(next.reply));
      continue;
    }
    std::vector<Waiting> batch;
    while (!self->queue_.empty() && batch.size() < most_at_once && std::holds_alternative<Waiting>(self->queue_.front())) {
      batch.push_back(std::move(std::get<Waiting>(self->queue_.front())));
      self->queue_.pop_front();
    }
    co_await commit(self, std::move(batch));
  }
}

base::Task<void> Room::load(std::shared_ptr<Room> self) {
  auto read = [id = self->id_, now = self->needs_.clock.now()](db::Tx& tx) {
    Loaded out;
    out.head = documents::open(tx, now, id);
    const auto kept = static_cast<ot::Rev>(ot::Sequencer::kept_revisions);
    out.log = documents::log(tx, id, std::max<ot::Rev>(0, out.head.rev - kept), kept);
    out.setlist = setlists::by_id(tx, id).value();
    if (const auto show = shows::by_id(tx, out.setlist.show)) out.timing = documents::timing(*show, out.setlist);
    out.votes = votes::tallies(tx, id);
    out.latest = documents::history(tx, id, 0, latest_changes);
    return out;
  };
  auto loaded = co_await self->needs_.database.write(read);
  self->sequencer_.emplace(std::move(loaded.head.document), loaded.head.rev, std::move(loaded.log));
  self->setlist_ = std::move(loaded.setlist);
  self->timing_ = std::move(loaded.timing);
  self->timing_at_ = self->needs_.clock.now();
  for (const auto& change : loaded.latest) self->learn_name(change);
  self->box_ = {};
  self->box_.load(loaded.votes);
  self->box_.know(self->sequencer_->head());
  self->votes_told_ = self->box_.seq();
  self->check_stage(self->needs_.clock.now());
}

// The database does not answer: whoever waits is told, nothing is kept that may be untrue.
void Room::failed() {
  base::log_warn("live.room_failed", {{"setlist_id", id_.value}});
  sequencer_.reset();
  for (auto& work : std::exchange(queue_, {})) {
    if (auto* waiting = std::get_if<Waiting>(&work)) waiting->reply(unavailable(waiting->deed));
    if (auto* voting = std::get_if<Voting>(&work)) voting->reply(refused_vote(0, "unavailable", "Your vote could not be saved just now."));
    if (auto* joining = std::get_if<Joining>(&work)) joining->line->close();
  }
  close("restart", "The connection to this list was lost; it will be back in a moment.");
}

void Room::deed(Participant person, Deed deed, Reply reply, const Line* from) {
  if (from && newest(deed.cid) != from) return;
  take({.person = std::move(person), .deed = std::move(deed), .reply = std::move(reply), .from = from});
}

void Room::deed(Participant person, Deed deed, Make make, Reply reply) {
  take({.person = std::move(person), .deed = std::move(deed), .reply = std::move(reply), .make = std::move(make)});
}

// The line on which a page said hello last; null when it has none.
const Line* Room::newest(const std::string& cid) const {
  const auto at = lines_.find(cid);
  return at == lines_.end() ? nullptr : at->second;
}

void Room::take(Waiting waiting) {
  const auto now = needs_.clock.now();
  const auto& person = waiting.person;
  presence_.alive(waiting.deed.cid, now);
  if (person.id == 0) return waiting.reply(newcomer(waiting.deed.cseq));
  if (rates_.size() > 10'000) std::erase_if(rates_, [&](const auto& each) { return each.second.idle_from() < now; });
  const auto burst = person.guest ? std::max(1, needs_.options.burst / 2) : needs_.options.burst;
  const auto wait = rates_[person.id].take(now, burst, needs_.options.edit_every);
  if (wait > base::Duration::zero()) return waiting.reply(too_fast(waiting.deed.cseq, wait));
  if (queue_.size() >= most_waiting) return waiting.reply(unavailable(waiting.deed));
  names_[person.id] = person.name;
  if (newest(waiting.deed.cid)) {
    presence_.edits(waiting.deed.cid, person, now);
    tell_presence_soon(now);
  }
  enqueue(std::move(waiting));
}

void Room::sign(Participant person, std::string cid, Sign sign) {
  if (person.id == 0) return;
  const auto now = needs_.clock.now();
  presence_.sign(cid, person, sign, now);
  tell_presence_soon(now);
}

void Room::view(const Line* line, View view) {
  for (auto& m : members_)
    if (m.line.get() == line) m.view = view;
  arm(needs_.clock.now());
}

// Queued, so that it is answered between two commits, when what is here is what is stored.
void Room::join(LinePtr line, Participant person, Hello hello) {
  drop(hello.cid, line.get());
  lines_[hello.cid] = line.get();
  enqueue(Joining{std::move(line), std::move(person), std::move(hello)});
}

// An earlier connection of the same page: nothing of it is taken any more, before its successor is told what was committed.
void Room::drop(const std::string& cid, const Line* except) {
  std::erase_if(members_, [&](const Member& m) {
    if (m.cid != cid || m.line.get() == except) return false;
    fence(*m.line);
    return true;
  });
}

void Room::leave(const Line* line) {
  std::erase_if(lines_, [&](const auto& each) { return each.second == line; });
  std::erase_if(members_, [&](const Member& m) {
    if (m.line.get() != line) return false;
    if (!m.line->brief()) presence_.leave(m.cid);
    return true;
  });
  used_ = needs_.clock.now();
  arm(used_ + std::chrono::milliseconds(250));
}

base::Task<void> Room::admit(std::shared_ptr<Room> self, Joining joining) {
  auto& [line, person, hello] = joining;
  // A page that left, or connected anew while this one waited.
  const auto passed = [&] { return self->newest(hello.cid) != line.get(); };
  if (passed()) co_return fence(*line);
  std::optional<ot::Rev> acked;
  std::vector<votes::Own> own;
  // Only for those of whom there may be something: most readers have neither sent nor voted.
  if (hello.cseq) acked = self->sequencer_->committed(hello.cid, *hello.cseq);
  if ((hello.cseq && !acked) || person.id != 0) {
    auto look = [&, id = self->id_](db::Tx& tx) {
      if (hello.cseq && !acked) acked = documents::committed(tx, id, hello.cid, *hello.cseq);
      if (person.id != 0) own = votes::of(tx, id, person.id);
    };
    co_await self->needs_.database.read(look);
  }
  // It was at another process, of which this one has not heard yet: what it has seen, or had acknowledged, shall be in the list it gets.
  if (std::max(hello.rev, acked.value_or(0)) > self->rev()) {
    co_await catch_up(self);
    if (hello.cseq && !acked) acked = self->sequencer_->committed(hello.cid, *hello.cseq);  // a moment ago
  }
  if (passed()) co_return fence(*line);
  self->sequencer_->forget_refusals(hello.cid);
  std::erase_if(self->members_, [&](const Member& m) { return m.line == line; });
  if (person.id != 0) self->names_[person.id] = person.name;
  const auto now = self->needs_.clock.now();
  Member member{
      .line = line, .person = person, .cid = hello.cid, .view = {hello.hidden, hello.save}, .told = self->box_.seq(), .votes_at = now};
  self->meet(member, hello);
  if (line->send(Frame("welcome", self->welcome(member, hello, acked, own), self->frame_id()))) self->members_.push_back(std::move(member));
  else self->lines_.erase(hello.cid);  // it closed before its turn came
  self->check_stage(now);
  if (hello.told && *hello.told != standing(self->timing_, self->sequencer_->head(), now)) line->send(self->stage_frame());
  self->arm(now + std::chrono::milliseconds(250));
}

const std::string& Room::snapshot() const {
  if (snapshot_rev_ != sequencer_->rev()) {
    snapshot_ = json::serialize(ot::to_json(sequencer_->head()));
    snapshot_rev_ = sequencer_->rev();
  }
  return snapshot_;
}

std::string Room::frame_id() const { return std::to_string(rev()) + "." + std::to_string(n()); }

std::string Room::welcome(const Member& member, const Hello& hello, std::optional<ot::Rev> acked,
                          const std::vector<votes::Own>& own) const {
  const auto head = sequencer_->rev();
  json::object out{{"t", "welcome"}, {"head", head}, {"acked", nullptr}, {"you", nullptr}};
  for (const auto& [key, value] : stage_members(timing_, sequencer_->head(), needs_.clock.now())) out[key] = value;
  if (acked) out["acked"] = *acked;
  if (member.person.id != 0)
    out["you"] = {{"id", std::to_string(member.person.id)}, {"name", member.person.name}, {"guest", member.person.guest}};
  out["window"] = needs_.options.vote_window.count();
  out["here"] = here() + 1 + presence_.here_elsewhere();
  out["who"] = to_json(presence_.all());
  json::object mine;
  for (const auto& vote : own) {
    const auto at = ot::find(sequencer_->head(), vote.subject.item);
    if (!at || documents::song_key(sequencer_->head().items[*at]) != vote.subject.song) continue;
    auto& of_item = mine[vote.subject.item];
    if (!of_item.is_object()) of_item = json::object();
    of_item.as_object()[votes::to_string(vote.subject.meaning)] = vote.value;
  }
  out["mine"] = std::move(mine);

  std::string missed;
  bool whole = hello.rev == 0 || hello.rev > head || hello.rev < head - static_cast<ot::Rev>(sequencer_->log().size());
  for (auto rev = hello.rev + 1; !whole && rev <= head; ++rev) {
    const auto& revision = *sequencer_->revision(rev);
    missed += (missed.empty() ? "" : ",") +
              ops_message(revision, name_of(revision.from.person), html_of(revision.ops), revision.from.cid == hello.cid);
    whole = missed.size() > most_sent_again;
  }
  out["catchup"] = whole ? "doc" : hello.rev == head ? "none" : "ops";
  auto text = json::serialize(out);
  text.pop_back();
  if (whole) text += ",\"doc\":" + snapshot();
  else if (hello.rev != head) text += ",\"ops\":[" + missed + "]";
  if (hello.n != n() || n() == 0) text += ",\"votes\":{" + box_.since(0) + "}";
  return text + "}";
}

void Room::learn_name(const documents::Change& change) {
  if (change.revision.from.person != 0) names_[change.revision.from.person] = change.name;
}

std::string Room::name_of(ot::Person person) const {
  const auto known = names_.find(person);
  return known == names_.end() ? std::string() : known->second;
}

}  // namespace live
