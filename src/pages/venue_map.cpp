#include "pages/venue_map.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>

namespace pages {

using html::Html;

namespace {

std::string degrees(double d) {
  char text[32];
  std::snprintf(text, sizeof text, "%.5f", d);
  return text;
}

// Streets are drawn from the coordinates' own digits: always the same for one place, and never mistaken for a survey.
std::uint32_t digits_of(const venues::Place& place) {
  const auto lat = static_cast<std::int64_t>(std::llround(place.latitude * 1e4));
  const auto lon = static_cast<std::int64_t>(std::llround(place.longitude * 1e4));
  return static_cast<std::uint32_t>(lat * 2654435761ll ^ lon * 40503ll);
}

std::string line(int x1, int y1, int x2, int y2) {
  return "M" + std::to_string(x1) + " " + std::to_string(y1) + "L" + std::to_string(x2) + " " + std::to_string(y2);
}

}  // namespace

Html sketch_map(const venues::Venue& venue) {
  Html h;
  if (!venue.place) return h;
  const auto d = digits_of(*venue.place);
  const auto pick = [d](int shift, int range) { return static_cast<int>((d >> shift) % static_cast<unsigned>(range)); };
  const std::string label = "Sketch: " + (venue.name.empty() ? venue.city : venue.name) + " lies at " + degrees(venue.place->latitude) +
                            ", " + degrees(venue.place->longitude);
  h << "<div class=\"map\"><svg viewBox=\"0 0 320 160\" role=\"img\"" << html::attr("aria-label", label)
    << "><rect class=\"land\" width=\"320\" height=\"160\"/>";
  const int tilt = pick(0, 40) - 20;
  std::string roads = line(0, 80 + tilt, 320, 80 - tilt) + line(160 - tilt, 0, 160 + tilt, 160);
  std::string lanes;
  for (int i = 0; i < 4; ++i) {
    const int offset = 24 + i * 70 + pick(4 + i * 3, 30);
    lanes += line(offset, 0, offset + tilt, 160) + line(0, offset / 2, 320, offset / 2 - tilt / 2);
  }
  const int bank = 120 + pick(17, 30);
  const std::string water = "M0 " + std::to_string(bank) + "C100 " + std::to_string(bank - 20) + " 220 " + std::to_string(bank + 25) +
                            " 320 " + std::to_string(bank - 5) + "V160H0Z";
  h << "<path class=\"water\"" << html::attr("d", water) << "/><path class=\"lane\"" << html::attr("d", lanes) << "/><path class=\"road\""
    << html::attr("d", roads)
    << "/><circle class=\"halo\" cx=\"160\" cy=\"80\" r=\"14\"/><circle class=\"spot\" cx=\"160\" cy=\"80\" r=\"5\"/></svg></div>";
  return h;
}

std::string address_line(const venues::Venue& v) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : ", ") + part;
  };
  add(v.address.value_or(""));
  add(v.postal_code ? *v.postal_code + " " + v.city : v.city);
  if (v.region && *v.region != v.city) add(*v.region);
  add(v.country.value_or(v.country_code.value_or("")));
  return line;
}

std::string map_url(const venues::Venue& v) {
  if (v.place) {
    const auto at = degrees(v.place->latitude) + "/" + degrees(v.place->longitude);
    return "https://www.openstreetmap.org/?mlat=" + degrees(v.place->latitude) + "&mlon=" + degrees(v.place->longitude) + "#map=17/" + at;
  }
  return "https://www.openstreetmap.org/search?query=" + html::encode_component(v.name + ", " + address_line(v));
}

}  // namespace pages
