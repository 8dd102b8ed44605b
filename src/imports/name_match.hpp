// Whether a name at one service is the name of our artist (IMP-8): the same once folded. Links between services are hints
// that can point to a namesake, so the name is checked as well. Private to imports.
#pragma once
#include <string_view>

namespace imports {

bool same_name(std::string_view a, std::string_view b);

}  // namespace imports
