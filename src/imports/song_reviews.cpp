// Songs: the rule's doubts and a person's word about them.
#include "imports/song_reviews.hpp"

#include <algorithm>
#include <map>

#include "imports/progress.hpp"
#include "imports/reviews.sql.hpp"
#include "setlists/statistics.hpp"

namespace imports {

namespace asked = ::reviews::sql;

namespace {

struct Question {
  ReviewId id;
  std::string status;
};
using About = std::map<std::pair<artists::SongId, std::string>, Question>;

About questions_about(db::Tx& tx, artists::ArtistId artist) {
  About about;
  tx.each(
      asked::about_songs, [&](const db::Row& row) { about[{row.id<artists::SongId>(1), row.str(2)}] = {row.id<ReviewId>(0), row.str(3)}; },
      artist);
  return about;
}

std::vector<artists::SaidOfSongs> said_in(const About& about) {
  std::vector<artists::SaidOfSongs> said;
  for (const auto& [pair, question] : about)
    if (question.status == "same" || question.status == "different") said.push_back({pair.first, pair.second, question.status == "same"});
  return said;
}

std::string both(const artists::TitleOfSong& a, const artists::TitleOfSong& b) { return "“" + a.title + "” and “" + b.title + "”"; }

// A pair is written down one way round, by key: asked and decided once.
auto in_order(const artists::TitleOfSong& a, const artists::TitleOfSong& b) { return a.key < b.key ? std::tie(a, b) : std::tie(b, a); }

void put(db::Tx& tx, base::Time now, const artists::TitleOfSong& a, const artists::TitleOfSong& b, bool same, std::string_view who) {
  const auto& [left, right] = in_order(a, b);
  tx.run(asked::put_decision, ReviewId::make(), "song", left.id, "titles", right.key, right.title, 1.0,
         same ? "a person joined " + both(left, right) : "a person split " + both(left, right), same ? "same" : "different", who, now);
}

// What a person said is done, told in the open log, and holds for whoever plays medleys of these songs.
base::Result<void> done(db::Tx& tx, base::Time now, artists::ArtistId artist, std::string_view outcome, const std::string& told) {
  settle_songs(tx, now, artist);
  settle_medleys_of(tx, now, artist);
  artists::touch(tx, now, artist);
  log(tx, now, artist, "person", outcome, "songs", 1, told);
  return {};
}

// The two and all titles that each has become one with. Where a person kept some of these apart, this is the later word.
base::Result<void> join(db::Tx& tx, base::Time now, artists::ArtistId artist, const artists::TitleOfSong& a, const artists::TitleOfSong& b,
                        std::string_view who) {
  const auto root = [&](artists::SongId id) { return artists::song_of(tx, id).value().id; };
  const About about = questions_about(tx, artist);
  for (const auto& x : artists::titles_of(tx, root(a.id)))
    for (const auto& y : artists::titles_of(tx, root(b.id))) {
      const auto& [left, right] = in_order(x, y);
      const auto question = about.find({left.id, right.key});
      if (question != about.end() && question->second.status == "different") put(tx, now, x, y, true, who);
    }
  put(tx, now, a, b, true, who);
  return done(tx, now, artist, "merged", "said that " + both(a, b) + " are one song.");
}

std::optional<artists::TitleOfSong> title_of(db::Tx& tx, artists::SongId id) {
  const auto song = artists::song_of(tx, id);
  if (!song) return std::nullopt;
  for (auto& title : artists::titles_of(tx, song->id))
    if (title.id == id) return title;
  return std::nullopt;
}

base::Error gone() { return base::not_found("reviews.gone", "One of the two is not here any more."); }

}  // namespace

base::Result<void> decide_song(db::Tx& tx, base::Time now, const Review& review, Decision decision, std::string_view who) {
  const auto ours = title_of(tx, artists::SongId{review.ours});
  if (!ours) return gone();
  const auto artist = artists::song_of(tx, ours->id)->artist;
  const auto other = artists::title_with_key(tx, artist, review.external_id);
  const auto theirs = other ? title_of(tx, *other) : std::nullopt;
  if (!theirs) return gone();
  if (decision == Decision::same) return join(tx, now, artist, *ours, *theirs, who);
  put(tx, now, *ours, *theirs, false, who);
  return done(tx, now, artist, "note", "said that " + both(*ours, *theirs) + " are two songs.");
}

base::Result<void> join_songs(db::Tx& tx, base::Time now, artists::SongId song, std::string_view title, std::string_view who) {
  const auto ours = title_of(tx, song);
  if (!ours) return base::not_found("reviews.gone", "The song is not here any more.");
  const auto artist = artists::song_of(tx, song)->artist;
  const auto other = artists::title_with_key(tx, artist, artists::title_key(title));
  const auto theirs = other ? title_of(tx, *other) : std::nullopt;
  if (!theirs) return base::not_found("reviews.no_such_song", "The artist has no song of this title. Write it as it is listed.");
  if (artists::song_of(tx, theirs->id)->id == artists::song_of(tx, song)->id)
    return base::Error{base::Kind::conflict, "reviews.one_song", "These two titles are one song already."};
  return join(tx, now, artist, *ours, *theirs, who);
}

base::Result<void> split_song(db::Tx& tx, base::Time now, artists::SongId song, std::string_view title_key, std::string_view who) {
  const auto whole = artists::song_of(tx, song);
  const auto titles = whole ? artists::titles_of(tx, whole->id) : std::vector<artists::TitleOfSong>{};
  const auto off = std::ranges::find(titles, title_key, &artists::TitleOfSong::key);
  if (off == titles.end() || titles.size() < 2)
    return base::Error{base::Kind::conflict, "reviews.last_record", "The song has no other title: there is nothing to split."};
  for (const auto& title : titles)
    if (title.id != off->id) put(tx, now, *off, title, false, who);
  return done(tx, now, whole->artist, "note", "said that “" + off->title + "” is a song of its own.");
}

base::Result<void> take_back_songs(db::Tx& tx, base::Time now, const Review& review, std::string_view who) {
  const auto song = artists::song_of(tx, artists::SongId{review.ours});
  if (!song || !review.decided_at) return gone();
  // What one click decided goes together: a title that was split off was kept apart from all others.
  tx.run(asked::withdraw, who, now, song->artist, review.status, review.decided_by, *review.decided_at);
  return done(tx, now, song->artist, "note", "took back what was said about “" + song->title + "” and “" + review.name + "”.");
}

SongsSettled settle_songs(db::Tx& tx, base::Time now, artists::ArtistId artist) {
  About about = questions_about(tx, artist);
  const auto settled = artists::settle_songs(tx, artist, said_in(about));
  SongsSettled out{static_cast<int>(settled.joined.size()), 0, settled.joined.empty() ? "" : settled.joined.front(), settled.changed};
  for (const auto& unsure : settled.unsure) {
    if (const auto known = about.find({unsure.song, unsure.other_key}); known != about.end()) {
      if (known->second.status == "withdrawn") tx.run(asked::ask_again, known->second.id);
      about.erase(known);
      continue;
    }
    tx.run(asked::insert_review, ReviewId::make(), "song", unsure.song, "titles", unsure.other_key, unsure.other_title, unsure.score,
           unsure.reason, now);
    ++out.reviews;
  }
  for (const auto& [pair, question] : about)
    if (question.status == "open") tx.run(asked::take_down, question.id);
  if (settled.changed) setlists::statistics::refresh(tx, artist);
  return out;
}

void settle_medleys_of(db::Tx& tx, base::Time now, artists::ArtistId artist) {
  for (const auto performer : artists::play_medleys_of(tx, artist)) {
    settle_songs(tx, now, performer);
    artists::touch(tx, now, performer);
  }
}

}  // namespace imports
