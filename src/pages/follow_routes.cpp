#include "pages/follow_routes.hpp"

#include "accounts/visitor.hpp"
#include "pages/finished.hpp"
#include "pages/follow_button.hpp"
#include "platform/http/stream.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

class FollowPages {
 public:
  explicit FollowPages(const Needs& needs) : needs_(needs) {}

  // A newcomer becomes a guest: following needs no account.
  Task<Response> change(Request request, bool follow) {
    const auto now = needs_.clock.now();
    struct Done {
      artists::Artist artist;
      Following state;
      std::optional<std::string> set_cookie;
    };
    auto deed = [&](db::Tx& tx) -> std::optional<Done> {
      auto found = artists::by_slug(tx, request.path_params.get("slug"));
      if (!found) return std::nullopt;
      auto known = accounts::visitor_or_guest(tx, needs_.keys, now, request);
      const auto id = found->artist.id;
      if (follow) follows::follow(tx, now, known.visitor.id, id);
      else follows::unfollow(tx, known.visitor.id, id);
      return Done{std::move(found->artist), {follow, follows::followers(tx, id)}, std::move(known.set_cookie)};
    };
    const auto done = co_await needs_.database.write(deed);
    if (!done) co_return frame::error_response(request, no_page());
    const auto& artist = done->artist;
    const auto form = request.form();
    const auto back = http::own_path(form ? form->get("back") : "", "");
    const auto button = [&] {
      return back.empty() ? follow_button(artist, done->state) : follow_from(artist.slug, artist.name, follow, back);
    };
    auto response =
        request.query.get("fragment") == "follow" ? http::page(button()) : http::see_other(back.empty() ? "/artists/" + artist.slug : back);
    response.headers.set("Cache-Control", "no-store");
    if (done->set_cookie) response.headers.add("Set-Cookie", *done->set_cookie);
    co_return response;
  }

  Task<Response> counts(Request request) {
    const auto id = artists::ArtistId::parse(request.path_params.get("id"));
    auto look = [&](db::Tx& tx) { return id && artists::by_id(tx, *id); };
    if (!co_await needs_.database.read(look))
      co_return http::json_error(base::not_found("artists.unknown", "There is no artist with this id."), request);
    const auto stream = http::EventStream::make();
    const auto leave = needs_.counts.watch(
        *id, {.send = [stream](std::int64_t n) { return stream->push({}, "followers", "{\"followers\":" + std::to_string(n) + "}"); },
              .close = [stream] { stream->close(); }});
    stream->on_closed(leave);
    Response response;
    response.events = stream;
    co_return response;
  }

 private:
  Needs needs_;
};

}  // namespace

void add_follow_routes(http::Router& router, const Needs& needs) {
  const auto pages = std::make_shared<FollowPages>(needs);
  router.add(Method::post, "/artists/{slug}/follow", [pages](Request r) { return pages->change(std::move(r), true); });
  router.add(Method::post, "/artists/{slug}/unfollow", [pages](Request r) { return pages->change(std::move(r), false); });
  router.add(Method::get, "/api/v1/artists/{id}/followers/events", [pages](Request r) { return pages->counts(std::move(r)); });
}

}  // namespace pages
