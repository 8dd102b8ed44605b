// How alike two folded texts are, 0-1, by optimal string alignment (Damerau-Levenshtein without repeated edits).
#pragma once
#include <string_view>

namespace search {

double similarity(std::string_view query, std::string_view name);
// The same against the beginning of a longer name that fits best: what has been typed so far.
double prefix_similarity(std::string_view query, std::string_view name);

}  // namespace search
