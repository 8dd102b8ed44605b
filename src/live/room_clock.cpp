// What a room does when time passes: one timer for the next thing that is due.
#include <algorithm>

#include "live/room.hpp"
#include "platform/base/log.hpp"

namespace live {

namespace json = base::json;
using namespace std::chrono_literals;

namespace {
constexpr base::Duration presence_every = 250ms;
constexpr base::Duration count_every = 2s;
constexpr base::Duration read_timing_every = 60s;
constexpr base::Duration forgotten_after = 60s;
constexpr base::Duration sweep_every = 250ms;
}  // namespace

void Room::arm(base::Time due) {
  if (due >= armed_) return;
  armed_ = due;
  const auto wait = std::max(base::Duration::zero(), due - needs_.clock.now());
  needs_.home.after(wait, [weak = weak_from_this(), due] {
    const auto self = weak.lock();
    if (!self || self->armed_ != due) return;
    self->armed_ = base::Time::max();
    self->run_due();
  });
}

void Room::run_due() {
  if (!sequencer_) return;
  const auto now = needs_.clock.now();
  sweep(now);
  flush_votes();
  tell_votes(now);
  presence_.pass(now);
  tell_presence(now);
  tell_beside(now);
  check_stage(now);
  if (now >= timing_at_ + read_timing_every) {
    timing_at_ = now;
    base::start(read_timing(shared_from_this()), [](std::exception_ptr failure) {
      if (failure) base::log_warn("live.timing_not_read");
    });
  }
  auto next = std::min(presence_.next_due(), timing_at_ + read_timing_every);
  for (const auto turn : {timing_.doors, timing_.over})
    if (turn && *turn > now) next = std::min(next, *turn);
  if (!members_.empty()) next = std::min(next, now + std::min(count_every, needs_.options.silence));
  arm(next);
}

// Lines whose readers are gone, or take nothing any more.
void Room::sweep(base::Time now) {
  if (now < swept_at_ + sweep_every) return;
  swept_at_ = now;
  std::erase_if(members_, [&](Member& m) {
    if (m.line->waiting() == 0) m.slow_since = base::Time{};
    else if (m.slow_since == base::Time{}) m.slow_since = now;
    if (m.slow_since == base::Time{} || now - m.slow_since < needs_.options.silence) return false;
    m.line->cut();
    presence_.leave(m.cid);
    return true;
  });
}

void Room::send_all(const Frame& frame, const std::string& but_cid) {
  std::erase_if(members_, [&](Member& m) {
    if (m.cid == but_cid || m.line->send(frame)) return false;
    if (!m.line->brief()) presence_.leave(m.cid);
    return true;
  });
}

void Room::tell_presence_soon(base::Time now) { arm(std::max(now, presence_at_ + presence_every)); }

// Those who edit, gathered in a quarter of a second; the number of readers every two.
void Room::tell_presence(base::Time now) {
  const auto count = here() + presence_.here_elsewhere();
  const bool who = presence_.version() != presence_told_;
  const bool number = count != here_told_ && now >= here_at_ + count_every;
  if (!who && !number) return;
  if (now < presence_at_ + presence_every) return arm(presence_at_ + presence_every);
  presence_at_ = now;
  here_at_ = now;
  here_told_ = count;
  presence_told_ = presence_.version();
  const json::object out{{"t", "pres"}, {"here", count}, {"who", to_json(presence_.all())}};
  send_all(Frame("pres", json::serialize(out), frame_id()));
}

void Room::elsewhere(std::map<std::string, Presence::Elsewhere> processes) {
  const auto now = needs_.clock.now();
  const auto before = presence_.version();
  std::vector<std::string> names;
  for (auto& [process, what] : processes) {
    names.push_back(process);
    presence_.elsewhere(process, std::move(what), now);
  }
  presence_.only(names);
  arm(presence_.version() == before ? presence_.next_due() : now);
}

void Room::check_stage(base::Time now) {
  auto text = json::serialize(stage_members(timing_, sequencer_->head(), now));
  if (text == stage_) return;
  const bool first = stage_.empty();
  stage_ = std::move(text);
  if (!first) send_all(stage_frame());
}

Frame Room::stage_frame() const { return {"stage", "{\"t\":\"stage\"," + stage_.substr(1), frame_id()}; }

base::Task<void> Room::read_timing(std::shared_ptr<Room> self) {
  auto look = [id = self->id_](db::Tx& tx) {
    const auto setlist = setlists::by_id(tx, id);
    const auto show = setlist ? shows::by_id(tx, setlist->show) : std::nullopt;
    return show ? std::optional(setlists::documents::timing(*show, *setlist)) : std::nullopt;
  };
  if (auto timing = co_await self->needs_.database.read(look); timing && self->sequencer_) {
    self->timing_ = std::move(*timing);
    self->check_stage(self->needs_.clock.now());
  }
}

void Room::look(ot::Rev rev, std::int64_t n) {
  if (!sequencer_) return;
  if (rev > this->rev() || look_again_) {
    look_again_ = true;
    kick();
  }
  if (n > box_.n() && !casting_)
    base::start(read_votes(shared_from_this()), [](std::exception_ptr failure) {
      if (failure) base::log_warn("live.votes_not_read");
    });
}

void Room::close(std::string_view code, std::string_view say) {
  const auto frame = bye(code, say);
  for (auto& m : std::exchange(members_, {})) {
    m.line->send(frame);
    m.line->close();
  }
  lines_.clear();
}

bool Room::idle(base::Time now) const {
  return members_.empty() && lines_.empty() && queue_.empty() && casts_.empty() && !busy_ && !casting_ && now - used_ > forgotten_after;
}

}  // namespace live
