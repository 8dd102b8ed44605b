// Deeds, votes and signs of life by POST: the messages of the socket, with `cid`.
#include "live/asking.hpp"

namespace live {

using base::Task;
using http::Request;
using http::Response;

namespace {

// By value: the coroutine outlives the call.
Task<Response> post_deed(std::shared_ptr<Asking> asking, Request request, Deed::Kind kind) {
  const auto asker = co_await asking->asker(request, true);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto body = parse_body(request.body);
  const auto deed = body ? parse_deed(kind, *body) : base::Result<Deed>(body.error());
  if (!deed) co_return Asking::response(rejected(deed.error(), body ? *body : base::json::value()), *asker);
  auto call = [&](Room& room, Reply reply) { room.deed(asker->person, *deed, std::move(reply)); };
  co_return Asking::response(co_await asking->ask(asker->setlist, call), *asker);
}

Task<Response> post_votes(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, true);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto body = parse_body(request.body);
  const auto ballots = body ? parse_ballots(*body) : base::Result<std::vector<Ballot>>(body.error());
  if (!ballots) co_return Asking::response(rejected(ballots.error(), body ? *body : base::json::value()), *asker);
  const std::string cid(base::string_at(*body, "cid").value_or(""));
  auto call = [&](Room& room, Reply reply) { room.vote(asker->person, cid, *ballots, std::move(reply)); };
  co_return Asking::response(co_await asking->ask(asker->setlist, call), *asker);
}

Task<Response> post_sign(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, true);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto body = parse_body(request.body);
  const auto sign = body ? parse_sign(*body) : base::Result<Sign>(body.error());
  if (!sign) co_return Asking::response(rejected(0, sign.error().code, sign.error().message), *asker);
  const std::string cid(base::string_at(*body, "cid").value_or(""));
  if (!is_cid(cid)) co_return Asking::response(rejected(0, "bad", "\"cid\" is missing."), *asker);
  asking->needs().rooms.with(asker->setlist, [person = asker->person, cid, sign = *sign](Room* room) {
    if (room) room->sign(person, cid, sign);
  });
  auto response = http::text(204, "");
  if (asker->set_cookie) response.headers.add("Set-Cookie", *asker->set_cookie);
  co_return response;
}

}  // namespace

void add_post_routes(http::Router& router, std::shared_ptr<Asking> asking) {
  const auto post = [&](std::string_view tail, Deed::Kind kind) {
    router.add(http::Method::post, "/api/v1/setlists/{id}/" + std::string(tail),
               [asking, kind](Request request) { return post_deed(asking, std::move(request), kind); });
  };
  post("ops", Deed::Kind::op);
  post("undo", Deed::Kind::undo);
  post("redo", Deed::Kind::redo);
  post("rollback", Deed::Kind::rollback);
  router.add(http::Method::post, "/api/v1/setlists/{id}/votes",
             [asking](Request request) { return post_votes(asking, std::move(request)); });
  router.add(http::Method::post, "/api/v1/setlists/{id}/presence",
             [asking](Request request) { return post_sign(asking, std::move(request)); });
}

}  // namespace live
