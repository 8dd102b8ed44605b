// What a name is found by besides its own letters: as signs are said ("+/-"), as letters only look ("KoЯn", "Ke$ha"), as a Japanese
// name is read, by its consonants where the script writes no others, and by initials.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace search {

// The folded texts under which a name is kept, its own first, none twice; none at all for a name without a visible sign.
std::vector<std::string> spellings(std::string_view name);

// Short forms, found by equality alone. Whether the script of a name writes no vowels (Arabic, Hebrew); what is left without them, of such
// a name as of a query; empty when too little is left to tell anybody by.
bool writes_consonants(std::string_view name);
std::string consonants(std::string_view folded);

// Whether a name may be an abbreviation; and what three words and more would be abbreviated to, else empty.
bool is_abbreviation(std::string_view folded);
std::string initials(std::string_view folded);

}  // namespace search
