// Live documents on both engines: what they begin with, commits that cannot overwrite each other, history.
#include "setlists/documents.hpp"

#include <gmock/gmock.h>

#include "setlists/setlists_fixture.hpp"
#include "support/database.hpp"

namespace setlists::documents {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class DocumentsTest : public SetlistsFixture<support::TestDatabase> {
 protected:
  SetlistId draft(std::string date) {
    const auto show = show_on(date);
    return database->write_now([&](db::Tx& tx) { return ensure(tx, clock.now(), show, marrow); });
  }
  Head opened(SetlistId id) {
    return database->write_now([&](db::Tx& tx) { return open(tx, clock.now(), id); });
  }
  // Commits one more note on the document through a sequencer of its own.
  bool edit(ot::Sequencer& sequencer, SetlistId id, std::int64_t cseq, std::string title) {
    const auto before = sequencer.rev();
    const auto decided =
        sequencer.submit({{"client-a", cseq, 0}, before, {ot::set("$doc", "title", boost::json::value(title))}}, clock.now());
    return database->write_now(
        [&](db::Tx& tx) { return commit(tx, clock.now(), id, before, sequencer.head(), {std::get<ot::Accepted>(decided).revision}); });
  }
};

std::vector<std::string> titles_of(const ot::Document& document) {
  std::vector<std::string> out;
  for (const auto& item : document.items)
    out.emplace_back(item.fields.contains("label") ? item.fields.at("label").as_string()
                                                   : item.fields.at("song").as_object().at("title").as_string());
  return out;
}

TEST_P(DocumentsTest, BeginsWithWhatASourceBrought) {
  const auto id = store(show_on("2026-03-01"), "Kelp, ~Intro | Harbour Lights", "v1").id;
  const auto guess = database->read_now([&](db::Tx& tx) { return head(tx, id); });
  EXPECT_EQ(guess.rev, 0);
  const auto first = opened(id);
  EXPECT_EQ(first.rev, 1);
  EXPECT_EQ(first.document, guess.document);
  EXPECT_THAT(titles_of(first.document), ElementsAre("Kelp", "Intro", "Encore", "Harbour Lights"));
  EXPECT_TRUE(happened(first.document.items[0]));
  EXPECT_EQ(opened(id).rev, 1);
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return at(tx, id, 0); }).value(), ot::Document{});
}

TEST_P(DocumentsTest, ADraftBeginsWithThePrediction) {
  for (const auto* date : {"2026-03-01", "2026-03-02", "2026-03-03"}) store(show_on(date), "Kelp, Understudy", date);
  const auto first = opened(draft("2026-03-09"));
  EXPECT_EQ(first.rev, 1);
  ASSERT_FALSE(first.document.items.empty());
  for (const auto& item : first.document.items) {
    EXPECT_FALSE(happened(item));
    EXPECT_TRUE(item.fields.contains("odds"));
  }
}

TEST_P(DocumentsTest, OfTwoWritersOneLosesAndNothingOfItIsKept) {
  const auto id = draft("2026-03-09");
  const auto first = opened(id);
  ot::Sequencer one(first.document, first.rev), other(first.document, first.rev);
  EXPECT_TRUE(edit(one, id, 1, "One"));
  EXPECT_FALSE(edit(other, id, 2, "Other"));
  const auto now = opened(id);
  EXPECT_EQ(now.rev, first.rev + 1);
  EXPECT_EQ(now.document, one.head());
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return log(tx, id, 0, 100); }).size(), static_cast<std::size_t>(now.rev));
}

TEST_P(DocumentsTest, AMessageIsCommittedOnce) {
  const auto id = draft("2026-03-09");
  ot::Sequencer sequencer(opened(id).document, 0);
  EXPECT_TRUE(edit(sequencer, id, 7, "One"));
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return committed(tx, id, "client-a", 7); }), 1);
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return committed(tx, id, "client-a", 8); }), std::nullopt);
  ot::Sequencer forgetful(sequencer.head(), sequencer.rev());
  EXPECT_THROW(edit(forgetful, id, 7, "Two"), db::ConstraintError);
  EXPECT_EQ(opened(id).rev, 1);
}

TEST_P(DocumentsTest, EveryRevisionCanBeSeenAgain) {
  const auto id = draft("2026-03-09");
  ot::Sequencer sequencer(opened(id).document, 0);
  for (int i = 1; i <= 230; ++i) ASSERT_TRUE(edit(sequencer, id, i, "Title " + std::to_string(i)));
  for (const ot::Rev rev : {1, 99, 100, 101, 205, 230})
    EXPECT_EQ(database->read_now([&](db::Tx& tx) { return at(tx, id, rev); })->fields.at("title"),
              boost::json::value("Title " + std::to_string(rev)));
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return at(tx, id, 231); }));
  const auto newest = database->read_now([&](db::Tx& tx) { return history(tx, id, 229, 2); });
  ASSERT_EQ(newest.size(), 2u);
  EXPECT_EQ(newest[0].revision.rev, 228);
  const auto heads = database->read_now([&](db::Tx& tx) { return revisions(tx, {id, SetlistId{12345}}); });
  ASSERT_EQ(heads.size(), 1u);
  EXPECT_EQ(heads[0].rev, 230);
}

TEST(Timing, FollowsTheVenuesClock) {
  const auto start = base::Time(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)) + 20h;
  shows::Show show;
  show.starts_at = start;
  show.over_at = start + 10h;
  const auto t = timing(show, {});
  EXPECT_EQ(t.stage(start - 2h - 1ms), Status::draft);
  EXPECT_EQ(t.stage(start - 2h), Status::live);
  EXPECT_EQ(t.stage(start + 10h - 1ms), Status::live);
  EXPECT_EQ(t.stage(start + 10h), Status::completed);
  show.starts_at.reset();
  EXPECT_EQ(timing(show, {}).stage(start - 4h), Status::live);
  EXPECT_EQ(timing(show, {}).stage(start - 5h), Status::draft);
  EXPECT_EQ(timing({}, {}).stage(start), Status::draft);
}

TEST(Timing, ClosesWhenTheNightIsOverAndSomethingIsKnown) {
  const auto now = base::from_millis(1'790'000'000'000);
  ot::Document known{.items = {{"a", {{"meaning", "happened"}}}}, .fields = {}},
      guess{.items = {{"a", {{"meaning", "expect"}}}}, .fields = {}};
  shows::Show show;
  show.over_at = now;
  EXPECT_NE(timing(show, {}).closed(known, now), "");
  EXPECT_EQ(timing(show, {}).closed(known, now - 1ms), "");
  EXPECT_EQ(timing(show, {}).closed(guess, now), "");
  show.status = shows::Status::cancelled;
  EXPECT_NE(timing(show, {}).closed(guess, now - 24h), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, DocumentsTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace setlists::documents
