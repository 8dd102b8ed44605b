#include <future>
#include <mutex>

#include "live/live.hpp"
#include "live/neighbours.hpp"
#include "platform/base/log.hpp"
#include "platform/base/random.hpp"

namespace live {

using namespace std::chrono_literals;

namespace {
constexpr base::Duration look_every = 1s;
constexpr base::Duration stopping_at_most = 5s;
constexpr base::Duration longest_wait = 8s;  // for a welcome: a page gives up after ten
}  // namespace

// The rooms of one loop; used on it only.
struct Rooms::Shard {
  base::Executor* home = nullptr;
  std::unordered_map<SetlistId, std::shared_ptr<Room>> rooms;
  std::unordered_map<SetlistId, Presence::Elsewhere> told;  // to the other processes
  bool stopped = false;
  bool looking = false;
};

struct Rooms::State : std::enable_shared_from_this<State> {
  explicit State(Needs n) : needs(std::move(n)), shards(needs.homes.size()) {
    for (std::size_t i = 0; i < shards.size(); ++i) shards[i].home = needs.homes[i];
  }

  Needs needs;
  std::vector<Shard> shards;
  const std::string process = base::random_token(8);
  std::mutex joins_mutex;
  std::chrono::sys_time<std::chrono::nanoseconds> next_join{};
  bool stopped = false;  // by the owner's thread

  Shard& shard_of(SetlistId id) { return shards[std::hash<SetlistId>{}(id) % shards.size()]; }

  Room* room(Shard& shard, SetlistId id) {
    if (shard.stopped) return nullptr;
    auto& room = shard.rooms[id];
    if (!room) room = std::make_shared<Room>(Room::Needs{needs.database, needs.clock, needs.options, *shard.home}, id);
    return room.get();
  }

  // Takes a place among those who join, a second's worth at once and then evenly: how long until it is there. None: too long.
  std::optional<base::Duration> take_place() {
    const auto each = std::chrono::nanoseconds(1s) / std::max(1, needs.options.joins_per_second);
    const std::scoped_lock lock(joins_mutex);
    const auto now = needs.clock.now();
    const auto place = std::max<decltype(next_join)>(next_join, now - 1s) + each;
    const auto wait = std::chrono::ceil<base::Duration>(place - now);
    if (wait > longest_wait) return std::nullopt;
    next_join = place;
    return std::max(base::Duration::zero(), wait);
  }

  void look_again(Shard& shard) {
    shard.home->after(look_every, [weak = weak_from_this(), &shard] {
      const auto self = weak.lock();
      if (!self || shard.stopped) return;
      self->forget_idle(shard);
      self->look(shard);
      self->look_again(shard);
    });
  }

  void forget_idle(Shard& shard) {
    const auto now = needs.clock.now();
    std::erase_if(shard.rooms, [&](const auto& each) { return each.second->idle(now); });
    std::erase_if(shard.told, [&](const auto& each) { return !shard.rooms.contains(each.first); });
  }

  void look(Shard& shard) {
    if (needs.database.engine() == db::Engine::sqlite || shard.rooms.empty() || std::exchange(shard.looking, true)) return;
    base::start(read_heads(shared_from_this(), shard), [self = shared_from_this(), &shard](std::exception_ptr failure) {
      shard.looking = false;
      if (failure) base::log_warn("live.look_failed");
    });
  }

  // What others committed and who is there, for all rooms of a loop in three queries.
  static base::Task<void> read_heads(std::shared_ptr<State> self, Shard& shard) {
    co_await tell_presence(self, shard);
    std::vector<SetlistId> ids;
    for (const auto& [id, room] : shard.rooms) ids.push_back(id);
    auto read = [&](db::Tx& tx) {
      return std::tuple(setlists::documents::revisions(tx, ids), votes::revisions(tx, ids), neighbours::others(tx, ids, self->process));
    };
    auto [heads, counts, others] = co_await self->needs.database.read(read);
    std::unordered_map<SetlistId, std::pair<ot::Rev, std::int64_t>> known;
    for (const auto& at : heads) known[at.setlist].first = at.rev;
    for (const auto& at : counts) known[at.setlist].second = at.n;
    for (const auto& [id, at] : known)
      if (const auto room = shard.rooms.find(id); room != shard.rooms.end()) room->second->look(at.first, at.second);
    std::unordered_map<SetlistId, std::map<std::string, Presence::Elsewhere>> elsewhere;
    for (auto& [id, process, what] : others) elsewhere[id].emplace(process, std::move(what));
    for (const auto& [id, room] : shard.rooms) room->elsewhere(std::move(elsewhere[id]));
  }

  // What has changed since it was said last, and the rest often enough that nobody takes this process for dead.
  static base::Task<void> tell_presence(std::shared_ptr<State> self, Shard& shard) {
    const auto now = self->needs.clock.now();
    const auto silence = self->needs.options.silence;
    std::vector<neighbours::Here> news;
    for (const auto& [id, room] : shard.rooms) {
      Presence::Elsewhere what{room->here(), room->editors(), now};
      auto& last = shard.told[id];
      const bool same = last.here == what.here && last.who == what.who;
      const bool nobody = what.here == 0 && what.who.empty();
      if (same && (nobody || now < last.said + silence / 3)) continue;
      last = what;
      news.push_back({id, self->process, std::move(what)});
    }
    auto write = [&](db::Tx& tx) {
      neighbours::tell(tx, news);
      neighbours::forget(tx, now - 20 * silence);
    };
    if (!news.empty()) co_await self->needs.database.write(write);
  }

  void end(Shard& shard, std::shared_ptr<std::promise<void>> ended) {
    for (const auto& [id, room] : shard.rooms)
      if (room->busy()) return shard.home->after(10ms, [self = shared_from_this(), &shard, ended] { self->end(shard, ended); });
    shard.rooms.clear();
    ended->set_value();
  }
};

Rooms::Rooms(Needs needs) : state_(std::make_shared<State>(std::move(needs))) {
  for (auto& shard : state_->shards) state_->look_again(shard);
}

Rooms::~Rooms() = default;

void Rooms::with(SetlistId id, std::function<void(Room*)> call) {
  auto& shard = state_->shard_of(id);
  shard.home->post([state = state_, &shard, id, call = std::move(call)] { call(state->room(shard, id)); });
}

void Rooms::admit(SetlistId id, std::function<void(Room*)> call) {
  const auto wait = state_->take_place();
  if (wait == base::Duration::zero()) return with(id, std::move(call));
  auto& shard = state_->shard_of(id);
  if (!wait) return shard.home->post([call = std::move(call)] { call(nullptr); });
  shard.home->after(*wait, [state = state_, &shard, id, call = std::move(call)] { call(state->room(shard, id)); });
}

void Rooms::stop() {
  if (std::exchange(state_->stopped, true)) return;
  std::vector<std::future<void>> ends;
  for (auto& shard : state_->shards) {
    auto ended = std::make_shared<std::promise<void>>();
    ends.push_back(ended->get_future());
    shard.home->post([state = state_, &shard, ended] {
      shard.stopped = true;
      for (const auto& [id, room] : shard.rooms) room->close("restart", "The server restarts; this page connects again by itself.");
      state->end(shard, ended);
    });
  }
  const auto until = std::chrono::steady_clock::now() + stopping_at_most;
  for (const auto& end : ends) end.wait_until(until);
  if (state_->needs.database.engine() == db::Engine::sqlite) return;
  try {
    state_->needs.database.write_now([this](db::Tx& tx) { neighbours::take_back(tx, state_->process); });
  } catch (const std::exception&) { base::log_warn("live.goodbye_not_said"); }
}

const Options& Rooms::options() const { return state_->needs.options; }

}  // namespace live
