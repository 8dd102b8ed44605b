#include "platform/http/router.hpp"

#include <chrono>
#include <stdexcept>

#include "platform/base/log.hpp"
#include "platform/http/cross_site.hpp"
#include "platform/http/route_metrics.hpp"
#include "platform/http/route_tree.hpp"

namespace http {

namespace {

using Clock = std::chrono::steady_clock;

struct Target {
  Target(Method method, const std::string& p) : pattern(p), metrics(method, p) {}
  std::string pattern;
  Handler later;  // one of the two
  std::function<Response(const Request&)> at_once;
  Guard guard;  // empty: everybody may
  RouteMetrics metrics;
};
using Tree = RouteTree<Target>;

const Tree::Entry& entry_of(const Tree::Methods& methods, Method method) {
  const auto& own = methods[static_cast<std::size_t>(method)];
  return !own.target && method == Method::head ? methods[static_cast<std::size_t>(Method::get)] : own;
}

std::string allowed(const Tree::Methods& methods) {
  std::string list;
  for (const auto m : {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del})
    if (entry_of(methods, m).target) list.append(name_of(m)).append(", ");
  return list + "OPTIONS";
}

Response plain_error(const Request& request, const base::Error& error) {
  return request.wants_json() ? json_error(error, request) : text(status_of(error), error.message + "\n");
}

base::Error not_found() { return base::not_found("http.not_found", "There is no page at this address."); }
base::Error method_not_allowed() {
  return base::invalid("http.method_not_allowed", "This address does not answer to that kind of request.");
}
base::Error cross_site() {
  return {base::Kind::forbidden, "http.cross_site",
          "This was sent from another site's page, so nothing was changed. Please do it from our own page."};
}
base::Error internal() {
  return {base::Kind::internal, "http.internal", "Something went wrong on our side. It was noted under the id of this request."};
}

bool only_reads(const Request& request) { return request.method == Method::get || request.method == Method::head; }

// "/artists/x/?tab=1" -> "/artists/x?tab=1"
std::string without_last_slash(const Request& request) {
  std::string location;
  for (auto rest = std::string_view(request.path).substr(1, request.path.size() - 2); location.empty() || !rest.empty();) {
    const auto slash = rest.find('/');
    location.append("/").append(html::encode_component(rest.substr(0, slash)));
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  }
  const auto query = request.target.find('?');
  return query == std::string::npos ? location : location.append(request.target, query);
}

// What an error page and the last word need after the handler has taken the request.
Request for_later(const Request& request) {
  Request kept;
  kept.method = request.method;
  kept.path = request.path;
  kept.request_id = request.request_id;
  for (const auto* name : {"Accept", "Cookie"})
    if (const auto value = request.headers.find(name)) kept.headers.add(name, std::string(*value));
  return kept;
}

}  // namespace

struct Router::Impl {
  Tree tree;
  std::vector<Route> routes;
  std::vector<Target*> targets;  // of the routes, in the same order
  std::vector<std::pair<std::string, Upload>> uploads;
  ErrorPage error_page = plain_error;
  Finish finish = [](const Request&, Response&) {};
  RouteMetrics unmatched{Method::other, "none"};

  Target& add(Method method, std::string pattern) {
    auto target = std::make_unique<Target>(method, pattern);
    auto& kept = *target;
    tree.add(method, pattern, std::move(target));
    targets.push_back(&kept);
    routes.push_back({method, std::move(pattern)});
    return kept;
  }

  // Without a handler: a redirect, a list of methods or an error.
  Response unanswered(const Router& router, const Request& request, const Tree::Methods* methods) const {
    if (methods) {
      const bool asks = request.method == Method::options;
      Response response = asks ? Response{} : router.error_response(request, method_not_allowed());
      if (asks) response.status = 204;
      return std::move(response.with("Allow", allowed(*methods)));
    }
    const std::string_view path = request.path;
    Tree::Values values;
    if (only_reads(request) && path.size() > 1 && path.ends_with('/') && tree.find(path.substr(0, path.size() - 1), values)) {
      Response moved;
      moved.status = 308;
      return std::move(moved.with("Location", without_last_slash(request)));
    }
    return router.error_response(request, not_found());
  }
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::add(Method method, std::string pattern, Handler handler) { impl_->add(method, std::move(pattern)).later = std::move(handler); }

void Router::add(Method method, std::string pattern, std::function<Response(const Request&)> handler) {
  impl_->add(method, std::move(pattern)).at_once = std::move(handler);
}

void Router::take_uploads(std::string path, Upload upload) { impl_->uploads.emplace_back(std::move(path), std::move(upload)); }

const Upload* Router::upload_at(const Request& request) const {
  for (const auto& [path, upload] : impl_->uploads)
    if (request.method == Method::post && request.path == path) return &upload;
  return nullptr;
}

void Router::on_error(ErrorPage page) { impl_->error_page = std::move(page); }

void Router::on_answer(Finish finish) { impl_->finish = std::move(finish); }

std::vector<Router::Route> Router::routes() const { return impl_->routes; }

void Router::protect(const std::function<Guard(const Route&)>& guard_of) {
  for (std::size_t i = 0; i < impl_->routes.size(); ++i) impl_->targets[i]->guard = guard_of(impl_->routes[i]);
}

Response Router::error_response(const Request& request, const base::Error& error) const {
  Response response;
  try {
    response = impl_->error_page(request, error);
  } catch (const std::exception& e) {
    base::log_error("http.error_page_failed", {{"request_id", request.request_id}, {"what", e.what()}});
    response = plain_error(request, error);
  }
  response.status = status_of(error);
  return response;
}

base::Task<Response> Router::handle(Request request) const {
  const auto since = Clock::now();
  Tree::Values values;
  const auto* methods = impl_->tree.find(request.path, values);
  const auto* entry = methods ? &entry_of(*methods, request.method) : nullptr;
  if (!entry || !entry->target) {
    auto response = impl_->unanswered(*this, request, methods);
    impl_->finish(request, response);
    impl_->unmatched.note(response.status, Clock::now() - since);
    co_return response;
  }
  const Target& target = *entry->target;
  if (is_cross_site(request)) {
    auto response = error_response(request, cross_site());
    impl_->finish(request, response);
    target.metrics.note(response.status, Clock::now() - since);
    co_return response;
  }
  for (std::size_t i = 0; i < values.size(); ++i) request.path_params.add(entry->names[i], std::string(values[i]));
  const Request kept = for_later(request);
  std::optional<base::Error> failure;
  Response response;
  try {
    std::optional<Response> refused;
    if (target.guard) refused = co_await target.guard(request);
    if (refused) {
      response = std::move(*refused);
    } else if (target.at_once) {
      const base::LogScope scope(request.request_id);
      response = target.at_once(request);
    } else {
      response = co_await target.later(std::move(request));
    }
  } catch (const base::ErrorException& e) { failure = e.error(); } catch (const std::exception& e) {
    base::log_error("http.handler_failed", {{"request_id", kept.request_id}, {"route", target.pattern}, {"what", e.what()}});
    failure = internal();
  } catch (...) {
    base::log_error("http.handler_failed", {{"request_id", kept.request_id}, {"route", target.pattern}});
    failure = internal();
  }
  if (failure) response = error_response(kept, *failure);
  // What is not to be had now is worth another try (RFC 9110, 10.2.3); who knows better when has said so.
  if (response.status == 503 && !response.headers.find("Retry-After")) response.headers.set("Retry-After", "5");
  impl_->finish(kept, response);
  target.metrics.note(response.status, Clock::now() - since);
  co_return response;
}

}  // namespace http
