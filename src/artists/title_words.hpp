// Titles word by word. Private to this folder.
#pragma once
#include <string_view>
#include <vector>

namespace artists {

// Of a folded title: views into it.
std::vector<std::string_view> words_of(std::string_view folded);

}  // namespace artists
