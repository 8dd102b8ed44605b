#include "search/phrase.hpp"

#include <algorithm>

#include "platform/base/text.hpp"
#include "search/similarity.hpp"

namespace search {

std::string folded(std::string_view text) {
  std::string spelt;
  for (const char c : text) {
    if (c == '&') spelt += " and ";
    else spelt += c;
  }
  std::string key = base::fold(spelt);
  return key.empty() ? base::clean(text, 64) : key;  // a name of signs only is searched as it is
}

Phrase phrase_of_folded(std::string_view text) {
  Phrase phrase;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) phrase.words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  auto& words = phrase.words;
  if (words.size() > 1 && words.front() == "the") {
    phrase.article = true;
    words.erase(words.begin());
  } else if (words.size() > 1 && words.back() == "the") {
    phrase.article = true;
    words.pop_back();
  }
  for (std::size_t i = 0; i < words.size() && phrase.tight.size() < compared; ++i) {
    if (i > 0) phrase.starts.push_back(phrase.tight.size());
    phrase.tight += words[i];
  }
  words.resize(phrase.starts.size() + (phrase.tight.empty() ? 0 : 1));
  if (phrase.tight.size() > compared) phrase.tight.resize(compared);
  return phrase;
}

}  // namespace search
