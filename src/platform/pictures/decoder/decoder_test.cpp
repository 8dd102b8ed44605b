// Pictures of every kind, made by libvips and taken apart by it again.
#include "platform/pictures/decoder/decoder.hpp"

#include <gmock/gmock.h>
#include <vips/vips.h>

#include <array>

#include "platform/pictures/decoder/bare_webp.hpp"

// For LeakSanitizer: x265, which writes these tests' HEIC pictures and reads none, loses a little of each.
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }

namespace pictures::decoder {
namespace {

using testing::HasSubstr;

class DecoderTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    setenv("VIPS_WARNING", "0", 1);
    ASSERT_TRUE(start("decoder_test"));
  }

  // Red above, blue below.
  static VipsImage* two_halves(int width, int height) {
    VipsImage *red = nullptr, *blue = nullptr, *half = nullptr, *both = nullptr;
    const double colours[2][3] = {{220, 20, 20}, {20, 20, 220}};
    vips_black(&half, width, height / 2, "bands", 3, nullptr);
    double one[3] = {1, 1, 1};
    vips_linear(half, &red, one, colours[0], 3, nullptr);
    vips_linear(half, &blue, one, colours[1], 3, nullptr);
    vips_join(red, blue, &both, VIPS_DIRECTION_VERTICAL, nullptr);
    for (auto* image : {red, blue, half}) g_object_unref(image);
    VipsImage *bytes = nullptr, *coloured = nullptr;
    vips_cast_uchar(both, &bytes, nullptr);
    vips_copy(bytes, &coloured, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    g_object_unref(both);
    g_object_unref(bytes);
    return coloured;
  }
  static std::string saved(VipsImage* image, const char* suffix) {
    void* bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(vips_image_write_to_buffer(image, suffix, &bytes, &size, nullptr), 0) << suffix << ": " << vips_error_buffer();
    std::string out(static_cast<const char*>(bytes), size);
    g_free(bytes);
    g_object_unref(image);
    return out;
  }
  static std::array<double, 3> pixel(const std::string& webp, double x, double y) {
    VipsImage* image = vips_image_new_from_buffer(webp.data(), webp.size(), "", nullptr);
    double* values = nullptr;
    int count = 0;
    EXPECT_EQ(vips_getpoint(image, &values, &count, static_cast<int>(x * (vips_image_get_width(image) - 1)),
                            static_cast<int>(y * (vips_image_get_height(image) - 1)), nullptr),
              0);
    const std::array<double, 3> out{values[0], values[1], values[2]};
    g_free(values);
    g_object_unref(image);
    return out;
  }
  static bool reddish(const std::array<double, 3>& c) { return c[0] > 180 && c[2] < 80; }
  static bool bluish(const std::array<double, 3>& c) { return c[2] > 180 && c[0] < 80; }
  static std::optional<Verdict> verdict(const std::string& upload) {
    const auto made = squares(upload);
    const auto* said = std::get_if<Verdict>(&made);
    return said ? std::optional(*said) : std::nullopt;
  }
};

TEST_F(DecoderTest, EveryFormatBecomesThreeSquares) {
  for (const auto* suffix : {".jpg", ".png", ".webp", ".avif", ".heic"}) {
    const auto made = squares(saved(two_halves(300, 200), suffix));
    ASSERT_TRUE(std::holds_alternative<Squares>(made)) << suffix << " " << static_cast<int>(std::get<Verdict>(made));
    const auto& all = std::get<Squares>(made);
    ASSERT_EQ(all.size(), sides.size());
    for (std::size_t i = 0; i < sides.size(); ++i) {
      EXPECT_EQ(all[i].side, sides[i]);
      VipsImage* image = vips_image_new_from_buffer(all[i].webp.data(), all[i].webp.size(), "", nullptr);
      ASSERT_TRUE(image);
      EXPECT_EQ(vips_image_get_width(image), sides[i]);
      EXPECT_EQ(vips_image_get_height(image), sides[i]);
      g_object_unref(image);
      EXPECT_TRUE(reddish(pixel(all[i].webp, 0.5, 0.1))) << suffix;
      EXPECT_TRUE(bluish(pixel(all[i].webp, 0.5, 0.9))) << suffix;
    }
    EXPECT_EQ(read_squares(write_squares(all)), all) << "as it is told";
  }
}

TEST_F(DecoderTest, GreyDeepAndTransparentOnesToo) {
  VipsImage *grey = nullptr, *deep = nullptr, *clear = nullptr;
  VipsImage* halves = two_halves(200, 200);
  vips_colourspace(halves, &grey, VIPS_INTERPRETATION_B_W, nullptr);
  vips_colourspace(halves, &deep, VIPS_INTERPRETATION_RGB16, nullptr);
  vips_bandjoin_const1(halves, &clear, 0, nullptr);
  g_object_unref(halves);
  for (const auto& upload : {saved(grey, ".png"), saved(deep, ".png"), saved(clear, ".png")}) EXPECT_EQ(verdict(upload), std::nullopt);
}

TEST_F(DecoderTest, ItIsTurnedUprightAndNothingWrittenAboutItIsKept) {
  VipsImage* image = two_halves(200, 200);
  vips_image_set_int(image, VIPS_META_ORIENTATION, 3);  // upside down
  vips_image_set_string(image, "exif-ifd0-Artist", "Somebody Known (Somebody Known, ASCII, 15 components, 15 bytes)");
  vips_image_set_string(image, "exif-ifd3-GPSLatitude", "52/1 31/1 0/1 (52, 31,  0, Rational, 3 components, 24 bytes)");
  const auto upload = saved(image, ".jpg");
  ASSERT_THAT(upload, HasSubstr("Somebody Known"));
  const auto made = squares(upload);
  ASSERT_TRUE(std::holds_alternative<Squares>(made));
  for (const auto& square : std::get<Squares>(made)) {
    EXPECT_TRUE(bluish(pixel(square.webp, 0.5, 0.1)));
    for (const auto* trace : {"Somebody", "Exif", "EXIF", "XMP ", "ICCP"}) EXPECT_EQ(square.webp.find(trace), std::string::npos) << trace;
  }
}

TEST_F(DecoderTest, WhatIsBrokenOrCutOffIsRefused) {
  for (const auto* suffix : {".jpg", ".png", ".webp", ".avif", ".heic"}) {
    const auto whole = saved(two_halves(400, 400), suffix);
    for (const auto length : {std::size_t{12}, whole.size() / 2, whole.size() - whole.size() / 5})
      EXPECT_EQ(verdict(whole.substr(0, length)), Verdict::unreadable) << suffix << " cut at " << length << " of " << whole.size();
    auto scrambled = whole;
    for (std::size_t i = 20; i < scrambled.size(); i += 3) scrambled[i] = static_cast<char>(scrambled[i] ^ 0x5a);
    EXPECT_TRUE(verdict(scrambled)) << suffix;
  }
}

TEST_F(DecoderTest, OtherFormatsAreRefusedUnread) {
  for (const auto* suffix : {".gif", ".tif", ".ppm"})
    EXPECT_EQ(verdict(saved(two_halves(100, 100), suffix)), Verdict::unknown_format) << suffix;
  for (const auto* text : {"", "x", "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/>", "%PDF-1.7", "BM", "RIFF"})
    EXPECT_EQ(verdict(text), Verdict::unknown_format) << text;
}

TEST_F(DecoderTest, SizesAreJudgedByTheHeader) {
  const auto blank = [](int width, int height) {
    VipsImage* image = nullptr;
    vips_black(&image, width, height, nullptr);
    return saved(image, ".png[compression=1]");
  };
  EXPECT_EQ(verdict(blank(longest_side + 1, 64)), Verdict::too_many_pixels);
  EXPECT_EQ(verdict(blank(64, longest_side + 1)), Verdict::too_many_pixels);
  EXPECT_EQ(verdict(blank(8000, 6251)), Verdict::too_many_pixels);
  EXPECT_EQ(verdict(blank(63, 500)), Verdict::too_small);
  EXPECT_EQ(verdict(blank(64, 64)), std::nullopt);
  EXPECT_EQ(verdict(blank(longest_side, 64)), std::nullopt);
}

TEST(BareWebp, KeepsThePictureAlone) {
  const auto chunk = [](std::string_view name, std::string_view data) {
    return std::string(name) + static_cast<char>(data.size()) + std::string(3, '\0') + std::string(data) +
           std::string(data.size() % 2, '\0');
  };
  const auto file = [](const std::string& chunks) {
    return std::string("RIFF") + static_cast<char>(4 + chunks.size()) + std::string(3, '\0') + "WEBP" + chunks;
  };
  const auto picture = chunk("ALPH", "abc") + chunk("VP8 ", "pixels");
  EXPECT_EQ(bare_webp(file(chunk("VP8X", "\x3e...") + chunk("ICCP", "x") + picture + chunk("EXIF", "where") + chunk("XMP ", "who"))),
            file(chunk("VP8X", "\x10...") + picture));
  EXPECT_EQ(bare_webp(file(picture)), file(picture));
  const auto whole = file(picture);
  EXPECT_EQ(bare_webp(whole.substr(0, whole.size() - 1)), "");
  EXPECT_EQ(bare_webp(whole + "EXIF"), "");
  EXPECT_EQ(bare_webp("GIF89a"), "");
}

}  // namespace
}  // namespace pictures::decoder
