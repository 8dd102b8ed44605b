#include "pages/qr_code.hpp"

#include <gmock/gmock.h>

namespace pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(QrCode, IsDarkInThreeCornersWithWhiteAround) {
  const auto drawn = qr_code("https://theset.example/shows/7", "QR code of the link above").str();
  // Version 3: 29 modules, and four on each side.
  EXPECT_THAT(drawn, AllOf(HasSubstr("viewBox=\"0 0 37 37\""), HasSubstr("M4 4h7v1h-7z"), HasSubstr("M26 4h7v1h-7z"),
                           HasSubstr("M4 26h7v1h-7z"), HasSubstr("aria-label=\"QR code of the link above\"")));
}

TEST(QrCode, OfATextTooLongIsNotDrawn) { EXPECT_EQ(qr_code(std::string(3000, 'x'), "Too long").str(), ""); }

}  // namespace
}  // namespace pages
