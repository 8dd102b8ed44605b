// Pictures: who sees which, on both engines.
#include "profiles/picture.hpp"

#include <gmock/gmock.h>

#include "support/database.hpp"

namespace profiles {
namespace {

constexpr db::Statement make_fan{"test.make_fan", "update users set role = 'fan', profile_image_url = 'https://i/1' where id = $1",
                                 "update users set role = 'fan', profile_image_url = 'https://i/1' where id = $1"};
constexpr db::Statement disable{"test.disable", "update users set disabled_at = 1 where id = $1",
                                "update users set disabled_at = 1 where id = $1"};

class PictureTest : public testing::TestWithParam<db::Engine> {
 protected:
  PictureTest() : ana(member()), bo(member()) {}
  template <class F>
  void write(F work) {
    database->write_now([&](db::Tx& tx) { work(tx); });
  }
  UserId member() {
    return database->write_now([&](db::Tx& tx) {
      const auto id = accounts::add_guest(tx, clock.now()).id;
      tx.run(make_fan, id);
      return id;
    });
  }
  static pictures::Squares squares(const std::string& content) {
    pictures::Squares out;
    for (const int side : pictures::sides) out.push_back({side, content + std::string("\0\xff", 2) + std::to_string(side)});
    return out;
  }
  void set(UserId user, const std::string& content) {
    write([&](db::Tx& tx) { set_picture(tx, clock.now(), user, squares(content)); });
  }
  Profile profile(UserId user) {
    return *database->read_now([&](db::Tx& tx) { return of(tx, user); });
  }
  std::string hash(UserId user) { return profile(user).picture.substr(std::string("/pictures/").size()); }
  std::optional<std::string> look(std::optional<UserId> viewer, const std::string& at, int side = 64) {
    return database->read_now([&](db::Tx& tx) { return picture(tx, viewer, at, side); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  UserId ana, bo;
};
INSTANTIATE_TEST_SUITE_P(Engines, PictureTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(PictureTest, ItIsThereForWhomThePageIsThere) {
  EXPECT_FALSE(profile(ana).uploaded()) << "Spotify's is another site's";
  set(ana, "face");
  ASSERT_TRUE(profile(ana).uploaded());
  const auto at = hash(ana);
  EXPECT_EQ(picture_address(profile(ana).picture, 192), "/pictures/" + at + "/192");
  for (const auto& square : squares("face")) EXPECT_EQ(look(ana, at, square.side), square.webp);
  EXPECT_EQ(look({}, at), std::nullopt);
  EXPECT_EQ(look(bo, at), std::nullopt);
  write([&](db::Tx& tx) { set_open(tx, ana, {.page = true}); });
  EXPECT_TRUE(look({}, at));
  EXPECT_TRUE(look(bo, at));
  EXPECT_EQ(look(ana, at, 100), std::nullopt);
  EXPECT_EQ(look(ana, "0"), std::nullopt);
  write([&](db::Tx& tx) { tx.run(disable, ana); });
  EXPECT_EQ(look({}, at), std::nullopt);
}

TEST_P(PictureTest, ANewOneHasANewAddressAndTheOldOneIsGone) {
  set(ana, "face");
  const auto before = hash(ana);
  set(ana, "face");
  EXPECT_EQ(hash(ana), before) << "the same picture, the same address";
  set(bo, "face");
  EXPECT_NE(hash(bo), before) << "another member's is another one";
  set(ana, "other");
  EXPECT_NE(hash(ana), before);
  EXPECT_EQ(look(ana, before), std::nullopt);
  EXPECT_TRUE(look(ana, hash(ana)));
  EXPECT_TRUE(look(bo, hash(bo)));
}

TEST_P(PictureTest, RemovedOrForgottenNothingIsLeft) {
  write([&](db::Tx& tx) { remove_picture(tx, clock.now(), ana); });
  EXPECT_EQ(profile(ana).picture, "") << "Spotify's too";
  for (const bool removed : {true, false}) {
    set(ana, "face");
    const auto at = hash(ana);
    write([&](db::Tx& tx) { removed ? remove_picture(tx, clock.now(), ana) : forget(tx, ana); });
    EXPECT_EQ(look(ana, at), std::nullopt);
  }
}

TEST(PictureWords, EveryTroubleHasACodeOfItsOwn) {
  std::vector<std::string> codes{picture_too_large().code};
  for (int i = 0; i <= static_cast<int>(pictures::Trouble::unavailable); ++i) {
    codes.push_back(picture_refused(static_cast<pictures::Trouble>(i)).code);
    EXPECT_TRUE(codes.back().starts_with("profiles.picture_"));
  }
  std::ranges::sort(codes);
  EXPECT_EQ(std::ranges::adjacent_find(codes), codes.end());
}

}  // namespace
}  // namespace profiles
