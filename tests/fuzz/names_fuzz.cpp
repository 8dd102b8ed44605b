// Names and searches: the first line is looked for among the others. Whatever they are, no crash, at most ten, the likeliest first, and a
// name that can be folded is found by itself.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/base/text.hpp"
#include "search/name_index.hpp"
#include "search/readings.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rest = as_text(data, size);
  const auto line = [&rest] {
    const auto text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    return text;
  };
  const auto query = line();
  search::NameIndex index;
  for (std::int64_t id = 1; id <= 20 && !rest.empty(); ++id) {
    artists::Name name;
    name.id = artists::ArtistId{id};
    name.name = std::string(line());
    name.popularity = id * 7 - 20;
    index.put(name);
    const auto hits = index.find(name.name, 20);
    if (!base::fold(name.name).empty() && name.name.size() < 200)
      PROMISE(std::ranges::any_of(hits, [&](const auto& hit) { return hit.id == name.id; }));
  }
  const auto hits = index.find(query, 10);
  PROMISE(hits.size() <= 10);
  for (const auto& hit : hits) PROMISE(hit.score > 0 && hit.score <= 1);
  PROMISE(search::other_readings(query).size() <= 6);
  return 0;
}
