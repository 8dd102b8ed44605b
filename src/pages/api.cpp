#include "pages/api.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "pages/api_json.hpp"

namespace pages {

using base::Task;
using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr int most_rows = 100;

base::Error unknown(std::string_view what) {
  return base::not_found("pages.unknown_" + std::string(what), "There is no " + std::string(what) + " with this id.");
}

// A whole number in a query, from 0 to `most`; `fallback` when it is not there, nothing when it is nonsense.
std::optional<int> number(const Request& request, std::string_view key, int fallback, int most) {
  const auto text = request.query.find(key);
  if (!text) return fallback;
  int n = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
  if (error != std::errc{} || end != text->data() + text->size() || n < 0 || n > most) return std::nullopt;
  return n;
}

// Answers what `look` finds for the id in the path: an object, or nothing for 404.
template <class IdType, class Look>
auto by_id(db::Database& database, std::string_view what, Look look) {
  return [&database, what = std::string(what), look](Request request) -> Task<Response> {
    const auto id = IdType::parse(request.path_params.get("id"));
    if (!id) co_return http::json_error(unknown(what), request);
    auto work = [&](db::Tx& tx) { return look(tx, *id); };
    const std::optional<object> found = co_await database.read(work);
    co_return found ? http::json(*found) : http::json_error(unknown(what), request);
  };
}

}  // namespace

void add_api_routes(http::Router& router, db::Database& database, const base::Clock& clock) {
  router.add(Method::get, "/api/v1/artists/{id}", by_id<artists::ArtistId>(database, "artist", [](db::Tx& tx, artists::ArtistId id) {
               const auto artist = artists::by_id(tx, id);
               return artist ? std::optional(artist_json(*artist)) : std::nullopt;
             }));
  router.add(Method::get, "/api/v1/shows/{id}", by_id<shows::ShowId>(database, "show", [&clock](db::Tx& tx, shows::ShowId id) {
               auto show = shows::by_id(tx, id);
               if (!show) return std::optional<object>();
               ShowRecord record{.show = std::move(*show), .setlists = {}};
               for (auto& s : setlists::by_show(tx, id)) {
                 auto rows = setlists::rows(tx, s.id);
                 record.setlists.push_back({std::move(s), std::move(rows)});
               }
               return std::optional(show_record_json(record, clock.now()));
             }));
  router.add(Method::get, "/api/v1/venues/{id}", by_id<venues::VenueId>(database, "venue", [](db::Tx& tx, venues::VenueId id) {
               const auto venue = venues::by_id(tx, id);
               return venue ? std::optional(venue_json(*venue)) : std::nullopt;
             }));
  router.add(Method::get, "/api/v1/artists/{id}/shows", [&database, &clock](Request request) -> Task<Response> {
    const auto id = artists::ArtistId::parse(request.path_params.get("id"));
    const auto when = request.query.find("when").value_or("upcoming");
    const auto limit = number(request, "limit", 20, most_rows);
    const auto offset = number(request, "offset", 0, 100'000);
    if ((when != "upcoming" && when != "past") || !limit || !offset)
      co_return http::json_error(base::invalid("pages.bad_range", "when is upcoming or past, limit 0 to 100, offset 0 to 100000."),
                                 request);
    auto work = [&](db::Tx& tx) -> std::optional<object> {
      if (!id || !artists::by_id(tx, *id)) return std::nullopt;
      const auto now = clock.now();
      const auto counts = shows::counts_of(tx, *id, now);
      const bool past = when == "past";
      array rows;
      for (const auto& row : past ? shows::past_of(tx, *id, now, *limit, *offset) : shows::upcoming_of(tx, *id, now, *limit, *offset))
        rows.push_back(show_json(row, now));
      return object{{"total", past ? counts.past : counts.upcoming}, {"offset", *offset}, {"shows", std::move(rows)}};
    };
    const std::optional<object> found = co_await database.read(work);
    co_return found ? http::json(*found) : http::json_error(unknown("artist"), request);
  });
}

}  // namespace pages
