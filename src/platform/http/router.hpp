// Router: every address of the program with its handler. Patterns: "/artists/{slug}", "/assets/{path...}" (the rest).
// A fixed part beats a parameter. HEAD is answered by GET. 404, 405 (with Allow) and handler errors go to the error page.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/task.hpp"
#include "platform/http/message.hpp"

namespace http {

using Handler = std::function<base::Task<Response>(Request)>;
// Makes the answer for an error that no handler turned into one (HTML or JSON as asked for).
using ErrorPage = std::function<Response(const Request&, const base::Error&)>;

class Router {
 public:
  Router();
  ~Router();
  void add(Method method, std::string pattern, Handler handler);
  // For plain synchronous handlers.
  void add(Method method, std::string pattern, std::function<Response(const Request&)> handler);
  void on_error(ErrorPage page);

  base::Task<Response> handle(Request request) const;  // never throws
  struct Route { Method method; std::string pattern; };
  std::vector<Route> routes() const;                    // for the OpenAPI test and the route walk

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http
