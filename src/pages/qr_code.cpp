#include "pages/qr_code.hpp"

#include <qrcodegen.hpp>
#include <string>

namespace pages {

using html::Html;
using qrcodegen::QrCode;

namespace {

constexpr int quiet = 4;  // modules of white around it (ISO/IEC 18004, 5.3.8)

// Each run of dark modules of a row is one rectangle.
std::string dark(const QrCode& code) {
  std::string path;
  for (int y = 0; y < code.getSize(); ++y)
    for (int x = 0; x < code.getSize(); ++x) {
      int run = 0;
      while (code.getModule(x + run, y)) ++run;
      if (run == 0) continue;
      const auto length = std::to_string(run);
      path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h" + length + "v1h-" + length + "z";
      x += run;
    }
  return path;
}

}  // namespace

Html qr_code(std::string_view text, std::string_view label) {
  Html h;
  try {
    const auto code = QrCode::encodeText(std::string(text).c_str(), QrCode::Ecc::MEDIUM);
    const auto size = std::to_string(code.getSize() + 2 * quiet);
    h << "<svg class=\"qr\" role=\"img\"" << html::attr("viewBox", "0 0 " + size + " " + size) << html::attr("aria-label", label)
      << "><path" << html::attr("d", dark(code)) << "/></svg>";
  } catch (const qrcodegen::data_too_long&) {
    return {};  // the address stands beside it
  }
  return h;
}

}  // namespace pages
