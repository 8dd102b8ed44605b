// The same deeds by plain forms, for browsers without scripts: success goes back to the show's page.
#include <charconv>

#include "frame/frame.hpp"
#include "live/asking.hpp"
#include "live/form_deeds.hpp"
#include "platform/base/random.hpp"

namespace live {

using base::Task;
using http::Request;
using http::Response;

namespace {

base::Kind kind_of(std::string_view code) {
  if (code == "locked" || code == "forbidden") return base::Kind::forbidden;
  if (code == "rate") return base::Kind::rate_limited;
  if (code == "unavailable") return base::Kind::unavailable;
  return code == "gone" || code == "duplicate" || code == "stale" ? base::Kind::conflict : base::Kind::rejected;
}

// A page of ours to go back to.
std::string back_to(const http::Params& form, const Asker& asker) {
  const std::string back(form.get("back"));
  const bool own =
      back.starts_with('/') && !back.starts_with("//") && back.size() < 500 && back.find_first_of("\\\r\n") == std::string::npos;
  return own ? back : "/shows/" + asker.show.str();
}

Response answered(const Request& request, const http::Params& form, const Asker& asker, const Answer& answer) {
  auto response = http::see_other(back_to(form, asker));
  // A song that somebody else has just added is what was wanted.
  if (!answer.code.empty() && answer.code != "duplicate") {
    const auto said = base::json::parse(answer.json);
    response = frame::error_response(request,
                                     {kind_of(answer.code), "live." + answer.code, std::string(base::string_at(said, "say").value_or(""))});
  }
  if (asker.set_cookie) response.headers.add("Set-Cookie", *asker.set_cookie);
  return response;
}

Deed deed_of(const http::Params& form, Deed::Kind kind) {
  Deed deed{.kind = kind, .cid = "form-" + base::random_token(12), .cseq = 1};
  if (const auto key = form.get("key"); is_cid(key)) deed.cid = key;
  ot::Rev rev = 0;
  const auto text = form.get("rev");
  if (const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rev);
      error == std::errc{} && end == text.data() + text.size() && rev >= 0)
    deed.rev = rev;
  return deed;
}

using MakeOf = std::function<Make(const http::Params&, base::Time)>;

Task<Response> form_deed(std::shared_ptr<Asking> asking, Request request, Deed::Kind kind, MakeOf make_of) {
  const auto form = request.form();
  if (!form) co_return frame::error_response(request, form.error());
  const auto deed = deed_of(*form, kind);
  if (kind == Deed::Kind::rollback && !deed.rev)
    co_return frame::error_response(request, {base::Kind::invalid, "live.bad", "The form does not say which version to go back to."});
  const auto asker = co_await asking->asker(request, true);
  if (!asker) co_return frame::error_response(request, asker.error());
  const auto make = make_of ? make_of(*form, asking->needs().clock.now()) : Make();
  auto call = [&](Room& room, Reply reply) { room.deed(asker->person, deed, make, std::move(reply)); };
  co_return answered(request, *form, *asker, co_await asking->ask(asker->setlist, call));
}

// The same vote again takes it back.
Task<Response> form_vote(std::shared_ptr<Asking> asking, Request request) {
  const auto form = request.form();
  if (!form) co_return frame::error_response(request, form.error());
  const auto meaning = votes::meaning_from(form->get("meaning"));
  const auto vote = form->get("vote");
  const int value = vote == "up" ? 1 : vote == "down" ? -1 : 0;
  if (!meaning || (value == 0 && vote != "none") || (*meaning == votes::Meaning::want && value < 0))
    co_return frame::error_response(request, {base::Kind::invalid, "live.bad", "The form does not say how you vote."});
  const auto asker = co_await asking->asker(request, true);
  if (!asker) co_return frame::error_response(request, asker.error());
  Ballot ballot{.item = std::string(form->get("item")), .meaning = *meaning, .value = value};
  auto look = [&](db::Tx& tx) { return votes::of(tx, asker->setlist, asker->person.id); };
  for (const auto& own : co_await asking->needs().database.read(look))
    if (own.subject.item == ballot.item && own.subject.meaning == *meaning && own.value == value) ballot.value = 0;
  auto call = [&](Room& room, Reply reply) { room.vote(asker->person, {}, {ballot}, std::move(reply)); };
  co_return answered(request, *form, *asker, co_await asking->ask(asker->setlist, call));
}

}  // namespace

void add_form_routes(http::Router& router, std::shared_ptr<Asking> asking) {
  const auto post = [&](std::string_view tail, Deed::Kind kind, MakeOf make) {
    router.add(http::Method::post, "/setlists/{id}/" + std::string(tail),
               [asking, kind, make](Request request) { return form_deed(asking, std::move(request), kind, make); });
  };
  post("add", Deed::Kind::op, form_add);
  post("move", Deed::Kind::op, [](const http::Params& form, base::Time) { return form_move(form); });
  post("set", Deed::Kind::op, form_set);
  post("remove", Deed::Kind::op, [](const http::Params& form, base::Time) { return form_remove(form); });
  post("undo", Deed::Kind::undo, {});
  post("redo", Deed::Kind::redo, {});
  post("rollback", Deed::Kind::rollback, {});
  router.add(http::Method::post, "/setlists/{id}/vote", [asking](Request request) { return form_vote(asking, std::move(request)); });
}

}  // namespace live
