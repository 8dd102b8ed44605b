#include "accounts/visitor.hpp"
#include "follows/follows.hpp"
#include "imports/imports.hpp"
#include "pages/top_artists_page.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

// What begins an import has the artist's name from here.
void remember(db::Tx& tx, base::Time now, const TopArtistsPage& page) {
  std::vector<imports::Candidate> seen;
  for (const auto& a : page.artists)
    if (a.slug.empty())
      seen.push_back({.spotify_id = a.spotify_id,
                      .name = a.name,
                      .genres = a.note.empty() ? std::vector<std::string>{} : std::vector{a.note},
                      .image_url = a.image.empty() ? std::nullopt : std::optional(a.image)});
  imports::remember_candidates(tx, now, seen);
}

std::string next_of(const http::Params& params) { return http::own_path(params.get("next"), "/following"); }

class TopArtists {
 public:
  explicit TopArtists(const Needs& needs) : needs_(needs) {}

  Task<Response> list(Request request) {
    const auto now = needs_.clock.now();
    auto look = [&](db::Tx& tx) { return accounts::visitor(tx, needs_.keys, now, request); };
    const auto viewer = co_await needs_.database.read(look);
    if (!viewer) co_return http::see_other("/sign-in?next=/following/spotify");
    const auto top = co_await needs_.spotify.top_artists(viewer->id);
    if (!top) co_return refused(top.error(), next_of(request.query), now);
    auto read = [&](db::Tx& tx) { return top_artists_page(tx, viewer->id, *top->artists); };
    auto page = co_await needs_.database.read(read);
    auto write = [&](db::Tx& tx) { remember(tx, now, page); };
    if (top->fresh) co_await needs_.database.write(write);
    page.next = next_of(request.query);
    co_return drawn(page, 200);
  }

  Task<Response> follow(Request request) {
    const auto now = needs_.clock.now();
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const std::string id(form->get("spotify_id"));
    auto deed = [&](db::Tx& tx) -> base::Result<bool> {
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      if (!viewer) return false;
      const auto begun = imports::begin_by_spotify_id(tx, now, id);
      if (!begun) return begun.error();
      follows::follow(tx, now, viewer->id, begun->artist);
      return true;
    };
    const auto done = co_await needs_.database.write(deed);
    if (!done) co_return frame::error_response(request, done.error());
    if (!*done) co_return http::see_other("/sign-in?next=/following/spotify");
    co_return http::see_other("/following/spotify?next=" + html::encode_component(next_of(*form)) + "#a-" + id);
  }

 private:
  static Response drawn(const TopArtistsPage& page, int status) {
    return http::page(frame::draw(draw(page)), status).with("Cache-Control", "no-store");
  }

  static Response refused(const limits::Refusal& refusal, std::string next, base::Time now) {
    using limits::Refused;
    const bool again = refusal.what == Refused::consent, off = refusal.what == Refused::off;
    TopArtistsPage page{.artists = {},
                        .complaint = again || off ? refusal.message : "Spotify cannot be asked at the moment. Please try again later.",
                        .code = refusal.code,
                        .sign_in_again = again,
                        .next = std::move(next)};
    auto response = drawn(page, again ? 409 : 503);
    if (refusal.until && *refusal.until > now) response.headers.set("Retry-After", http::whole_seconds(*refusal.until - now));
    return response;
  }

  Needs needs_;
};

}  // namespace

void add_top_artists_routes(http::Router& router, const Needs& needs) {
  const auto top = std::make_shared<TopArtists>(needs);
  router.add(Method::get, "/following/spotify", [top](Request r) { return top->list(std::move(r)); });
  router.add(Method::post, "/following/spotify", [top](Request r) { return top->follow(std::move(r)); });
}

}  // namespace pages
