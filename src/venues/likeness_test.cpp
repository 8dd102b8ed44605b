#include "venues/likeness.hpp"

#include <gmock/gmock.h>

namespace venues {
namespace {

using testing::ElementsAre;

Likeness between(std::string_view a, std::string_view b, std::string_view city = "Copenhagen") {
  return likeness(telling_words(a, city), telling_words(b, city));
}

TEST(LikenessTest, WordsThatTellNothingAreLeftOut) {
  EXPECT_THAT(telling_words("The Kolder Club, Copenhagen", "Copenhagen"), ElementsAre("kolder", "club"));
  EXPECT_THAT(telling_words("Theatre & Centre", "Oslo"), ElementsAre("theater", "center"));
  EXPECT_THAT(telling_words("Copenhagen", "Copenhagen"), ElementsAre("copenhagen"));
  EXPECT_THAT(telling_words("The The", "Oslo"), ElementsAre("the", "the"));
  EXPECT_TRUE(telling_words("", "Oslo").empty());
}

TEST(LikenessTest, SpellingsOfOneName) {
  EXPECT_EQ(between("Slaktkyrkan", "Slakt Kyrkan").score, 1);
  EXPECT_EQ(between("Große Freiheit Ost", "Grosse Freiheit Ost").score, 1);
  EXPECT_GT(between("Halden Hall", "Haldden Hall").score, 0.9);
  EXPECT_EQ(between("Lantern Works Theatre", "The Lantern Works Theater").score, 1);
}

TEST(LikenessTest, OtherHalls) {
  EXPECT_LT(between("Halden Hall 1", "Halden Hall 2").score, 0.9);
  EXPECT_LT(between("Halden Hall North", "Halden Hall South").score, 0.9);
  EXPECT_LT(between("Club 7", "Club 17").score, 0.6);
  EXPECT_LT(between("Kolder Club", "Halden Hall").score, 0.1);
}

TEST(LikenessTest, ARoomOfABuildingIsPartOfIt) {
  EXPECT_TRUE(between("Paradiso", "Paradiso Noord").part_of);
  EXPECT_FALSE(between("Paradiso Grote Zaal", "Paradiso Noord").part_of);
}

}  // namespace
}  // namespace venues
