#include "platform/http/visitor_limit.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

using namespace std::chrono_literals;

const base::Time noon = base::from_millis(1'790'000'000'000);

TEST(VisitorLimit, AFewAtOnceThenAtAnEvenPace) {
  VisitorLimit limit({.at_once = 3, .each = 10s, .most_visitors = 10});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.enter("192.0.2.1", noon)) << i;
  EXPECT_EQ(limit.enter("192.0.2.1", noon), noon + 10s);
  EXPECT_EQ(limit.enter("192.0.2.1", noon + 4s), noon + 10s);  // being refused costs nothing
  EXPECT_FALSE(limit.enter("192.0.2.1", noon + 10s));
  EXPECT_EQ(limit.enter("192.0.2.1", noon + 10s), noon + 20s);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.enter("192.0.2.1", noon + 60s)) << i;
  EXPECT_TRUE(limit.enter("192.0.2.1", noon + 60s));
}

TEST(VisitorLimit, EachAddressHasItsOwnAndAHouseholdSharesOne) {
  VisitorLimit limit({.at_once = 1, .each = 10s, .most_visitors = 10});
  EXPECT_FALSE(limit.enter("192.0.2.1", noon));
  EXPECT_FALSE(limit.enter("192.0.2.2", noon));
  EXPECT_TRUE(limit.enter("::ffff:192.0.2.2", noon));
  EXPECT_FALSE(limit.enter("2001:db8:0:1::1", noon));
  EXPECT_TRUE(limit.enter("2001:db8:0:1:ffff::9", noon));
  EXPECT_FALSE(limit.enter("2001:db8:0:2::1", noon));
}

TEST(VisitorLimit, ManyAddressesTakeBoundedMemoryAndStillCount) {
  VisitorLimit limit({.at_once = 2, .each = 10s, .most_visitors = 3});
  for (const char* address : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) EXPECT_FALSE(limit.enter(address, noon));
  EXPECT_FALSE(limit.enter("192.0.2.4", noon));
  EXPECT_FALSE(limit.enter("192.0.2.5", noon));
  EXPECT_TRUE(limit.enter("192.0.2.6", noon));         // the three are remembered, the rest share
  EXPECT_FALSE(limit.enter("192.0.2.1", noon));        // who was there keeps their own
  EXPECT_FALSE(limit.enter("192.0.2.6", noon + 60s));  // worn off and forgotten
}

}  // namespace
}  // namespace http
