#include "accounts/visitor.hpp"
#include "pages/finished.hpp"
#include "pages/page_number.hpp"
#include "pages/profile_page.hpp"
#include "profiles/picture.hpp"

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

  // What is at an address never changes. Caches that many share do not keep it: a page may be closed, an account deleted.
  Task<Response> picture(Request request) {
    auto look = [&](db::Tx& tx) -> std::optional<std::string> {
      const std::string_view typed = request.path_params.get("side");
      const auto viewer = accounts::visitor(tx, needs_.keys, needs_.clock.now(), request);
      for (const int side : pictures::sides)
        if (typed == std::to_string(side))
          return profiles::picture(tx, viewer ? std::optional(viewer->id) : std::nullopt, request.path_params.get("hash"), side);
      return std::nullopt;
    };
    auto webp = co_await needs_.database.read(look);
    if (!webp)
      co_return frame::error_response(request, base::not_found("profiles.no_picture", "There is no picture at this address."))
          .with("Cache-Control", "private, no-store");
    co_return http::text(200, std::move(*webp), "image/webp").with("Cache-Control", "private, max-age=31536000, immutable");
  }

 private:
  Needs needs_;
};

}  // namespace

void add_profile_routes(http::Router& router, const Needs& needs) {
  const auto pages = std::make_shared<ProfilePages>(needs);
  router.add(Method::get, "/pictures/{hash}/{side}", [pages](Request r) { return pages->picture(std::move(r)); });
  router.add(Method::get, "/u/{handle}", [pages](Request r) { return pages->page(std::move(r)); });
}

}  // namespace pages
