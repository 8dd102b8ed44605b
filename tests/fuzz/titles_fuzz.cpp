// Titles of songs and records, as services write them: a key is never empty for a title that says something, a key is its own key, and
// whatever the title, it is one kind of record. A medley's parts are the medley again.
#include "artists/discography.hpp"
#include "fuzz.hpp"
#include "platform/base/text.hpp"
#include "providers/setlistfm/setlistfm.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  const std::string title = base::clean(text);
  const std::string key = artists::title_key(text);
  PROMISE(key.empty() == title.empty());
  PROMISE(key == artists::title_key(title));
  artists::SourceAlbum album{.spotify_id = "x", .title = title};
  PROMISE(!artists::to_string(artists::classify(album)).empty());
  std::string again;
  for (const auto& part : setlistfm::medley_parts(text)) again += " / " + part;
  PROMISE(again == " / " + std::string(text));
  return 0;
}
