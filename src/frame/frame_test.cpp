#include "frame/frame.hpp"

#include <gmock/gmock.h>

namespace frame {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FrameTest : public testing::Test {
 protected:
  ~FrameTest() override { set_site({}); }
};

TEST_F(FrameTest, IsAWholeDocument) {
  Page page;
  page.title = "Marrow <Coast>";
  page.description = "\"quoted\"";
  page.canonical = "/artists/x";
  page.main << "<p>inside</p>";
  const auto html = draw(page).str();
  EXPECT_THAT(html, AllOf(StartsWith("<!doctype html><html lang=\"en\">"), HasSubstr("<title>Marrow &lt;Coast&gt; · The Set</title>"),
                          HasSubstr("content=\"&quot;quoted&quot;\""), HasSubstr("<main id=\"main\" tabindex=\"-1\"><p>inside</p></main>"),
                          HasSubstr("href=\"#main\""), HasSubstr("/assets/app.js")));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("canonical")), Not(HasSubstr("noindex")), Not(HasSubstr("Sandbox"))));
}

TEST_F(FrameTest, TheSiteIsSaidOnEveryPage) {
  set_site({.asset = [](std::string_view name) { return "/assets/" + std::string(name) + "?v1"; },
            .sandbox = true,
            .public_url = "https://theset.test"});
  Page page;
  page.canonical = "/artists/x";
  page.index = false;
  EXPECT_THAT(draw(page).str(), AllOf(HasSubstr("Sandbox"), HasSubstr("made up"), HasSubstr("href=\"https://theset.test/artists/x\""),
                                      HasSubstr("app.css?v1"), HasSubstr("noindex")));
}

TEST_F(FrameTest, OperatorsHaveABarOfTheirOwn) {
  Page page;
  page.operators = true;
  EXPECT_THAT(draw(page).str(),
              AllOf(HasSubstr("/admin/jobs"), HasSubstr("admin.js"), Not(HasSubstr("class=\"tabs\"")), Not(HasSubstr("class=\"lamps\""))));
}

TEST_F(FrameTest, AnArtistKeepsItsLamps) {
  Page page;
  page.lamp = 42;
  const auto html = draw(page).str();
  EXPECT_THAT(html, HasSubstr("data-lamp=\""));
  EXPECT_EQ(draw(page).str(), html);
  for (std::int64_t id = 1; id < 2000; ++id) {
    page.lamp = id;
    const auto text = draw(page).str();
    const auto at = text.find("data-lamp=\"") + 11;
    const int lamp = std::stoi(text.substr(at));
    ASSERT_GE(lamp, 0);
    ASSERT_LT(lamp, 12);
  }
}

TEST_F(FrameTest, HeadingClasses) {
  EXPECT_EQ(heading_class("Marrow Coast"), "");
  EXPECT_EQ(heading_class("1234567890123456789012"), "");
  EXPECT_EQ(heading_class("12345678901234567890123"), "long");
  EXPECT_EQ(heading_class("ññññññññññññññññññññññ"), "");  // characters count, not bytes
  EXPECT_EQ(heading_class("Čerstvá Žába – “live”"), "");
  EXPECT_EQ(heading_class("Тихий Ледокол"), "as-is");
  EXPECT_EQ(heading_class("قمر الميناء"), "as-is");
  EXPECT_EQ(heading_class("은빛세탁소 은빛세탁소 은빛세탁소 은빛세탁소"), "as-is long");
  EXPECT_EQ(heading_class(""), "");
}

TEST_F(FrameTest, AnErrorIsAPageForPeopleAndJsonForPrograms) {
  http::Request request;
  request.path = "/artists/x";
  request.request_id = "0123456789abcdef";
  request.headers.set("Accept", "text/html");
  const auto error = base::not_found("artists.unknown", "There is <no> artist here.");
  const auto page = error_response(request, error);
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(*page.body, AllOf(HasSubstr("Nothing on this stage"), HasSubstr("There is &lt;no&gt; artist here."),
                                HasSubstr("artists.unknown"), HasSubstr("0123456789abcdef"), HasSubstr("noindex")));
  request.headers.set("Accept", "application/json");
  EXPECT_THAT(*error_response(request, error).body, HasSubstr("\"code\":\"artists.unknown\""));
  request.path = "/api/v1/artists/x";
  request.headers.set("Accept", "text/html");
  EXPECT_THAT(*error_response(request, error).body, StartsWith("{"));
}

TEST_F(FrameTest, AnErrorPageShowsTheStatusItIsSentWith) {
  http::Request request;
  request.path = "/x";
  request.headers.set("Accept", "text/html");
  const auto page = error_response(request, base::invalid("http.method_not_allowed", "No."));
  EXPECT_EQ(page.status, 405);
  EXPECT_THAT(*page.body, HasSubstr(">405<"));
}

}  // namespace
}  // namespace frame
