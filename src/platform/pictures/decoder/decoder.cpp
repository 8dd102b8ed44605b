#include "platform/pictures/decoder/decoder.hpp"

#include <vips/vips.h>
// clang-format off: needs the other
#include <vips/vector.h>
// clang-format on

#include <array>
#include <memory>

#include "platform/pictures/decoder/bare_webp.hpp"
#include "platform/pictures/riff.hpp"

namespace pictures::decoder {

namespace {

constexpr int quality = 82;

// GObject counts references; one of ours is one of these.
struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

// libvips gives a result by a pointer, and nonzero for a failure.
template <class Make>
Image made_by(Make make) {
  VipsImage* image = nullptr;
  if (make(&image) == 0) return Image(image);
  vips_error_clear();
  return nullptr;
}

struct Format {
  const char* loader;  // class of libvips
  bool (*fits)(std::string_view);
};

// ISO/IEC 14496-12, 4.3: a box "ftyp" with a major brand.
bool is_heif(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return false;
  for (const auto* brand : {"avif", "heic", "heix", "mif1"})
    if (bytes.substr(8, 4) == brand) return true;
  return false;
}

constexpr std::array<Format, 4> formats{{{"VipsForeignLoadJpeg", [](std::string_view b) { return b.starts_with("\xff\xd8\xff"); }},
                                         {"VipsForeignLoadPng", [](std::string_view b) { return b.starts_with("\x89PNG\r\n\x1a\n"); }},
                                         {"VipsForeignLoadWebp", begins_as_webp},
                                         {"VipsForeignLoadHeif", is_heif}}};

bool is_known(std::string_view upload) {
  for (const auto& format : formats)
    if (format.fits(upload)) return true;
  return false;
}

// Of the header alone. Nothing: go on.
std::optional<Verdict> objection(std::string_view upload) {
  const Image header(vips_image_new_from_buffer(upload.data(), upload.size(), "", "access", VIPS_ACCESS_SEQUENTIAL, nullptr));
  if (!header) return vips_error_clear(), Verdict::unreadable;
  const std::int64_t width = vips_image_get_width(header.get()), height = vips_image_get_height(header.get());
  if (width > longest_side || height > longest_side || width * height > std::int64_t{most_megapixels} * 1'000'000)
    return Verdict::too_many_pixels;
  if (width < shortest_side || height < shortest_side) return Verdict::too_small;
  return std::nullopt;
}

// What the file said about its picture. It shall not be written, nor even be read: 8.14 has freed a HEIF's by now.
void forget_words(VipsImage* image) {
  for (const auto* name : {VIPS_META_EXIF_NAME, VIPS_META_XMP_NAME, VIPS_META_IPTC_NAME, VIPS_META_ICC_NAME})
    vips_image_remove(image, name);
}

// Decodes no more than is needed for the size, which is the largest. (8.14 ignores the argument fail_on, not the option of that name.)
Image largest(std::string_view upload) {
  const auto cut = made_by([&](VipsImage** out) {
    return vips_thumbnail_buffer(const_cast<char*>(upload.data()), upload.size(), out, sides.back(), "height", sides.back(), "crop",
                                 VIPS_INTERESTING_ATTENTION, "export_profile", "srgb", "option_string", "fail_on=truncated", nullptr);
  });
  if (!cut) return nullptr;
  const auto coloured = made_by([&](VipsImage** out) { return vips_colourspace(cut.get(), out, VIPS_INTERPRETATION_sRGB, nullptr); });
  if (!coloured) return nullptr;
  const auto bytes = made_by([&](VipsImage** out) { return vips_cast_uchar(coloured.get(), out, nullptr); });
  if (!bytes) return nullptr;
  Image image(vips_image_copy_memory(bytes.get()));  // as it is read once for each size
  if (image) forget_words(image.get());
  return image;
}

std::string webp(VipsImage* image) {
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_webpsave_buffer(image, &bytes, &size, "Q", quality, "effort", 4, nullptr) != 0) return vips_error_clear(), "";
  auto out = bare_webp({static_cast<const char*>(bytes), size});
  g_free(bytes);
  return out;
}

}  // namespace

bool start(const char* program_name) {
  if (vips_init(program_name) != 0) return false;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_vector_set_enabled(FALSE);  // makes code while it runs, which hardened systems forbid
  // Every loader is shut, then those of our formats are opened again.
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const auto& format : formats) vips_operation_block_set(format.loader, FALSE);
  return true;
}

std::variant<Squares, Verdict> squares(std::string_view upload) {
  if (!is_known(upload)) return Verdict::unknown_format;
  if (const auto verdict = objection(upload)) return *verdict;
  const auto whole = largest(upload);
  if (!whole) return Verdict::unreadable;
  Squares out;
  for (const int side : sides) {
    const auto scaled = made_by(
        [&](VipsImage** to) { return vips_thumbnail_image(whole.get(), to, side, "height", side, "size", VIPS_SIZE_FORCE, nullptr); });
    if (!scaled) return Verdict::unreadable;
    out.push_back({side, webp(scaled.get())});
    if (out.back().webp.empty()) return Verdict::unreadable;
  }
  return out;
}

}  // namespace pictures::decoder
