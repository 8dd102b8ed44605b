#include "platform/base/read.hpp"

#include <gtest/gtest.h>

namespace {

std::vector<std::string> names(const char* text, std::size_t most, base::Skips& skips) {
  const auto list = base::parse_json(text).value();
  return base::read_list<std::string>(list.as_array(), "song", most, skips,
                                      [](const base::json::value& v, std::string_view& why) -> std::optional<std::string> {
                                        why = "no name";
                                        if (auto name = base::text_at(v, "name"); !name.empty()) return name;
                                        return std::nullopt;
                                      });
}

TEST(Read, BadRecordsAreSkippedCountedAndExplained) {
  base::Skips skips;
  EXPECT_EQ(names(R"([{"name":"One"},null,7,{"name":3},{"name":"Two"}])", 10, skips), (std::vector<std::string>{"One", "Two"}));
  EXPECT_EQ(skips.skipped, 3);
  EXPECT_EQ(skips.reasons, (std::vector<std::string>{"song 2: null", "song 3: not an object", "song 4: no name"}));
}

TEST(Read, ReasonsAndCountsAreBounded) {
  base::Skips skips;
  EXPECT_EQ(names(R"([{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}])", 2, skips).size(), 2u);
  EXPECT_EQ(skips.skipped, 2);
  EXPECT_EQ(skips.reasons, (std::vector<std::string>{"song 3: over the limit of 2"}));
  for (int i = 0; i < 50; ++i) skips.skip("again");
  EXPECT_EQ(skips.skipped, 52);
  EXPECT_EQ(skips.reasons.size(), base::Skips::kept_reasons);
}

TEST(Read, OnlyPlainIdsPass) {
  EXPECT_TRUE(base::is_plain_id("Z7r9jZ1A7Q9_e"));
  for (const char* bad : {"", "a/b", "a b", "..", "a%2F", "ä"}) EXPECT_FALSE(base::is_plain_id(bad)) << bad;
  EXPECT_FALSE(base::is_plain_id(std::string(65, 'a')));
}

TEST(Read, OnlyWebAddressesPass) {
  for (const char* good :
       {"https://i.scdn.co/image/ab67", "HTTP://127.0.0.1:8080/x?y=1#z", "http://www.last.fm/music/Childish%20Gambino", "https://x.test"})
    EXPECT_TRUE(base::is_web_url(good)) << good;
  for (const char* bad :
       {"", "javascript:alert(1)", "ftp://x.test/", "//x.test", "https://", "https:///x", "https://a@b.test/", "https://x.test/a b",
        "https://x.test/\"onload=", "https://x.test/\n", "https://[::1]/", "https://x.test/\xff", "mailto:a@b.test"})
    EXPECT_FALSE(base::is_web_url(bad)) << bad;
  EXPECT_FALSE(base::is_web_url("https://x.test/" + std::string(2000, 'a')));
}

TEST(Read, TextIsCleanedAndCut) {
  const auto v = base::parse_json(R"({"a":"  JMA  Dome \u202e ","b":5,"c":null})").value();
  EXPECT_EQ(base::text_at(v, "a"), "JMA Dome");
  EXPECT_EQ(base::text_at(v, "a", 3), "JMA");
  EXPECT_EQ(base::text_at(v, "b"), "");
  EXPECT_EQ(base::text_at(v, "c"), "");
  EXPECT_EQ(base::text_at(v, "d"), "");
}

TEST(Read, OneRecordOrWhatItWasInstead) {
  const auto named = [](const base::json::value& v, std::string_view& why, base::Skips&) -> std::optional<std::string> {
    const auto name = base::string_at(v, "name");
    return name ? std::optional(std::string(*name)) : (why = "no name", std::nullopt);
  };
  const base::Error otherwise = base::invalid("test.unexpected", "Not a name.");
  EXPECT_EQ(base::read_one<std::string>(R"({"name":"Kelp"})", otherwise, named).value(), "Kelp");
  for (const char* other : {"{}", "[]", "null", "7"})
    EXPECT_EQ(base::read_one<std::string>(other, otherwise, named).error().code, "test.unexpected") << other;
  EXPECT_EQ(base::read_one<std::string>("{", otherwise, named).error().code, "json.malformed");
}

TEST(Read, ListsOfTexts) {
  const auto v = base::json::parse(R"({"genres":["a "," ",7,null,"bb","c","d"]})");
  EXPECT_EQ(base::texts_at(v, "genres", 3, 1), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(base::texts_at(v, "aliases", 3, 1).empty());
  EXPECT_EQ(base::texts_in(R"(["a ",7,"b"])"), (std::vector<std::string>{"a ", "b"}));
  for (const char* other : {"[]", "", "{}", "[", "\"a\""}) EXPECT_TRUE(base::texts_in(other).empty()) << other;
}

}  // namespace
