// The songs of one tour leg, ranked: a core that is played nearly every night, a rotation, rarities. So statistics over a sandbox
// history look like those of a band: steady openers and closers, debuts after a release, songs that are dropped and come back.
#pragma once
#include <vector>

#include "sandbox/nights.hpp"

namespace sandbox {

struct Programme {
  std::vector<int> core, rotation, rarities;  // indices in Discography::songs
  int opener = -1, closer = -1;
  std::vector<int> encore;
};

Programme make_programme(std::uint64_t seed, const Night& night, const Discography& songs, int length);

}  // namespace sandbox
