#include "imports/name_match.hpp"

#include "platform/base/text.hpp"

namespace imports {

namespace {

std::string key(std::string_view name) {
  std::string folded = base::fold(name);
  if (folded.starts_with("the ") && folded.size() > 4) folded.erase(0, 4);
  std::erase(folded, ' ');
  // A name of signs only ("!!!") is compared as it stands.
  return folded.empty() ? base::clean(name) : folded;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) { return key(a) == key(b); }

}  // namespace imports
