// How votes decide (VOT-2), in the words of those who vote. The rule itself: votes/score.hpp.
#pragma once
#include "frame/frame.hpp"

namespace pages {

frame::Page voting_help();

}  // namespace pages
