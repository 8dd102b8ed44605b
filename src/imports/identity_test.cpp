// Who is who at the three services (IMP-8, EXT-3): links are hints, names are checked, and what is unsure is put up for review.
#include <boost/json.hpp>

#include "imports/imports_fixture.hpp"
#include "imports/name_match.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST(SameName, ForgivesSpellingButNotAnotherName) {
  EXPECT_TRUE(same_name("Marrow Coast", "MARROW COAST"));
  EXPECT_TRUE(same_name("The Lanternfish Union", "Lanternfish Union"));
  EXPECT_TRUE(same_name("Größenwald", "Grossenwald"));
  EXPECT_TRUE(same_name("M.O.T.H.", "MOTH"));
  EXPECT_TRUE(same_name("Juniper & the Slow Clocks", "Juniper  & The Slow Clocks"));
  EXPECT_TRUE(same_name("!¡!", "!¡!"));
  EXPECT_FALSE(same_name("!¡!", "???"));
  EXPECT_FALSE(same_name("Pale Ferry", "Pale Ferries"));
  EXPECT_FALSE(same_name("The", ""));
  EXPECT_FALSE(same_name("Velvet Arcade", "Velvet Arcade Presents"));
}

class IdentityTest : public ImportsTest {
 protected:
  Begun import(const std::string& name) {
    const auto begun = studio.begin(truth.spotify_id(name), name);
    studio.finish();
    return begun;
  }
  std::vector<std::string> reviews(artists::ArtistId artist) {
    constexpr std::string_view text =
        "select right_source, right_name, reason from match_reviews where entity = 'artist' and left_id = $1 order by id";
    const db::Statement statement{"test.reviews", text, text};
    return studio.read([&](db::Tx& tx) {
      return tx.all(statement, [](const db::Row& row) { return row.str(0) + " " + row.str(1) + ": " + row.str(2); }, artist);
    });
  }
  std::optional<std::string> mbid(artists::ArtistId artist) {
    return studio.read([&](db::Tx& tx) { return artists::by_id(tx, artist)->mbid; });
  }
  // Ticketmaster's word for the attraction of this name.
  void ticketmaster_says(const std::string& name, const boost::json::value& links) {
    http.spoil = [=](const http::OutRequest& request, http::OutResponse& answer) {
      if (!mentions(request.url, "/attractions.json")) return;
      auto body = boost::json::parse(answer.body);
      for (auto& attraction : body.at("_embedded").at("attractions").as_array())
        if (attraction.at("name").as_string() == name) attraction.as_object()["externalLinks"] = links;
      answer.body = boost::json::serialize(body);
    };
  }
  static boost::json::value musicbrainz(const std::string& id) { return {{"musicbrainz", boost::json::array{{{"id", id}}}}}; }

  support::SandboxTruth truth{clock.now()};
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(IdentityTest, ALinkToAStrangerIsFoundOutAndTheNameDecides) {
  ticketmaster_says("Marrow Coast", musicbrainz(truth.mbid("Weather")));
  const auto begun = import("Marrow Coast");
  EXPECT_EQ(mbid(begun.artist), truth.mbid("Marrow Coast"));
  EXPECT_THAT(studio.log(begun.artist), Contains(HasSubstr("has somebody else under the id that Ticketmaster names: Weather.")));
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).done, static_cast<std::int64_t>(truth.entries("Marrow Coast").size()));
}

TEST_P(IdentityTest, ALinkToNothingIsNotTheLastWord) {
  ticketmaster_says("Marrow Coast", musicbrainz("00000000-0000-4000-8000-000000000000"));
  const auto begun = import("Marrow Coast");
  EXPECT_EQ(mbid(begun.artist), truth.mbid("Marrow Coast"));
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::done);
}

TEST_P(IdentityTest, AnIdThatAnotherArtistHasStaysThere) {
  const auto owner = studio.begin(some_spotify_id(1), "Halden Hall");
  studio.write([&](db::Tx& tx) {
    artists::Profile profile;
    profile.mbid = truth.mbid("Marrow Coast");
    return artists::apply_profile(tx, clock.now(), owner.artist, profile, "setlistfm").changed;
  });
  const auto begun = import("Marrow Coast");
  EXPECT_EQ(mbid(begun.artist), std::nullopt);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::absent);
  EXPECT_THAT(reviews(begun.artist), ElementsAre("setlistfm Marrow Coast: Another artist here has this MusicBrainz id."));
}

TEST_P(IdentityTest, AnAttractionThatLinksToSomebodyElseIsPutUpForReview) {
  ticketmaster_says("Marrow Coast",
                    {{"spotify", boost::json::array{{{"url", "https://open.spotify.com/artist/" + truth.spotify_id("Weather")}}}}});
  const auto begun = import("Marrow Coast");
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::absent);
  EXPECT_THAT(reviews(begun.artist),
              ElementsAre("ticketmaster Marrow Coast: The name is the same, but a link leads to another artist at Spotify."));
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::done);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
}

TEST_P(IdentityTest, WithoutAnyLinkTheOnlyOneOfThatNameIsIt) {
  ticketmaster_says("Marrow Coast", boost::json::object{});
  const auto begun = import("Marrow Coast");
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::done);
  EXPECT_THAT(reviews(begun.artist), IsEmpty());
}

// Two artists of one name; the second one's links at Ticketmaster lead to the first.
TEST_P(IdentityTest, NamesakesAreNotGuessedAt) {
  const auto singer = sandbox::performer_named("Nova Hale");
  std::size_t dj = singer + 1;
  ASSERT_EQ(sandbox::cast()[dj].name, "Nova Hale");
  const auto begun = studio.begin(truth.spotify_id(dj), "Nova Hale");
  studio.finish();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::absent);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::absent);
  EXPECT_EQ(mbid(begun.artist), std::nullopt);
  EXPECT_EQ(studio.count("shows"), 0);
  EXPECT_EQ(studio.count("setlists"), 0);
  int there = 0, here = 0;
  for (const auto& review : reviews(begun.artist)) (review.starts_with("setlistfm") ? there : here) += 1;
  EXPECT_EQ(there, 2);
  EXPECT_GE(here, 1);
  EXPECT_EQ(studio.part(begun.artist, Part::albums).status, PartStatus::done);  // Spotify knows which is which
}

TEST_P(IdentityTest, TwoOfOneNameAreTwoArtists) {
  const auto singer = sandbox::performer_named("Nova Hale");
  const auto one = studio.begin(truth.spotify_id(singer), "Nova Hale"), two = studio.begin(truth.spotify_id(singer + 1), "Nova Hale");
  EXPECT_NE(one.artist, two.artist);
  EXPECT_EQ(one.slug, "nova-hale");
  EXPECT_EQ(two.slug, "nova-hale-2");
}

TEST_P(IdentityTest, WhoIsMissingAtOneServiceIsHereFromTheOthers) {
  const auto orchard = import("Sable Orchard");
  EXPECT_EQ(studio.part(orchard.artist, Part::shows).status, PartStatus::absent);
  EXPECT_EQ(studio.part(orchard.artist, Part::setlists).status, PartStatus::done);
  EXPECT_EQ(studio.progress(orchard.artist).status, "completed");
  EXPECT_THAT(studio.log(orchard.artist), Contains("ticketmaster note: does not list this artist."));
  const auto kettle = import("Kettle & Kin");
  EXPECT_EQ(studio.part(kettle.artist, Part::shows).status, PartStatus::done);
  EXPECT_EQ(studio.part(kettle.artist, Part::setlists).status, PartStatus::absent);
  EXPECT_EQ(studio.progress(kettle.artist).status, "completed");
  EXPECT_THAT(studio.log(kettle.artist), Contains("setlistfm note: does not list this artist."));
}

TEST_P(IdentityTest, NamesInAnyScriptAndOfSignsOnlyAreFoundEverywhere) {
  for (const std::string name : {"!¡!", "Тихий Ледокол", "قمر الميناء", "硝子工場前", "Größenwald", "M.O.T.H."}) {
    const auto begun = import(name);
    const auto progress = studio.progress(begun.artist);
    EXPECT_EQ(progress.status, "completed") << name;
    for (const auto& part : progress.parts) EXPECT_EQ(part.status, PartStatus::done) << name << " " << imports::name(part.part);
  }
}

}  // namespace
}  // namespace imports
