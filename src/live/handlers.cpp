#include "live/handlers.hpp"

#include "live/asking.hpp"

namespace live {

using base::Result;
using base::Task;

namespace {

struct Looked {
  std::optional<setlists::Setlist> setlist;
  std::optional<accounts::Visitor> visitor;
};

Participant participant(const accounts::Visitor& v) {
  return {.id = v.id.value, .name = v.name, .guest = v.guest(), .trusted = v.role >= accounts::Role::moderator};
}

}  // namespace

Task<Result<Asker>> Asking::asker(const http::Request& request, bool deed) const {
  const auto unknown = base::not_found("setlists.unknown", "There is no setlist with this id.");
  const auto id = SetlistId::parse(request.path_params.get("id"));
  if (!id) co_return unknown;
  const auto now = needs_.clock.now();
  auto look = [&](db::Tx& tx) { return Looked{setlists::by_id(tx, *id), accounts::visitor(tx, needs_.keys, now, request)}; };
  const auto looked = co_await needs_.database.read(look);
  if (!looked.setlist) co_return unknown;
  Asker asker{.setlist = *id, .show = looked.setlist->show, .person = {}};
  if (looked.visitor) {
    asker.person = participant(*looked.visitor);
  } else if (deed) {
    auto make = [&](db::Tx& tx) { return accounts::visitor_or_guest(tx, needs_.keys, now, request); };
    const auto known = co_await needs_.database.write(make);
    asker.person = participant(known.visitor);
    asker.set_cookie = known.set_cookie;
  }
  co_return asker;
}

Task<Answer> Asking::ask(SetlistId setlist, std::function<void(Room&, Reply)> call) const {
  // Shared with the reply: whoever replies may do so on another loop.
  const auto answer = std::make_shared<Answer>();
  auto begin = [&](auto resume) {
    needs_.rooms.with(setlist, [call, answer, resume](Room* room) {
      if (!room) {
        *answer = rejected(0, "unavailable", "The server restarts; send this again in a moment.");
        return resume();
      }
      call(*room, [answer, resume](const Answer& a) {
        *answer = a;
        resume();
      });
    });
  };
  co_await base::hop(begin);
  co_return *answer;
}

void turn_away(Line& line) {
  line.send(bye("busy", "Very many people are coming here at once; this page connects again by itself."));
  line.close();
}

int status_of(std::string_view code) {
  if (code.empty()) return 200;
  if (code == "newcomer") return 401;
  if (code == "locked" || code == "forbidden" || code == "banned") return 403;
  if (code == "duplicate" || code == "stale" || code == "gone") return 409;
  if (code == "limit") return 413;
  if (code == "rate") return 429;
  return code == "unavailable" ? 503 : 422;
}

http::Response Asking::response(const Answer& answer, const Asker& asker) {
  auto response = http::text(status_of(answer.code), answer.json, "application/json");
  response.with("Cache-Control", "no-store");
  if (asker.set_cookie) response.headers.add("Set-Cookie", *asker.set_cookie);
  if (answer.retry_after > 0) response.with("Retry-After", std::to_string(answer.retry_after));
  return response;
}

void add_routes(http::Router& router, HandlerNeeds needs) {
  const auto asking = std::make_shared<Asking>(needs);
  add_socket_route(router, asking);
  add_stream_routes(router, asking);
  add_post_routes(router, asking);
  add_form_routes(router, asking);
  add_read_routes(router, asking);
}

}  // namespace live
