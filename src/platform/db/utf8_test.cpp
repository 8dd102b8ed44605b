#include "platform/db/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace db {
namespace {

using namespace std::string_literals;

TEST(StorableText, TakesEveryScript) {
  for (const std::string& good :
       {""s, "plain"s, "exactly8"s, "Björk — Кино 東京 🎸"s, "\x7f\t\n"s, "\xed\x9f\xbf\xee\x80\x80"s, "\xf4\x8f\xbf\xbf"s}) {
    EXPECT_TRUE(storable_text(good)) << good;
  }
}

// Every place within and around the eight bytes that are looked at together.
TEST(StorableText, RefusesOneBadByteWhereverItStands) {
  for (const char bad : {'\0', '\x80', '\xc1', '\xf5', '\xff'}) {
    for (std::size_t place = 0; place < 20; ++place) {
      std::string text(20, 'a');
      text[place] = bad;
      EXPECT_FALSE(storable_text(text)) << static_cast<int>(bad) << " at " << place;
    }
  }
}

TEST(StorableText, RefusesWhatIsCutOverlongOrNoCharacter) {
  for (const std::string& bad : {"\xc3"s, "\xe2\x82"s, "\xf0\x9f\x8e"s, "\xc0\x80"s, "\xe0\x9f\xbf"s, "\xf0\x8f\xbf\xbf"s, "\xed\xa0\x80"s,
                                 "\xf4\x90\x80\x80"s, "\xe2\x28\xa1"s}) {
    EXPECT_FALSE(storable_text(bad));
  }
}

}  // namespace
}  // namespace db
