#include "platform/http/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "platform/http/accept.hpp"
#include "platform/http/conditional.hpp"
#include "platform/http/gzip.hpp"
#include "platform/http/percent.hpp"

namespace http {

using testing::ElementsAre;
using testing::Pair;

namespace {

Request with_header(std::string name, std::string value) {
  Request r;
  r.headers.add(std::move(name), std::move(value));
  return r;
}

TEST(Next, LeadsNowhereElse) {
  EXPECT_EQ(own_path("/artists/x?tab=1"), "/artists/x?tab=1");
  for (const auto* evil :
       {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil", "evil", "/a\r\nSet-Cookie: x"})
    EXPECT_EQ(own_path(evil), "/") << evil;
}

TEST(OwnPath, GoesWhereTheCallerSaysOtherwise) {
  EXPECT_EQ(own_path("https://evil.example", "/following"), "/following");
  EXPECT_EQ(own_path("/\xC3\xA9", "/following"), "/following");
  EXPECT_EQ(own_path("/" + std::string(1000, 'a'), "/following"), "/following");
  EXPECT_EQ(own_path("/x", "/following"), "/x");
}

TEST(WholeSeconds, AreRoundedUp) {
  EXPECT_EQ(whole_seconds(std::chrono::milliseconds(1)), "1");
  EXPECT_EQ(whole_seconds(std::chrono::seconds(60)), "60");
}

}  // namespace

TEST(Query, ReadsPairsInOrder) {
  const auto query = parse_query("q=a+b%2B&empty=&bare&q=second&%C3%BC=%F0%9F%8E%B8&&");
  ASSERT_TRUE(query.has_value());
  EXPECT_THAT(query->pairs(), ElementsAre(Pair("q", "a b+"), Pair("empty", ""), Pair("bare", ""), Pair("q", "second"), Pair("ü", "🎸")));
  EXPECT_EQ(query->get("q"), "a b+");
  EXPECT_EQ(query->find("missing"), std::nullopt);
}

TEST(Query, RefusesWhatCannotBeText) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%G0=1", "a=%FF", "a=%00", "a=%C0%80", "a=%ED%A0%80", "a=%F4%90%80%80", "a=\xff"})
    EXPECT_EQ(parse_query(bad).error().code, "http.malformed_query") << bad;
}

TEST(Query, HasABoundedNumberOfFields) {
  std::string many;
  for (int i = 0; i < 200; ++i) many += "a=1&";
  EXPECT_TRUE(parse_query(many).has_value());
  EXPECT_EQ(parse_query(many + "a=1").error().code, "http.malformed_query");
}

TEST(Path, IsDecodedOnceAndStrictly) {
  EXPECT_EQ(decode_path("/artists/caf%C3%A9+x"), "/artists/café+x");
  EXPECT_EQ(decode_path("/a%252e"), "/a%2e");
  EXPECT_EQ(decode_path("/a/..b/c."), "/a/..b/c.");
  for (const char* bad : {"", "a", "/%00", "/%0a", "/a/%2e%2e/b", "/..", "/./a", "/a/.", "/%ff", "/%", "/a%2", "/\x7f"})
    EXPECT_EQ(decode_path(bad), std::nullopt) << bad;
}

TEST(Headers, IgnoreTheCaseOfNames) {
  Headers h;
  h.add("Vary", "Cookie");
  h.add("VARY", "Accept");
  EXPECT_EQ(h.get("vary"), "Cookie");
  h.set("vary", "Origin");
  EXPECT_THAT(h.all(), ElementsAre(Pair("Vary", "Origin")));
  EXPECT_EQ(h.find("Date"), std::nullopt);
}

TEST(Request, ReadsCookies) {
  const auto r = with_header("Cookie", "theme=light; sid=\"abc\";broken; sid2 = x=y ");
  EXPECT_EQ(r.cookie("theme"), "light");
  EXPECT_EQ(r.cookie("sid"), "abc");
  EXPECT_EQ(r.cookie("sid2"), "x=y");
  EXPECT_EQ(r.cookie("broken"), "");
  EXPECT_EQ(r.cookie("none"), std::nullopt);
}

TEST(Request, ReadsFormsOnlyWhenTheyAreForms) {
  auto r = with_header("Content-Type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
  r.body = "name=Pale+Ferry";
  EXPECT_EQ(r.form().value().get("name"), "Pale Ferry");
  EXPECT_EQ(with_header("Content-Type", "multipart/form-data").form().error().code, "http.not_a_form");
  EXPECT_EQ(Request{}.form().error().code, "http.not_a_form");
}

TEST(Request, WantsJsonWhenAcceptPrefersIt) {
  for (const char* yes : {"application/json", "application/json, text/html;q=0.9", "text/html;q=0.5,application/*",
                          "application/json,text/html", "text/*;q=0.1, APPLICATION/JSON"})
    EXPECT_TRUE(with_header("Accept", yes).wants_json()) << yes;
  for (const char* no : {"", "*/*", "text/html", "text/html,application/json", "application/json;q=0, */*",
                         "application/json;q=0.2,text/html;q=0.3", ";;,=,q=", "text/html,application/xhtml+xml,*/*;q=0.8"})
    EXPECT_FALSE(with_header("Accept", no).wants_json()) << no;
  auto api = with_header("Accept", "*/*");
  api.path = "/api/v1/imports";
  EXPECT_TRUE(api.wants_json());
  api.headers.set("Accept", "text/html,*/*;q=0.1");
  EXPECT_FALSE(api.wants_json());
}

TEST(Accept, NegotiatesCodings) {
  EXPECT_TRUE(accepts_coding("gzip, deflate, br", "br"));
  EXPECT_TRUE(accepts_coding("*;q=0.1", "gzip"));
  for (const char* no : {"", "identity", "gzip;q=0", "gzip;q=0.000, *", "x-gzip"}) EXPECT_FALSE(accepts_coding(no, "gzip")) << no;
}

TEST(Response, RedirectsOnlyToOwnPaths) {
  EXPECT_EQ(see_other("/artists/marrow-coast").headers.get("Location"), "/artists/marrow-coast");
  for (const char* bad : {"//evil.example", "https://evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b", ""})
    EXPECT_EQ(see_other(bad).headers.get("Location"), "/") << bad;
}

TEST(Response, ErrorsHaveOneShape) {
  Request r;
  r.request_id = "0123456789abcdef";
  const auto response = json_error(base::not_found("artists.unknown", "No \"such\" artist."), r);
  EXPECT_EQ(response.status, 404);
  const boost::json::value expected{
      {"error", {{"code", "artists.unknown"}, {"message", "No \"such\" artist."}, {"request_id", "0123456789abcdef"}}}};
  EXPECT_EQ(boost::json::parse(*response.body), expected);
  EXPECT_EQ(status_of(base::invalid("http.header_too_large", "")), 431);
  EXPECT_EQ(status_of(base::Kind::rate_limited), 429);
}

TEST(Conditional, AnswersNotModifiedForTheSameVersion) {
  const std::string known(not_modified_or(text(200, "page"), {}).headers.get("ETag"));
  ASSERT_TRUE(known.starts_with("W/\""));
  for (const auto& value : {known, known.substr(2), "\"other\", " + known, std::string("*")}) {
    const auto response = not_modified_or(text(200, "page"), with_header("If-None-Match", value));
    EXPECT_EQ(response.status, 304) << value;
    EXPECT_EQ(response.body, nullptr);
    EXPECT_EQ(response.headers.get("ETag"), known);
  }
  EXPECT_EQ(not_modified_or(text(200, "another page"), with_header("If-None-Match", known)).status, 200);
  EXPECT_EQ(not_modified_or(text(404, "page"), with_header("If-None-Match", known)).status, 404);
  auto post = with_header("If-None-Match", known);
  post.method = Method::post;
  EXPECT_EQ(not_modified_or(text(200, "page"), post).status, 200);
}

TEST(Gzip, IsMuchSmallerAndRepeatable) {
  const std::string page(20'000, 'x');
  EXPECT_LT(gzip(page)->size(), 200u);
  EXPECT_EQ(*gzip(page), *gzip(page));
  EXPECT_TRUE(gzip("")->starts_with("\x1f\x8b"));
}

}  // namespace http
