// Songs: the rule's doubts and a person's word about them.
#include <map>

#include "imports/reviews.hpp"
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
    if (question.status != "open") said.push_back({pair.first, pair.second, question.status == "same"});
  return said;
}

}  // namespace

SongsSettled settle_songs(db::Tx& tx, base::Time now, artists::ArtistId artist) {
  About about = questions_about(tx, artist);
  const auto settled = artists::settle_songs(tx, artist, said_in(about));
  SongsSettled out{static_cast<int>(settled.joined.size()), 0, settled.joined.empty() ? "" : settled.joined.front(), settled.changed};
  for (const auto& unsure : settled.unsure) {
    if (about.erase({unsure.song, unsure.other_key}) > 0) continue;
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
