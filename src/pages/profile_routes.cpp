#include "accounts/visitor.hpp"
#include "pages/finished.hpp"
#include "pages/page_number.hpp"
#include "pages/profile_page.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

class ProfilePages {
 public:
  explicit ProfilePages(const Needs& needs) : needs_(needs) {}

  Task<Response> page(Request request) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) -> Response {
      const auto typed = request.path_params.get("handle");
      const auto handle = profiles::handle_from(typed);
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      const auto found =
          handle ? profile_page(tx, viewer ? std::optional(viewer->id) : std::nullopt, *handle, page_number(request), now) : std::nullopt;
      if (!found) return frame::error_response(request, no_page());
      if (*handle != typed) return http::text(301, "").with("Location", "/u/" + *handle);
      return http::page(frame::draw(draw(*found, now)));
    };
    // What is open now may not be in a minute: nothing keeps it, not even that there was none.
    auto response = co_await needs_.database.read(look);
    response.headers.set("Cache-Control", "private, no-store");
    co_return response;
  }

 private:
  Needs needs_;
};

}  // namespace

void add_profile_routes(http::Router& router, const Needs& needs) {
  const auto pages = std::make_shared<ProfilePages>(needs);
  router.add(Method::get, "/u/{handle}", [pages](Request r) { return pages->page(std::move(r)); });
}

}  // namespace pages
