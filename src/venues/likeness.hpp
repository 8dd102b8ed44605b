// How alike two names of a building are. Pure; private to this folder.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace venues {

// The words that tell a building from another of its town: folded, without "the", "and" and the town's own name, "theatre" and "centre"
// in one spelling. All words when nothing else is left.
std::vector<std::string> telling_words(std::string_view name, std::string_view city);
std::string joined(const std::vector<std::string>& words);

struct Likeness {
  double score = 0;      // 0-1; 1 when the words are the same or only spaced differently
  bool part_of = false;  // all words of one are among the other's
};
Likeness likeness(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace venues
