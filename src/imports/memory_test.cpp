// A very large artist comes in page by page: what is held in memory does not grow with what has come (IMP-10).
#include <boost/json.hpp>
#include <fstream>

#include "imports/imports_fixture.hpp"
#include "support/sanitized.hpp"

namespace imports {
namespace {

constexpr int albums = support::sanitized ? 90 : 900, setlists = support::sanitized ? 200 : 2000, songs = 20;
constexpr const char* name = "The Long Haul";

using Answer = support::SandboxHttp::Answer;
using boost::json::array;
using boost::json::object;

Answer ok(const object& body) { return http::OutResponse{.status = 200, .headers = {}, .body = boost::json::serialize(body)}; }
std::string id_of(char kind, int nth) { return kind + some_spotify_id(nth).substr(1); }

object track(int album, int number) {
  return {{"id", id_of('t', album * 100 + number)},
          {"name", "Song " + std::to_string(album) + "." + std::to_string(number)},
          {"artists", array{object{{"id", some_spotify_id(1)}, {"name", name}}}},
          {"disc_number", 1},
          {"track_number", number},
          {"duration_ms", 200'000}};
}

object album(int nth) {
  return {{"id", id_of('r', nth)},
          {"name", "Record " + std::to_string(nth)},
          {"album_type", "album"},
          {"release_date", "1999-01-01"},
          {"release_date_precision", "day"},
          {"total_tracks", 10},
          {"artists", array{object{{"id", some_spotify_id(1)}, {"name", name}}}}};
}

object with_tracks(int nth) {
  array items;
  for (int i = 1; i <= 10; ++i) items.push_back(track(nth, i));
  object whole = album(nth);
  whole["tracks"] = {{"items", items}, {"limit", 50}, {"offset", 0}, {"total", 10}, {"next", nullptr}, {"previous", nullptr}};
  return whole;
}

object setlist(int nth) {
  array played;
  for (int i = 0; i < songs; ++i) played.push_back(object{{"name", "Song " + std::to_string((nth + i * 7) % albums) + ".1"}});
  const auto day = std::chrono::floor<std::chrono::days>(*base::read_instant(noon)) - std::chrono::days(2 * nth + 2);
  const std::chrono::year_month_day date{std::chrono::sys_days(day)};
  char text[16];
  std::snprintf(text, sizeof text, "%02u-%02u-%04d", unsigned(date.day()), unsigned(date.month()), int(date.year()));
  return {{"id", "5" + std::to_string(1'000'000 + nth)},
          {"versionId", "g" + std::to_string(nth)},
          {"eventDate", text},
          {"artist", {{"mbid", "11111111-1111-1111-1111-111111111111"}, {"name", name}, {"url", "https://www.setlist.fm/a"}}},
          {"venue",
           {{"id", "5" + std::to_string(nth % 300)},
            {"name", "Hall " + std::to_string(nth % 300)},
            {"city", {{"name", "Oslo"}, {"country", {{"code", "NO"}, {"name", "Norway"}}}}}}},
          {"sets", {{"set", array{object{{"song", played}}}}}},
          {"url", "https://www.setlist.fm/s/" + std::to_string(nth)}};
}

int number_after(std::string_view url, std::string_view key) {
  const auto at = url.find(key);
  return at == url.npos ? 0 : std::atoi(std::string(url.substr(at + key.size())).c_str());
}

// The digits that an id of ours ends with.
int nth_of(std::string_view path) { return std::atoi(std::string(path.substr(path.find_last_not_of("0123456789") + 1)).c_str()); }

object page_of_albums(int offset) {
  array items;
  for (int i = offset; i < std::min(offset + 10, albums); ++i) items.push_back(album(i));
  const auto next = offset + 10 < albums ? boost::json::value("https://api.example/next") : boost::json::value();
  return {{"items", items}, {"limit", 10}, {"offset", offset}, {"total", albums}, {"next", next}, {"previous", nullptr}};
}

object page_of_setlists(int page) {
  array items;
  for (int i = 20 * (page - 1); i < std::min(20 * page, setlists); ++i) items.push_back(setlist(i));
  return {{"type", "setlists"}, {"itemsPerPage", 20}, {"page", page}, {"total", setlists}, {"setlist", items}};
}

const object act{{"mbid", "11111111-1111-1111-1111-111111111111"}, {"name", name}, {"sortName", name}, {"url", "https://www.setlist.fm/a"}};

std::optional<Answer> answer(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  if (mentions(path, "/spotify/")) {
    if (path.ends_with("/albums")) return ok(page_of_albums(number_after(url, "offset=")));
    if (mentions(path, "/albums/")) return ok(with_tracks(nth_of(path)));
    if (mentions(path, "/artists/")) return ok({{"id", some_spotify_id(1)}, {"name", name}, {"images", array{}}, {"genres", array{}}});
  }
  if (mentions(path, "/ticketmaster/")) return ok({{"page", {{"size", 20}, {"totalElements", 0}, {"totalPages", 0}, {"number", 0}}}});
  if (path.ends_with("/search/artists"))
    return ok({{"type", "artists"}, {"itemsPerPage", 30}, {"page", 1}, {"total", 1}, {"artist", array{act}}});
  if (path.ends_with("/setlists")) return ok(page_of_setlists(std::max(1, number_after(url, "p="))));
  return std::nullopt;  // the token
}

// Resident memory of this process in bytes.
std::size_t resident() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0, pages = 0;
  statm >> total >> pages;
  return pages * 4096;
}

TEST(Memory, DoesNotGrowWithAnArtistOf900RecordsAnd2000Setlists) {
  support::TestDatabase database;
  base::FakeClock clock;
  clock.set(*base::read_instant(noon));
  support::SandboxHttp http{clock};
  Studio studio{database, clock, http};
  int calls = 0;
  std::size_t warm = 0, most = 0;
  http.instead = [&](int, const http::OutRequest& request) {
    http.asked.clear();  // the test's own record must not count
    ++calls;
    if (calls == 200) warm = resident();
    if (calls > 200) most = std::max(most, resident());
    return answer(request.url);
  };
  const auto begun = studio.begin(some_spotify_id(1), name);
  studio.finish();
  const auto progress = studio.progress(begun.artist);
  EXPECT_EQ(progress.status, "completed") << phase_text(progress, clock.now());
  EXPECT_EQ(progress.part(Part::albums).imported, albums);
  EXPECT_EQ(progress.part(Part::setlists).imported, setlists);
  EXPECT_GT(calls, albums + setlists / 20);
  if (support::sanitized) return;
  EXPECT_LT(most, warm + (16u << 20)) << "more than 16 MB above what it was after 200 calls: " << (most - warm) / 1024 << " KB";
  RecordProperty("grown_kb", static_cast<int>((most - warm) / 1024));
}

}  // namespace
}  // namespace imports
