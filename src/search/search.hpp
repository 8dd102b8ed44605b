// Search: artists by name as fast as one types (SRC-1), and, when nobody here is meant, who an outside service knows by that name.
//   Catalog         the names of all artists in memory, current in every process within a second of a change
//   OutsideSearch   the question put to Spotify, off the event loops, bounded and remembered
// Also public: catalog.hpp, outside.hpp
#pragma once
#include "search/catalog.hpp"
#include "search/outside.hpp"
