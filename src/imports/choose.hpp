// Which of the records that a service lists under an artist's name are that artist (IMP-8). Pure; private to imports.
// A person's word first; then the name, which is always checked, and a link to our ids. Without any link the name alone is enough only if
// nobody else has it and nothing contradicts. Records under one name that link to us and yet name different people at MusicBrainz are
// two acts: the one with our id is ours, and where none has it nobody is taken. The order in which records come makes no difference.
#pragma once
#include "artists/artists.hpp"
#include "imports/reviews.hpp"
#include "providers/setlistfm/setlistfm.hpp"
#include "providers/ticketmaster/ticketmaster.hpp"

namespace imports {

template <class Record>
struct Pick {
  Record record;
  double score = 0;  // 0-1
  std::string reason;
};
template <class Record>
struct Picks {
  std::vector<Pick<Record>> ours;
  std::vector<Pick<Record>> unsure;  // for a person to decide
};

Picks<ticketmaster::Attraction> choose(const artists::Artist& who, const Said& said, const std::vector<ticketmaster::Attraction>& found);
Picks<setlistfm::Artist> choose(const artists::Artist& who, const Said& said, const std::vector<setlistfm::Artist>& found);

}  // namespace imports
