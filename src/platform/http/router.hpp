// Router: every address of the program with its handler. Patterns: "/artists/{slug}", "/assets/{path...}" (the rest).
// A fixed part beats a parameter; a parameter is never empty. HEAD is answered by GET. "/x/" is sent on to "/x".
// State-changing requests and WebSockets from another site's pages are refused (403 http.cross_site).
// Errors that go to the error page: http.not_found, http.method_not_allowed (with Allow), http.cross_site, http.internal (an
// exception, logged with the request id; its text is not shown).
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/task.hpp"
#include "platform/http/message.hpp"

namespace http {

using Handler = std::function<base::Task<Response>(Request)>;
// Answers instead of the handler, or lets the request pass. The request outlives the task.
using Guard = std::function<base::Task<std::optional<Response>>(const Request&)>;
// Makes the answer for an error that no handler turned into one (HTML or JSON as asked for).
using ErrorPage = std::function<Response(const Request&, const base::Error&)>;
// Has the last word on every answer. Of the request it sees method, path, id, Accept and Cookie.
using Finish = std::function<void(const Request&, Response&)>;

// What a route takes that is larger than ServerOptions::body_limit, and slower.
struct Upload {
  std::size_t body;         // bytes of the whole body
  base::Duration deadline;  // from the end of the header to the end of the body
  base::Error too_large;    // told to who sends more
};

class Router {
 public:
  Router();
  ~Router();
  void add(Method method, std::string pattern, Handler handler);
  // For plain synchronous handlers.
  void add(Method method, std::string pattern, std::function<Response(const Request&)> handler);
  void take_uploads(std::string path, Upload upload);  // POSTs to a path without parameters
  const Upload* upload_at(const Request& request) const;
  void on_error(ErrorPage page);
  void on_answer(Finish finish);

  base::Task<Response> handle(Request request) const;                               // never throws
  Response error_response(const Request& request, const base::Error& error) const;  // by the error page, with status_of(error)
  struct Route {
    Method method;
    std::string pattern;
  };
  std::vector<Route> routes() const;  // for the OpenAPI test and the route walk
  // Once, after the last route: asks for the guard of each. An empty one lets everybody pass, and costs nothing.
  void protect(const std::function<Guard(const Route&)>& guard_of);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http
