// The browser's files: hashed names, kept in memory with their precompressed forms, cached by browsers for ever.
// A folder with manifest.json ({"app.css": "app-1a2b.css", …}), the files it names, and .br and .gz beside them.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/router.hpp"

namespace http {

class Assets : public std::enable_shared_from_this<Assets> {
 public:
  // Errors: assets.missing (no manifest, or a file that it names), assets.malformed.
  static base::Result<std::shared_ptr<const Assets>> load(const std::filesystem::path& folder);

  // "app.css" -> "/assets/app-1a2b.css". A name that the manifest does not know is logged and leads to a 404.
  std::string url(std::string_view name) const;
  // GET /assets/{file}
  void serve_on(Router& router) const;
  // One file at an address of its own, to be asked for anew each time: a service worker's address never changes.
  void serve_as(Router& router, const std::string& path, std::string_view name) const;

 private:
  struct File {
    std::string content_type, etag;
    std::shared_ptr<const std::string> plain, brotli, gzip;
  };
  static Response send(const File& file, const Request& request, std::string cache_control);

  std::map<std::string, std::string, std::less<>> addresses_;  // logical name -> file name
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace http
