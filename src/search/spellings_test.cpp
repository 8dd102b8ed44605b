#include "search/spellings.hpp"

#include <gmock/gmock.h>

#include "platform/base/text.hpp"

namespace search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Spellings, SignsAreSaid) {
  EXPECT_THAT(spellings("+/-"), ElementsAre("+/-", "plus minus"));
  EXPECT_THAT(spellings("÷"), Contains("divide"));
  EXPECT_THAT(spellings("?!?"), ElementsAre("?!?"));
  EXPECT_THAT(spellings("Tide + Salt"), ElementsAre("tide salt"));
}

TEST(Spellings, LettersThatOnlyLook) {
  EXPECT_THAT(spellings("MДRЯOW"), Contains("marrow"));
  EXPECT_THAT(spellings("V3lv3t $alt"), Contains("velvet salt"));
  EXPECT_THAT(spellings("K!nk"), Contains("kink"));
  EXPECT_THAT(spellings("Wham!"), ElementsAre("wham"));
  EXPECT_THAT(spellings("Coast 45"), ElementsAre("coast 45"));
  EXPECT_THAT(spellings("Тихий Берег"), ElementsAre("tihij bereg"));
}

TEST(Spellings, JapaneseNamesAsTheyAreRead) {
  EXPECT_THAT(spellings("椎名林檎"), Contains("shiina ringo"));
  EXPECT_THAT(spellings("坂本龍一"), Contains("sakamoto ryuuichi"));
  EXPECT_THAT(spellings("さくら"), ElementsAre("sakura"));
}

TEST(Spellings, ConsonantsWhereNoVowelsAreWritten) {
  EXPECT_TRUE(writes_consonants("أم كلثوم"));
  EXPECT_FALSE(writes_consonants("Тихий Берег, 椎名, Björn"));
  EXPECT_EQ(consonants(base::fold("أم كلثوم")), consonants("oum kalthoum"));
  EXPECT_EQ(consonants(base::fold("عمر دياب")), consonants("amer diab"));
  EXPECT_THAT(consonants("ae io"), IsEmpty());
}

TEST(Spellings, InitialsOfThreeWordsAndMore) {
  EXPECT_EQ(initials("low bridge keepers"), "lbk");
  EXPECT_TRUE(is_abbreviation("lbk"));
  for (const auto* text : {"low bridge", "", "a b c d e f g"}) EXPECT_THAT(initials(text), IsEmpty()) << text;
}

TEST(Spellings, HostileNamesAreHarmless) {
  EXPECT_THAT(spellings(""), IsEmpty());
  for (const std::string name : {"\xff\xfe\xe5\xae", "\xe5", "$", "!", "**** ****", "漢\xe5", "a\0b"}) spellings(name);
  for (const auto& text : spellings(std::string(100'000, '$') + "x" + std::string(100'000, '!'))) EXPECT_LE(text.size(), 200u);
}

}  // namespace
}  // namespace search
