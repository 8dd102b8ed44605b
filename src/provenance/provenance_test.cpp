#include "provenance/provenance.hpp"

#include <gmock/gmock.h>

#include "support/database.hpp"

namespace provenance {
namespace {

constexpr std::string_view official[] = {"ticketmaster", "setlistfm"};

class ProvenanceTest : public testing::TestWithParam<db::Engine> {
 protected:
  Winner say(std::string_view source, std::string value, Ranking ranking = official) {
    clock.advance(std::chrono::minutes(1));
    return database->write_now([&](db::Tx& tx) {
      const Claim claims[] = {{"name", value, ranking}};
      return record(tx, clock.now(), {Entity::venue, 7}, source, claims).front();
    });
  }
  std::vector<Entry> entries() {
    return database->read_now([](db::Tx& tx) { return list(tx, {Entity::venue, 7}); });
  }
  // "source=value" of each entry, the winner marked with a star.
  std::vector<std::string> told() {
    std::vector<std::string> out;
    for (const Entry& e : entries()) out.push_back((e.wins ? "*" : "") + e.source + "=" + e.value);
    return out;
  }
  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
};

TEST_P(ProvenanceTest, TheFirstWordWinsUntilABetterSourceSpeaks) {
  Winner first = say("setlistfm", "Kolder Club");
  EXPECT_TRUE(first.changed);
  EXPECT_EQ(first.source, "setlistfm");
  Winner better = say("ticketmaster", "Kolder Club Copenhagen");
  EXPECT_TRUE(better.changed);
  EXPECT_EQ(better.value, "Kolder Club Copenhagen");
  EXPECT_THAT(told(), testing::ElementsAre("*ticketmaster=Kolder Club Copenhagen", "setlistfm=Kolder Club"));
}

TEST_P(ProvenanceTest, ALowerSourceIsKeptButNotShown) {
  say("ticketmaster", "A");
  Winner lower = say("setlistfm", "B");
  EXPECT_FALSE(lower.changed);
  EXPECT_EQ(lower.value, "A");
  EXPECT_EQ(lower.source, "ticketmaster");
  EXPECT_THAT(told(), testing::ElementsAre("*ticketmaster=A", "setlistfm=B"));
}

TEST_P(ProvenanceTest, APersonOutranksEveryLaterSync) {
  say("ticketmaster", "A");
  say(person, "Corrected");
  EXPECT_EQ(say("ticketmaster", "A, again").value, "Corrected");
  EXPECT_THAT(told(), testing::ElementsAre("*person=Corrected", "ticketmaster=A, again"));
}

TEST_P(ProvenanceTest, UnrankedSourcesGoByTheNewestWord) {
  say("one", "A", {});
  EXPECT_EQ(say("two", "B", {}).value, "B");
  EXPECT_EQ(say("one", "C", {}).value, "C");
  EXPECT_THAT(told(), testing::ElementsAre("*one=C", "two=B"));
}

TEST_P(ProvenanceTest, RepeatingItselfChangesOnlyTheTime) {
  say("ticketmaster", "A");
  const base::Time before = entries().front().fetched_at;
  EXPECT_FALSE(say("ticketmaster", "A").changed);
  ASSERT_EQ(entries().size(), 1u);
  EXPECT_GT(entries().front().fetched_at, before);
}

TEST_P(ProvenanceTest, KnowsWhatWasSaidWithinADay) {
  const auto said = [&](std::string_view source, std::string value) {
    return database->read_now([&](db::Tx& tx) {
      const Claim claims[] = {{"name", value, official}};
      return already_said(tx, clock.now(), {Entity::venue, 7}, source, claims);
    });
  };
  say("setlistfm", "A");
  EXPECT_TRUE(said("setlistfm", "A"));
  EXPECT_FALSE(said("setlistfm", "B"));
  EXPECT_FALSE(said("ticketmaster", "A"));
  clock.advance(std::chrono::hours(24));
  EXPECT_FALSE(said("setlistfm", "A"));
}

TEST_P(ProvenanceTest, TheSameValueFromABetterSourceIsNoChangeOnThePage) {
  say("setlistfm", "A");
  Winner winner = say("ticketmaster", "A");
  EXPECT_FALSE(winner.changed);
  EXPECT_EQ(winner.source, "ticketmaster");
}

TEST_P(ProvenanceTest, FieldsAreDecidedOneByOne) {
  say("ticketmaster", "A");
  const auto winners = database->write_now([&](db::Tx& tx) {
    const Claim claims[] = {{"name", "B", official}, {"city", "Aarhus", official}};
    return record(tx, clock.now(), {Entity::venue, 7}, "setlistfm", claims);
  });
  EXPECT_EQ(winners[0].value, "A");
  EXPECT_EQ(winners[1].value, "Aarhus");
  EXPECT_TRUE(database->read_now([](db::Tx& tx) { return list(tx, {Entity::artist, 7}).empty(); }));
}

INSTANTIATE_TEST_SUITE_P(Engines, ProvenanceTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace provenance
