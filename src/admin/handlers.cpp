#include "admin/handlers.hpp"

#include "admin/doorkeeper.hpp"
#include "admin/imports_page.hpp"
#include "admin/job_handlers.hpp"
#include "admin/matches.hpp"
#include "admin/outbox_page.hpp"
#include "admin/song_routes.hpp"

namespace admin {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

class Handlers {
 public:
  explicit Handlers(Needs needs) : needs_(std::move(needs)) {}

  Task<Response> imports(Request request) {
    const auto now = needs_.clock.now();
    auto look = [](db::Tx& tx) { return ImportsPage{imports::counts(tx), imports::newest(tx, 100), {}}; };
    auto page = co_await needs_.database.read(look);
    for (const auto& s : needs_.services)
      page.services.push_back({s.gate.status(), s.connected, s.withheld ? s.withheld() : std::vector<std::string>{}});
    co_return request.query.get("fragment") == "imports" ? http::page(live_part(page, now)) : http::page(frame::draw(draw(page, now)));
  }

  Task<Response> mail(Request) {
    auto look = [](db::Tx& tx) { return notifications::newest(tx, 100); };
    const auto mails = co_await needs_.database.read(look);
    co_return http::page(frame::draw(draw(mails, needs_.clock.now())));
  }

  Task<Response> security(Request) {
    auto look = [](db::Tx& tx) { return accounts::newest_events(tx, 200); };
    const auto events = co_await needs_.database.read(look);
    co_return http::page(frame::draw(draw(events, needs_.clock.now())));
  }

 private:
  Needs needs_;
};

}  // namespace

void add_routes(http::Router& router, Needs needs) {
  const auto door = std::make_shared<Doorkeeper>(needs.door);
  add_match_routes(router, *door, needs);
  add_song_routes(router, *door, needs);
  add_job_routes(router, *door, needs);
  const auto h = std::make_shared<Handlers>(std::move(needs));
  router.add(Method::get, "/admin", [door](Request request) -> Task<Response> {
    if (door->is_token(request.query.get("token"))) co_return co_await door->welcome(request);
    co_return co_await door->lets_in(request) ? http::see_other("/admin/imports") : Doorkeeper::ask(request);
  });
  router.add(Method::post, "/admin", [door](Request request) -> Task<Response> {
    const auto form = request.form();
    if (form && door->is_token(form->get("token"))) co_return co_await door->welcome(request);
    co_return Doorkeeper::ask(request, "That is not the operator's token.");
  });
  router.add(Method::get, "/admin/imports", door->guarded([h](Request r) { return h->imports(std::move(r)); }));
  router.add(Method::get, "/admin/mail", door->guarded([h](Request r) { return h->mail(std::move(r)); }));
  router.add(Method::get, "/admin/security", door->guarded([h](Request r) { return h->security(std::move(r)); }));
}

}  // namespace admin
