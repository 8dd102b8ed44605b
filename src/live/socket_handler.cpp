// The live protocol over a WebSocket. Whatever a client sends, the room goes on: what cannot be read is answered `rej`, and who sends
// nothing but that, or too much, is closed.
#include "live/asking.hpp"
#include "platform/http/stream.hpp"

namespace live {

namespace {

constexpr int most_bad = 20;
constexpr int most_at_once = 120;
constexpr base::Duration then_every = std::chrono::milliseconds(50);

struct Conversation : std::enable_shared_from_this<Conversation> {
  Conversation(Rooms& r, const base::Clock& c, Asker a, std::shared_ptr<http::SocketSession> s)
      : rooms(r), clock(c), asker(std::move(a)), session(std::move(s)), line(socket_line(session)) {}

  Rooms& rooms;
  const base::Clock& clock;
  const Asker asker;
  const std::shared_ptr<http::SocketSession> session;
  const LinePtr line;
  std::string cid;  // empty until hello
  Bucket bucket;
  int bad = 0;

  void send(const Answer& answer) { session->send(answer.json); }

  void reject(const base::Error& error, const base::json::value& message = {}) {
    send(rejected(error, message));
    if (++bad >= most_bad) session->close();
  }

  Reply reply() {
    return [self = shared_from_this()](const Answer& answer) { self->send(answer); };
  }

  void take(std::string_view text) {
    const auto body = parse_body(text);
    const auto each = std::min(then_every, rooms.options().edit_every);
    if (const auto wait = bucket.take(clock.now(), std::max(most_at_once, rooms.options().burst), each); wait > base::Duration::zero()) {
      if (++bad >= most_bad * 10) session->close();
      return send(too_fast(body ? *body : base::json::value(), wait));
    }
    if (!body) return reject(body.error());
    auto message = read_message(*body);
    if (!message) return reject(message.error(), *body);
    if (cid.empty() && !std::holds_alternative<Hello>(*message))
      return reject(base::invalid("bad", "The first message is \"hello\"."), *body);
    bad = 0;
    std::visit([this](auto&& m) { act(std::move(m)); }, std::move(*message));
  }

  void act(Hello hello) {
    if (!cid.empty() && cid != hello.cid) return reject(base::invalid("bad", "A page keeps its \"cid\"."));
    cid = hello.cid;
    rooms.admit(asker.setlist, [self = shared_from_this(), hello = std::move(hello)](Room* room) {
      if (room) room->join(self->line, self->asker.person, hello);
      else turn_away(*self->line);
    });
  }
  void act(Deed deed) {
    deed.cid = cid;
    with_room([self = shared_from_this(), deed = std::move(deed)](Room& room) {
      room.deed(self->asker.person, deed, self->reply(), self->line.get());
    });
  }
  void act(Ballot ballot) {
    with_room([self = shared_from_this(), ballot = std::move(ballot)](Room& room) {
      room.vote(self->asker.person, self->cid, {ballot}, self->reply());
    });
  }
  void act(Sign sign) {
    with_room([self = shared_from_this(), sign = std::move(sign)](Room& room) { room.sign(self->asker.person, self->cid, sign); });
  }
  void act(View view) {
    with_room([self = shared_from_this(), view](Room& room) { room.view(self->line.get(), view); });
  }

  void with_room(std::function<void(Room&)> call) {
    rooms.with(asker.setlist, [self = shared_from_this(), call = std::move(call)](Room* room) {
      if (room) call(*room);
      else self->session->close();
    });
  }
};

}  // namespace

void add_socket_route(http::Router& router, std::shared_ptr<Asking> asking) {
  router.add(http::Method::get, "/api/v1/setlists/{id}/socket", [asking](http::Request request) -> base::Task<http::Response> {
    auto asker = co_await asking->asker(request, false);
    if (!asker) co_return http::json_error(asker.error(), request);
    auto& rooms = asking->needs().rooms;
    const auto session = http::SocketSession::make();
    const auto conversation = std::make_shared<Conversation>(rooms, asking->needs().clock, std::move(*asker), session);
    session->on_message([conversation](std::string_view text) { conversation->take(text); });
    session->on_closed([&rooms, id = conversation->asker.setlist, line = conversation->line.get()] {
      rooms.with(id, [line](Room* room) {
        if (room) room->leave(line);
      });
    });
    http::Response response;
    response.socket = session;
    co_return response;
  });
}

}  // namespace live
