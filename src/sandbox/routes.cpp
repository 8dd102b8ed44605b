#include "platform/base/executor.hpp"
#include "platform/http/router.hpp"
#include "sandbox/sandbox.hpp"

namespace sandbox {

namespace {

// The answer is worked out at once and sent late, so that a slow service costs the loop nothing.
base::Task<http::Response> respond(std::shared_ptr<Sandbox> sandbox, http::Request request) {
  Reply reply = sandbox->reply(request);
  auto* loop = base::Executor::current();
  if (reply.delay.count() > 0 && loop) {
    auto sleep = [loop, delay = reply.delay](std::function<void()> wake) { loop->after(delay, std::move(wake)); };
    co_await base::hop(std::move(sleep));
  }
  co_return std::move(reply.response);
}

}  // namespace

void add_routes(http::Router& router, std::shared_ptr<Sandbox> sandbox) {
  using http::Method;
  const http::Handler handler = [sandbox](http::Request request) { return respond(sandbox, std::move(request)); };
  for (const auto prefix : {spotify_prefix, spotify_accounts_prefix, ticketmaster_prefix, setlistfm_prefix, std::string_view("/control"),
                            std::string_view("/pictures"), std::string_view("/out")})
    for (const auto method : {Method::get, Method::post, Method::put, Method::del})
      router.add(method, std::string(prefix) + "/{path...}", handler);
}

}  // namespace sandbox
