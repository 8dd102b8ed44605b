#include "platform/http/session.hpp"

#include "platform/base/log.hpp"
#include "platform/http/accept.hpp"
#include "platform/http/ascii.hpp"
#include "platform/http/cross_site.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/http/logged_path.hpp"
#include "platform/http/response_head.hpp"
#include "platform/http/web_socket.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

namespace {

constexpr std::size_t header_buffer = 4096, body_buffer = 32u << 10;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr unsigned fair_share = 32;  // pipelined requests before others have their turn

bool is_plain_id(std::string_view id) {
  const auto plain = [](char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_'; };
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, plain);
}

}  // namespace

struct Session::Summary {
  Method method = Method::get;
  std::string request_id;
  std::string path;  // for the log
  std::string peer;
  std::optional<Upgrade> upgrade;  // for WebSockets only
  bool gzip = false;
  bool keep_alive = false;
  SteadyTime since;
};

void Session::begin(Loop& loop, Socket socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(Tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  const auto session = std::make_shared<Session>(loop, std::move(socket), endpoint.address().to_string());
  base::start(session->run(), [session](std::exception_ptr failure) {
    if (failure) base::log_error("http.session_failed", {{"peer", session->peer_}, {"what", what_of(failure)}});
    session->end_streams();
  });
}

Session::Session(Loop& loop, Socket socket, std::string peer)
    : loop_(loop),
      options_(loop.site().options),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      parser_(RequestParser::Limits{.body = options_.body_limit,
                                    .body_of =
                                        [&site = loop.site()](const Request& request) {
                                          const auto* upload = site.router->upload_at(request);
                                          return upload ? upload->body : site.options.body_limit;
                                        }}),
      wake_(loop.io()) {
  loop_.enter(*this);
}

Session::~Session() {
  end_upload();
  if (counted_) loop_.site().addresses.leave(peer_);
  loop_.leave(*this);
}

void Session::enter(Phase phase, base::Duration deadline) {
  phase_ = phase;
  deadline_ = std::chrono::steady_clock::now() + deadline;
  expired_ = false;
}

void Session::check_deadline(SteadyTime now) {
  if (now < deadline_) return;
  deadline_ = SteadyTime::max();
  if (phase_ == Phase::events) {
    heartbeat_due_ = true;
    wake_.set();
    return;
  }
  expired_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

void Session::drain() {
  error_code ignored;
  if (phase_ == Phase::idle) socket_.cancel(ignored);
  if (events_) events_->outbox.close();
  if (terms_) terms_->going_away = true;
  if (web_socket_) web_socket_->outbox.close();
}

void Session::abort() {
  error_code ignored;
  socket_.close(ignored);
}

base::Task<void> Session::run() {
  if (!options_.trust_proxy) {
    counted_ = loop_.site().addresses.enter(peer_, options_.connections_per_address);
    if (!counted_) {
      Summary summary;
      summary.request_id = loop_.next_request_id();
      Request request;
      request.request_id = summary.request_id;
      const base::Error refusal{base::Kind::rate_limited, "http.too_many_connections",
                                "Too many connections are open from your address. Close some and try again."};
      if (co_await answer(loop_.site().router->error_response(request, refusal), summary)) co_await linger();
      co_return;
    }
  }
  while (co_await serve_one()) {}
  // Here and not where they were answered, so that a long-lived stream does not keep what answering needed.
  if (phase_ == Phase::events) co_await send_events();
  if (phase_ == Phase::socket) co_await talk();
}

// One request and its answer. False: the connection is over.
base::Task<bool> Session::serve_one() {
  const Got got = co_await read_request();
  if (got == Got::nothing) co_return false;
  Summary summary;
  summary.since = std::chrono::steady_clock::now();
  Request request = std::move(parser_.request());
  complete_request(request);
  summary.method = request.method;
  summary.request_id = request.request_id;
  summary.gzip = accepts_coding(request.headers.get("Accept-Encoding"), "gzip");
  summary.keep_alive = got == Got::request && parser_.keep_alive();
  if (base::logs_info()) summary.path = logged_path(request.path), summary.peer = request.peer;
  if (wants_web_socket(request)) summary.upgrade = Upgrade{request.target, request.headers};

  Response response;
  // Browsers read no answer before they have sent everything.
  std::optional<base::Duration> patience;
  if (got == Got::error) {
    if (error_->kind == base::Kind::too_large) {
      const auto* upload = loop_.site().router->upload_at(request);
      patience = upload ? upload->deadline : options_.body_deadline;
      if (upload) error_ = upload->too_large;
    }
    metrics::counter("http_refused_total", "Requests refused before they reached a handler, by error code.", {{"code", error_->code}})
        .add();
    response = loop_.site().router->error_response(request, *error_);
  } else {
    phase_ = Phase::handling;
    deadline_ = SteadyTime::max();
    response = co_await loop_.site().router->handle(std::move(request));
  }
  end_upload();
  parser_.reset();
  const bool sent = co_await answer(std::move(response), summary);
  if (!sent) co_return false;
  if (!summary.keep_alive || loop_.draining()) {
    // With unread bytes left, closing would reset the connection and could take the answer along.
    co_await linger(patience);
    co_return false;
  }
  if (unread().empty()) {
    in_a_row_ = 0;
  } else if (++in_a_row_ % fair_share == 0) {
    co_await completion([&](auto done) { asio::post(loop_.io(), [done]() mutable { done(error_code{}, std::size_t{0}); }); });
  }
  co_return true;
}

base::Task<Session::Got> Session::read_request() {
  error_.reset();
  enter(Phase::idle, first_ ? options_.header_deadline : options_.idle_deadline);
  first_ = false;
  for (;;) {
    // Empty lines before a request are passed over (RFC 9112, 2.2).
    if (phase_ == Phase::idle)
      while (begin_ < end_ && (in_[begin_] == '\r' || in_[begin_] == '\n')) ++begin_;
    if (phase_ == Phase::idle && begin_ < end_) enter(Phase::header, options_.header_deadline);
    if (begin_ < end_) {
      std::size_t used = 0;
      const auto step = parser_.put(unread(), used);
      begin_ += used;
      if (!step) {
        error_ = step.error();
        co_return Got::error;
      }
      if (*step == RequestParser::Step::done) co_return Got::request;
      if (*step == RequestParser::Step::head) {
        if ((error_ = begin_upload())) co_return Got::error;
        if (parser_.expects_continue() && begin_ == end_ && !co_await send({asio::buffer(go_on), {}})) co_return Got::nothing;
        enter(Phase::body, upload_ ? upload_->deadline : options_.body_deadline);
        if (begin_ < end_) continue;
      }
    }
    if (loop_.draining() && phase_ == Phase::idle) co_return Got::nothing;
    if (co_await read_more()) continue;
    if (!expired_ || phase_ == Phase::idle) co_return Got::nothing;
    error_ = base::invalid("http.request_timeout", "The request took too long to arrive.");
    co_return Got::error;
  }
}

// Each may take megabytes of memory, so there is room for some at once.
std::optional<base::Error> Session::begin_upload() {
  const auto* upload = loop_.site().router->upload_at(parser_.request());
  if (!upload) return std::nullopt;
  if (loop_.site().uploads.fetch_add(1) >= options_.uploads) {
    loop_.site().uploads.fetch_sub(1);
    return base::unavailable("http.busy", "Many files are arriving at this moment. Please try again in a few seconds.");
  }
  upload_ = upload;
  return std::nullopt;
}

void Session::end_upload() {
  if (std::exchange(upload_, nullptr)) loop_.site().uploads.fetch_sub(1);
}

base::Task<bool> Session::read_more() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (begin_ > 0 && end_ == in_.size()) {
    in_.erase(0, begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (phase_ == Phase::idle && end_ == 0 && in_.size() > header_buffer) release(in_);
  const std::size_t least = phase_ == Phase::body ? body_buffer : header_buffer;
  if (end_ == in_.size() || in_.size() < least) in_.resize(std::max(least, 2 * end_));
  const auto [error, bytes] =
      co_await completion([&](auto done) { socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_), done); });
  end_ += bytes;
  co_return !error && !expired_;
}

void Session::complete_request(Request& request) {
  request.peer = peer_;
  const auto given = options_.trust_proxy ? request.headers.get("X-Request-Id") : std::string_view{};
  request.request_id = is_plain_id(given) ? std::string(given) : loop_.next_request_id();
  if (!options_.trust_proxy) return;
  const auto forwarded = request.headers.get("X-Forwarded-For");
  const auto comma = forwarded.rfind(',');
  const auto client = trimmed(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1));
  error_code bad;
  const auto address = asio::ip::make_address(client, bad);
  if (!bad) request.peer = address.to_string();
  if (const auto host = request.headers.find("X-Forwarded-Host")) request.headers.set("Host", std::string(*host));
}

base::Task<bool> Session::answer(Response response, Summary& summary) {
  if (response.socket) {
    web_socket_ = std::static_pointer_cast<ServedSocket>(response.socket);
    if (summary.upgrade && unread().empty()) {
      upgrade_ = std::move(summary.upgrade);
      phase_ = Phase::socket;
      log(summary, 101, 0);
      co_return false;
    }
    Request request;
    request.request_id = summary.request_id;
    response = loop_.site().router->error_response(request, base::invalid("http.upgrade_required", "This address speaks WebSocket only."));
    response.with("Upgrade", "websocket");
    summary.keep_alive = false;
  }
  events_ = std::static_pointer_cast<ServedEventStream>(response.events);
  if (events_) response.with("Content-Type", "text/event-stream").with("Cache-Control", "no-store").with("X-Accel-Buffering", "no");

  const Framing framing{.head_only = summary.method == Method::head,
                        .keep_alive = summary.keep_alive && !events_ && !loop_.draining(),
                        .gzip = summary.gzip,
                        .tls = options_.behind_tls,
                        .request_id = summary.request_id,
                        .date = loop_.date()};
  const auto body = write_head(response, framing, head_);
  log(summary, response.status, head_.size() + (body ? body->size() : 0));
  const std::size_t body_bytes = body ? (response.cut ? body->size() / 2 : body->size()) : 0;
  const bool sent = co_await send({asio::buffer(head_), body ? asio::buffer(body->data(), body_bytes) : asio::const_buffer{}});
  if (!events_) co_return sent && !response.cut;
  if (sent && summary.method != Method::head) phase_ = Phase::events;
  co_return false;
}

base::Task<bool> Session::send(std::array<asio::const_buffer, 2> buffers) {
  enter(Phase::sending, options_.send_deadline);
  for (;;) {
    // Nearly always the kernel takes everything at once.
    error_code error;
    std::size_t taken = socket_.write_some(buffers, error);
    if (error && error != asio::error::would_block && error != asio::error::try_again) co_return false;
    for (auto& buffer : buffers) {
      const auto part = std::min(taken, buffer.size());
      buffer += part;
      taken -= part;
    }
    if (buffers[0].size() + buffers[1].size() == 0) co_return true;
    if (!error) {
      enter(Phase::sending, options_.send_deadline);
      continue;
    }
    const auto [failure, none] = co_await completion([&](auto done) { socket_.async_wait(Socket::wait_write, done); });
    if (failure || expired_) co_return false;
  }
}

base::Task<void> Session::linger(std::optional<base::Duration> patience) {
  error_code error;
  socket_.shutdown(Socket::shutdown_send, error);
  if (error) co_return;
  enter(Phase::lingering, patience.value_or(std::min<base::Duration>(options_.header_deadline, std::chrono::seconds(2))));
  begin_ = end_ = 0;
  while (co_await read_more()) begin_ = end_ = 0;
}

void Session::log(const Summary& summary, int status, std::size_t bytes) const {
  if (!base::logs_info() || summary.path.empty()) return;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - summary.since);
  base::log_info("http.request", {{"request_id", summary.request_id},
                                  {"method", name_of(summary.method)},
                                  {"path", summary.path},
                                  {"status", status},
                                  {"ms", took.count()},
                                  {"bytes", bytes},
                                  {"peer", summary.peer}});
}

}  // namespace http
