// The rows of a live setlist: what they say, what they keep to themselves, and in which list they stand.
#include "live/views.hpp"

#include <gmock/gmock.h>

#include "setlists/ot/wire.hpp"

namespace live {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const ListPlace on_stage{.show = "7", .setlist = "9", .stage = Stage::live};

RowView played(std::string title) { return {.id = "i-" + title, .happened = true, .title = title}; }
RowView expected(std::string title) { return {.id = "i-" + title, .title = title, .odds = 82}; }
RowView section(std::string title) { return {.id = "i-" + title, .marker = true, .title = title}; }
std::string drawn(const RowView& r, const ListPlace& place = on_stage, Mine mine = {}) { return row(place, r, mine).str(); }

TEST(Row, AGuessSaysSoAndHasNoTime) {
  auto guess = expected("Halogen");
  EXPECT_THAT(drawn(guess), AllOf(HasSubstr("class=\"guess\""), HasSubstr("Predicted · 82%"), HasSubstr("They will play Halogen"),
                                  HasSubstr("value=\"expect\""), Not(HasSubstr("<time>"))));
  guess.odds.reset();
  EXPECT_THAT(drawn(guess), HasSubstr("A guess"));
  guess.wants = 3;
  EXPECT_THAT(drawn(guess), HasSubstr("A wish"));
}

TEST(Row, AFactSaysWhenAndHow) {
  auto r = played("Halogen");
  r.time = "20:47";
  r.duration = 245;
  r.cover_of = "Pale Ferry";
  r.guest = "Nova Hale";
  r.note = "with strings";
  r.votes = {214, 3};
  EXPECT_THAT(drawn(r), AllOf(HasSubstr("<time>20:47</time>"), HasSubstr("<time>4:05</time>"), HasSubstr("Cover of Pale Ferry"),
                              HasSubstr("With Nova Hale"), HasSubstr("with strings"), HasSubstr("<output>214</output>"),
                              HasSubstr("value=\"happened\""), Not(HasSubstr("guess"))));
}

TEST(Row, SaysNothingOfItsNumberAndLeadsToItsSheet) {
  EXPECT_THAT(drawn(played("Halogen")), AllOf(HasSubstr("data-id=\"i-Halogen\""), HasSubstr("href=\"/shows/7/sheet/i-Halogen\""),
                                              HasSubstr("action=\"/setlists/9/vote\"")));
}

TEST(Row, AWishCanBeMadeBeforeTheShowOnly) {
  EXPECT_THAT(drawn(expected("Halogen")), Not(HasSubstr("I want to hear")));
  EXPECT_THAT(drawn(expected("Halogen"), {.show = "7", .setlist = "9", .stage = Stage::draft}), HasSubstr("I want to hear Halogen"));
}

TEST(Row, AListThatIsClosedHasNothingToPress) {
  auto r = played("Halogen");
  r.votes = {214, 3};
  const ListPlace closed{.show = "7", .setlist = "9", .stage = Stage::completed, .editable = false, .votable = false};
  EXPECT_THAT(drawn(r, closed),
              AllOf(Not(HasSubstr("<button")), Not(HasSubstr("<a ")), HasSubstr("<span class=\"grip\">"), HasSubstr("214 of 217 agreed")));
}

TEST(Row, OwnVotesArePressed) {
  EXPECT_THAT(drawn(played("A"), on_stage, {.vote = 1}), HasSubstr("value=\"up\" aria-pressed=\"true\""));
  EXPECT_THAT(drawn(played("A"), on_stage, {.vote = -1}), HasSubstr("value=\"down\" aria-pressed=\"true\""));
}

TEST(Row, NothingBreaksOut) {
  auto r = played("\"><script>alert(1)</script>");
  r.note = r.guest = r.cover_of = r.artist = r.time = r.id = r.title;
  EXPECT_THAT(drawn(r), Not(HasSubstr("<script")));
  r.marker = true;
  EXPECT_THAT(drawn(r), Not(HasSubstr("<script")));
}

TEST(Arrange, WhatHappenedAndWhatIsExpectedStandApart) {
  const std::vector rows{played("A"), expected("X"), section("Encore"), played("B"), section("Encore 2"), expected("Y")};
  const auto lists = arrange(rows, Stage::live);
  EXPECT_THAT(lists.played, ElementsAre(0, 2, 3, 4));
  EXPECT_THAT(lists.expected, ElementsAre(1, 5));
  EXPECT_EQ(now_place(rows), 5u);
}

TEST(Arrange, NothingHasHappenedBeforeTheShow) {
  const std::vector rows{section("Set 1"), expected("X"), section("Encore"), expected("Y")};
  EXPECT_THAT(arrange(rows, Stage::draft).played, IsEmpty());
  EXPECT_THAT(arrange(rows, Stage::live).played, ElementsAre(0));
  EXPECT_THAT(arrange(rows, Stage::live).expected, ElementsAre(1, 2, 3));
  EXPECT_EQ(now_place({}), 0u);
}

TEST(Agreement, FewVotesSayLittle) {
  EXPECT_EQ(agreement({}), 0);
  EXPECT_EQ(agreement({{1, 0}}), 21);
  EXPECT_EQ(agreement({{214, 3}}), 96);
  EXPECT_FALSE(disputed({}));
  EXPECT_FALSE(disputed({2, 1}));
  EXPECT_TRUE(disputed({121, 38}));
  EXPECT_FALSE(disputed({133, 11}));
}

TEST(Told, WhatWasDoneInWords) {
  const ot::Document document{.items = {{"a", {{"song", {{"title", "Halogen"}}}}}, {"b", {{"song", {{"title", "Kelp"}}}}}}, .fields = {}};
  const auto said = [&](std::string_view json) {
    ot::Revision revision{.rev = 2, .from = {"page", 1, 7}, .at = {}, .ops = {}, .inverse = {}};
    revision.ops.push_back(ot::parse_op(boost::json::parse(json), ot::own_limits).value());
    return told(revision, document);
  };
  EXPECT_THAT(said(R"({"o":"ins","id":"c","p":2,"item":{"song":{"title":"Marrow"}}})"), ElementsAre("added Marrow"));
  EXPECT_THAT(said(R"({"o":"rem","id":"a","p":0})"), ElementsAre("removed Halogen"));
  EXPECT_THAT(said(R"({"o":"mov","id":"a","p":0,"t":1})"), ElementsAre("moved Halogen"));
  EXPECT_THAT(said(R"({"o":"set","id":"b","f":"meaning","v":"happened"})"), ElementsAre("heard Kelp"));
  EXPECT_THAT(said(R"({"o":"set","id":"b","f":"note","v":"acoustic"})"), ElementsAre("noted “acoustic” on Kelp"));
  EXPECT_THAT(said(R"({"o":"set","id":"b","f":"guest"})"), ElementsAre("changed Kelp"));
  EXPECT_THAT(said(R"({"o":"set","id":"b","f":"at","v":1764187380000})"), ElementsAre());
}

TEST(Told, WhatWasTakenOutIsNamedByWhatLeadsBack) {
  const ot::Op removed = ot::rem("a", 0), back = ot::ins("a", 0, {{"song", {{"title", "Halogen"}}}});
  ot::Revision revision{.rev = 2, .from = {"page", 1, 7}, .at = {}, .ops = {removed}, .inverse = {back}};
  EXPECT_THAT(told(revision, {}), ElementsAre("removed Halogen"));
  revision.undo_of = 1;
  EXPECT_THAT(told(revision, {}), ElementsAre("undid version 1"));
  revision.rollback_to = 1;
  EXPECT_THAT(told(revision, {}), ElementsAre("went back to version 1"));
  EXPECT_THAT(told({.rev = 1, .from = {}, .at = {}, .ops = {back}, .inverse = {removed}}, {}), ElementsAre("began the list"));
}

}  // namespace
}  // namespace live
