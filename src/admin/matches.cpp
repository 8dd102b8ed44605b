#include "admin/matches.hpp"

#include <charconv>

#include "admin/answers.hpp"
#include "admin/reviews_page.hpp"
#include "admin/sources_page.hpp"

namespace admin {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

std::optional<std::int64_t> id_in(const Request& request) {
  const auto text = request.path_params.get("id");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id > 0 ? std::optional(id) : std::nullopt;
}

class Matches {
 public:
  Matches(const Doorkeeper& door, db::Database& database, const base::Clock& clock) : door_(door), database_(database), clock_(clock) {}

  Task<Response> reviews(Request) {
    const auto now = clock_.now();
    auto look = [](db::Tx& tx) { return reviews_page(tx); };
    const auto page = co_await database_.read(look);
    co_return http::page(frame::draw(draw(page, now)));
  }

  Task<Response> decide(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto id = id_in(request);
    const auto verb = form->get("verb");
    if (!id || (verb != "same" && verb != "different" && verb != "back")) co_return frame::error_response(request, no_verb());
    const auto decision = verb == "same" ? imports::Decision::same : imports::Decision::different;
    const auto now = clock_.now();
    const auto who = co_await door_.who(request);
    auto act = [&](db::Tx& tx) {
      const imports::ReviewId review{*id};
      return verb == "back" ? imports::take_back(tx, now, review, who) : imports::decide(tx, now, review, decision, who);
    };
    const auto done = co_await database_.write(act);
    co_return done ? http::see_other("/admin/reviews") : frame::error_response(request, done.error());
  }

  Task<Response> sources(std::string entity, Request request) {
    const auto now = clock_.now();
    const auto id = id_in(request);
    if (!id) co_return frame::error_response(request, unknown(entity));
    auto look = [&](db::Tx& tx) { return sources_page(tx, entity, *id); };
    const auto page = co_await database_.read(look);
    if (!page) co_return frame::error_response(request, unknown(entity));
    if (page->id != *id) co_return http::see_other("/admin/" + entity + "s/" + std::to_string(page->id));
    co_return http::page(frame::draw(draw(*page, now)));
  }

  Task<Response> put_right(std::string entity, Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto id = id_in(request);
    if (!id) co_return frame::error_response(request, unknown(entity));
    const auto verb = form->get("verb");
    const auto now = clock_.now();
    const auto who = co_await door_.who(request);
    auto act = [&](db::Tx& tx) -> base::Result<void> {
      if (verb == "correct") return correct(tx, now, entity, *id, form->get("field"), form->get("value"));
      if (verb == "split") return imports::split(tx, now, entity, *id, form->get("source"), form->get("record"), who);
      return no_verb();
    };
    const auto done = co_await database_.write(act);
    if (done) co_return http::see_other("/admin/" + entity + "s/" + std::to_string(*id));
    auto look = [&](db::Tx& tx) { return sources_page(tx, entity, *id); };
    auto page = request.wants_json() ? std::nullopt : co_await database_.read(look);
    co_return complained(request, std::move(page), done.error(), [&](const SourcesPage& p) { return draw(p, now); });
  }

 private:
  Doorkeeper door_;
  db::Database& database_;
  const base::Clock& clock_;
};

}  // namespace

void add_match_routes(http::Router& router, const Doorkeeper& door, const Needs& needs) {
  const auto m = std::make_shared<Matches>(door, needs.database, needs.clock);
  router.add(Method::get, "/admin/reviews", door.guarded([m](Request r) { return m->reviews(std::move(r)); }));
  router.add(Method::post, "/admin/reviews/{id}", door.guarded([m](Request r) { return m->decide(std::move(r)); }));
  for (const std::string entity : {"artist", "venue", "show"}) {
    router.add(Method::get, "/admin/" + entity + "s/{id}",
               door.guarded([m, entity](Request r) { return m->sources(entity, std::move(r)); }));
    router.add(Method::post, "/admin/" + entity + "s/{id}",
               door.guarded([m, entity](Request r) { return m->put_right(entity, std::move(r)); }));
  }
}

}  // namespace admin
