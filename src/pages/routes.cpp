#include "pages/routes.hpp"

#include <boost/json.hpp>

#include "accounts/visitor.hpp"
#include "pages/api.hpp"
#include "pages/artist_lists.hpp"
#include "pages/artist_page.hpp"
#include "pages/finished.hpp"
#include "pages/follow_routes.hpp"
#include "pages/following_routes.hpp"
#include "pages/help_page.hpp"
#include "pages/home_page.hpp"
#include "pages/page_number.hpp"
#include "pages/profile_page.hpp"
#include "pages/show_routes.hpp"
#include "pages/top_artists_page.hpp"
#include "pages/venue_page.hpp"
#include "platform/http/message.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

class Pages {
 public:
  explicit Pages(Needs needs) : needs_(std::move(needs)) {}

  Task<Response> home(Request) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) { return home_page(tx, now); };
    auto page = co_await needs_.database.read(look);
    if (page.recent.empty()) page.suggestions = needs_.suggestions;
    co_return http::page(frame::draw(draw(page, now)));
  }

  Task<Response> artist(Request request) {
    const auto now = needs_.clock.now();
    const auto fragment = std::string(request.query.get("fragment"));
    auto look = [&](db::Tx& tx) -> Response {
      auto found = artists::by_slug(tx, request.path_params.get("slug"));
      if (!found) return frame::error_response(request, no_page());
      if (found->moved) return moved(found->artist, "");
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      const auto id = found->artist.id;
      const Following state{viewer && follows::is_following(tx, viewer->id, id), follows::followers(tx, id)};
      if (!fragment.empty()) {
        const auto html = section(artist_page(tx, std::move(found->artist), state, now), fragment, now);
        return html ? http::page(*html).with("Cache-Control", "no-store") : frame::error_response(request, no_page());
      }
      // All who follow see the same page, and so do all others.
      const auto key = "artist:" + id.str() + ":" + std::to_string(found->artist.revision) + ":" + std::to_string(state.followers) +
                       (state.following ? "f" : "");
      auto response =
          finished(needs_.cache, now, request, key, [&] { return draw(artist_page(tx, std::move(found->artist), state, now), now); });
      if (viewer) response.headers.set("Cache-Control", "private, no-cache");
      return response;
    };
    co_return co_await needs_.database.read(look);
  }

  // A list behind the artist's page; `make` draws it from the open transaction.
  template <class Make>
  Task<Response> list(Request request, std::string tail, Make make) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) -> Response {
      const auto found = artists::by_slug(tx, request.path_params.get("slug"));
      if (!found) return frame::error_response(request, no_page());
      if (found->moved) return moved(found->artist, tail);
      return http::page(frame::draw(make(tx, found->artist, now)));
    };
    co_return co_await needs_.database.read(look);
  }

  Task<Response> venue(Request request) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) -> Response {
      const auto page = venue_page(tx, request.path_params.get("slug"), now);
      return page ? http::page(frame::draw(draw(*page, now))) : frame::error_response(request, no_page());
    };
    co_return co_await needs_.database.read(look);
  }

 private:
  static Response moved(const artists::Artist& artist, const std::string& tail) {
    return http::text(301, "").with("Location", "/artists/" + artist.slug + tail);
  }

  Needs needs_;
};

}  // namespace

void add_routes(http::Router& router, Needs needs) {
  add_api_routes(router, needs.database, needs.clock);
  add_show_routes(router, needs);
  add_follow_routes(router, needs);
  add_following_routes(router, needs);
  add_top_artists_routes(router, needs);
  add_profile_routes(router, needs);
  const auto pages = std::make_shared<Pages>(std::move(needs));
  router.add(Method::get, "/", [pages](Request r) { return pages->home(std::move(r)); });
  router.add(Method::get, "/artists/{slug}", [pages](Request r) { return pages->artist(std::move(r)); });
  router.add(Method::get, "/artists/{slug}/shows", [pages](Request r) {
    const int n = page_number(r);
    return pages->list(std::move(r), "/shows",
                       [n](db::Tx& tx, const artists::Artist& a, base::Time now) { return shows_list(tx, a, now, n); });
  });
  router.add(Method::get, "/artists/{slug}/setlists", [pages](Request r) {
    const int n = page_number(r);
    return pages->list(std::move(r), "/setlists",
                       [n](db::Tx& tx, const artists::Artist& a, base::Time now) { return setlists_list(tx, a, now, n); });
  });
  router.add(Method::get, "/artists/{slug}/songs", [pages](Request r) {
    const int n = page_number(r);
    const auto by = song_list(r.query.get("by")).value_or(song_lists[0]);
    return pages->list(std::move(r), "/songs",
                       [n, by](db::Tx& tx, const artists::Artist& a, base::Time) { return songs_list(tx, a, by, n); });
  });
  router.add(Method::get, "/artists/{slug}/import", [pages](Request r) {
    return pages->list(std::move(r), "/import",
                       [](db::Tx& tx, const artists::Artist& a, base::Time now) { return import_log(tx, a, now); });
  });
  router.add(Method::get, "/help/voting", [](const Request&) { return http::page(frame::draw(voting_help())); });
  router.add(Method::get, "/venues/{slug}", [pages](Request r) { return pages->venue(std::move(r)); });
}

}  // namespace pages
