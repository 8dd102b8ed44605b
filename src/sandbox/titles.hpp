// Invented titles of songs and albums in the artist's own language.
#pragma once
#include <string>

#include "sandbox/cast.hpp"
#include "sandbox/dice.hpp"

namespace sandbox {

std::string song_title(Script script, Dice& dice);
std::string album_title(Script script, Dice& dice);

}  // namespace sandbox
