#include "admin/job_handlers.hpp"

#include "admin/jobs_page.hpp"

namespace admin {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::size_t most_at_once = 200;

base::Error no_job() { return base::not_found("jobs.unknown", "There is no such job (any more)."); }
base::Error no_verb() { return base::invalid("admin.unknown_verb", "Choose retry or cancel, or pause or resume of a queue."); }
base::Error no_filter() { return base::invalid("admin.no_filter", "Say which jobs are meant: by state, queue or kind."); }

std::vector<jobs::JobId> chosen(const http::Params& form) {
  std::vector<jobs::JobId> ids;
  for (const auto& [key, value] : form.pairs())
    if (const auto id = key == "job" ? jobs::JobId::parse(value) : std::nullopt; id && ids.size() < most_at_once) ids.push_back(*id);
  return ids;
}

class Handlers {
 public:
  Handlers(const Doorkeeper& door, const Needs& needs)
      : door_(door), database_(needs.database), clock_(needs.clock), runner_(needs.runner) {}

  Task<Response> jobs(Request request) {
    const auto now = clock_.now();
    const auto asked = asked_of(request.query);
    auto look = [&](db::Tx& tx) { return jobs_page(tx, now, asked); };
    const auto page = co_await database_.read(look);
    const auto fragment = request.query.get("fragment");
    if (fragment == "queues") co_return http::page(queue_part(page));
    if (fragment == "jobs") co_return http::page(job_part(page, now));
    if (fragment == "audit") co_return http::page(audit_part(page, now));
    co_return http::page(frame::draw(draw(page, now)));
  }

  Task<Response> job(Request request) {
    const auto now = clock_.now();
    const auto id = jobs::JobId::parse(request.path_params.get("id"));
    if (!id) co_return frame::error_response(request, no_job());
    auto look = [&](db::Tx& tx) { return jobs::find(tx, *id); };
    const auto found = co_await database_.read(look);
    co_return found ? http::page(frame::draw(draw(*found, now))) : frame::error_response(request, no_job());
  }

  // Of the chosen jobs what cannot be retried or cancelled is left as it is; the page says how many were.
  Task<Response> act_on_jobs(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto verb = form->get("verb");
    const bool retry = verb.starts_with("retry"), all = verb.ends_with("_all");
    if (verb != "retry" && verb != "cancel" && verb != "retry_all" && verb != "cancel_all")
      co_return frame::error_response(request, no_verb());
    auto asked = asked_of(*form);
    if (all && !asked.filtered()) co_return frame::error_response(request, no_filter());
    const auto ids = chosen(*form);
    const auto now = clock_.now();
    const auto who = co_await door_.who(request);
    auto act = [&](db::Tx& tx) {
      if (all) return retry ? jobs::retry_all(tx, now, who, asked.filter) : jobs::discard_all(tx, runner_, now, who, asked.filter);
      int done = 0;
      for (const auto id : ids) done += (retry ? jobs::retry(tx, now, who, id) : jobs::discard(tx, runner_, now, who, id)).has_value();
      return done;
    };
    asked.done = co_await database_.write(act);
    asked.before = std::nullopt;
    co_return http::see_other(address(asked));
  }

  Task<Response> act_on_queue(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto queue = jobs::queue_named(request.path_params.get("queue"));
    const auto verb = form->get("verb");
    if (!queue || (verb != "pause" && verb != "resume")) co_return frame::error_response(request, no_verb());
    const auto now = clock_.now();
    const auto who = co_await door_.who(request);
    auto act = [&](db::Tx& tx) { verb == "pause" ? jobs::pause(tx, now, who, *queue) : jobs::resume(tx, now, who, *queue); };
    co_await database_.write(act);
    co_return http::see_other("/admin/jobs");
  }

 private:
  Doorkeeper door_;
  db::Database& database_;
  const base::Clock& clock_;
  const jobs::Runner& runner_;
};

}  // namespace

void add_job_routes(http::Router& router, const Doorkeeper& door, const Needs& needs) {
  const auto h = std::make_shared<Handlers>(door, needs);
  router.add(Method::get, "/admin/jobs", door.guarded([h](Request r) { return h->jobs(std::move(r)); }));
  router.add(Method::post, "/admin/jobs", door.guarded([h](Request r) { return h->act_on_jobs(std::move(r)); }));
  router.add(Method::get, "/admin/jobs/{id}", door.guarded([h](Request r) { return h->job(std::move(r)); }));
  router.add(Method::post, "/admin/queues/{queue}", door.guarded([h](Request r) { return h->act_on_queue(std::move(r)); }));
}

}  // namespace admin
