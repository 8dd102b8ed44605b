#include "platform/http/assets.hpp"

#include <unistd.h>

#include <fstream>

#include "platform/http/test_server.hpp"

namespace http {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class AssetsTest : public ServerFixture {
 protected:
  AssetsTest() {
    std::filesystem::create_directories(folder);
    write("manifest.json", R"({"app.css": "app-1a2b.css", "mark.woff2": "mark-3c.woff2"})");
    write("app-1a2b.css", "body{}");
    write("app-1a2b.css.br", "as brotli");
    write("app-1a2b.css.gz", "as gzip");
    write("mark-3c.woff2", "font");
    write("secret.txt", "not in the manifest");
  }
  ~AssetsTest() override { std::filesystem::remove_all(folder); }
  void write(const std::string& name, std::string_view content) const { std::ofstream(folder / name, std::ios::binary) << content; }
  std::string error() const {
    const auto loaded = Assets::load(folder);
    return loaded ? "none" : loaded.error().code;
  }

  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("theset-assets-" + std::to_string(getpid()));
};

TEST_F(AssetsTest, ServesEachFileInTheBestForm) {
  const auto assets = Assets::load(folder).value();
  EXPECT_EQ(assets->url("app.css"), "/assets/app-1a2b.css");
  EXPECT_EQ(assets->url("none.js"), "/assets/none.js");
  assets->serve_on(*router);
  const auto plain = ask(get("/assets/app-1a2b.css"));
  EXPECT_THAT(plain, AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("\r\nContent-Type: text/css; charset=utf-8\r\n"), HasSubstr("immutable"),
                           HasSubstr("\r\nVary: Accept-Encoding\r\n"), EndsWith("\r\n\r\nbody{}")));
  EXPECT_THAT(ask(get("/assets/app-1a2b.css", "Accept-Encoding: gzip, br\r\n")),
              AllOf(HasSubstr("\r\nContent-Encoding: br\r\n"), EndsWith("\r\n\r\nas brotli")));
  EXPECT_THAT(ask(get("/assets/app-1a2b.css", "Accept-Encoding: gzip\r\n")),
              AllOf(HasSubstr("\r\nContent-Encoding: gzip\r\n"), EndsWith("\r\n\r\nas gzip")));
  EXPECT_THAT(ask(get("/assets/mark-3c.woff2", "Accept-Encoding: br\r\n")),
              AllOf(HasSubstr("font/woff2"), Not(HasSubstr("Content-Encoding")), EndsWith("font")));
  const auto at = plain.find("ETag: ") + 6;
  const auto etag = plain.substr(at, plain.find("\r\n", at) - at);
  EXPECT_THAT(ask(get("/assets/app-1a2b.css", "If-None-Match: " + etag + "\r\n")), AllOf(StartsWith("HTTP/1.1 304"), EndsWith("\r\n\r\n")));
}

TEST_F(AssetsTest, ServesNothingElse) {
  Assets::load(folder).value()->serve_on(*router);
  for (const char* path : {"/assets/secret.txt", "/assets/manifest.json", "/assets/app-1a2b.css.br", "/assets/"})
    EXPECT_THAT(ask(get(path)), StartsWith("HTTP/1.1 404")) << path;
}

TEST_F(AssetsTest, SaysWhatIsMissing) {
  write("manifest.json", R"({"app.css": "gone.css"})");
  EXPECT_EQ(error(), "assets.missing");
  for (const char* bad : {"[1]", "{\"a\": 1}", "{\"a\": \"../etc/passwd\"}", "{\"a\": \"\"}", "{"}) {
    write("manifest.json", bad);
    EXPECT_EQ(error(), "assets.malformed") << bad;
  }
  std::filesystem::remove(folder / "manifest.json");
  EXPECT_EQ(error(), "assets.missing");
}

}  // namespace http
