#include "sandbox/discography.hpp"

#include <algorithm>

#include "sandbox/dice.hpp"
#include "sandbox/titles.hpp"

namespace sandbox {

namespace {

constexpr Day singles_ahead = 150;  // the first single comes out so many days before its album, at most

class Maker {
 public:
  Maker(std::uint64_t seed, std::size_t performer)
      : seed_(hashed(seed, hashed("records"), performer)), self_(static_cast<std::uint8_t>(performer)), who_(cast()[performer]) {}

  Discography make(Day until) && {
    if (who_.albums == 0) return {};
    const int spacing = (2026 - who_.since) * 365 / who_.albums;
    const Day first = day_of(who_.since, 1, 1) + std::min(spacing / 2, 300);
    for (int album = 0;; ++album) {
      Dice dice(hashed(seed_, album));
      const Day day = first + album * spacing + dice.between(-spacing / 6, spacing / 6);
      if (day - singles_ahead > until) break;
      era(album, day, spacing, dice);
    }
    return std::move(made_);
  }

 private:
  // An album and all that surrounds it.
  void era(int album, Day day, int spacing, Dice& dice) {
    const auto name = album_title(who_.script, dice);
    const int songs = dice.between(8, 13);
    const auto from = static_cast<int>(made_.songs.size());
    for (int i = 0; i < songs; ++i) write_song(album, day, dice);
    const int singles = dice.between(0, 2) + (who_.has(remixer) ? 2 : 0);
    for (int i = 0; i < singles; ++i) single(from + i, day - dice.between(15, 40) - 35 * i, dice);

    Release record = fresh(name, ReleaseKind::album, day);
    for (int i = 0; i < songs; ++i) add(record, from + i, Version::studio, dice, who_.has(guests) && i % 5 == 2);
    if (album == 1) record.tracks.back().number = static_cast<std::uint8_t>(record.tracks.size());
    const Release original = record;
    made_.releases.push_back(std::move(record));

    if (dice.chance(35)) deluxe(original, day + dice.between(150, 400), dice);
    if (dice.chance(45) || who_.albums < 3) extended_play(album, day + spacing / 2, dice);
    if (dice.chance(who_.has(remixer) ? 90 : 12)) remixes(from, day + dice.between(60, 200), dice);
    if (album % 3 == 2) live(day + dice.between(250, 450), dice);
    if (album % 5 == 4) best_of(album, day + dice.between(300, 500), dice);
    if ((who_.has(by_year) || who_.since < 1990) && album < 6) reissue(original, day + 365 * 22, dice);
    const int compilations = who_.has(remixer) ? 12 : dice.below(4) == 0 ? 1 : 0;
    for (int i = 0; i < compilations; ++i) various(from + i % songs, day + dice.between(100, 700), dice);
  }

  Release fresh(std::string name, ReleaseKind kind, Day day) const { return {std::move(name), kind, day, false, {}}; }

  int write_song(int album, Day day, Dice& dice) {
    std::string title = song_title(who_.script, dice);
    const auto taken = [&](const std::string& t) { return std::ranges::find(made_.songs, t, &Song::title) != made_.songs.end(); };
    for (int attempt = 0; taken(title); ++attempt) title = attempt < 6 ? song_title(who_.script, dice) : title + " II";
    made_.songs.push_back({std::move(title), day, album, dice.below(100),
                           dice.between(who_.has(jam) ? 200 : 140, who_.has(jam) ? 780 : 330) * 1000 + dice.below(1000)});
    return static_cast<int>(made_.songs.size()) - 1;
  }

  void add(Release& release, int song, Version version, Dice& dice, bool with_guest = false) const {
    const Song& s = made_.songs[static_cast<std::size_t>(song)];
    Track t{s.title, song, version, self_, nobody, 1, static_cast<std::uint8_t>(release.tracks.size() + 1), s.duration_ms, dice.chance(8)};
    if (!release.tracks.empty()) {
      t.disc = release.tracks.back().disc;
      t.number = static_cast<std::uint8_t>(release.tracks.back().number + 1);
    }
    if (version != Version::studio && version != Version::single) t.duration_ms += dice.between(-20, 60) * 1000;
    if (with_guest) {
      t.guest = static_cast<std::uint8_t>(hashed(seed_, song) % 40);
      if (t.guest == self_) t.guest = static_cast<std::uint8_t>(self_ + 1);
      t.title += " (feat. " + std::string(cast()[t.guest].name) + ")";
    }
    release.tracks.push_back(std::move(t));
  }
  void add(Release& release, int song, Version version, Dice& dice, std::string_view suffix) const {
    add(release, song, version, dice);
    release.tracks.back().title += suffix;
  }

  void single(int song, Day day, Dice& dice) {
    Song& s = made_.songs[static_cast<std::size_t>(song)];
    s.released = day;
    s.draw = std::max(s.draw, 80 + s.draw / 5);
    Release release = fresh(s.title, ReleaseKind::single, day);
    // One recording under two ISRCs now and then.
    add(release, song, dice.chance(15) ? Version::single : Version::studio, dice);
    if (dice.chance(30)) add(release, song, Version::acoustic, dice, " - Acoustic");
    made_.releases.push_back(std::move(release));
  }

  void extended_play(int album, Day day, Dice& dice) {
    const auto from = static_cast<int>(made_.songs.size());
    const int songs = dice.between(1, 5);
    for (int i = 0; i < songs; ++i) write_song(album, day, dice);
    Release release = fresh(songs > 2 ? album_title(who_.script, dice) + " EP" : made_.songs[static_cast<std::size_t>(from)].title,
                            songs > 2 ? ReleaseKind::ep : ReleaseKind::single, day);
    for (int i = 0; i < songs; ++i) add(release, from + i, Version::studio, dice);
    made_.releases.push_back(std::move(release));
  }

  // The same recordings again, and three titles for the second time on one album.
  void deluxe(const Release& original, Day day, Dice& dice) {
    Release release = fresh(original.name + (dice.chance(50) ? " (Deluxe Edition)" : " (Deluxe)"), ReleaseKind::deluxe, day);
    release.tracks = original.tracks;
    const auto count = static_cast<int>(original.tracks.size());
    for (int i = 0; i < 3; ++i) {
      const int song = original.tracks[static_cast<std::size_t>(dice.below(count))].song;
      add(release, song, i == 0 ? Version::demo : Version::live, dice, i == 0 ? " - Demo" : i == 1 ? " - Live" : "");
      if (i == 0) release.tracks.back().disc = 2, release.tracks.back().number = 1;
    }
    made_.releases.push_back(std::move(release));
  }

  void reissue(const Release& original, Day day, Dice& dice) {
    const auto year = std::to_string(year_of(day));
    Release release = fresh(original.name + " (" + year + " Remaster)", ReleaseKind::remaster, day);
    for (const auto& t : original.tracks) add(release, t.song, Version::remaster, dice, " - Remastered " + year);
    made_.releases.push_back(std::move(release));
  }

  void remixes(int song, Day day, Dice& dice) {
    Release release = fresh(made_.songs[static_cast<std::size_t>(song)].title + " (Remixes)", ReleaseKind::remixes, day);
    for (int i = 0; i < 4; ++i)
      add(release, song, Version::remix, dice, " - " + std::string(cast()[static_cast<std::size_t>(dice.below(30))].name) + " Remix");
    made_.releases.push_back(std::move(release));
  }

  void live(Day day, Dice& dice) {
    static constexpr std::string_view stages[] = {"the Orpheon", "Halden Hall", "the Saltworks", "Larkmoor", "the Palisade"};
    const std::string stage(dice.pick(stages));
    Release release = fresh("Live at " + stage, ReleaseKind::live, day);
    for (const int song : favourites(14)) add(release, song, Version::live, dice, " - Live at " + stage);
    made_.releases.push_back(std::move(release));
  }

  // Every other one is a box that does not fit on the first page of tracks.
  void best_of(int album, Day day, Dice& dice) {
    const bool box = album % 10 == 9;
    Release release = fresh(box ? "Everything Once: The " + std::string(who_.name) + " Box" : "The Best of " + std::string(who_.name),
                            ReleaseKind::compilation, day);
    for (const int song : favourites(box ? 72 : 16)) {
      add(release, song, Version::studio, dice);
      auto& t = release.tracks.back();
      if (t.number > 18) ++t.disc, t.number = 1;
    }
    made_.releases.push_back(std::move(release));
  }

  void various(int song, Day day, Dice& dice) {
    static constexpr std::string_view series[] = {"Night Bus Sessions", "Warehouse Tapes", "Songs for an Empty Platform",
                                                  "Basement Frequencies", "Tomorrow's Static"};
    Release release = fresh(std::string(dice.pick(series)) + ", Vol. " + std::to_string(dice.between(1, 40)), ReleaseKind::appears_on, day);
    release.various = true;
    for (int i = 0; i < 10; ++i) {
      if (i == 3) {
        add(release, song, Version::studio, dice);
        continue;
      }
      const auto other = static_cast<std::uint8_t>(dice.below(40));
      release.tracks.push_back({song_title(cast()[other].script, dice), -1, Version::studio, other, nobody, 1,
                                static_cast<std::uint8_t>(i + 1), dice.between(150, 400) * 1000, false});
    }
    made_.releases.push_back(std::move(release));
  }

  std::vector<int> favourites(std::size_t count) const {
    std::vector<int> order(made_.songs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::ranges::sort(order, {}, [&](int i) { return std::pair(-made_.songs[static_cast<std::size_t>(i)].draw, i); });
    order.resize(std::min(order.size(), count));
    return order;
  }

  std::uint64_t seed_;
  std::uint8_t self_;
  const Performer& who_;
  Discography made_;
};

}  // namespace

Discography make_discography(std::uint64_t seed, std::size_t performer, Day until) { return Maker(seed, performer).make(until); }

}  // namespace sandbox
