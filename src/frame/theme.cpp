#include "frame/theme.hpp"

#include <array>

#include "frame/frame.hpp"

namespace frame {

namespace {

constexpr std::array<std::string_view, 3> words{"dark", "light", "bright"};

// Whether the page is to begin otherwise: it is a whole one, not in its theme already, and not to stay dark.
bool changes(std::string_view drawn, Theme theme) {
  if (theme == Theme::dark || !drawn.starts_with(opening.view())) return false;
  const auto rest = drawn.substr(opening.view().size());
  if (rest.starts_with(dark_mark.view())) return theme == Theme::bright;
  return !rest.starts_with(black_mark.view()) && !rest.starts_with(light_mark.view());
}

}  // namespace

std::string_view to_string(Theme theme) { return words[static_cast<std::size_t>(theme)]; }

std::optional<Theme> theme_from(std::string_view word) {
  for (const auto theme : themes)
    if (to_string(theme) == word) return theme;
  return std::nullopt;
}

Theme theme_of(const http::Request& request) {
  auto word = request.cookie("__Host-" + std::string(theme_cookie));
  if (!word) word = request.cookie(theme_cookie);
  return word ? theme_from(*word).value_or(Theme::dark) : Theme::dark;
}

std::string in_theme(std::string drawn, Theme theme) {
  if (!changes(drawn, theme)) return drawn;
  const auto at = opening.view().size();
  if (std::string_view(drawn).substr(at).starts_with(dark_mark.view())) drawn.erase(at, dark_mark.view().size());
  drawn.insert(at, light_mark.view());
  if (const auto stage = drawn.find(dark_stage.view()); stage != drawn.npos)
    drawn.replace(stage, dark_stage.view().size(), light_stage.view());
  return drawn;
}

void wear_theme(const http::Request& request, http::Response& response) {
  if (!response.body || !response.body->starts_with(opening.view())) return;
  const auto theme = theme_of(request);
  if (!changes(*response.body, theme)) return;
  response.body = std::make_shared<const std::string>(in_theme(*response.body, theme));
  response.gzipped = nullptr;
}

}  // namespace frame
