// Other ways to read what was typed. Some are held beside it always: "theshins" and "teh shins" are "the shins". Others only when it is
// nobody's name as it stands: typed with the wrong keyboard layout on, a song's title or a guest behind the name, a track number before
// it, codes of an address in it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct Reading {
  std::string text;
  double trust = 1;  // what a name found by it counts
};
std::vector<Reading> readings_of_article(std::string_view folded);
std::vector<Reading> other_readings(std::string_view query);

}  // namespace search
