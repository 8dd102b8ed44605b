#include "sandbox/pictures.hpp"

#include <charconv>

#include "platform/html/html.hpp"
#include "sandbox/dice.hpp"
#include "sandbox/listings.hpp"

namespace sandbox {

namespace {

std::optional<int> leading_number(std::string_view& text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0 || value > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::string_view first_letter(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

}  // namespace

http::Response picture(const Call& call) {
  if (!call.is({"*", "*", "*"})) return http::text(404, "No such picture.");
  auto who_text = call.parts[0], release_text = call.parts[1], size_text = call.parts[2];
  const auto who = leading_number(who_text, 255), release = leading_number(release_text, 9999), width = leading_number(size_text, 2048);
  auto height = width;
  if (size_text.starts_with('x')) size_text.remove_prefix(1), height = leading_number(size_text, 2048);
  const bool known = who && (static_cast<std::size_t>(*who) < cast().size() ||
                             static_cast<std::size_t>(*who) - first_festival_attraction < festivals().size() || *who == 200);
  if (!known || !release || !width || !height || size_text != ".svg") return http::text(404, "No such picture.");

  Dice dice(hashed(*who, *release, hashed("picture")));
  const int hue = dice.below(360);
  const auto name = *who == 200 ? std::string_view("V") : attraction_name(static_cast<std::size_t>(*who));
  const auto number = [](int n) { return std::to_string(n); };
  html::Html svg;
  svg << "<svg xmlns=\"http://www.w3.org/2000/svg\"" << html::attr("width", number(*width)) << html::attr("height", number(*height))
      << " viewBox=\"0 0 100 100\" preserveAspectRatio=\"xMidYMid slice\">"
      << "<rect width=\"100\" height=\"100\"" << html::attr("fill", "hsl(" + number(hue) + " 38% 24%)") << "/>";
  for (int i = 0; i < 5; ++i)
    svg << "<circle" << html::attr("cx", number(dice.below(100))) << html::attr("cy", number(dice.below(100)))
        << html::attr("r", number(dice.between(8, 38)))
        << html::attr("fill", "hsl(" + number((hue + dice.below(70)) % 360) + " 45% " + number(dice.between(30, 55)) + "%)")
        << " fill-opacity=\".55\"/>";
  svg << "<text x=\"50\" y=\"64\" text-anchor=\"middle\" font-family=\"sans-serif\" font-weight=\"700\" font-size=\"40\" fill=\"#fff\" "
         "fill-opacity=\".9\">"
      << html::text(first_letter(name)) << "</text></svg>";
  return http::text(200, std::move(svg).str(), "image/svg+xml").with("Cache-Control", "public, max-age=86400");
}

http::Response outward(const Call& call) {
  const auto service = call.parts.empty() ? std::string_view{} : call.parts[0];
  const std::string_view name = service == "spotify"        ? "Spotify"
                                : service == "ticketmaster" ? "Ticketmaster"
                                : service == "setlistfm"    ? "setlist.fm"
                                                            : "the artist's own page";
  html::Html page;
  page << "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Sandbox "
          "data</title>"
       << "<h1>Made up</h1><p>This belongs to the sandbox: the artist, the show and this link are invented. With real data it would have "
          "opened "
       << html::text(name) << ".</p></html>";
  return http::page(std::move(page));
}

}  // namespace sandbox
