// The same deeds by plain forms, for browsers without scripts: success goes back to the show's page.
#include <algorithm>
#include <array>
#include <charconv>

#include "frame/frame.hpp"
#include "frame/parts.hpp"
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

std::string back_to(const http::Params& form, const Asker& asker) { return http::own_path(form.get("back"), "/shows/" + asker.show.str()); }

// Which field of the form somebody has typed; empty: none.
std::string_view typed(const http::Params& form) {
  constexpr std::array<std::string_view, 5> texts = {"label", "note", "cover_of", "guest", "duration"};
  if (!form.get("title").empty()) return "title";
  return std::ranges::find(texts, form.get("field")) == texts.end() ? "" : "value";
}

// What was typed, to be sent once more as it is or changed, and the way back to the list.
html::Html once_more(const Request& request, const http::Params& form, const std::string& back) {
  html::Html h;
  if (const auto field = typed(form); !field.empty()) {
    h << "<form class=\"fields\" method=\"post\"" << html::action(request.path) << ">";
    for (const auto& [name, value] : form.pairs())
      if (name != field && name != "key") h << frame::hidden(name, value);
    h << "<label for=\"again\">What you typed</label><input id=\"again\" maxlength=\"1000\"" << html::attr("name", field)
      << html::attr("value", form.get(field)) << "><button class=\"btn main\">Send it again</button></form>";
  }
  return h << "<p class=\"actions\"><a class=\"btn\"" << html::href(back) << ">Back to the setlist</a></p>";
}

Response answered(const Request& request, const http::Params& form, const Asker& asker, const Answer& answer) {
  auto response = http::see_other(back_to(form, asker));
  // A song that somebody else has just added is what was wanted.
  if (!answer.code.empty() && answer.code != "duplicate") {
    const auto said = base::json::parse(answer.json);
    const base::Error error{kind_of(answer.code), "live." + answer.code, std::string(base::string_at(said, "say").value_or(""))};
    response = frame::error_response(request, error, once_more(request, form, back_to(form, asker)));
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
