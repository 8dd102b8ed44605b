#include "platform/http/client.hpp"

#include <curl/curl.h>

#include <atomic>
#include <mutex>
#include <new>

#include "platform/http/ascii.hpp"
#include "platform/http/public_address.hpp"

namespace http {

namespace {

constexpr std::size_t header_limit = 64u << 10;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

// One answer being received.
struct Receiving {
  OutResponse response;
  std::size_t size_limit;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool not_public = false;
  const std::atomic<bool>& stopped;
};

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* into) {
  auto& r = *static_cast<Receiving*>(into);
  if (r.response.body.size() + count > r.size_limit) return r.too_large = true, 0;
  r.response.body.append(bytes, count);
  return count;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* into) {
  auto& r = *static_cast<Receiving*>(into);
  r.header_bytes += count;
  if (r.header_bytes > header_limit) return r.too_large = true, 0;
  std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {  // also after "100 Continue": only the last head counts
    r.response.headers = {};
    return count;
  }
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (const auto colon = line.find(':'); colon != std::string_view::npos)
    r.response.headers.add(std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1))));
  return count;
}

int on_progress(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Receiving*>(of)->stopped ? 1 : 0; }

// In place of curl's own socket(): only here the address is known that the name has led to.
curl_socket_t open_public(void* of, curlsocktype, curl_sockaddr* to) {
  auto& r = *static_cast<Receiving*>(of);
  if (!is_public(to->addr)) return r.not_public = true, CURL_SOCKET_BAD;
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

base::Error cannot_send(std::string_view what) {
  return {base::Kind::internal, "http.bad_request_out", "The call cannot be made: " + std::string(what) + "."};
}

base::Error failure(CURLcode code, const Receiving& r, std::string_view detail, const std::string& url) {
  const auto error = [&](const char* name, std::string_view what) {
    std::string message(what);
    message.append(" (").append(redacted(url)).append(detail.empty() ? ")" : "): ").append(detail);
    return base::unavailable(name, std::move(message));
  };
  if (r.stopped) return error("http.stopped", "The program is stopping");
  if (r.not_public)
    return {base::Kind::internal, "http.not_public", "An address that others chose leads into our own network (" + redacted(url) + ")."};
  if (r.too_large) return error("http.too_large", "The answer is larger than the limit");
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return error("http.timeout", "The service did not answer in time");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED: return error("http.connect", "The service cannot be reached");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return error("http.tls", "No secure connection to the service could be made");
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return error("http.cut", "The connection ended in the middle of the answer");
    case CURLE_URL_MALFORMAT: return cannot_send("its address is malformed");
    default: return error("http.bad_answer", "The service's answer cannot be read");
  }
}

bool has_line_break(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos; }

base::Result<HeaderList> header_list(const Headers& headers) {
  HeaderList list;
  const auto append = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
  };
  append("Expect:");  // curl would wait a second for "100 Continue" before a large body
  for (const auto& [name, value] : headers.all()) {
    if (name.empty() || has_line_break(name) || has_line_break(value)) return cannot_send("a header has a line break in it");
    append(value.empty() ? name + ";" : name + ": " + value);
  }
  return list;
}

bool is_web_address(std::string_view url) {
  const auto scheme = url.substr(0, url.find("://"));
  return scheme.size() < url.size() && (same_ignoring_case(scheme, "http") || same_ignoring_case(scheme, "https"));
}

bool is_loopback(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto host = url.substr(scheme + 3);
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

void set_method(CURL* easy, const OutRequest& request) {
  const bool sends_body = request.method != Method::get && request.method != Method::head;
  if (request.method == Method::head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  if (!sends_body) return;
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  if (request.method != Method::post) curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, std::string(name_of(request.method)).c_str());
}

// A pool of handles, each with its own open connections; the one used last is the one most likely still connected.
class CurlClient final : public Client {
 public:
  explicit CurlClient(std::string user_agent) : user_agent_(std::move(user_agent)) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw std::runtime_error("libcurl cannot start");
  }

  base::Result<OutResponse> send(const OutRequest& request) override {
    if (has_line_break(request.url)) return cannot_send("its address has a line break in it");
    if (!is_web_address(request.url)) return cannot_send("its address is not an http or https address");
    auto headers = header_list(request.headers);
    if (!headers) return headers.error();
    Receiving receiving{.response = {}, .size_limit = request.size_limit, .stopped = stopped_};
    if (stopped_) return failure(CURLE_ABORTED_BY_CALLBACK, receiving, {}, request.url);
    Easy easy = borrow();
    char detail[CURL_ERROR_SIZE] = "";
    prepare(easy.get(), request, receiving, headers->get(), detail);
    const CURLcode code = curl_easy_perform(easy.get());
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_reset(easy.get());  // keeps the connections, forgets the rest
    give_back(std::move(easy));
    if (code != CURLE_OK) return failure(code, receiving, detail, request.url);
    receiving.response.status = static_cast<int>(status);
    return std::move(receiving.response);
  }

  void stop() override { stopped_ = true; }

 private:
  Easy borrow() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Easy easy = std::move(idle_.back());
        idle_.pop_back();
        return easy;
      }
    }
    Easy easy(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    return easy;
  }

  void give_back(Easy easy) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(easy));
  }

  void prepare(CURL* easy, const OutRequest& request, Receiving& receiving, curl_slist* headers, char* detail) const {
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (is_loopback(request.url)) curl_easy_setopt(easy, CURLOPT_PROXY, "");  // whatever the environment says
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &receiving);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &receiving);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &receiving);
    if (request.public_only) {
      curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
      curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &receiving);
      curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);  // an open connection was not looked at
      curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
      curl_easy_setopt(easy, CURLOPT_PROXY, "");
    }
    set_method(easy, request);
  }

  const std::string user_agent_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::vector<Easy> idle_;
};

}  // namespace

std::unique_ptr<Client> make_client(std::string user_agent) { return std::make_unique<CurlClient>(std::move(user_agent)); }

}  // namespace http
