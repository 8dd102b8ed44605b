#include "search/japanese.hpp"

#include <mecab.h>

#include <memory>

#include "platform/base/log.hpp"
#include "platform/base/text.hpp"

namespace search {

namespace {

constexpr int reading_field = 7;  // of an entry in the IPA dictionary, counted from 0
constexpr std::size_t longest = 200;

// U+4E00-U+9FFF, the common Chinese characters.
bool has_chinese_characters(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]), next = static_cast<unsigned char>(text[i + 1]);
    if ((lead == 0xE4 && next >= 0xB8) || (lead >= 0xE5 && lead <= 0xE9)) return true;
  }
  return false;
}

const MeCab::Model* dictionary() {
  static const std::unique_ptr<MeCab::Model> model = [] {
    std::unique_ptr<MeCab::Model> made(MeCab::createModel(""));
    if (!made) base::log_warn("search.no_japanese_dictionary", {{"error", MeCab::getLastError()}});
    return made;
  }();
  return model.get();
}

std::string_view field(std::string_view csv, int n) {
  for (; n > 0 && !csv.empty(); --n) csv.remove_prefix(std::min(csv.find(','), csv.size() - 1) + 1);
  return csv.substr(0, csv.find(','));
}

}  // namespace

std::string japanese_reading(std::string_view name) {
  if (!has_chinese_characters(name) || !dictionary()) return {};
  thread_local const std::unique_ptr<MeCab::Tagger> tagger(dictionary()->createTagger());
  const std::string text = base::clean(name, longest);
  std::string reading;
  for (const auto* word = tagger->parseToNode(text.data(), text.size()); word; word = word->next) {
    if (word->stat == MECAB_BOS_NODE || word->stat == MECAB_EOS_NODE) continue;
    const std::string_view written(word->surface, word->length);
    const auto said = field(word->feature, reading_field);
    if (said.empty() && has_chinese_characters(written)) return {};
    if (!reading.empty()) reading += ' ';
    reading += said.empty() ? written : said;
  }
  return reading;
}

}  // namespace search
