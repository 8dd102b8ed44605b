#include "admin/song_routes.hpp"

#include "admin/answers.hpp"
#include "admin/song_page.hpp"

namespace admin {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

class Songs {
 public:
  Songs(const Doorkeeper& door, db::Database& database, const base::Clock& clock) : door_(door), database_(database), clock_(clock) {}

  Task<Response> list(Request request) {
    const auto id = artists::ArtistId::parse(request.path_params.get("id"));
    auto look = [&](db::Tx& tx) { return id ? songs_page(tx, *id) : std::nullopt; };
    const auto page = co_await database_.read(look);
    co_return page ? http::page(frame::draw(draw(*page))) : frame::error_response(request, unknown("artist"));
  }

  Task<Response> show(Request request) {
    const auto id = artists::SongId::parse(request.path_params.get("id"));
    auto look = [&](db::Tx& tx) { return id ? song_page(tx, *id) : std::nullopt; };
    const auto page = co_await database_.read(look);
    if (!page) co_return frame::error_response(request, unknown("song"));
    if (page->song.id != *id) co_return http::see_other("/admin/songs/" + page->song.id.str());
    co_return http::page(frame::draw(draw(*page)));
  }

  Task<Response> decide(Request request) {
    const auto form = request.form();
    if (!form) co_return frame::error_response(request, form.error());
    const auto id = artists::SongId::parse(request.path_params.get("id"));
    if (!id) co_return frame::error_response(request, unknown("song"));
    const auto verb = form->get("verb");
    const auto now = clock_.now();
    const auto who = co_await door_.who(request);
    auto act = [&](db::Tx& tx) -> base::Result<void> {
      if (verb == "join") return imports::join_songs(tx, now, *id, form->get("title"), who);
      if (verb == "split") return imports::split(tx, now, "song", id->value, "titles", form->get("record"), who);
      return no_verb();
    };
    const auto done = co_await database_.write(act);
    if (done) co_return http::see_other("/admin/songs/" + id->str());
    auto look = [&](db::Tx& tx) { return song_page(tx, *id); };
    auto page = request.wants_json() ? std::nullopt : co_await database_.read(look);
    co_return complained(request, std::move(page), done.error(), [](const SongPage& p) { return draw(p); });
  }

 private:
  Doorkeeper door_;
  db::Database& database_;
  const base::Clock& clock_;
};

}  // namespace

void add_song_routes(http::Router& router, const Doorkeeper& door, const Needs& needs) {
  const auto s = std::make_shared<Songs>(door, needs.database, needs.clock);
  router.add(Method::get, "/admin/artists/{id}/songs", door.guarded([s](Request r) { return s->list(std::move(r)); }));
  router.add(Method::get, "/admin/songs/{id}", door.guarded([s](Request r) { return s->show(std::move(r)); }));
  router.add(Method::post, "/admin/songs/{id}", door.guarded([s](Request r) { return s->decide(std::move(r)); }));
}

}  // namespace admin
