// How long a search takes, and what the index weighs, with many names.
#pragma once
#include "measured_data.hpp"

namespace bench {

// Multiplies the names by made-up variations until there are `many`; asks all misspelt queries on this thread.
void measure_speed(const MeasuredData& data, std::size_t many);

}  // namespace bench
