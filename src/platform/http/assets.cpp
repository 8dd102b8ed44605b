#include "platform/http/assets.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include "platform/base/json.hpp"
#include "platform/base/log.hpp"
#include "platform/http/accept.hpp"
#include "platform/http/conditional.hpp"

namespace http {

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const std::string> read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || !fs::is_regular_file(path)) return nullptr;
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

std::string content_type(const fs::path& name) {
  static const std::map<std::string, std::string, std::less<>> types{{".css", "text/css; charset=utf-8"},
                                                                     {".js", "text/javascript; charset=utf-8"},
                                                                     {".svg", "image/svg+xml"},
                                                                     {".woff2", "font/woff2"},
                                                                     {".json", "application/json"},
                                                                     {".webmanifest", "application/manifest+json"},
                                                                     {".png", "image/png"},
                                                                     {".ico", "image/x-icon"},
                                                                     {".txt", "text/plain; charset=utf-8"},
                                                                     {".html", "text/html; charset=utf-8"}};
  const auto type = types.find(name.extension().string());
  return type == types.end() ? "application/octet-stream" : type->second;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && !name.starts_with('.') && name.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

base::Result<std::shared_ptr<const Assets>> Assets::load(const fs::path& folder) {
  const auto text = read(folder / "manifest.json");
  if (!text)
    return base::unavailable("assets.missing", "The browser's files are not built: there is no manifest.json in " + folder.string() + ".");
  const auto manifest = base::parse_json(*text);
  if (!manifest || !manifest->is_object())
    return base::unavailable("assets.malformed", "manifest.json in " + folder.string() + " is broken.");
  const auto assets = std::make_shared<Assets>();
  for (const auto& [logical, value] : manifest->get_object()) {
    if (!value.is_string() || !is_plain_name(value.get_string()))
      return base::unavailable("assets.malformed", "manifest.json names no file for " + std::string(logical) + ".");
    const std::string name(value.get_string());
    File file{content_type(name), {}, read(folder / name), read(folder / (name + ".br")), read(folder / (name + ".gz"))};
    if (!file.plain) return base::unavailable("assets.missing", "The file " + name + " is named in manifest.json and missing.");
    file.etag = etag_of(*file.plain);
    assets->files_.emplace(name, std::move(file));
    assets->addresses_.emplace(logical, "/assets/" + name);
  }
  return std::shared_ptr<const Assets>(assets);
}

std::string Assets::url(std::string_view name) const {
  const auto entry = addresses_.find(name);
  if (entry != addresses_.end()) return entry->second;
  base::log_error("assets.unknown", {{"name", name}});
  return "/assets/" + std::string(name);
}

void Assets::serve_on(Router& router) const {
  router.add(Method::get, "/assets/{file}", [self = shared_from_this()](const Request& request) {
    const auto entry = self->files_.find(request.path_params.get("file"));
    if (entry == self->files_.end()) throw base::ErrorException(base::not_found("http.not_found", "There is no file at this address."));
    return send(entry->second, request, "public, max-age=31536000, immutable");
  });
}

void Assets::serve_as(Router& router, const std::string& path, std::string_view name) const {
  const auto file = files_.find(url(name).substr(std::string_view("/assets/").size()));
  if (file == files_.end()) return;  // url() has told
  router.add(Method::get, path,
             [self = shared_from_this(), &held = file->second](const Request& request) { return send(held, request, "no-cache"); });
}

Response Assets::send(const File& file, const Request& request, std::string cache_control) {
  Response response;
  response.body = file.plain;
  response.with("Content-Type", file.content_type).with("Cache-Control", std::move(cache_control)).with("ETag", file.etag);
  if (file.brotli || file.gzip) response.with("Vary", "Accept-Encoding");
  const auto codings = request.headers.get("Accept-Encoding");
  if (file.brotli && accepts_coding(codings, "br")) {
    response.body = file.brotli;
    response.with("Content-Encoding", "br");
  } else if (file.gzip && accepts_coding(codings, "gzip")) {
    response.body = file.gzip;
    response.with("Content-Encoding", "gzip");
  }
  return not_modified_or(std::move(response), request);
}

}  // namespace http
