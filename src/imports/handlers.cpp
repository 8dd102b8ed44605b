#include "imports/handlers.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "frame/frame.hpp"
#include "platform/base/json.hpp"
#include "platform/http/stream.hpp"

namespace imports {

using base::Result;
using base::Task;

namespace {

base::Error unknown_artist() {
  return base::not_found("imports.unknown_artist", "There is no artist with this id, or nothing is being imported for it.");
}

struct Wanted {
  std::string spotify_id;
  std::optional<CandidateId> hit;
};

Result<Wanted> wanted_from(std::string_view spotify_id, std::string_view hit) {
  if (spotify_id.empty() == hit.empty())
    return base::invalid("imports.one_of_two", "Send either spotify_id or hit_id: the artist to bring in.");
  Wanted wanted{.spotify_id = std::string(spotify_id), .hit = std::nullopt};
  if (!hit.empty() && !(wanted.hit = CandidateId::parse(hit)))
    return base::invalid("imports.unknown_hit", "hit_id is not the id of a search hit.");
  return wanted;
}

Result<Wanted> wanted_from_json(const std::string& body) {
  const auto parsed = base::parse_json(body, {.bytes = 16u << 10, .depth = 8});
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return base::invalid("json.not_an_object", "The body must be a JSON object.");
  return wanted_from(base::string_at(*parsed, "spotify_id").value_or(""), base::string_at(*parsed, "hit_id").value_or(""));
}

Result<Wanted> wanted_from_form(const http::Request& request) {
  const auto form = request.form();
  if (!form) return form.error();
  return wanted_from(form->get("spotify_id"), form->get("hit"));
}

class Handlers {
 public:
  Handlers(db::Database& database, const base::Clock& clock, ProgressStreams& streams)
      : database_(database), clock_(clock), streams_(streams) {}

  Task<Result<Begun>> begin(Wanted wanted) {
    auto work = [this, wanted](db::Tx& tx) {
      return wanted.hit ? begin_by_candidate(tx, clock_.now(), *wanted.hit) : begin_by_spotify_id(tx, clock_.now(), wanted.spotify_id);
    };
    co_return co_await database_.write(work);
  }

  Task<Result<Begun>> retry_of(artists::ArtistId artist) {
    auto work = [this, artist](db::Tx& tx) { return retry(tx, clock_.now(), artist); };
    co_return co_await database_.write(work);
  }

  Task<std::optional<Progress>> progress(http::Request request) {
    const auto artist = artists::ArtistId::parse(request.path_params.get("id"));
    if (!artist) co_return std::nullopt;
    auto look = [artist](db::Tx& tx) { return progress_of(tx, *artist); };
    co_return co_await database_.read(look);
  }

  ProgressStreams& streams() { return streams_; }
  base::Time now() const { return clock_.now(); }

 private:
  db::Database& database_;
  const base::Clock& clock_;
  ProgressStreams& streams_;
};

http::Response begun_json(const Begun& b) {
  return http::json(boost::json::object{{"artist_id", b.artist.str()}, {"slug", b.slug}, {"status", b.status}, {"progress", b.percent}},
                    202)
      .with("Location", "/api/v1/artists/" + b.artist.str() + "/import");
}

std::int64_t last_event_id(std::string_view text) {
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id > 0 ? id : 0;
}

// The message of a socket, or of the first event of a stream that has seen nothing: the state as it is.
std::string message_of(std::int64_t sequence, const std::string& data) {
  // data is an object of ours; the id goes in as its first member.
  return "{\"id\":\"" + std::to_string(sequence) + "\"," + data.substr(1);
}

http::Response events(ProgressStreams& streams, const Progress& progress, std::int64_t seen, base::Time now) {
  if (progress.finished() && seen == progress.sequence) return http::text(204, "");  // 204 tells an EventSource not to come back
  const auto stream = http::EventStream::make();
  if (seen == 0 || seen > progress.sequence) {
    stream->push(std::to_string(progress.sequence), "progress", to_json(progress, now));
    seen = progress.sequence;
  }
  streams.watch(progress.artist, seen,
                {.send = [stream](std::int64_t sequence,
                                  const std::string& data) { return stream->push(std::to_string(sequence), "progress", data); },
                 .close = [stream] { stream->close(); }});
  http::Response response;
  response.events = stream;
  return response;
}

http::Response socket(ProgressStreams& streams, const Progress& progress, base::Time now) {
  const auto session = http::SocketSession::make();
  session->send(message_of(progress.sequence, to_json(progress, now)));
  streams.watch(progress.artist, progress.sequence,
                {.send = [session](std::int64_t sequence, const std::string& data) { return session->send(message_of(sequence, data)); },
                 .close = [session] { session->close(); }});
  http::Response response;
  response.socket = session;
  return response;
}

}  // namespace

void add_routes(http::Router& router, db::Database& database, const base::Clock& clock, ProgressStreams& progress_streams) {
  using http::Method;
  using http::Request;
  using http::Response;
  const auto h = std::make_shared<Handlers>(database, clock, progress_streams);

  router.add(Method::post, "/api/v1/imports", [h](Request request) -> Task<Response> {
    const auto wanted = wanted_from_json(request.body);
    if (!wanted) co_return http::json_error(wanted.error(), request);
    const auto begun = co_await h->begin(*wanted);
    co_return begun ? begun_json(*begun) : http::json_error(begun.error(), request);
  });
  router.add(Method::get, "/api/v1/artists/{id}/import", [h](Request request) -> Task<Response> {
    const auto progress = co_await h->progress(request);
    if (!progress) co_return http::json_error(unknown_artist(), request);
    co_return http::text(200, to_json(*progress, h->now()), "application/json").with("Cache-Control", "no-store");
  });
  router.add(Method::get, "/api/v1/artists/{id}/import/events", [h](Request request) -> Task<Response> {
    const auto progress = co_await h->progress(request);
    if (!progress) co_return http::json_error(unknown_artist(), request);
    co_return events(h->streams(), *progress, last_event_id(request.headers.get("Last-Event-ID")), h->now());
  });
  router.add(Method::get, "/api/v1/artists/{id}/import/socket", [h](Request request) -> Task<Response> {
    const auto progress = co_await h->progress(request);
    if (!progress) co_return http::json_error(unknown_artist(), request);
    co_return socket(h->streams(), *progress, h->now());
  });
  router.add(Method::post, "/api/v1/artists/{id}/import/retry", [h](Request request) -> Task<Response> {
    const auto artist = artists::ArtistId::parse(request.path_params.get("id"));
    if (!artist) co_return http::json_error(unknown_artist(), request);
    const auto begun = co_await h->retry_of(*artist);
    co_return begun ? begun_json(*begun) : http::json_error(begun.error(), request);
  });

  // The same by plain forms: success goes to the artist's page.
  // (The closures live in the router as long as their coroutines run.)
  router.add(Method::post, "/imports", [h](Request request) -> Task<Response> {
    const auto wanted = wanted_from_form(request);
    if (!wanted) co_return frame::error_response(request, wanted.error());
    const auto begun = co_await h->begin(*wanted);
    if (!begun) co_return frame::error_response(request, begun.error());
    co_return http::see_other("/artists/" + begun->slug);
  });
  router.add(Method::post, "/imports/{id}/retry", [h](Request request) -> Task<Response> {
    const auto artist = artists::ArtistId::parse(request.path_params.get("id"));
    if (!artist) co_return frame::error_response(request, unknown_artist());
    const auto begun = co_await h->retry_of(*artist);
    if (!begun) co_return frame::error_response(request, begun.error());
    co_return http::see_other("/artists/" + begun->slug);
  });
}

}  // namespace imports
