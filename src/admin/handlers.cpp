#include "admin/handlers.hpp"

#include "admin/doorkeeper.hpp"
#include "admin/imports_page.hpp"
#include "admin/jobs_page.hpp"
#include "admin/matches.hpp"
#include "admin/outbox_page.hpp"

namespace admin {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::string_view who = "operator";  // accounts will give names
constexpr std::size_t most_at_once = 200;

base::Error no_job() { return base::not_found("jobs.unknown", "There is no such job (any more)."); }

class Handlers {
 public:
  explicit Handlers(Needs needs) : needs_(std::move(needs)) {}

  Task<Response> imports(Request request) {
    const auto now = needs_.clock.now();
    auto look = [](db::Tx& tx) { return ImportsPage{imports::counts(tx), imports::newest(tx, 100), {}}; };
    auto page = co_await needs_.database.read(look);
    for (auto* gate : needs_.gates) page.services.push_back(gate->status());
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

  Task<Response> jobs(Request request) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) { return jobs_page(tx, now); };
    const auto page = co_await needs_.database.read(look);
    const auto fragment = request.query.get("fragment");
    if (fragment == "queues") co_return http::page(queue_part(page));
    if (fragment == "jobs") co_return http::page(job_part(page, now));
    co_return http::page(frame::draw(draw(page, now)));
  }

  Task<Response> job(Request request) {
    const auto now = needs_.clock.now();
    const auto id = jobs::JobId::parse(request.path_params.get("id"));
    if (!id) co_return frame::error_response(request, no_job());
    auto look = [&](db::Tx& tx) { return jobs::find(tx, *id); };
    const auto found = co_await needs_.database.read(look);
    co_return found ? http::page(frame::draw(draw(*found, now))) : frame::error_response(request, no_job());
  }

  // Retry or discard the chosen jobs; what cannot be is left as it is.
  Task<Response> act_on_jobs(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const bool retry = form->get("verb") == "retry";
    if (!retry && form->get("verb") != "discard")
      co_return frame::error_response(request, base::invalid("admin.unknown_verb", "Choose retry or discard."));
    std::vector<jobs::JobId> chosen;
    for (const auto& [key, value] : form->pairs())
      if (const auto id = key == "job" ? jobs::JobId::parse(value) : std::nullopt; id && chosen.size() < most_at_once)
        chosen.push_back(*id);
    const auto now = needs_.clock.now();
    auto act = [&](db::Tx& tx) {
      for (const auto id : chosen) {
        const auto done = retry ? jobs::retry(tx, now, who, id) : jobs::discard(tx, needs_.runner, now, who, id);
        static_cast<void>(done);
      }
    };
    co_await needs_.database.write(act);
    co_return http::see_other("/admin/jobs");
  }

  Task<Response> act_on_queue(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto queue = jobs::queue_named(request.path_params.get("queue"));
    const auto verb = form->get("verb");
    if (!queue || (verb != "pause" && verb != "resume"))
      co_return frame::error_response(request, base::invalid("admin.unknown_verb", "Choose pause or resume of a queue."));
    const auto now = needs_.clock.now();
    auto act = [&](db::Tx& tx) { verb == "pause" ? jobs::pause(tx, now, who, *queue) : jobs::resume(tx, now, who, *queue); };
    co_await needs_.database.write(act);
    co_return http::see_other("/admin/jobs");
  }

 private:
  Needs needs_;
};

}  // namespace

void add_routes(http::Router& router, Needs needs) {
  const auto door = std::make_shared<Doorkeeper>(needs.door);
  add_match_routes(router, *door, needs);
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
  router.add(Method::get, "/admin/jobs", door->guarded([h](Request r) { return h->jobs(std::move(r)); }));
  router.add(Method::post, "/admin/jobs", door->guarded([h](Request r) { return h->act_on_jobs(std::move(r)); }));
  router.add(Method::get, "/admin/jobs/{id}", door->guarded([h](Request r) { return h->job(std::move(r)); }));
  router.add(Method::post, "/admin/queues/{queue}", door->guarded([h](Request r) { return h->act_on_queue(std::move(r)); }));
}

}  // namespace admin
