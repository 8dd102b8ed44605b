// Handles and who sees what, on both engines.
#include "profiles/profiles.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "support/database.hpp"

namespace profiles {
namespace {

constexpr db::Statement make_fan{"test.make_fan", "update users set role = 'fan', display_name = $1 where id = $2",
                                 "update users set role = 'fan', display_name = $1 where id = $2"};
constexpr db::Statement disable{"test.disable", "update users set disabled_at = 1 where id = $1",
                                "update users set disabled_at = 1 where id = $1"};

class ProfilesTest : public testing::TestWithParam<db::Engine> {
 protected:
  ProfilesTest() : ana(member("Ana")), bo(member("Bo")) {}
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  UserId member(const std::string& name) {
    return write([&](db::Tx& tx) {
      const auto id = accounts::add_guest(tx, clock.now()).id;
      tx.run(make_fan, name, id);
      return id;
    });
  }
  std::string save_now(UserId user, std::string_view name, std::string_view handle) {
    const auto saved = write([&](db::Tx& tx) { return save(tx, clock.now(), user, name, handle); });
    return saved ? saved->handle : saved.error().code;
  }
  void open(UserId user, Openness open) {
    write([&](db::Tx& tx) { return set_open(tx, user, open), 0; });
  }
  Profile own(UserId user) {
    return *database->read_now([&](db::Tx& tx) { return of(tx, user); });
  }
  std::optional<Profile> look(std::optional<UserId> viewer, std::string_view handle) {
    return database->read_now([&](db::Tx& tx) { return seen_by(tx, viewer, handle); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  UserId ana, bo;
};
INSTANTIATE_TEST_SUITE_P(Engines, ProfilesTest, testing::ValuesIn(support::engines()), support::engine_name);

std::string read(std::string_view typed) {
  const auto handle = handle_from(typed);
  return handle ? *handle : handle.error().code;
}

TEST(Handles, AreFoldedAndOfFewLetters) {
  EXPECT_EQ(read("ana"), "ana");
  EXPECT_EQ(read(" @Ana_B-9 "), "ana_b-9");
  EXPECT_EQ(read(std::string(30, 'x')), std::string(30, 'x'));
  for (const auto& bad : {std::string("an"), std::string(31, 'x'), std::string("an a"), std::string("ana/b"), std::string("änä"),
                          std::string("ana\0b", 5), std::string("ana."), std::string("a@na"), std::string()})
    EXPECT_EQ(read(bad), "profiles.bad_handle") << bad;
  for (const auto* kept : {"admin", "Operator", "the-set", "me", "former-member", "abuse", "webmaster"})
    EXPECT_EQ(read(kept), std::string_view(kept) == "me" ? "profiles.bad_handle" : "profiles.reserved_handle") << kept;
}

TEST_P(ProfilesTest, AHandleIsOneMembersUntilItIsChanged) {
  EXPECT_EQ(save_now(ana, "Ana", "Ana-B"), "ana-b");
  EXPECT_EQ(save_now(bo, "Bo", "ANA-B"), "profiles.handle_taken");
  EXPECT_EQ(own(bo).handle, "");
  EXPECT_EQ(save_now(ana, "Ana", "other"), "other");
  EXPECT_EQ(look(ana, "ana-b"), std::nullopt) << "nothing leads from the old one";
  EXPECT_EQ(save_now(bo, "Bo", "ana-b"), "ana-b");
  EXPECT_EQ(save_now(bo, "Bo", "other"), "profiles.handle_taken");
  EXPECT_EQ(own(bo).handle, "ana-b") << "a refusal leaves the old one";
  EXPECT_EQ(save_now(ana, "Ana", "  "), "") << "given up";
  EXPECT_EQ(save_now(bo, "Bo", "other"), "other");
}

TEST_P(ProfilesTest, ANameIsCleanedAndKeptWhenTheHandleIsRefused) {
  EXPECT_EQ(save_now(ana, "  Ana\n Maria ", "ana"), "ana");
  EXPECT_EQ(own(ana).name, "Ana Maria");
  EXPECT_EQ(save_now(ana, "\t ", "ana"), "profiles.name_missing");
  EXPECT_EQ(save_now(ana, "Other", "no/no"), "profiles.bad_handle");
  EXPECT_EQ(own(ana).name, "Ana Maria");
  const auto guest = write([&](db::Tx& tx) { return accounts::add_guest(tx, clock.now()).id; });
  EXPECT_EQ(save_now(guest, "Guest", "guest-1"), "profiles.no_member");
}

TEST_P(ProfilesTest, APageThatIsNotOpenIsThereForItsMemberAlone) {
  save_now(ana, "Ana", "ana");
  EXPECT_EQ(own(ana).open, Openness{}) << "nothing is open before the member says so";
  EXPECT_EQ(look({}, "ana"), std::nullopt);
  EXPECT_EQ(look(bo, "ana"), std::nullopt);
  ASSERT_TRUE(look(ana, "ana"));
  open(ana, {.page = true, .follows = false, .activity = true});
  ASSERT_TRUE(look({}, "ana"));
  EXPECT_EQ(look({}, "ana")->open, (Openness{true, false, true}));
  EXPECT_EQ(look({}, "ana")->name, "Ana");
  open(ana, {});
  EXPECT_EQ(look({}, "ana"), std::nullopt);
}

TEST_P(ProfilesTest, OfManyTheOpenOnesAreTold) {
  const auto cy = member("Cy"), dee = member("Dee"), eli = member("Eli");
  for (const auto& [user, handle] : {std::pair(ana, "ana"), {bo, "bo-b"}, {cy, "cy-c"}, {dee, ""}, {eli, "eli"}}) {
    save_now(user, "Fan", handle);
    if (user != bo) open(user, {.page = user != cy, .follows = true, .activity = false});
  }
  write([&](db::Tx& tx) { return tx.run(disable, eli); });
  const auto told = [&](const std::vector<UserId>& users) {
    return database->read_now([&](db::Tx& tx) { return open_handles(tx, users); });
  };
  EXPECT_THAT(told({dee, cy, bo, ana, ana, eli}), testing::ElementsAre(testing::Pair(ana, "ana")));
  EXPECT_TRUE(told({bo}).empty());
  EXPECT_TRUE(told({}).empty());
}

TEST_P(ProfilesTest, WhoIsShutOutOrGoneHasNoPage) {
  save_now(ana, "Ana", "ana");
  open(ana, {true, true, true});
  write([&](db::Tx& tx) { return tx.run(disable, ana); });
  EXPECT_EQ(look({}, "ana"), std::nullopt);
  write([&](db::Tx& tx) { return forget(tx, ana), 0; });
  EXPECT_EQ(own(ana).handle, "");
  EXPECT_EQ(own(ana).open, Openness{});
  EXPECT_EQ(save_now(bo, "Bo", "ana"), "ana") << "the handle is free";
}

TEST_P(ProfilesTest, OfManyAtOnceOneGetsTheHandle) {
  std::vector<UserId> members;
  for (int i = 0; i < 8; ++i) members.push_back(member("Fan"));
  std::atomic<int> got = 0, refused = 0;
  {
    std::vector<std::jthread> threads;
    for (const auto user : members) threads.emplace_back([&, user] { ++(save_now(user, "Fan", "wanted") == "wanted" ? got : refused); });
  }
  EXPECT_EQ(got, 1);
  EXPECT_EQ(refused, 7);
}

}  // namespace
}  // namespace profiles
