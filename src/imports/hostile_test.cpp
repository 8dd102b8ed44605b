// What services send is hostile input (EXT-5): it is stored clean and bounded, a bad record is skipped, and no list goes on for ever.
#include <boost/json.hpp>

#include "imports/imports_fixture.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

namespace json = boost::json;

class HostileTest : public ImportsTest {
 protected:
  Begun import() {
    const auto begun = studio.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast");
    studio.finish();
    return begun;
  }
  // Rewrites every answer whose address contains `what`.
  template <class Change>
  void rewrite(std::string what, Change change) {
    http.spoil = [=](const http::OutRequest& request, http::OutResponse& answer) {
      if (!mentions(request.url, what) || mentions(request.url, "/api/token")) return;
      auto body = json::parse(answer.body);
      change(body);
      answer.body = json::serialize(body);
    };
  }
  support::SandboxTruth truth{clock.now()};
};
INSTANTIATE_TEST_SUITE_P(Engines, HostileTest, testing::ValuesIn(support::engines()), support::engine_name);

const std::string poison = "<script>alert(1)</script>\u202e\u0007\n<img src=x onerror=alert(2)> " + std::string(10'000, 'x');

// Every text gets the poison, but for the artist's own name, by which the services know each other.
void spoil_texts(json::value& v) {
  if (auto* list = v.if_array()) {
    for (auto& item : *list) spoil_texts(item);
  } else if (auto* object = v.if_object()) {
    for (auto& member : *object) {
      const bool text = member.key() == "name" || member.key() == "info" || member.key() == "line1" || member.key() == "disambiguation";
      if (text && member.value().is_string() && member.value().get_string() != "Marrow Coast") member.value().get_string().append(poison);
      else spoil_texts(member.value());
    }
  }
}

TEST_P(HostileTest, PoisonedTextsAreStoredCleanAndShort) {
  rewrite("", spoil_texts);
  const auto begun = import();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  int scripts = 0;
  const auto look = [&](const std::string& text, std::size_t limit) {
    scripts += mentions(text, "<script>");
    EXPECT_LE(text.size(), limit);
    EXPECT_FALSE(mentions(text, "\u202e")) << text.substr(0, 100);
    for (const unsigned char c : text) ASSERT_GE(c, 0x20) << text.substr(0, 100);
  };
  studio.read([&](db::Tx& tx) {
    for (const auto& album : artists::albums(tx, begun.artist, 100)) {
      look(album.title, 300);
      for (const auto& track : artists::tracks(tx, album.id)) look(track.title, 300);
    }
    for (const auto& row : shows::past_of(tx, begun.artist, clock.now(), 100)) {
      const auto show = shows::by_id(tx, row.id).value();
      look(show.name, 500);
      look(show.tour.value_or(""), 500);
      if (show.venue) look(show.venue->name, 500), look(show.venue->city, 500);
      for (const auto& act : show.bill) look(act.name, 500);
      for (const auto& setlist : setlists::by_show(tx, row.id)) {
        look(setlist.info.value_or(""), 4000);
        for (const auto& song : setlists::rows(tx, setlist.id))
          look(song.title, 500), look(song.note.value_or(""), 4000), look(song.cover_of.value_or(""), 500);
      }
    }
    return 0;
  });
  EXPECT_GT(scripts, 100) << "kept as text, for pages to escape";
  for (const auto& line : studio.log(begun.artist)) EXPECT_LE(line.size(), 2000u);
}

TEST_P(HostileTest, ABadRecordIsSkippedAndCounted) {
  rewrite("/setlists", [](json::value& body) {
    if (auto* list = body.as_object().if_contains("setlist"); list && !list->as_array().empty()) list->as_array().front() = "no setlist";
  });
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::done);
  EXPECT_THAT(studio.log(begun.artist), Contains(HasSubstr("setlistfm skipped: skipped 1 record that could not be read")));
  EXPECT_GT(studio.part(begun.artist, Part::setlists).imported, 20);
}

TEST_P(HostileTest, BrokenAnswersFailTheirPartOnly) {
  http.spoil = [](const http::OutRequest& request, http::OutResponse& answer) {
    if (mentions(request.url, "/events.json")) answer.body = "<html>Service Unavailable</html>";
  };
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::failed);
  EXPECT_EQ(studio.part(begun.artist, Part::shows).error_code, "ticketmaster.unreadable");
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::done);
}

// Each says there is more, and sends the same page again.
TEST_P(HostileTest, AListOfRecordsThatDoesNotAdvanceEnds) {
  rewrite("/albums?", [](json::value& body) {
    body.as_object()["offset"] = 0;
    body.as_object()["next"] = "https://api.spotify.com/v1/artists/x/albums?offset=10";
  });
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::albums).status, PartStatus::done);
  EXPECT_LT(http.calls(), 60);
}

TEST_P(HostileTest, AListOfShowsThatDoesNotAdvanceEnds) {
  rewrite("/events.json", [](json::value& body) {
    body.at("page").as_object()["number"] = 0;
    body.at("page").as_object()["totalPages"] = 4;
    body.at("page").as_object()["totalElements"] = 800;
  });
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::done);
  EXPECT_LT(http.calls(), 80);
}

TEST_P(HostileTest, AListOfSetlistsThatDoesNotAdvanceEnds) {
  rewrite("/setlists?", [](json::value& body) {
    if (body.as_object().contains("page")) body.as_object()["page"] = 1, body.as_object()["total"] = 1'000'000;
  });
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).status, PartStatus::done);
  EXPECT_LT(http.calls(), 600);
  EXPECT_LE(studio.progress(begun.artist).percent, 100);
}

TEST_P(HostileTest, ARecordThatAnswersUnderAnotherIdIsAskedForOnce) {
  http.spoil = [](const http::OutRequest& request, http::OutResponse& answer) {
    if (!mentions(request.url, "/v1/albums/")) return;
    auto body = json::parse(answer.body);
    body.as_object()["id"] = "0000000000000000000000";
    answer.body = json::serialize(body);
  };
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::albums).status, PartStatus::done);
  EXPECT_EQ(studio.count("albums", "spotify_id = '0000000000000000000000'"), 0);
  EXPECT_EQ(studio.count("albums", "tracks_imported < 0"), 0);
  EXPECT_EQ(std::set<std::string>(http.asked.begin(), http.asked.end()).size(), http.asked.size());
}

TEST_P(HostileTest, ARecordWithoutAUsableTrackIsAskedForOnce) {
  rewrite("/v1/albums/", [](json::value& body) {
    for (auto& track : body.at("tracks").at("items").as_array()) track.as_object()["name"] = "\u202e\u0007";
  });
  const auto begun = import();
  EXPECT_EQ(studio.part(begun.artist, Part::albums).status, PartStatus::done);
  EXPECT_EQ(std::set<std::string>(http.asked.begin(), http.asked.end()).size(), http.asked.size());
}

TEST_P(HostileTest, AnArtistWhoseSetlistsAreAllUnderAnotherNameIsReadOnceAndNotForEver) {
  rewrite("/setlists?", [](json::value& body) {
    if (auto* list = body.as_object().if_contains("setlist"))
      for (auto& setlist : list->as_array()) setlist.at("artist").as_object()["name"] = "Marrow Coast Orchestra";
  });
  const auto begun = import();
  EXPECT_TRUE(studio.progress(begun.artist).finished());
  EXPECT_LT(http.calls(), 60);
}

}  // namespace
}  // namespace imports
