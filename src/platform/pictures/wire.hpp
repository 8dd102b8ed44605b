// What theset-pictures says: a verdict as its exit code, and the squares on standard output, each as its side and its length (four bytes
// each, lowest first) before its WebP.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/pictures/pictures.hpp"

namespace pictures {

enum class Verdict { done = 0, unknown_format = 10, unreadable = 11, too_many_pixels = 12, too_small = 13 };

inline constexpr std::size_t largest_answer = 1u << 20;

std::string write_squares(const Squares& squares);
// Nothing, where these are not all squares in order, each a WebP file. Who wrote it may have been taken over by a picture.
std::optional<Squares> read_squares(std::string_view bytes);

}  // namespace pictures
