// A WebP file without what is written about the picture: EXIF, XMP and colour profile. libvips 8.14 writes them even when told to strip.
#pragma once
#include <string>
#include <string_view>

namespace pictures::decoder {

std::string bare_webp(std::string_view file);  // empty, where it is none

}  // namespace pictures::decoder
