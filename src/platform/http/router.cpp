#include "platform/http/router.hpp"

#include <array>
#include <chrono>
#include <map>
#include <stdexcept>

#include "platform/base/log.hpp"
#include "platform/http/cross_site.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

namespace {

constexpr std::size_t method_count = static_cast<std::size_t>(Method::other) + 1;
constexpr std::size_t index(Method m) { return static_cast<std::size_t>(m); }

struct Measures {
  explicit Measures(Method method, const std::string& pattern)
      : seconds(metrics::histogram("http_request_seconds", "Time from the request to its answer, by route.", {{"route", pattern}})) {
    for (int c = 1; c <= 5; ++c)
      answers.push_back(metrics::counter("http_requests_total", "Answered requests by route and class of status.",
                                         {{"method", std::string(name_of(method))}, {"route", pattern}, {"status", std::to_string(c) + "xx"}}));
  }
  void note(int status, std::chrono::steady_clock::time_point since) const {
    answers[static_cast<std::size_t>(status / 100 - 1) % answers.size()].add();
    seconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
  }
  metrics::Histogram seconds;
  std::vector<metrics::Counter> answers;
};

struct Target {
  std::string pattern;
  Handler later;                                   // one of the two
  std::function<Response(const Request&)> at_once;
  std::vector<std::string> names;                  // of its parameters, in order
  Measures measures;
};

struct Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> parameter;
  std::array<std::unique_ptr<Target>, method_count> here;   // patterns that end at this node
  std::array<std::unique_ptr<Target>, method_count> rest;   // patterns that end with {name...} at this node

  static bool any(const auto& targets) {
    for (const auto& t : targets)
      if (t) return true;
    return false;
  }
};

using Targets = std::array<std::unique_ptr<Target>, method_count>;

// The parts of the path that parameters stand for, in the order of the pattern.
using Values = std::vector<std::string_view>;

// Fixed parts first, then a parameter, then the rest: the first way that leads to a pattern wins.
const Targets* match(const Node& node, std::string_view rest, Values& values) {
  if (rest.empty()) return Node::any(node.here) ? &node.here : nullptr;
  const auto slash = rest.find('/', 1);
  const auto part = rest.substr(1, slash == std::string_view::npos ? slash : slash - 1);
  const auto after = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
  if (const auto child = node.fixed.find(part); child != node.fixed.end())
    if (const auto* found = match(*child->second, after, values)) return found;
  if (node.parameter && !part.empty()) {
    values.push_back(part);
    if (const auto* found = match(*node.parameter, after, values)) return found;
    values.pop_back();
  }
  if (!Node::any(node.rest) || rest.size() < 2) return nullptr;
  values.push_back(rest.substr(1));
  return &node.rest;
}

std::string allowed(const Targets& targets) {
  std::string list;
  for (std::size_t i = 0; i < index(Method::options); ++i) {
    const bool by_get = i == index(Method::head) && targets[index(Method::get)];
    if (targets[i] || by_get) list.append(name_of(static_cast<Method>(i))).append(", ");
  }
  return list + "OPTIONS";
}

Response plain_error(const Request& request, const base::Error& error) {
  return request.wants_json() ? json_error(error, request) : text(status_of(error), error.message + "\n");
}

}  // namespace

struct Router::Impl {
  Node root;
  std::vector<Route> routes;
  ErrorPage error_page = plain_error;
  Measures unmatched{Method::other, "none"};

  Target& target(Method method, std::string pattern);
  base::Task<Response> dispatch(const Router& router, Request request, const Targets& targets, Values values) const;
};

Target& Router::Impl::target(Method method, std::string pattern) {
  Node* node = &root;
  std::vector<std::string> names;
  bool takes_rest = false;
  for (std::string_view rest = pattern == "/" ? std::string_view{} : std::string_view(pattern); !rest.empty();) {
    if (rest.front() != '/' || takes_rest) throw std::logic_error("not a route pattern: " + pattern);
    const auto slash = rest.find('/', 1);
    auto part = rest.substr(1, slash == std::string_view::npos ? slash : slash - 1);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
    if (!part.starts_with('{')) {
      auto& child = node->fixed[std::string(part)];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
      continue;
    }
    if (!part.ends_with('}')) throw std::logic_error("not a route pattern: " + pattern);
    part = part.substr(1, part.size() - 2);
    takes_rest = part.ends_with("...");
    names.emplace_back(takes_rest ? part.substr(0, part.size() - 3) : part);
    if (takes_rest) continue;
    if (!node->parameter) node->parameter = std::make_unique<Node>();
    node = node->parameter.get();
  }
  auto& slot = (takes_rest ? node->rest : node->here)[index(method)];
  if (slot) throw std::logic_error("two handlers for " + pattern);
  routes.push_back({method, pattern});
  slot = std::make_unique<Target>(Target{pattern, {}, {}, std::move(names), Measures(method, pattern)});
  return *slot;
}

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::add(Method method, std::string pattern, Handler handler) { impl_->target(method, std::move(pattern)).later = std::move(handler); }

void Router::add(Method method, std::string pattern, std::function<Response(const Request&)> handler) {
  impl_->target(method, std::move(pattern)).at_once = std::move(handler);
}

void Router::on_error(ErrorPage page) { impl_->error_page = std::move(page); }

std::vector<Router::Route> Router::routes() const { return impl_->routes; }

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
  const auto since = std::chrono::steady_clock::now();
  Values values;
  const Targets* targets = request.path == "/" ? match(impl_->root, {}, values) : match(impl_->root, request.path, values);
  const auto refuse = [&](const base::Error& error) {
    auto response = error_response(request, error);
    impl_->unmatched.note(response.status, since);
    return response;
  };
  if (!targets) {
    const std::string_view path = request.path;
    const bool reads = request.method == Method::get || request.method == Method::head;
    if (reads && path.size() > 1 && path.ends_with('/') && !path.starts_with("//") && match(impl_->root, path.substr(0, path.size() - 1), values)) {
      const auto query = request.target.find('?');
      Response moved;
      moved.status = 308;
      std::string location;
      for (auto rest = path.substr(1, path.size() - 2); location.empty() || !rest.empty();) {
        const auto slash = rest.find('/');
        location.append("/").append(html::encode_component(rest.substr(0, slash)));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
      }
      if (query != std::string::npos) location.append(request.target, query);
      impl_->unmatched.note(moved.status, since);
      co_return std::move(moved.with("Location", std::move(location)));
    }
    co_return refuse(base::not_found("http.not_found", "There is no page at this address."));
  }
  const Target* target = (*targets)[index(request.method)].get();
  if (!target && request.method == Method::head) target = (*targets)[index(Method::get)].get();
  if (!target) {
    const bool asks = request.method == Method::options;
    Response response = asks ? Response{} : refuse(base::invalid("http.method_not_allowed", "This address does not answer to that kind of request."));
    if (asks) response.status = 204;
    co_return std::move(response.with("Allow", allowed(*targets)));
  }
  if (is_cross_site(request))
    co_return refuse({base::Kind::forbidden, "http.cross_site", "This was sent from another site's page, so nothing was changed. Please do it from our own page."});

  for (std::size_t i = 0; i < values.size(); ++i) request.path_params.add(target->names[i], std::string(values[i]));
  // Kept for the error page, which needs the request after the handler has taken it.
  Request kept;
  kept.path = request.path;
  kept.request_id = request.request_id;
  for (const auto& [name, value] : request.headers.all())
    if (name == "Accept" || name == "accept") kept.headers.add(name, value);
  std::optional<base::Error> failure;
  try {
    Response response;
    if (target->at_once) {
      const base::LogScope scope(request.request_id);
      response = target->at_once(request);
    } else {
      response = co_await target->later(std::move(request));
    }
    target->measures.note(response.status, since);
    co_return response;
  } catch (const base::ErrorException& e) {
    failure = e.error();
  } catch (const std::exception& e) {
    base::log_error("http.handler_failed", {{"request_id", kept.request_id}, {"route", target->pattern}, {"what", e.what()}});
  } catch (...) {
    base::log_error("http.handler_failed", {{"request_id", kept.request_id}, {"route", target->pattern}});
  }
  if (!failure) failure = base::Error{base::Kind::internal, "http.internal", "Something went wrong on our side. It was logged with the id of this request."};
  auto response = error_response(kept, *failure);
  target->measures.note(response.status, since);
  co_return response;
}

}  // namespace http
