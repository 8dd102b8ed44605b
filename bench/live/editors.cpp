#include "editors.hpp"

#include <algorithm>
#include <memory>

#include "loads.hpp"
#include "setlists/ot/wire.hpp"

namespace load {

namespace json = boost::json;

namespace {

constexpr std::size_t usual = 24;  // songs on a list

// Of this run only: an earlier one may have left songs on the list.
std::string new_id() {
  static std::int64_t made = 0;
  static const auto run = std::to_string(Steady::now().time_since_epoch().count());
  ++made;
  return ot::ulid_from(run + " " + std::to_string(made), 1'700'000'000'000 + made);
}

}  // namespace

Editor::Editor(asio::io_context& io, const Place& place, const std::string& cookie, int number, Acked acked)
    : line_(io, place, cookie, [this](std::string_view message) { hear(message); }),
      number_(number),
      acked_(std::move(acked)),
      chance_(static_cast<unsigned>(number)) {}

// Half of it moves; the list stays about as long as a concert.
ot::Op Editor::some_change() {
  const auto below = [&](std::size_t n) { return static_cast<int>(chance_() % n); };
  const auto size = document_.items.size();
  const auto kind = chance_() % 8;
  if (size < usual / 2 || (kind == 0 && size < 2 * usual)) {
    const auto title = "Song " + std::to_string(number_) + "." + std::to_string(cseq_);
    return ot::ins(new_id(), below(size + 1), {{"kind", "song"}, {"song", {{"title", title}}}, {"meaning", "expect"}});
  }
  const auto p = below(size);
  const auto& id = document_.items[static_cast<std::size_t>(p)].id;
  if (kind <= 1) return ot::rem(id, p);
  if (kind <= 3) return ot::set(id, "note", json::value("noted by " + std::to_string(number_) + " as " + std::to_string(cseq_)));
  return ot::mov(id, p, below(size));
}

void Editor::go_on() {
  do sent_ = {some_change()};
  while (sent_[0].verb == ot::Verb::mov && sent_[0].p == sent_[0].t);
  const json::object message{{"t", "op"}, {"cseq", ++cseq_}, {"base", rev_}, {"ops", ot::to_json(sent_)}};
  sent_at_ = Steady::now();
  line_.say(json::serialize(message));
}

void Editor::follow(std::int64_t rev, const ot::Ops& ops) {
  if (rev != rev_ + 1 || !ot::apply(document_, ops))
    give_up("an editor cannot follow", "from " + std::to_string(rev_) + " to " + std::to_string(rev));
  rev_ = rev;
}

void Editor::hear(std::string_view text) {
  const auto told = is_type(text, "ops"), answered = is_type(text, "ack"), welcome = is_type(text, "welcome");
  if (is_type(text, "rej")) give_up("a change was refused", text);
  if (!told && !answered && !welcome) return;
  const auto message = json::parse(text);
  if (welcome) {
    document_ = ot::parse_document(message.at("doc"), ot::own_limits).value();
    rev_ = message.at("head").as_int64();
    return;
  }
  const auto* ops = message.as_object().if_contains("ops");
  follow(message.at("rev").as_int64(), ops ? ot::parse_ops(*ops, ot::own_limits).value() : sent_);
  if (answered && acked_(Steady::now() - sent_at_)) go_on();
}

json::object edit(const Load& load) {
  asio::io_context io{1};
  Times acks;
  auto began = Steady::time_point::max(), until = began;
  Use before, after;
  double seconds = 0;
  const auto acked = [&](Milliseconds took) {
    const auto now = Steady::now();
    if (now >= until) {
      if (seconds == 0) {
        after = use_of(load.server);
        seconds = std::chrono::duration<double>(now - began).count();
        io.stop();
      }
      return false;
    }
    if (now >= began) {
      if (before.user == 0) before = use_of(load.server);
      acks.add(took);
    }
    return true;
  };
  std::vector<std::unique_ptr<Editor>> editors;
  for (const auto& cookie : load.cookies)
    editors.push_back(std::make_unique<Editor>(io, load.place, cookie, static_cast<int>(editors.size()), acked));
  for (const auto& editor : editors) editor->open();
  while (!std::ranges::all_of(editors, &Editor::ready)) io.run_one();
  began = Steady::now() + std::chrono::seconds(2);  // warm
  until = began + std::chrono::milliseconds(static_cast<int>(load.seconds * 1000));
  for (const auto& editor : editors) editor->go_on();
  io.run();
  auto ack = acks.figures();
  const auto rate = static_cast<double>(json::value_to<std::int64_t>(ack.at("count"))) / seconds;
  return {{"edits", rate}, {"ack", ack}, {"cores", cores(before, after, seconds)}};
}

}  // namespace load
