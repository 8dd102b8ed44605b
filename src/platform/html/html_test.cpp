#include "platform/html/html.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace html {

TEST(Html, EscapesForItsPlace) {
  Html h;
  h << "<p" << attr("title", "a\"b<c") << ">" << text("<script>&'") << "</p>";
  EXPECT_EQ(h.str(), "<p title=\"a&quot;b&lt;c\">&lt;script&gt;&amp;&#39;</p>");
}

TEST(Html, LinksOnlyWhereABrowserMayGo) {
  for (const char* good : {"/x", "#a", "?q=1", "https://a.example/", "HTTP://a", "mailto:a@b.example"})
    EXPECT_TRUE(is_safe_url(good)) << good;
  for (const char* bad :
       {"javascript:alert(1)", "//evil.example", "java\nscript:x", "data:text/html,x", "/\\evil.example", " https://a", ""})
    EXPECT_FALSE(is_safe_url(bad)) << bad;
  Html h;
  h << "<a" << href("javascript:alert(1)") << ">";
  EXPECT_EQ(h.str(), "<a href=\"#\">");
}

TEST(Html, DataIslandCannotCloseItsElement) {
  Html h;
  h << data(boost::json::value("</script><!--"));
  EXPECT_EQ(h.str().find('<'), std::string::npos);
  EXPECT_EQ(boost::json::parse(h.str()).as_string(), "</script><!--");
}

TEST(Html, Numbers) {
  EXPECT_EQ(thousands(0), "0");
  EXPECT_EQ(thousands(-1234567), "-1,234,567");
  EXPECT_EQ(encode_component("a b/ü"), "a%20b%2F%C3%BC");
}

}  // namespace html
