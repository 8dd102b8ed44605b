#include <set>

#include "sandbox/sandbox_fixture.hpp"

namespace sandbox {
namespace {

std::string message(const http::Response& response) { return std::string(body_of(response).at("error").at("message").as_string()); }

class Spotify : public UnlimitedSandboxTest {};
class SpotifyLimits : public SandboxTest {};
class SpotifyExtended : public SandboxTest {
 protected:
  SpotifyExtended() : SandboxTest(Options{.enforce_limits = false, .extended_quota = true}) {}
};

TEST_F(Spotify, GivesATokenForAnHourToTheRightClientOnly) {
  const auto wrong = token("grant_type=client_credentials", false);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(body_of(wrong).at("error").as_string(), "invalid_client");
  EXPECT_EQ(body_of(token("grant_type=password")).at("error").as_string(), "unsupported_grant_type");

  EXPECT_EQ(spotify("/artists/" + spotify_id_of("Weather")).status, 200);
  pass(std::chrono::seconds(3600));
  const auto expired = spotify("/search?type=artist&q=weather");
  EXPECT_EQ(expired.status, 401);
  EXPECT_EQ(message(expired), "The access token expired");
  token_ = "made up";
  EXPECT_EQ(message(spotify("/search?type=artist&q=weather")), "Invalid access token");
  token_ = "BQ";
  EXPECT_EQ(spotify("/search?type=artist&q=weather").status, 401);
  token_ = "BQc0.99999999999999..";
  EXPECT_EQ(spotify("/search?type=artist&q=weather").status, 401);
  EXPECT_EQ(ask(request_to(http::Method::get, "/spotify/v1/search?type=artist&q=x")).status, 401);
}

TEST_F(Spotify, DevelopmentModeWithholdsFieldsBatchesAndLargePages) {
  const auto id = spotify_id_of("Velvet Arcade");
  const auto artist = body_of(spotify("/artists/" + id)).as_object();
  EXPECT_FALSE(artist.contains("followers"));
  EXPECT_FALSE(artist.contains("popularity"));
  EXPECT_EQ(message(spotify("/artists/" + id + "/albums?limit=11")), "Invalid limit");
  EXPECT_EQ(message(spotify("/search?type=artist&q=v&limit=11")), "Invalid limit");
  EXPECT_EQ(message(spotify("/artists/" + id + "/albums?limit=ten")), "Invalid limit");
  EXPECT_EQ(body_of(spotify("/artists/" + id + "/albums")).at("limit").as_int64(), 5);
  for (const auto& path : {"/artists?ids=" + id, "/artists/" + id + "/top-tracks", "/artists/" + id + "/related-artists",
                           std::string("/recommendations"), "/audio-features/" + id})
    EXPECT_EQ(spotify(path).status, 403) << path;
}

TEST_F(SpotifyExtended, GivesBatchesWithNullForUnknownIds) {
  const auto id = spotify_id_of("Velvet Arcade");
  const auto two = body_of(spotify("/artists?ids=" + id + ",0000000000000000000000"));
  EXPECT_EQ(two.at("artists").at(0).at("name").as_string(), "Velvet Arcade");
  EXPECT_TRUE(two.at("artists").at(0).as_object().contains("popularity"));
  EXPECT_TRUE(two.at("artists").at(1).is_null());
  EXPECT_EQ(body_of(spotify("/artists/" + id + "/albums?limit=50")).at("limit").as_int64(), 50);
  EXPECT_EQ(body_of(spotify("/artists/" + id + "/top-tracks")).at("tracks").as_array().size(), 10u);
}

TEST_F(Spotify, PagesFollowNextToTheEndWithoutDoubles) {
  const auto id = spotify_id_of("Iron Parsonage");
  std::string path = "/artists/" + id + "/albums?include_groups=album,single&limit=10";
  std::set<std::string> ids;
  std::int64_t total = 0, items = 0;
  while (!path.empty()) {
    const auto page = body_of(spotify(path));
    total = page.at("total").as_int64();
    for (const auto& album : page.at("items").as_array()) {
      ++items;
      if (!album.is_null()) EXPECT_TRUE(ids.insert(std::string(album.at("id").as_string())).second);
    }
    const auto& next = page.at("next");
    path = next.is_null() ? "" : std::string(next.as_string()).substr(std::string("http://127.0.0.1:4711/spotify/v1").size());
  }
  EXPECT_EQ(items, total);
  EXPECT_GT(total, 40);
  EXPECT_LT(static_cast<std::int64_t>(ids.size()), total) << "one release was withdrawn and is null";
}

TEST_F(Spotify, TracksCarryAnIsrcOnlyInFull) {
  const auto albums = body_of(spotify("/artists/" + spotify_id_of("Marrow Coast") + "/albums?include_groups=album"));
  const auto album = body_of(spotify("/albums/" + std::string(albums.at("items").at(0).at("id").as_string())));
  const auto& listed = album.at("tracks").at("items").at(0);
  EXPECT_FALSE(listed.as_object().contains("external_ids"));
  const auto full = body_of(spotify("/tracks/" + std::string(listed.at("id").as_string())));
  const auto isrc = std::string(full.at("external_ids").at("isrc").as_string());
  EXPECT_EQ(isrc.size(), 12u);
  const auto found = body_of(spotify("/search?type=track&q=isrc%3A" + isrc));
  EXPECT_GE(found.at("tracks").at("total").as_int64(), 1);
  for (const auto& track : found.at("tracks").at("items").as_array()) EXPECT_EQ(track.at("external_ids").at("isrc").as_string(), isrc);
}

TEST_F(Spotify, BoxSetsNeedTheTracksEndpoint) {
  const auto found = body_of(spotify("/search?type=album&q=album%3A%22The%20Lanternfish%20Union%20Box%22"));
  ASSERT_GE(found.at("albums").at("total").as_int64(), 1);
  const auto id = std::string(found.at("albums").at("items").at(0).at("id").as_string());
  const auto first = body_of(spotify("/albums/" + id));
  EXPECT_EQ(first.at("tracks").at("items").as_array().size(), 50u);
  EXPECT_EQ(first.at("tracks").at("total").as_int64(), 72);
  const auto rest = body_of(spotify("/albums/" + id + "/tracks?limit=50&offset=50"));
  EXPECT_EQ(rest.at("items").as_array().size(), 22u);
  EXPECT_TRUE(rest.at("next").is_null());
}

TEST_F(Spotify, SearchFindsAnyScriptAndForgivesASlip) {
  const auto first = [&](const std::string& q) {
    const auto found = body_of(spotify("/search?type=artist&q=" + html::encode_component(q)));
    const auto& items = found.at("artists").at("items").as_array();
    return items.empty() ? std::string() : std::string(items[0].at("name").as_string());
  };
  EXPECT_EQ(first("marow coast"), "Marrow Coast");
  EXPECT_EQ(first("marrwo"), "Marrow Coast");
  EXPECT_EQ(first("blabaersovn"), "Blåbærsøvn");
  EXPECT_EQ(first("硝子"), "硝子工場前");
  EXPECT_EQ(first("قمر"), "قمر الميناء");
  EXPECT_EQ(first("!¡!"), "!¡!");
  EXPECT_EQ(first("y"), "Y");
  EXPECT_EQ(first("zzzzzzzz"), "");
  const auto both = body_of(spotify("/search?type=artist&q=nova%20hale"));
  EXPECT_EQ(both.at("artists").at("total").as_int64(), 2) << "two artists of one name";
  EXPECT_EQ(first("velvety arcade"), "Velvet Arcade") << "the tribute act itself has no records";
}

TEST_F(Spotify, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(message(spotify("/artists/short")), "invalid id");
  EXPECT_EQ(message(spotify("/artists/0000000000000000000000")), "Resource not found");
  EXPECT_EQ(spotify("/albums/" + spotify_id_of("Y")).status, 404) << "an artist's id is no album's";
  EXPECT_EQ(spotify("/playlists").status, 404);
  EXPECT_EQ(message(spotify("/search?type=artist")), "No search query");
  EXPECT_EQ(spotify("/search?q=x").status, 400);
  EXPECT_EQ(message(spotify("/me")), "Valid user authentication required");
}

TEST_F(Spotify, FansSignInWithPkceAndRefresh) {
  // RFC 7636, appendix B.
  const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  const std::string redirect = "http://127.0.0.1:8080/back";
  const auto consent = "/spotify-accounts/authorize?response_type=code&client_id=" + std::string(spotify_client_id) +
                       "&redirect_uri=" + html::encode_component(redirect) +
                       "&state=s1&scope=user-top-read&code_challenge_method=S256&code_challenge=" + challenge;
  const auto sign_in = [&] {
    const auto page = ask(request_to(http::Method::get, consent));
    EXPECT_EQ(page.status, 200);
    const auto at = page.body->find("code=AQ");
    EXPECT_NE(page.body->find("state=s1"), std::string::npos);
    return page.body->substr(at + 5, page.body->find('"', at) - at - 5);
  };
  const auto form = "grant_type=authorization_code&client_id=" + std::string(spotify_client_id) +
                    "&redirect_uri=" + html::encode_component(redirect) + "&code=";
  EXPECT_EQ(body_of(token(form + sign_in() + "&code_verifier=wrong", false)).at("error").as_string(), "invalid_grant");

  const auto code = sign_in();
  const auto tokens = body_of(token(form + code + "&code_verifier=" + verifier, false));
  token_ = std::string(tokens.at("access_token").as_string());
  EXPECT_EQ(body_of(spotify("/me")).at("display_name").as_string(), "Wren Ostrander");
  EXPECT_GT(body_of(spotify("/me/top/artists?limit=50")).at("total").as_int64(), 5);
  EXPECT_EQ(body_of(token(form + code + "&code_verifier=" + verifier, false)).at("error").as_string(), "invalid_grant")
      << "a code is good once";

  const auto refresh = "grant_type=refresh_token&client_id=" + std::string(spotify_client_id) +
                       "&refresh_token=" + html::encode_component(std::string(tokens.at("refresh_token").as_string()));
  const auto again = body_of(token(refresh, false)).as_object();
  EXPECT_TRUE(again.contains("access_token"));
  EXPECT_FALSE(again.contains("refresh_token"));
  EXPECT_EQ(body_of(token("grant_type=refresh_token&client_id=" + std::string(spotify_client_id) + "&refresh_token=x", false))
                .at("error")
                .as_string(),
            "invalid_grant");
  pass(std::chrono::days(184));
  EXPECT_EQ(body_of(token(refresh, false)).at("error").as_string(), "invalid_grant") << "refresh tokens die after six months";
  EXPECT_EQ(ask(request_to(http::Method::get, "/spotify-accounts/authorize?response_type=code&client_id=" + std::string(spotify_client_id) +
                                                  "&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                .status,
            400);
}

TEST_F(SpotifyLimits, RefusesTheSixtyFirstCallInThirtySeconds) {
  for (int i = 0; i < 60; ++i) ASSERT_EQ(spotify("/search?type=artist&q=y").status, 200);
  pass(std::chrono::seconds(10));
  const auto refused = spotify("/search?type=artist&q=y");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(message(refused), "API rate limit exceeded");
  EXPECT_EQ(refused.headers.get("Retry-After"), "20");
  pass(std::chrono::seconds(20));
  EXPECT_EQ(spotify("/search?type=artist&q=y").status, 200);
}

TEST_F(SpotifyLimits, ASpentQuotaSaysSo) {
  control(http::Method::post, "/limits", R"({"spotify_per_day":2})");
  for (int i = 0; i < 2; ++i) ASSERT_EQ(spotify("/search?type=artist&q=y").status, 200);
  const auto refused = spotify("/search?type=artist&q=y");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(body_of(refused).at("error").at("reason").as_string(), "QUOTA_EXCEEDED");
  EXPECT_EQ(refused.headers.get("Retry-After"), "43200");
}

}  // namespace
}  // namespace sandbox
