#include "pages/show_routes.hpp"

#include "accounts/visitor.hpp"
#include "pages/export.hpp"
#include "pages/finished.hpp"
#include "pages/history_page.hpp"
#include "pages/live_list.hpp"
#include "pages/pages.sql.hpp"
#include "pages/room_page.hpp"
#include "pages/share_page.hpp"
#include "pages/sheet_page.hpp"
#include "pages/site_address.hpp"
#include "pages/song_choices.hpp"
#include "profiles/profiles.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;
namespace docs = setlists::documents;

namespace {

constexpr int versions_on_a_page = 50;

std::int64_t number(std::string_view text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

class ShowPages {
 public:
  explicit ShowPages(const Needs& needs) : needs_(needs) {}

  // Reads the page for whoever asks and hands it to `answer`. An act that has no setlist yet gets one first.
  template <class Answer>
  Task<Response> with_page(Request request, Answer answer) {
    const auto now = needs_.clock.now();
    const auto id = shows::ShowId::parse(request.path_params.get("id"));
    if (!id) co_return frame::error_response(request, no_page());
    const std::string act(request.path_params.find("act").value_or(request.query.get("artist")));
    std::optional<artists::ArtistId> missing;
    auto look = [&](db::Tx& tx) -> Response {
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      auto page = show_page(tx, *id, act, now, viewer ? &*viewer : nullptr);
      if (!page) return frame::error_response(request, no_page());
      page->site = site_address(request);
      missing = wants_setlist(*page, now);
      if (missing) return {};
      return answer(tx, *page, viewer.has_value(), request, now);
    };
    auto response = co_await needs_.database.read(look);
    if (!missing) co_return response;
    auto make = [&](db::Tx& tx) { return setlists::ensure(tx, now, *id, *missing); };
    static_cast<void>(co_await needs_.database.write(make));
    co_return co_await needs_.database.read(look);
  }

  Task<Response> show(Request request) {
    return with_page(std::move(request), [this](db::Tx& tx, const ShowPage& p, bool known, const Request& asked, base::Time now) {
      if (known) return private_page(draw(p, now));
      const auto key = "show:" + p.show.id.str() + ":" + std::to_string(p.chosen) + ":" + version(tx, p.show.id) + ":" + state_key(p);
      return finished(needs_.cache, now, asked, key, [&] { return draw(p, now); });
    });
  }

  Task<Response> room(Request request) {
    if (request.query.get("fragment") == "picks") return picks(std::move(request));
    return with_page(std::move(request), [](db::Tx& tx, const ShowPage& p, bool, const Request&, base::Time) {
      if (p.list.place.stage != live::Stage::live) return http::see_other(path_of(p));
      return private_page(draw_room(p, next_songs(tx, p)));
    });
  }

  Task<Response> sheet_of(Request request) {
    return with_page(std::move(request), [](db::Tx& tx, const ShowPage& p, bool, const Request& asked, base::Time now) {
      const auto item = asked.path_params.get("item");
      const auto of = listing(tx, p, item, now);
      if (asked.query.get("fragment") == "sheet") {
        const auto body = of ? sheet(*of, item) : std::nullopt;
        return body ? http::page(*body).with("Cache-Control", "no-store") : frame::error_response(asked, no_page());
      }
      const auto page = of ? draw_sheet(*of, item) : std::nullopt;
      return page ? private_page(*page) : frame::error_response(asked, no_page());
    });
  }

  Task<Response> songs(Request request) {
    auto look = [&](db::Tx& tx) -> Response {
      const auto id = setlists::SetlistId::parse(request.path_params.get("id"));
      if (!id) return frame::error_response(request, no_page());
      return http::page(draw(song_choices(tx, *id, request.query.get("q")))).with("Cache-Control", "private, max-age=60");
    };
    co_return co_await needs_.database.read(look);
  }

  Task<Response> print(Request request) {
    return with_page(std::move(request), [](db::Tx&, const ShowPage& p, bool, const Request& asked, base::Time) {
      return p.list.rows.empty() ? frame::error_response(asked, no_page()) : private_page(draw_print(p));
    });
  }

  Task<Response> share(Request request) {
    return with_page(std::move(request),
                     [](db::Tx&, const ShowPage& p, bool, const Request&, base::Time) { return private_page(draw_share(p)); });
  }

  Task<Response> exported(Request request, std::string_view ending) {
    return with_page(std::move(request), [ending](db::Tx&, const ShowPage& p, bool, const Request& asked, base::Time) {
      return p.list.rows.empty() ? frame::error_response(asked, no_page()) : pages::exported(p, ending);
    });
  }

  Task<Response> history(Request request) {
    return with_page(std::move(request), [](db::Tx& tx, const ShowPage& p, bool, const Request& asked, base::Time) {
      if (const auto back = number(asked.query.get("back")); back > 0) {
        const auto to = side(tx, p, back);
        return to && p.goes_back ? private_page(draw_rollback(p, *to)) : frame::error_response(asked, no_page());
      }
      std::vector<std::int64_t> ticked;
      for (const auto& [name, value] : asked.query.pairs())
        if (name == "rev") ticked.push_back(number(value));
      std::ranges::sort(ticked);
      if (ticked.size() < 2) return private_page(draw_history(p, versions(tx, p, number(asked.query.get("before")))));
      const auto before = side(tx, p, ticked.front()), after = side(tx, p, ticked.back());
      return before && after ? private_page(draw_comparison(p, *before, *after)) : frame::error_response(asked, no_page());
    });
  }

 private:
  // Every phone in a hall asks for the same buttons after each change of the list: the first has them drawn, the others are given those.
  Task<Response> picks(Request request) {
    const auto now = needs_.clock.now();
    const auto id = shows::ShowId::parse(request.path_params.get("id"));
    const std::string act(request.query.get("artist"));
    const auto key = [&](db::Tx& tx) { return "picks:" + id->str() + ":" + act + ":" + version(tx, *id); };
    const auto drawn = [&](db::Tx& tx) { return needs_.cache.find(for_this_minute(key(tx), now)); };
    if (const auto entry = id ? co_await needs_.database.read(drawn) : nullptr) co_return answer(*entry, request);
    co_return co_await with_page(std::move(request), [&](db::Tx& tx, const ShowPage& p, bool, const Request& asked, base::Time) {
      if (p.list.place.stage != live::Stage::live) return http::see_other(path_of(p));
      return finished_body(needs_.cache, now, asked, key(tx), [&] { return draw_picks(p, next_songs(tx, p)).str(); });
    });
  }

  // Counts up with every change of what the show's pages read of it, its lists and its artist; empty: no such show.
  static std::string version(db::Tx& tx, shows::ShowId show) {
    const auto text = [](const db::Row& row) {
      std::string all;
      for (int column = 0; column < 4; ++column) all += std::to_string(row.i64(column)) + ".";
      return all;
    };
    return tx.one(sql::show_version, text, show).value_or("");
  }

  // An item's address does not say in which act's list it stands.
  static std::optional<ShowPage> listing(db::Tx& tx, const ShowPage& p, std::string_view item, base::Time now) {
    const auto holds = [&](const ShowPage& page) {
      return std::ranges::find(page.list.rows, item, &live::RowView::id) != page.list.rows.end();
    };
    if (holds(p)) return p;
    for (std::size_t i = 0; i < p.acts.size(); ++i) {
      if (i == p.chosen) continue;
      if (auto page = show_page(tx, p.show.id, p.acts[i].slug, now, nullptr); page && holds(*page)) return page;
    }
    return std::nullopt;
  }

  static Response private_page(const frame::Page& page) { return http::page(frame::draw(page)).with("Cache-Control", "private, no-cache"); }

  // What changes without the show or its setlist's own revision: stage, list and votes.
  static std::string state_key(const ShowPage& p) {
    return std::to_string(static_cast<int>(p.list.place.stage)) + "." + std::to_string(p.list.revision) + "." +
           std::to_string(p.list.votes) + "." + p.list.playing;
  }

  static History versions(db::Tx& tx, const ShowPage& p, std::int64_t before) {
    History history;
    const auto head = docs::head(tx, p.setlist.id);
    const auto zone = p.show.time_zone.value_or("");
    const auto changes = docs::history(tx, p.setlist.id, before, versions_on_a_page);
    std::vector<accounts::UserId> authors;
    for (const auto& change : changes) authors.emplace_back(change.revision.from.person);
    auto handles = profiles::open_handles(tx, authors);
    for (std::size_t i = 0; i < changes.size(); ++i) {
      history.versions.push_back(version_of(changes[i], head.document, zone));
      history.versions.back().handle = handles[authors[i]];
    }
    if (history.versions.size() == versions_on_a_page) history.older = history.versions.back().revision;
    return history;
  }

  static std::optional<Side> side(db::Tx& tx, const ShowPage& p, std::int64_t revision) {
    const auto document = docs::at(tx, p.setlist.id, revision);
    const auto zone = p.show.time_zone.value_or("");
    const auto change = docs::history(tx, p.setlist.id, revision + 1, 1);
    if (!document || change.empty() || change.front().revision.rev != revision) return std::nullopt;
    return Side{version_of(change.front(), *document, zone), rows_of(*document, zone)};
  }

  Needs needs_;
};

}  // namespace

void add_show_routes(http::Router& router, const Needs& needs) {
  const auto pages = std::make_shared<ShowPages>(needs);
  router.add(Method::get, "/shows/{id}", [pages](Request r) { return pages->show(std::move(r)); });
  router.add(Method::get, "/shows/{id}/room", [pages](Request r) { return pages->room(std::move(r)); });
  router.add(Method::get, "/shows/{id}/history", [pages](Request r) { return pages->history(std::move(r)); });
  router.add(Method::get, "/setlists/{id}/songs", [pages](Request r) { return pages->songs(std::move(r)); });
  router.add(Method::get, "/shows/{id}/print", [pages](Request r) { return pages->print(std::move(r)); });
  router.add(Method::get, "/shows/{id}/share", [pages](Request r) { return pages->share(std::move(r)); });
  for (const std::string_view ending : export_endings)
    router.add(Method::get, "/shows/{id}/setlist." + std::string(ending),
               [pages, ending](Request r) { return pages->exported(std::move(r), ending); });
  router.add(Method::get, "/shows/{id}/sheet/{item}", [pages](Request r) { return pages->sheet_of(std::move(r)); });
  router.add(Method::get, "/shows/{id}/{act}", [pages](Request r) { return pages->show(std::move(r)); });
}

}  // namespace pages
