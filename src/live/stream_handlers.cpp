// The live protocol for readers without a socket: Server-Sent Events, and polling.
#include <charconv>
#include <mutex>

#include "live/asking.hpp"
#include "platform/http/stream.hpp"

namespace live {

using base::Task;
using http::Request;
using http::Response;

namespace {

std::int64_t number(std::string_view text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n > 0 ? n : 0;
}

base::Result<Hello> hello_of(const Request& request, std::string_view rev_name, std::string_view n_name) {
  const auto& query = request.query;
  const auto cid = query.get("cid");
  if (!is_cid(cid)) return base::invalid("bad", "\"cid\" has 8 to 64 letters, digits, '-' or '_'.");
  Hello hello{.cid = std::string(cid), .rev = number(query.get(rev_name)), .n = number(query.get(n_name)), .cseq = {}};
  if (const auto cseq = number(query.get("cseq")); cseq > 0) hello.cseq = cseq;
  hello.hidden = query.get("hidden") == "1";
  hello.save = query.get("save") == "1";
  if (const auto stage = query.find("stage")) hello.told = {std::string(*stage), query.get("closed") == "1"};
  if (const auto last = request.headers.get("Last-Event-ID"); !last.empty()) {
    const auto dot = last.find('.');
    hello.rev = number(last.substr(0, dot));
    hello.n = dot == std::string_view::npos ? 0 : number(last.substr(dot + 1));
  }
  return hello;
}

Task<Response> events(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, false);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto hello = hello_of(request, "rev", "n");
  if (!hello) co_return Asking::response(rejected(0, hello.error().code, hello.error().message), *asker);
  auto& rooms = asking->needs().rooms;
  const auto stream = http::EventStream::make();
  const auto line = stream_line(stream);
  stream->on_closed([&rooms, id = asker->setlist, line = line.get()] {
    rooms.with(id, [line](Room* room) {
      if (room) room->leave(line);
    });
  });
  rooms.admit(asker->setlist, [line, person = asker->person, hello = *hello](Room* room) {
    if (room) room->join(line, person, hello);
    else turn_away(*line);
  });
  Response response;
  response.events = stream;
  co_return response;
}

// One poll: the first message that says something new ends it.
class Poll final : public Line, public std::enable_shared_from_this<Poll> {
 public:
  Poll(std::string seen, std::function<void()> done) : seen_(std::move(seen)), done_(std::move(done)) {}

  bool send(const Frame& frame) override {
    std::unique_lock lock(mutex_);
    if (over_) return false;
    if (frame.type() == "welcome" && frame.id() == seen_) return true;
    messages_ += (messages_.empty() ? "" : ",") + *frame.text();
    if (!frame.id().empty()) seen_ = frame.id();
    lock.unlock();
    finish();
    return true;
  }
  std::size_t waiting() const override { return 0; }
  void close() override { finish(); }
  void cut() override { finish(); }
  bool brief() const override { return true; }
  bool remote_answers() const override { return true; }

  void finish() {
    {
      const std::scoped_lock lock(mutex_);
      if (std::exchange(over_, true)) return;
    }
    done_();
  }
  // Once done.
  std::string answer() const {
    const std::scoped_lock lock(mutex_);
    const auto dot = seen_.find('.');
    return "{\"rev\":" + seen_.substr(0, dot) + ",\"n\":" + seen_.substr(dot + 1) + ",\"messages\":[" + messages_ + "]}";
  }

 private:
  mutable std::mutex mutex_;  // the room's loop sends, the request's loop ends it
  std::string seen_;          // "rev.n"
  std::string messages_;
  bool over_ = false;
  std::function<void()> done_;
};

Task<Response> poll(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, false);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto hello = hello_of(request, "since", "votes");
  if (!hello) co_return Asking::response(rejected(0, hello.error().code, hello.error().message), *asker);
  const auto wait = request.query.find("wait") ? std::min<std::int64_t>(25, number(request.query.get("wait"))) : 25;
  // What the reader has already; without it the first thing it gets is the welcome.
  const auto seen = std::to_string(hello->rev) + "." + std::to_string(hello->n);
  auto& rooms = asking->needs().rooms;
  std::shared_ptr<Poll> line;
  auto begin = [&](auto resume) {
    line = std::make_shared<Poll>(seen, resume);
    if (auto* loop = base::Executor::current())
      loop->after(std::chrono::seconds(wait) + std::chrono::milliseconds(20), [weak = std::weak_ptr(line)] {
        if (const auto waiting = weak.lock()) waiting->finish();
      });
    rooms.admit(asker->setlist, [line = line, person = asker->person, hello = *hello](Room* room) {
      if (room) room->join(line, person, hello);
      else turn_away(*line);
    });
  };
  co_await base::hop(begin);
  rooms.with(asker->setlist, [line](Room* room) {
    if (room) room->leave(line.get());
  });
  co_return http::text(200, line->answer(), "application/json").with("Cache-Control", "no-store");
}

}  // namespace

void add_stream_routes(http::Router& router, std::shared_ptr<Asking> asking) {
  router.add(http::Method::get, "/api/v1/setlists/{id}/events", [asking](Request request) { return events(asking, std::move(request)); });
  router.add(http::Method::get, "/api/v1/setlists/{id}/poll", [asking](Request request) { return poll(asking, std::move(request)); });
}

}  // namespace live
