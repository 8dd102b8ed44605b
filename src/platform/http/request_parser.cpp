#include "platform/http/request_parser.hpp"

// clang-format off: tells Beast that it is compiled separately
#include "platform/http/sockets.hpp"
// clang-format on

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "platform/http/ascii.hpp"
#include "platform/http/chunk_reader.hpp"
#include "platform/http/percent.hpp"

namespace http {

namespace beast = boost::beast;

namespace {

base::Error malformed(std::string_view what) {
  return base::invalid("http.malformed_request", "The request cannot be understood: " + std::string(what) + ".");
}
base::Error header_too_large() { return base::invalid("http.header_too_large", "The header of the request is too large."); }
base::Error body_too_large() { return {base::Kind::too_large, "http.body_too_large", "What was sent is too large."}; }
base::Error uri_too_long() { return base::invalid("http.uri_too_long", "The address is too long."); }

Method method_from(beast::http::verb verb) {
  using beast::http::verb;
  switch (verb) {
    case verb::get: return Method::get;
    case verb::head: return Method::head;
    case verb::post: return Method::post;
    case verb::put: return Method::put;
    case verb::patch: return Method::patch;
    case verb::delete_: return Method::del;
    case verb::options: return Method::options;
    default: return Method::other;
  }
}

base::Error from_beast(error_code error) {
  using E = beast::http::error;
  if (error == E::header_limit) return header_too_large();
  if (error == E::bad_version) return base::invalid("http.version", "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  return malformed(error.message());
}

// "http://host/path" as sent to proxies means the same as "/path" (RFC 9112, 3.2.2).
std::string_view without_authority(std::string_view target) {
  const auto scheme = target.find("://");
  if (scheme == std::string_view::npos || scheme > 5) return target;
  const auto path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos || target[path] == '?' ? std::string_view("/") : target.substr(path);
}

}  // namespace

class RequestParser::Machine final : public beast::http::basic_parser<true> {
 public:
  explicit Machine(const Limits& limits) : limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.header + 1));
    skip(true);  // Beast reads the header, the body is read here
  }

  Request request;
  std::optional<base::Error> error;
  bool expects_continue = false;
  bool http10() const { return http10_; }

  // Of the body; true when it is complete.
  base::Result<bool> read_body(std::string_view bytes, std::size_t& used) {
    if (!has_coding_) {
      used = std::min(left_, bytes.size());
      request.body.append(bytes, 0, used);
      left_ -= used;
      return left_ == 0;
    }
    switch (chunks_.put(bytes, used, request.body, most_)) {
      case ChunkReader::State::more: return false;
      case ChunkReader::State::done: return true;
      case ChunkReader::State::too_large: return body_too_large();
      case ChunkReader::State::malformed: break;
    }
    return malformed("its chunks are broken");
  }
  bool has_body() const { return has_coding_ || left_ > 0; }

 private:
  using Ec = beast::error_code;
  void fail(base::Error e, Ec& ec) {
    error = std::move(e);
    ec = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb verb, beast::string_view, beast::string_view target, int version, Ec& ec) override {
    request.method = method_from(verb);
    request.target = target;
    http10_ = version < 11;
    if (target.size() > limits_.target) return fail(uri_too_long(), ec);
    const std::string_view own = without_authority(request.target);
    const auto mark = own.find('?');
    if (own == "*") {
      request.path = "*";
      return;
    }
    auto path = decode_path(own.substr(0, mark));
    if (!path) return fail(base::invalid("http.bad_path", "This address cannot be read."), ec);
    request.path = std::move(*path);
    if (mark == std::string_view::npos) return;
    auto query = parse_query(own.substr(mark + 1));
    // Told only after the header, so that the error is answered in the form that Accept asks for.
    if (query) request.query = std::move(*query);
    else bad_query_ = std::move(query).error();
  }

  void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value, Ec& ec) override {
    if (request.headers.all().size() >= limits_.fields) return fail(header_too_large(), ec);
    using beast::http::field::content_length, beast::http::field::expect, beast::http::field::host, beast::http::field::transfer_encoding;
    if (field == host) ++hosts_;
    if (field == content_length) has_length_ = true;
    if (field == transfer_encoding && !same_ignoring_case(value, "chunked"))
      return fail(base::invalid("http.transfer_encoding", "Only the chunked transfer coding is understood."), ec);
    if (field == transfer_encoding) has_coding_ = true;
    if (field == expect) {
      if (!same_ignoring_case(value, "100-continue")) return fail(base::invalid("http.expectation", "That expectation cannot be met."), ec);
      expects_continue = !http10_;
    }
    request.headers.add(std::string(name), std::string(value));
  }

  void on_header_impl(Ec& ec) override {
    if (has_coding_ && (has_length_ || http10_)) return fail(malformed("its length is given in two ways"), ec);
    if (hosts_ > 1 || (hosts_ == 0 && !http10_)) return fail(base::invalid("http.bad_host", "The request must name one host."), ec);
    if (bad_query_) return fail(std::move(*bad_query_), ec);
    const auto length = content_length().value_or(0);
    if ((length > 0 || has_coding_) && limits_.body_of) most_ = limits_.body_of(request);
    if (length > most_) return fail(body_too_large(), ec);
    left_ = static_cast<std::size_t>(length);
    // What the peer claims is believed only up to here; the rest grows as it comes.
    request.body.reserve(std::min<std::size_t>(left_, 64u << 10));
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, Ec&) override {}
  std::size_t on_body_impl(beast::string_view bytes, Ec&) override { return bytes.size(); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Ec&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, Ec&) override { return bytes.size(); }
  void on_response_impl(int, beast::string_view, int, Ec&) override {}
  void on_finish_impl(Ec&) override {}

  const Limits& limits_;
  std::optional<base::Error> bad_query_;
  int hosts_ = 0;
  bool http10_ = false, has_length_ = false, has_coding_ = false;
  std::size_t most_ = limits_.body;
  std::size_t left_ = 0;  // of a body with a length
  ChunkReader chunks_;
};

RequestParser::RequestParser(Limits limits) : limits_(limits) {}
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  machine_.reset();
  scanned_ = 0;
}

RequestParser::Machine& RequestParser::machine() {
  if (!machine_) machine_ = std::make_unique<Machine>(limits_);
  return *machine_;
}

Request& RequestParser::request() { return machine().request; }
bool RequestParser::keep_alive() const { return machine_ && machine_->keep_alive() && !machine_->http10(); }
bool RequestParser::expects_continue() const { return machine_ && machine_->expects_continue; }

base::Result<RequestParser::Step> RequestParser::put(std::string_view bytes, std::size_t& used) {
  used = 0;
  if (machine().is_header_done()) {
    const auto complete = machine_->read_body(bytes, used);
    if (!complete) return complete.error();
    return *complete ? Step::done : Step::need_more;
  }
  // Beast would accept a header without end as long as it comes in small pieces, so it gets the header whole.
  const auto from = scanned_ < 3 ? 0 : scanned_ - 3;
  const auto end = std::min(bytes.find("\r\n\r\n", from), bytes.find("\n\n", from));
  scanned_ = bytes.size();
  if (std::min(end, bytes.size()) > limits_.header) return bytes.find('\n') > limits_.target ? uri_too_long() : header_too_large();
  if (end == std::string_view::npos) return Step::need_more;
  beast::error_code ec;
  used = machine_->put(asio::const_buffer(bytes.data(), bytes.size()), ec);
  if (machine_->error) return *machine_->error;
  if (ec && ec != beast::http::error::need_more) return from_beast(ec);
  if (!machine_->is_header_done()) return malformed("its header is broken");
  return machine_->has_body() ? Step::head : Step::done;
}

}  // namespace http
