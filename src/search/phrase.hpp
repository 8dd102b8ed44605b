// Phrase: a name or a query made ready to be compared. Folded (case, accents, script), without the article, in words and run together.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct Phrase {
  std::vector<std::string> words;
  std::string tight;                // the words without blanks, at most 64 bytes
  std::vector<std::size_t> starts;  // where in `tight` the second and later words begin
  bool article = false;             // it had "the" before or after it: "The Kinks", "Kinks, The"

  bool empty() const { return tight.empty(); }
};

std::string folded(std::string_view text);  // never empty for text that has a visible sign
Phrase phrase_of_folded(std::string_view text);

}  // namespace search
