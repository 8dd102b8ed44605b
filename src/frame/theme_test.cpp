// Themes: one page for all readers, with another beginning for those who chose light; a show that is on stays dark.
#include <gmock/gmock.h>

#include "frame/frame.hpp"

namespace frame {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

http::Request asks(const std::string& cookie) {
  http::Request request;
  if (!cookie.empty()) request.headers.set("Cookie", cookie);
  return request;
}
std::string page_of(Dim dim) {
  Page page;
  page.lamp = 7;
  page.dim = dim;
  page.main << "<p>&lt;html lang=\"en\"</p>";
  return draw(page).str();
}

TEST(Theme, IsReadFromACookieThatMayHoldAnything) {
  EXPECT_EQ(theme_of(asks("theset_theme=light")), Theme::light);
  EXPECT_EQ(theme_of(asks("a=b; __Host-theset_theme=bright")), Theme::bright);
  EXPECT_EQ(theme_of(asks("__Host-theset_theme=dark; theset_theme=light")), Theme::dark) << "over TLS a neighbour's cookie says nothing";
  for (const auto* odd : {"", "theset_theme=", "theset_theme=LIGHT", "theset_theme=\"><script>", "theset_themes=light"})
    EXPECT_EQ(theme_of(asks(odd)), Theme::dark) << odd;
  for (const auto theme : themes) EXPECT_EQ(theme_from(to_string(theme)), theme);
}

TEST(Theme, IsAnotherBeginningOfTheSamePage) {
  const auto dark = page_of(Dim::no), light = in_theme(dark, Theme::light);
  EXPECT_THAT(dark, AllOf(StartsWith("<!doctype html><html lang=\"en\" data-lamp="), HasSubstr("\"theme-color\" content=\"#0b090e\"")));
  EXPECT_THAT(light, AllOf(StartsWith("<!doctype html><html lang=\"en\" data-theme=\"light\" data-lamp="),
                           HasSubstr("\"theme-color\" content=\"#f7f3eb\""), Not(HasSubstr("#0b090e"))));
  EXPECT_EQ(light.substr(light.find("<main")), dark.substr(dark.find("<main")));
  EXPECT_EQ(in_theme(dark, Theme::dark), dark);
  EXPECT_EQ(in_theme(light, Theme::light), light) << "put on once";
  EXPECT_EQ(in_theme("<section>", Theme::light), "<section>") << "a section alone has no theme";
}

TEST(Theme, LeavesTheHallDark) {
  EXPECT_THAT(in_theme(page_of(Dim::asked), Theme::light), StartsWith("<!doctype html><html lang=\"en\" data-theme=\"dark\""));
  const auto bright = in_theme(page_of(Dim::asked), Theme::bright);
  EXPECT_THAT(bright, AllOf(StartsWith("<!doctype html><html lang=\"en\" data-theme=\"light\" data-lamp="), HasSubstr("#f7f3eb")));
  EXPECT_EQ(in_theme(page_of(Dim::always), Theme::bright), page_of(Dim::always));
}

TEST(Theme, IsPutOnPagesAlone) {
  auto answer = http::text(200, page_of(Dim::no));
  answer.gzipped = answer.body;
  const auto before = answer.body;
  wear_theme(asks(""), answer);
  EXPECT_EQ(answer.body, before) << "the finished page itself, not a copy";
  wear_theme(asks("theset_theme=light"), answer);
  EXPECT_THAT(*answer.body, HasSubstr("data-theme=\"light\""));
  EXPECT_EQ(answer.gzipped, nullptr) << "it was made of the dark one";
  auto json = http::text(200, "{}");
  wear_theme(asks("theset_theme=light"), json);
  EXPECT_EQ(*json.body, "{}");
  http::Response empty;
  wear_theme(asks("theset_theme=light"), empty);
  EXPECT_EQ(empty.body, nullptr);
}

}  // namespace
}  // namespace frame
