// A picture from elsewhere becomes the member's own, once, on both engines; the other site and the decoder answer as they like.
#include "profiles/fetched_picture.hpp"

#include <gmock/gmock.h>

#include "support/database.hpp"
#include "support/fake_http.hpp"
#include "support/files.hpp"

namespace profiles {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

constexpr auto address = "https://i.example/face";
constexpr db::Statement has_picture{"test.has_picture", "update users set role = 'fan', profile_image_url = $1 where id = $2",
                                    "update users set role = 'fan', profile_image_url = $1 where id = $2"};

std::string photo() { return support::read_file(support::source_dir() / "tests/fixtures/pictures/halves.jpg"); }

class FetchedPictureTest : public testing::TestWithParam<db::Engine> {
 protected:
  FetchedPictureTest() {
    handle_jobs(runner, outside, workshop);
    database->write_now([&](db::Tx& tx) {
      tx.run(has_picture, address, ana);
      fetch_picture(tx, clock.now(), ana);
    });
  }
  Profile profile() {
    return *database->read_now([&](db::Tx& tx) { return of(tx, ana); });
  }
  template <class F>
  void write(F work) {
    database->write_now([&](db::Tx& tx) { work(tx); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  UserId ana = database->write_now([&](db::Tx& tx) { return accounts::add_guest(tx, clock.now()).id; });
  support::FakeHttp outside;
  pictures::Workshop workshop{{.program = THESET_PICTURES_PROGRAM}};
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, FetchedPictureTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(FetchedPictureTest, ItIsFetchedOnceAndTheMembersOwnFromThenOn) {
  outside.answer(200, photo());
  runner.run_due();
  EXPECT_EQ(outside.asked.at(0).url, address);
  ASSERT_TRUE(profile().uploaded());
  const auto hash = profile().picture.substr(std::string("/pictures/").size());
  for (const int side : pictures::sides) EXPECT_TRUE(database->read_now([&](db::Tx& tx) { return picture(tx, ana, hash, side); })) << side;
  write([&](db::Tx& tx) { fetch_picture(tx, clock.now(), ana); });
  runner.run_due();
  EXPECT_EQ(outside.asked.size(), 1u);
}

TEST_P(FetchedPictureTest, WhatTheMemberDidFirstStands) {
  write([&](db::Tx& tx) { remove_picture(tx, clock.now(), ana); });
  runner.run_due();
  EXPECT_THAT(outside.asked, IsEmpty());
  EXPECT_EQ(profile().picture, "");
}

TEST_P(FetchedPictureTest, WhatIsNoPictureIsDropped) {
  outside.answer(200, "<html>not found, with a smile</html>");
  runner.run_due();
  EXPECT_EQ(profile().picture, "");
}

TEST_P(FetchedPictureTest, WhatIsGoneTooLargeOrInsideIsDropped) {
  outside.answer(404, "");
  runner.run_due();
  EXPECT_EQ(profile().picture, "");
  for (const auto* refusal : {"http.too_large", "http.not_public"}) {
    write([&](db::Tx& tx) {
      tx.run(has_picture, address, ana);
      fetch_picture(tx, clock.now(), ana);
    });
    outside.fail(refusal);
    runner.run_due();
    EXPECT_EQ(profile().picture, "");
  }
  for (const auto& asked : outside.asked) EXPECT_TRUE(asked.public_only);
}

TEST_P(FetchedPictureTest, ASiteThatIsAwayIsAskedAgainForADay) {
  outside.fail("http.timeout").answer(503, "");
  for (int i = 0; i < 2; ++i) {
    runner.run_due();
    EXPECT_EQ(profile().picture, address);
    clock.advance(2h);
  }
  outside.answer(200, photo());
  runner.run_due();
  EXPECT_TRUE(profile().uploaded());

  write([&](db::Tx& tx) {
    tx.run(has_picture, address, ana);
    fetch_picture(tx, clock.now(), ana);
  });
  for (int i = 0; i < 12; ++i) {
    runner.run_due();
    clock.advance(2h);
  }
  EXPECT_EQ(profile().picture, "") << "given up";
}

}  // namespace
}  // namespace profiles
