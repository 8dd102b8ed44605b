#include "search/handlers.hpp"

#include <boost/json.hpp>

#include "frame/words.hpp"
#include "platform/http/visitor_limit.hpp"
#include "search/page.hpp"
#include "search/question.hpp"

namespace search {

using base::Result;
using base::Task;

namespace {

constexpr int page_artists = 20;
constexpr int page_venues = 8;
constexpr int suggested_venues = 3;
constexpr std::size_t shortest_venue_query = 3;  // bytes: less would list half of the venues while somebody begins to type
constexpr std::string_view too_often = "search.too_often";
constexpr base::Duration day = std::chrono::hours(24);

struct Found {
  std::vector<FoundArtist> artists;
  std::vector<VenueRow> venues;
  bool sure = false;
};

// "Try again in 12 minutes (14:05 UTC)."
std::string when_again(base::Time until, base::Time now) {
  const std::string clock = until - now < day ? " (" + frame::iso(until).substr(11, 5) + " UTC)" : std::string();
  return "Try again " + frame::in_words(until - now) + clock + ".";
}

std::string trouble_of(const limits::Refusal& refusal, base::Time now) {
  if (refusal.code == "search.busy" || refusal.code == "search.stopping") return refusal.message;
  if (refusal.code == too_often) return refusal.message + " " + when_again(*refusal.until, now);
  std::string text = "Looking outside is not possible at the moment.";
  if (refusal.until && *refusal.until > now) return text + " " + when_again(*refusal.until, now);
  return refusal.what == limits::Refused::transient ? text + " Please try again." : text;
}

bool nothing_to_ask(const limits::Refusal& refusal) {
  return refusal.what == limits::Refused::rejected || refusal.what == limits::Refused::gone;
}

http::Response refused(const limits::Refusal& refusal, const http::Request& request, base::Time now) {
  base::Error error = base::unavailable("search.outside_unavailable", trouble_of(refusal, now));
  if (refusal.code == "search.busy") error.code = refusal.code;
  if (refusal.code == too_often) error.kind = base::Kind::rate_limited, error.code = refusal.code;
  auto response = http::json_error(error, request);
  if (refusal.until && *refusal.until > now) response.with("Retry-After", http::whole_seconds(*refusal.until - now));
  return response;
}

class Handlers {
 public:
  explicit Handlers(Needs needs) : needs_(needs) {}

  // Artists by the index; venues unless `venue_limit` is 0.
  Task<Found> find(std::string wanted, int artist_limit, int venue_limit) {
    const auto hits = needs_.catalog.names().find(wanted, static_cast<std::size_t>(artist_limit));
    auto read = [this, &hits, &wanted, venue_limit](db::Tx& tx) {
      Found found{.artists = artists_found(tx, needs_.clock.now(), hits), .venues = {}};
      if (venue_limit > 0) found.venues = venues_called(tx, needs_.clock.now(), wanted, venue_limit);
      return found;
    };
    Found found = co_await needs_.database.read(read);
    found.sure = !hits.empty() && hits.front().score >= sure_enough;
    co_return found;
  }

  Task<Outsiders> look(std::string wanted, std::string visitor) {
    if (const auto until = limit_.enter(visitor, now()))
      co_return limits::Refusal{.what = limits::Refused::wait,
                                .code = std::string(too_often),
                                .message = "You have looked on Spotify very often in a short time.",
                                .until = until};
    Outsiders outsiders = co_await needs_.outside.look(std::move(wanted));
    if (!outsiders && nothing_to_ask(outsiders.error())) co_return std::make_shared<const std::vector<Candidate>>();
    co_return outsiders;
  }

  Task<Outside> outside(std::string wanted, std::string visitor) {
    const Outsiders outsiders = co_await look(std::move(wanted), std::move(visitor));
    if (!outsiders)
      co_return Outside{.candidates = {},
                        .trouble = trouble_of(outsiders.error(), now()),
                        .too_often_until = outsiders.error().code == too_often ? outsiders.error().until : std::nullopt};
    auto read = [list = *outsiders](db::Tx& tx) { return candidate_rows(tx, *list); };
    co_return Outside{.candidates = co_await needs_.database.read(read), .trouble = {}, .too_often_until = {}};
  }

  Task<http::Response> page(http::Request request) {
    const auto q = read_question(request, page_artists);
    if (!q) co_return frame::error_response(request, q.error());
    SearchPage p;
    p.typed = q->typed;
    p.wanted = q->wanted;
    p.can_look = needs_.outside.available();
    if (!p.wanted.empty()) {
      Found found = co_await find(p.wanted, q->limit, page_venues);
      p.artists = std::move(found.artists);
      p.venues = std::move(found.venues);
      p.sure = found.sure;
      if (p.can_look && request.query.get("outside") == "1") p.outside = co_await outside(p.wanted, request.peer);
    }
    co_return http::page(frame::draw(draw(p))).with("Cache-Control", "no-cache");
  }

  Task<http::Response> suggest(http::Request request) {
    const auto q = read_question(request, 8);
    if (!q) co_return frame::error_response(request, q.error());
    if (q->wanted.empty()) co_return fragment({});
    const Found found = co_await find(q->wanted, q->limit, q->wanted.size() < shortest_venue_query ? 0 : suggested_venues);
    co_return fragment(suggestions({found.artists.begin(), found.artists.end()}, found.venues));
  }

  Task<http::Response> candidates_fragment(http::Request request) {
    const auto q = read_question_with_words(request, page_artists);
    if (!q) co_return frame::error_response(request, q.error());
    const Outside found = co_await outside(q->wanted, request.peer);
    auto response = fragment(candidates(found, q->wanted));
    if (found.too_often_until) response.status = 429, response.with("Retry-After", http::whole_seconds(*found.too_often_until - now()));
    co_return response;
  }

  Task<http::Response> search_json(http::Request request) {
    const auto q = read_question_with_words(request, 10);
    if (!q) co_return http::json_error(q.error(), request);
    const Found found = co_await find(q->wanted, q->limit, 0);
    boost::json::array artists;
    for (const auto& a : found.artists) {
      boost::json::object artist{{"id", a.id.str()}, {"name", a.name}, {"slug", a.slug}, {"url", "/artists/" + a.slug}};
      if (!a.image_url.empty()) artist["image"] = a.image_url;
      artist["genres"] = boost::json::array(a.genres.begin(), a.genres.end());
      artists.push_back(std::move(artist));
    }
    co_return http::json(boost::json::object{{"query", q->wanted}, {"artists", std::move(artists)}}).with("Cache-Control", "no-cache");
  }

  Task<http::Response> candidates_json(http::Request request) {
    const auto q = read_question_with_words(request, page_artists);
    if (!q) co_return http::json_error(q.error(), request);
    const Outsiders outsiders = co_await look(q->wanted, request.peer);
    if (!outsiders) co_return refused(outsiders.error(), request, now());
    boost::json::array list;
    for (const auto& c : **outsiders) {
      boost::json::object candidate{{"hit_id", std::to_string(c.hit_id)}, {"spotify_id", c.spotify_id}, {"name", c.name}};
      candidate["genres"] = boost::json::array(c.genres.begin(), c.genres.end());
      if (c.image_url) candidate["image"] = *c.image_url;
      list.push_back(std::move(candidate));
    }
    co_return http::json(boost::json::object{{"query", q->wanted}, {"candidates", std::move(list)}}).with("Cache-Control", "no-store");
  }

 private:
  base::Time now() const { return needs_.clock.now(); }
  static http::Response fragment(html::Html html) { return http::page(std::move(html)).with("Cache-Control", "no-cache"); }

  Needs needs_;
  http::VisitorLimit limit_{needs_.pace};
};

}  // namespace

void add_routes(http::Router& router, Needs needs) {
  using http::Method;
  using http::Request;
  const auto h = std::make_shared<Handlers>(needs);
  router.add(Method::get, "/search", [h](Request request) { return h->page(std::move(request)); });
  router.add(Method::get, "/search/suggest", [h](Request request) { return h->suggest(std::move(request)); });
  router.add(Method::get, "/search/candidates", [h](Request request) { return h->candidates_fragment(std::move(request)); });
  router.add(Method::get, "/api/v1/search", [h](Request request) { return h->search_json(std::move(request)); });
  router.add(Method::get, "/api/v1/search/candidates", [h](Request request) { return h->candidates_json(std::move(request)); });
}

}  // namespace search
