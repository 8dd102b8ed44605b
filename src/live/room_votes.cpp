// Votes: gathered, stored at most every 100 ms, acknowledged, and told as absolute counts once a window.
#include <algorithm>

#include "live/room.hpp"
#include "platform/base/log.hpp"

namespace live {

namespace documents = setlists::documents;
namespace json = base::json;
using namespace std::chrono_literals;
using votes::Meaning;

namespace {
constexpr base::Duration write_every = 100ms;
constexpr base::Duration longest_window = 1s;
constexpr std::size_t slice = 64;              // readers
constexpr std::size_t slow_bytes = 64u << 10;  // a reader with more than this waiting gets no votes until it caught up
constexpr std::size_t most_casts_waiting = 20'000;
}  // namespace

void Room::vote(Participant person, std::string cid, std::vector<Ballot> ballots, Reply reply) {
  presence_.alive(cid, needs_.clock.now());
  if (person.id == 0) return reply(newcomer(0));
  used_ = needs_.clock.now();
  // Votes need to know the items, so a room that is still being read is waited for.
  if (!sequencer_) {
    if (queue_.size() >= most_casts_waiting) return reply(refused_vote(ballots.empty() ? 0 : ballots.front().k, "unavailable", ""));
    return enqueue(Voting{std::move(person), std::move(ballots), std::move(reply)});
  }
  count(person, ballots, std::move(reply));
}

void Room::count(const Participant& person, const std::vector<Ballot>& ballots, Reply reply) {
  if (casts_.size() >= most_casts_waiting)
    return reply(refused_vote(ballots.empty() ? 0 : ballots.front().k, "unavailable", "Too many votes are waiting; yours is sent again."));
  CastWaiting waiting{.votes = {}, .answers = {}, .reply = std::move(reply)};
  std::string refusals;
  for (const auto& ballot : ballots) {
    if (auto refusal = refused(person, ballot)) {
      if (ballots.size() == 1) return waiting.reply(*refusal);
      refusals += (refusals.empty() ? "" : ",") + refusal->json;
      continue;
    }
    const auto& head = sequencer_->head();
    waiting.votes.push_back(
        {person.id, {ballot.item, documents::song_key(head.items[*ot::find(head, ballot.item)]), ballot.meaning}, ballot.value});
  }
  waiting.answers = "\"k\":" + std::to_string(ballots.empty() ? 0 : ballots.back().k);
  if (!refusals.empty()) waiting.answers += ",\"rejected\":[" + refusals + "]";
  gather(std::move(waiting));
}

Answer Room::refused_vote(std::int64_t k, std::string code, std::string say) {
  json::object out{{"t", "rej"}, {"k", k}, {"code", code}, {"say", std::move(say)}};
  return {json::serialize(out), std::move(code)};
}

std::optional<Answer> Room::refused(const Participant&, const Ballot& ballot) const {
  const auto at = ot::find(sequencer_->head(), ballot.item);
  if (!at) return refused_vote(ballot.k, "gone", "This song is not in the list any more.");
  const auto& item = sequencer_->head().items[*at];
  if (documents::song_key(item).empty()) return refused_vote(ballot.k, "bad", "Sections are not voted on.");
  const auto stage = timing_.stage(needs_.clock.now());
  using setlists::Status;
  switch (ballot.meaning) {
    case Meaning::want:
      if (stage != Status::draft) return refused_vote(ballot.k, "locked", "Wishes are for before the show.");
      break;
    case Meaning::expect:
      if (stage == Status::completed || documents::happened(item))
        return refused_vote(ballot.k, "locked", "This song is not a guess any more.");
      break;
    case Meaning::happened:
      if (!documents::happened(item)) return refused_vote(ballot.k, "locked", "Nobody has said yet that this song was played.");
      break;
  }
  return std::nullopt;
}

// The second who adds a song has said that it is there.
void Room::vote_for(const Participant& person, const std::string& id) {
  const auto at = ot::find(sequencer_->head(), id);
  if (!at || person.id == 0) return;
  const auto& item = sequencer_->head().items[*at];
  const auto meaning = documents::happened(item) ? Meaning::happened : Meaning::expect;
  gather({.votes = {{person.id, {id, documents::song_key(item), meaning}, +1}}, .answers = {}, .reply = [](const Answer&) {}});
}

void Room::gather(CastWaiting cast) {
  casts_.push_back(std::move(cast));
  flush_votes();
}

void Room::flush_votes() {
  const auto now = needs_.clock.now();
  if (casting_ || casts_.empty()) return;
  // Where readers are told more often than that, the vote shall not wait for its write for most of the time.
  const auto window = needs_.options.vote_window;
  const auto next = cast_at_ + (window < write_every ? window / 5 : write_every);
  if (now < next) return arm(next);
  casting_ = true;
  cast_at_ = now;
  base::start(cast(shared_from_this(), std::exchange(casts_, {})), [self = shared_from_this()](std::exception_ptr failure) {
    self->casting_ = false;
    if (failure) base::log_warn("live.votes_failed", {{"setlist_id", self->id_.value}});
    self->flush_votes();
  });
}

base::Task<void> Room::cast(std::shared_ptr<Room> self, std::vector<CastWaiting> waiting) {
  std::vector<votes::Vote> all;
  for (const auto& w : waiting) all.insert(all.end(), w.votes.begin(), w.votes.end());
  auto write = [&, now = self->needs_.clock.now()](db::Tx& tx) { return votes::cast(tx, now, self->id_, all); };
  std::exception_ptr failure;
  votes::Counted counted;
  try {
    counted = co_await self->needs_.database.write(write);
  } catch (...) { failure = std::current_exception(); }
  if (failure) {
    for (const auto& w : waiting) w.reply(refused_vote(0, "unavailable", "Your vote could not be saved just now; it is sent again."));
    std::rethrow_exception(failure);
  }
  const bool complete = self->box_.merge(counted, false);
  for (const auto& w : waiting)
    w.reply({"{\"t\":\"voted\",\"n\":" + std::to_string(counted.n) + (w.answers.empty() ? "" : "," + w.answers) + "}"});
  self->arm(self->votes_told_at_ + self->needs_.options.vote_window);
  if (!complete) co_await read_votes(self);
}

base::Task<void> Room::read_votes(std::shared_ptr<Room> self) {
  auto look = [id = self->id_, n = self->box_.n()](db::Tx& tx) { return votes::tallies(tx, id, n); };
  self->box_.merge(co_await self->needs_.database.read(look), true);
  self->arm(self->votes_told_at_ + self->needs_.options.vote_window);
}

// One frame for all who were told the same last; who saves data or is behind gets its own later. A round goes out in slices: what a
// reader's write needs is still in the processor's caches when the write comes, and others have their turn in between.
void Room::tell_votes(base::Time now) {
  if (round_) return;
  const auto window = std::clamp(votes_took_ * 3 / 2, needs_.options.vote_window, std::max(longest_window, needs_.options.vote_window));
  if (box_.seq() == votes_told_ && std::ranges::none_of(members_, [&](const Member& m) { return m.told < box_.seq() && !m.view.hidden; }))
    return;
  if (now < votes_told_at_ + window) return arm(votes_told_at_ + window);
  votes_told_at_ = now;
  votes_told_ = box_.seq();
  round_.emplace(VotesRound{.window = window, .readers = members_.size()});
  tell_slice();
}

void Room::tell_slice() {
  const auto now = needs_.clock.now();
  auto& round = *round_;
  if (std::exchange(round.seq, box_.seq()) != box_.seq()) round.frames.clear();
  for (const auto end = std::min(members_.size(), round.next + slice); round.next < end; ++round.next) {
    auto& m = members_[round.next];
    if (m.told == box_.seq() || m.view.hidden) continue;
    if (m.line->waiting() > slow_bytes || (m.view.save && now < m.votes_at + longest_window)) {
      round.some_later = true;
      continue;
    }
    auto at = round.frames.find(m.told);
    if (at == round.frames.end())
      at = round.frames.emplace(m.told, Frame("votes", "{\"t\":\"votes\"," + box_.since(m.told) + "}", frame_id())).first;
    m.line->send(at->second);
    m.told = box_.seq();
    m.votes_at = now;
  }
  if (round.next < members_.size()) return needs_.home.post([self = shared_from_this()] { self->tell_slice(); });
  votes_took_ = now - votes_told_at_;
  if (round.some_later) arm(now + std::max(round.window, longest_window / 4));
  const bool some_left = members_.size() < round.readers;  // and may have shifted others out of the round
  if (some_left || box_.seq() != votes_told_) arm(votes_told_at_ + round.window);
  round_.reset();
}

}  // namespace live
