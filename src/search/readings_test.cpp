#include "search/readings.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace search {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> texts(const std::vector<Reading>& readings) {
  std::vector<std::string> out;
  std::ranges::transform(readings, std::back_inserter(out), &Reading::text);
  return out;
}

TEST(Readings, TheOtherKeyboardLayoutBothWays) {
  EXPECT_THAT(texts(other_readings("nb[bq ,thtu")), Contains("тихий берег"));
  EXPECT_THAT(texts(other_readings("Ьфккщц Сщфые")), Contains("marrow coast"));
}

TEST(Readings, WithoutTitlesGuestsNumbersAndCodes) {
  EXPECT_THAT(texts(other_readings("Marrow Coast - Low Tide")), Contains("marrow coast"));
  EXPECT_THAT(texts(other_readings("Marrow Coast feat. Pale Ferry")), Contains("marrow coast"));
  EXPECT_THAT(texts(other_readings("Marrow Coast, Pale Ferry")), Contains("marrow coast"));
  EXPECT_THAT(texts(other_readings("03Marrow Coast")), Contains("Marrow Coast"));
  EXPECT_THAT(texts(other_readings("Marrow%20Coast")), Contains("Marrow Coast"));
  EXPECT_THAT(texts(other_readings("Kelp &amp; Salt")), Contains("Kelp & Salt"));
  EXPECT_THAT(texts(other_readings("100%")), Not(Contains("")));
}

TEST(Readings, TheArticleGluedOnOrMisspelt) {
  EXPECT_THAT(texts(readings_of_article("thelanterns")), Contains("the lanterns"));
  EXPECT_THAT(texts(readings_of_article("teh lanterns")), Contains("the lanterns"));
  EXPECT_THAT(texts(readings_of_article("th lanterns")), Contains("the lanterns"));
  EXPECT_THAT(readings_of_article("the lanterns"), IsEmpty());
  EXPECT_THAT(readings_of_article("lanterns"), IsEmpty());
  EXPECT_THAT(readings_of_article("then"), IsEmpty());
  EXPECT_THAT(readings_of_article(""), IsEmpty());
}

TEST(Readings, OfHostileTextAreFewAndNoCrash) {
  for (const std::string& text :
       {std::string("\xd0"), std::string("\xd0\x90"), std::string("%"), std::string("%4"), std::string("%zz%00"), std::string("&amp;amp;"),
        std::string(800, ';'), std::string(800, '['), std::string("\xff\xfe"), std::string(" - "), std::string("/")})
    EXPECT_LE(other_readings(text).size(), 6u);
}

}  // namespace
}  // namespace search
