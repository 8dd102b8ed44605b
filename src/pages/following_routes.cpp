#include "pages/following_routes.hpp"

#include "accounts/visitor.hpp"
#include "calendars/calendars.hpp"
#include "pages/finished.hpp"
#include "pages/following_page.hpp"
#include "pages/site_address.hpp"

namespace pages {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::string_view ending = ".ics";

class FollowingPages {
 public:
  explicit FollowingPages(const Needs& needs) : needs_(needs) {}

  Task<Response> page(Request request) {
    const auto now = needs_.clock.now();
    struct Seen {
      std::optional<accounts::UserId> visitor;
      Response response;
    };
    auto look = [&](db::Tx& tx) {
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      auto page = following_page(tx, viewer, wanted_from(request.query), now);
      page.listens = viewer && needs_.spotify.has_tokens(tx, viewer->id);
      Seen seen{{}, private_page(draw(page, now))};
      if (viewer && visit_is_due(tx, viewer->id, now)) seen.visitor = viewer->id;
      return seen;
    };
    auto seen = co_await needs_.database.read(look);
    auto note = [&](db::Tx& tx) { return note_visit(tx, *seen.visitor, now), true; };
    if (seen.visitor) static_cast<void>(co_await needs_.database.write(note));
    co_return std::move(seen.response);
  }

  Task<Response> calendar(Request request) {
    const auto now = needs_.clock.now();
    const auto form = request.form();
    const auto deed = form ? std::string(form->get("do")) : std::string();
    if (deed != "open" && deed != "shut")
      co_return frame::error_response(request, base::invalid("pages.bad_form", "Choose to make the calendar's address or to shut it."));
    std::string token;
    auto change = [&](db::Tx& tx) {
      const auto viewer = accounts::visitor(tx, needs_.keys, now, request);
      if (!viewer || viewer->guest()) return false;
      if (deed == "open") token = calendars::open(tx, now, viewer->id);
      else calendars::shut(tx, viewer->id);
      return true;
    };
    if (!co_await needs_.database.write(change)) co_return http::see_other("/sign-in?next=/following");
    if (deed == "shut") co_return http::see_other("/following");
    co_return private_page(draw_new_feed(site_address(request) + "/calendar/" + token + std::string(ending)))
        .with("Cache-Control", "no-store");
  }

  Task<Response> feed(Request request) {
    const auto now = needs_.clock.now();
    auto token = request.path_params.get("token");
    if (token.ends_with(ending)) token.remove_suffix(ending.size());
    auto look = [&](db::Tx& tx) -> Response {
      const auto user = calendars::reader_of(tx, token);
      if (!user) return frame::error_response(request, no_page());
      return calendar_file(request, "The Set: following", calendars::events_for(tx, now, *user, site_address(request)))
          .with("Cache-Control", "private, max-age=3600");
    };
    co_return co_await needs_.database.read(look);
  }

  Task<Response> show(Request request) {
    auto look = [&](db::Tx& tx) -> Response {
      const auto id = shows::ShowId::parse(request.path_params.get("id"));
      const auto event = id ? calendars::event_of(tx, *id, site_address(request)) : std::nullopt;
      if (!event || (!event->show.date && !event->show.initial_date)) return frame::error_response(request, no_page());
      return calendar_file(request, "", {*event})
          .with("Content-Disposition", "attachment; filename=\"show-" + event->show.id.str() + ".ics\"")
          .with("Cache-Control", "public, max-age=0, must-revalidate");
    };
    co_return co_await needs_.database.read(look);
  }

 private:
  static Response private_page(const frame::Page& page) { return http::page(frame::draw(page)).with("Cache-Control", "private, no-cache"); }

  static Response calendar_file(const Request& request, std::string_view name, const std::vector<calendars::Event>& events) {
    auto text = calendars::calendar(name, host_of(site_address(request)), events);
    const auto etag = "\"" + std::to_string(std::hash<std::string>{}(text)) + "\"";
    return http::not_modified_or(http::text(200, std::move(text), "text/calendar; charset=utf-8").with("ETag", etag), request);
  }

  static std::string_view host_of(std::string_view address) { return address.substr(address.find("//") + 2); }

  Needs needs_;
};

}  // namespace

void add_following_routes(http::Router& router, const Needs& needs) {
  const auto pages = std::make_shared<FollowingPages>(needs);
  router.add(Method::get, "/following", [pages](Request r) { return pages->page(std::move(r)); });
  router.add(Method::post, "/following/calendar", [pages](Request r) { return pages->calendar(std::move(r)); });
  router.add(Method::get, "/calendar/{token}", [pages](Request r) { return pages->feed(std::move(r)); });
  router.add(Method::get, "/shows/{id}/show.ics", [pages](Request r) { return pages->show(std::move(r)); });
}

}  // namespace pages
