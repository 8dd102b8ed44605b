#include "imports/choose.hpp"

#include <gmock/gmock.h>

namespace imports {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using ticketmaster::Attraction;

Attraction act(std::string id, std::string name, std::vector<std::string> spotify = {}, std::vector<std::string> mbids = {}) {
  Attraction a;
  a.id = std::move(id);
  a.name = std::move(name);
  a.spotify_ids = std::move(spotify);
  a.musicbrainz_ids = std::move(mbids);
  return a;
}

artists::Artist ferry(std::optional<std::string> mbid = {}) {
  artists::Artist a;
  a.name = "Pale Ferry";
  a.spotify_id = "sp1";
  a.mbid = std::move(mbid);
  return a;
}

std::vector<std::string> ids(const std::vector<Pick<Attraction>>& picks) {
  std::vector<std::string> out;
  for (const auto& pick : picks) {
    out.push_back(pick.record.id);
    EXPECT_FALSE(pick.reason.empty());
    EXPECT_GT(pick.score, 0);
  }
  return out;
}

TEST(ChooseTest, LinksAreHintsAndTheNameIsChecked) {
  const auto picks = choose(ferry(), {},
                            {act("a", "Pale Ferry", {"sp1"}), act("b", "Pale Ferry Tribute", {"sp1"}),
                             act("c", "Harbour Presents", {"sp1"}), act("d", "pale ferry", {"sp1"}), act("e", "Pale Ferry", {"sp2"})});
  EXPECT_THAT(ids(picks.ours), ElementsAre("a", "d"));
  EXPECT_THAT(ids(picks.unsure), IsEmpty());
}

TEST(ChooseTest, TheNameAloneIsEnoughOnlyWhenNobodyElseHasIt) {
  EXPECT_THAT(ids(choose(ferry(), {}, {act("a", "Pale Ferry")}).ours), ElementsAre("a"));
  const auto two = choose(ferry(), {}, {act("a", "Pale Ferry"), act("b", "Pale Ferry")});
  EXPECT_THAT(ids(two.ours), IsEmpty());
  EXPECT_THAT(ids(two.unsure), ElementsAre("a", "b"));
  EXPECT_THAT(ids(choose(ferry(), {}, {act("a", "Pale Ferry", {"sp2"})}).ours), IsEmpty());
  // Another MusicBrainz id than ours is another artist.
  EXPECT_THAT(ids(choose(ferry("m1"), {}, {act("a", "Pale Ferry", {}, {"m2"})}).ours), IsEmpty());
}

TEST(ChooseTest, TwoActsThatBothLinkToUsAreNotBothTaken) {
  const std::vector<Attraction> both{act("a", "Pale Ferry", {"sp1"}, {"m1"}), act("b", "Pale Ferry", {"sp1"}, {"m2"})};
  const auto unknown = choose(ferry(), {}, both);
  EXPECT_THAT(ids(unknown.ours), IsEmpty());
  EXPECT_THAT(ids(unknown.unsure), ElementsAre("a", "b"));
  const auto known = choose(ferry("m2"), {}, both);
  EXPECT_THAT(ids(known.ours), ElementsAre("b"));
  EXPECT_THAT(ids(known.unsure), ElementsAre("a"));
  // One act under two ids stays one.
  EXPECT_THAT(ids(choose(ferry(), {}, {act("a", "Pale Ferry", {"sp1"}, {"m1"}), act("b", "Pale Ferry", {"sp1"}, {"m1"})}).ours),
              ElementsAre("a", "b"));
}

TEST(ChooseTest, APersonsWordIsLast) {
  const std::vector<Attraction> both{act("a", "Pale Ferry", {"sp1"}), act("b", "The Ferrymen")};
  EXPECT_THAT(ids(choose(ferry(), {.same = {"b"}, .different = {"a"}}, both).ours), ElementsAre("b"));
  EXPECT_THAT(ids(choose(ferry(), {.same = {}, .different = {"a"}}, both).unsure), IsEmpty());
  setlistfm::Artist one, two;
  one.mbid = "m1", two.mbid = "m2";
  one.name = two.name = "Pale Ferry";
  EXPECT_EQ(choose(ferry(), {}, std::vector{one, two}).unsure.size(), 2u);
  EXPECT_EQ(choose(ferry(), {.same = {}, .different = {"m1"}}, std::vector{one, two}).ours.front().record.mbid, "m2");
  EXPECT_EQ(choose(ferry(), {.same = {"m1"}, .different = {}}, std::vector{one, two}).ours.front().record.mbid, "m1");
}

TEST(ChooseTest, TheOrderMakesNoDifference) {
  std::vector<Attraction> found{act("a", "Pale Ferry", {"sp1"}, {"m1"}), act("b", "Pale Ferry", {"sp1"}, {"m2"}), act("c", "Pale Ferry"),
                                act("d", "Pale Ferry", {"sp9"}), act("e", "Pale Ferry", {"sp1"})};
  const auto first = choose(ferry("m1"), {}, found);
  while (std::ranges::next_permutation(found, {}, &Attraction::id).found) {
    const auto again = choose(ferry("m1"), {}, found);
    EXPECT_EQ(ids(again.ours), ids(first.ours));
    EXPECT_EQ(ids(again.unsure), ids(first.unsure));
  }
}

}  // namespace
}  // namespace imports
