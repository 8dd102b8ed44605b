#include "search/name_index.hpp"

#include <gtest/gtest.h>

namespace search {
namespace {

artists::Name artist(std::int64_t id, std::string name, std::vector<std::string> aliases = {}, int popularity = 0) {
  artists::Name n;
  n.id = artists::ArtistId{id};
  n.name = std::move(name);
  n.slug = "s" + std::to_string(id);
  n.aliases = std::move(aliases);
  n.popularity = popularity;
  return n;
}

struct Index : testing::Test {
  NameIndex index;
  Index() {
    index.put(artist(1, "Marrow Coast"));
    index.put(artist(2, "Velvet Arcade", {"V. Arcade"}));
    index.put(artist(3, "Тихий Берег"));
    index.put(artist(4, "Björn & the Lanterns"));
    index.put(artist(5, "Pale Ferry", {}, 10));
    index.put(artist(6, "Pale Ferry", {}, 80));
    index.put(artist(7, "?!?"));
    index.put(artist(8, "The Long Reverb"));
  }
  std::string first(std::string_view query) const {
    const auto hits = index.find(query, 5);
    return hits.empty() ? "" : hits.front().name;
  }
};

TEST_F(Index, FindsWithTypingMistakes) {
  for (const char* query : {"marrow coast", "MARROW COAST", "marow coast", "marrwo coast", "marrow cost", "marrowcoast", "marrow coas"})
    EXPECT_EQ(first(query), "Marrow Coast") << query;
}

TEST_F(Index, FindsWhileTyping) {
  EXPECT_EQ(first("vel"), "Velvet Arcade");
  EXPECT_EQ(first("long rev"), "The Long Reverb");
  EXPECT_EQ(first("v arcade"), "Velvet Arcade");
}

TEST_F(Index, FindsAcrossScriptsAndAccents) {
  EXPECT_EQ(first("tihij bereg"), "Тихий Берег");
  EXPECT_EQ(first("bjorn and the lanterns"), "Björn & the Lanterns");
  EXPECT_EQ(first("?!?"), "?!?");
}

TEST_F(Index, FindsByReadingConsonantsAndLooks) {
  index.put(artist(20, "椎名林檎"));
  index.put(artist(21, "عمر دياب"));
  index.put(artist(22, "+/-"));
  index.put(artist(23, "KeЯn"));
  index.put(artist(24, "LBK"));
  EXPECT_EQ(first("shiina ringo"), "椎名林檎");
  EXPECT_EQ(first("ringo shina"), "椎名林檎");
  EXPECT_EQ(first("amer diab"), "عمر دياب");
  EXPECT_EQ(first("plus/minus"), "+/-");
  EXPECT_EQ(first("kern"), "KeЯn");
  EXPECT_EQ(first("low bridge keepers"), "LBK");
}

TEST_F(Index, FindsWordsInAnotherOrderAndWithoutTheArticle) {
  for (const char* query : {"coast marrow", "coast, marrow", "the marrow coast", "themarrowcoast", "marrow coast, the"})
    EXPECT_EQ(first(query), "Marrow Coast") << query;
  for (const char* query : {"long reverb", "long reverb, the", "teh long reverb", "thelongreverb", "reverb"})
    EXPECT_EQ(first(query), "The Long Reverb") << query;
}

TEST_F(Index, FindsWhatWasTypedWithTheOtherKeyboardLayout) {
  EXPECT_EQ(first("nb[bq ,thtu"), "Тихий Берег");
  EXPECT_EQ(first("Ьфккщц Сщфые"), "Marrow Coast");
}

TEST_F(Index, FindsTheArtistBeforeATitleOrAGuest) {
  EXPECT_EQ(first("Marrow Coast - Low Tide"), "Marrow Coast");
  EXPECT_EQ(first("Velvet Arcade feat. Somebody Else"), "Velvet Arcade");
  EXPECT_EQ(first("Marrow%20Coast"), "Marrow Coast");
}

TEST_F(Index, PopularityThatIsLearntLaterCounts) {
  index.put(artist(5, "Pale Ferry", {}, 90));
  EXPECT_EQ(index.find("pale ferry", 2).front().id, artists::ArtistId{5});
  EXPECT_EQ(index.size(), 8u);
}

TEST_F(Index, AnOlderStateDoesNotReplaceANewerOne) {
  auto newer = artist(1, "Harbour Static"), older = artist(1, "Marrow Coast");
  newer.updated_at = base::from_millis(2'000);
  older.updated_at = base::from_millis(1'000);
  index.put(newer);
  index.put(older);
  EXPECT_EQ(first("harbour static"), "Harbour Static");
}

TEST_F(Index, EveryNameIsFoundByItselfAmongThousands) {
  for (int i = 0; i < 5'000; ++i) index.put(artist(100 + i, "Number " + std::to_string(i * 7'919)));
  for (int i = 0; i < 5'000; i += 97) EXPECT_EQ(first("number " + std::to_string(i * 7'919)), "Number " + std::to_string(i * 7'919));
  EXPECT_EQ(first("marow cost"), "Marrow Coast");
}

TEST_F(Index, HostileNamesAndQuestionsAreHarmless) {
  const std::vector<std::string> nasty{"",
                                       " ",
                                       "\xff\xfe",
                                       std::string(100'000, 'a'),
                                       std::string(3, '\0'),
                                       "%%%",
                                       "\xe2\x80\xae",
                                       "🎸🎸🎸",
                                       std::string(5'000, ' ') + "x",
                                       "the",
                                       "the the"};
  std::int64_t id = 50;
  for (const auto& name : nasty) index.put(artist(id++, name, {name, name}, 1'000));
  for (const auto& query : nasty) EXPECT_LE(index.find(query, 10).size(), 10u);
  EXPECT_EQ(first("the the"), "the the");
  EXPECT_EQ(first("marrow coast"), "Marrow Coast");
}

TEST_F(Index, PopularityBreaksTies) { EXPECT_EQ(index.find("pale ferry", 2).front().id, artists::ArtistId{6}); }

TEST_F(Index, SaysWhenNobodyIsMeant) {
  for (const char* query : {"zxqwv", "completely different band", "", "   "}) {
    const auto hits = index.find(query, 5);
    EXPECT_TRUE(hits.empty() || hits.front().score < sure_enough) << query;
  }
}

TEST_F(Index, ARenamedArtistIsFoundByTheNewNameOnly) {
  index.put(artist(1, "Harbour Static"));
  EXPECT_EQ(first("harbour static"), "Harbour Static");
  const auto hits = index.find("marrow coast", 5);
  for (const auto& hit : hits) EXPECT_NE(hit.id, artists::ArtistId{1});
  EXPECT_EQ(index.size(), 8u);
}

}  // namespace
}  // namespace search
