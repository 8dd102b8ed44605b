// Whether two titles of one artist are one song, beyond an equal title_key. Pure; private to this folder.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace artists {

// A title_key without what is spelt in several ways: articles, "and", "Pt. II" for "Part 2", "Gettin'" for "Getting", "Colour" for
// "Color", "Song Two" for "Song 2", and blanks. Never empty.
std::string loosened(std::string_view title_key);

// Of two titles that recordings of one ISRC bear: whether they are so much alike that the code can be believed. Numbers must agree.
bool may_be_one(std::string_view key, std::string_view other);
// A slip of one letter apart, in titles long enough for that to tell something. Numbers must agree.
bool one_slip_apart(std::string_view key, std::string_view other);
// The keys among which alone one_slip_apart can be true: two that are one slip apart have one of these in common.
std::vector<std::string> slips_of(std::string_view key);

// "A / B / C" in pieces; one piece when it is no medley.
std::vector<std::string> pieces_of(std::string_view title);

}  // namespace artists
