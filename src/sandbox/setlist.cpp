#include "sandbox/setlist.hpp"

#include <algorithm>

#include "sandbox/dice.hpp"
#include "sandbox/programme.hpp"

namespace sandbox {

namespace {

constexpr std::string_view show_infos[] = {"Final show of this leg.",
                                           "First show in this city since 2016.",
                                           "Set cut short because of curfew.",
                                           "Doors were an hour late after a power cut; the support slot was dropped.",
                                           "Last song on the printed setlist was not played.",
                                           "Filmed for television."};
constexpr std::string_view song_infos[] = {"acoustic",   "live debut", "with extended outro", "by request", "false start",
                                           "tour debut", "shortened"};
constexpr std::string_view jam_infos[] = {">", "->", "unfinished) (>", "with tease", "> second jam"};

int length_of(const Performer& who, const Night& night, HallKind hall) {
  if (night.slot == Slot::festival) return 9 + night.ordinal % 3;
  const int base = hall == HallKind::arena ? 19 : hall == HallKind::theatre ? 16 : 13;
  return who.has(jam) ? 17 : night.slot == Slot::early ? base - 3 : base;
}

class Composer {
 public:
  Composer(std::uint64_t seed, const Night& night, HallKind hall, const Discography& songs)
      : dice_(hashed(seed, hashed("setlist"), night.key())),
        night_(night),
        who_(cast()[night.performer]),
        songs_(songs),
        length_(length_of(who_, night, hall)),
        programme_(make_programme(seed, night, songs, length_)) {}

  Setlist compose() && {
    if (programme_.core.empty()) return std::move(made_);
    main_part();
    if (night_.slot != Slot::festival && programme_.closer >= 0) encores();
    if (dice_.chance(10)) made_.info = dice_.pick(show_infos);
    return std::move(made_);
  }

 private:
  std::vector<int> tonights_songs() {
    auto songs = programme_.core;
    for (int i = dice_.below(3); i > 0 && songs.size() > 5; --i) songs.erase(songs.begin() + dice_.below(static_cast<int>(songs.size())));
    const auto want = static_cast<std::size_t>(std::max(4, length_ - 4));
    auto spare = programme_.rotation;
    if (who_.has(jam) || dice_.chance(20)) spare.insert(spare.end(), programme_.rarities.begin(), programme_.rarities.end());
    while (songs.size() < want && !spare.empty()) {
      const auto i = spare.begin() + dice_.below(static_cast<int>(spare.size()));
      songs.insert(songs.begin() + dice_.below(static_cast<int>(songs.size()) + 1), *i);
      spare.erase(i);
    }
    if (programme_.opener >= 0) songs.insert(songs.begin(), dice_.chance(82) || songs.empty() ? programme_.opener : songs.front());
    if (songs.size() > 1 && songs[0] == songs[1]) songs.erase(songs.begin());
    if (programme_.closer >= 0) songs.push_back(programme_.closer);
    return songs;
  }

  void main_part() {
    const auto songs = tonights_songs();
    const bool halves = who_.has(jam) || dice_.chance(3);
    const std::string_view colon = dice_.chance(30) ? ":" : "";
    if (halves) made_.sets.push_back({"Set 1" + std::string(colon), 0, {}});
    else made_.sets.emplace_back();
    if (who_.has(tapes) && dice_.chance(70)) intro();
    for (std::size_t i = 0; i < songs.size(); ++i) {
      if (halves && i == songs.size() / 2) {
        if (who_.has(tapes)) made_.sets.push_back({"Intermission", 0, {{.name = "", .tape = true}}});
        made_.sets.push_back({"Set 2" + std::string(colon), 0, {}});
      }
      if (i > 0 && who_.has(medleys) && dice_.chance(6) && i + 1 < songs.size()) {
        PlayedSong both = song(songs[i]);
        both.name += " / " + song(songs[++i]).name;
        both.info.clear();
        put(std::move(both));
        continue;
      }
      put(song(songs[i]));
      if (dice_.chance(who_.has(heavy_covers) ? 9 : 2)) put(cover());
    }
  }

  void encores() {
    const bool named_only = who_.has(jam) && dice_.chance(50);
    int count = dice_.chance(88) ? 1 : 0;
    if (count == 1 && dice_.chance(20)) count = 2;
    if (who_.has(jam) && night_.ordinal % 37 == 7) count = 5;
    for (int encore = 1; encore <= count; ++encore) {
      made_.sets.push_back({named_only ? "Encore:" : "", named_only ? 0 : encore, {}});
      if (encore == 1) {
        for (const int s : programme_.encore) put(song(s));
      } else if (!programme_.rotation.empty() && dice_.chance(60)) {
        put(song(programme_.rotation[static_cast<std::size_t>(dice_.below(static_cast<int>(programme_.rotation.size())))]));
      } else {
        put(cover());
      }
    }
    if (who_.has(tapes) && dice_.chance(50)) put({.name = "Closing Credits", .tape = true});
  }

  void intro() {
    PlayedSong tape{.name = dice_.chance(15) ? "" : "Overture for Empty Seats", .tape = true};
    if (dice_.chance(40)) {
      const std::size_t whose = 1 + hashed(night_.leg, night_.year) % (originals().size() - 1);
      tape.name = originals()[whose].songs[0];
      tape.cover = Credit{true, whose};
    }
    put(std::move(tape));
  }

  PlayedSong song(int index) {
    PlayedSong played{.name = songs_.songs[static_cast<std::size_t>(index)].title};
    if (who_.has(no_spotify)) played.cover = Credit{false, 1};  // a tribute act plays Velvet Arcade's songs
    if (who_.has(unknown_songs) && dice_.chance(8)) return {};
    if (dice_.chance(who_.has(guests) ? 6 : 1)) played.guest = Credit{false, static_cast<std::size_t>(dice_.below(40))};
    if (played.guest && played.guest->index == night_.performer) played.guest.reset();
    if (dice_.chance(who_.has(jam) ? 35 : 4)) played.info = who_.has(jam) ? dice_.pick(jam_infos) : dice_.pick(song_infos);
    return played;
  }

  // Each act has its few favourites, so that a cover can be a staple too.
  PlayedSong cover() {
    const std::size_t whose = hashed(night_.performer, dice_.below(4)) % originals().size();
    PlayedSong played{.name = std::string(originals()[whose].songs[static_cast<std::size_t>(dice_.below(3))]),
                      .cover = Credit{true, whose}};
    if (who_.has(guests) && dice_.chance(30)) played.guest = Credit{false, static_cast<std::size_t>(dice_.below(8))};
    return played;
  }

  void put(PlayedSong played) { made_.sets.back().songs.push_back(std::move(played)); }

  Dice dice_;
  const Night& night_;
  const Performer& who_;
  const Discography& songs_;
  int length_;
  Programme programme_;
  Setlist made_;
};

}  // namespace

Setlist compose(std::uint64_t seed, const Night& night, HallKind hall, const Discography& songs, Day today) {
  const auto luck = hashed(seed, hashed("entered"), night.key()) % 100;
  if (!night.took_place()) return {{}, luck < 50 ? "Cancelled because of illness." : "Postponed, new date to be announced."};
  const int age = year_of(today) - night.year;
  // Old nights are known less; over the whole cast 26 % stay empty.
  if (night.day >= today || luck < static_cast<std::uint64_t>(std::min(38, 12 + age)))
    return {{}, luck % 9 == 0 ? "Setlist unknown; about 75 minutes were played." : ""};
  return Composer(seed, night, hall, songs).compose();
}

std::string tour_name(std::uint64_t seed, const Night& night, const Discography& songs) {
  if (night.slot == Slot::festival || hashed(seed, hashed("tour"), night.performer, night.year, night.leg) % 100 >= 62) return {};
  const Release* newest = nullptr;
  for (const auto& release : songs.releases)
    if (release.kind == ReleaseKind::album && release.day <= night.day + 60 && (!newest || release.day > newest->day)) newest = &release;
  if (cast()[night.performer].has(jam)) return (night.leg % 2 ? "Summer Tour " : "Fall Tour ") + std::to_string(night.year);
  if (!newest || night.year - year_of(newest->day) > 3) return std::to_string(night.year) + " Tour";
  return newest->name + " Tour";
}

bool has_entry(std::uint64_t seed, const Night& night, Day today) {
  if (night.everywhere()) return false;
  const auto luck = hashed(seed, hashed("entry"), night.key()) % 100;
  if (!night.took_place()) return night.trap != Trap::date_tba && luck < 40 && night.day < today;
  if (night.day >= today) return night.day <= today + 45 && luck < 45;
  return luck < 96;
}

}  // namespace sandbox
