#include "platform/base/secrets.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Secrets, ASignatureDependsOnKeyPurposeAndText) {
  const auto known = signature("key", "guest", "17");
  EXPECT_EQ(known.size(), 64u);
  EXPECT_EQ(known, signature("key", "guest", "17"));
  EXPECT_NE(known, signature("other", "guest", "17"));
  EXPECT_NE(known, signature("key", "link", "17"));
  EXPECT_NE(known, signature("key", "guest", "18"));
}

TEST(Secrets, OnlyTheKeyOpensWhatWasSealed) {
  const auto sealed = seal("key", "refresh-token");
  EXPECT_NE(sealed, seal("key", "refresh-token"));
  EXPECT_EQ(open_sealed("key", sealed), "refresh-token");
  EXPECT_FALSE(open_sealed("other", sealed));
}

TEST(Secrets, ATouchedSealIsRefused) {
  auto sealed = seal("key", "refresh-token");
  sealed.back() = sealed.back() == '0' ? '1' : '0';
  EXPECT_FALSE(open_sealed("key", sealed));
  EXPECT_FALSE(open_sealed("key", ""));
  EXPECT_FALSE(open_sealed("key", "abc"));
  EXPECT_FALSE(open_sealed("key", "not hexadecimal at all"));
}

TEST(Secrets, AFingerprintIsBlake2b) {
  // BLAKE2b-256 of the empty text, RFC 7693's function with a 32-byte result.
  EXPECT_EQ(fingerprint(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

}  // namespace
}  // namespace base
