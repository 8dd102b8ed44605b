// Private to frame: the pieces of a page's beginning that a theme changes, so that drawing them and finding them again agree.
#pragma once
#include "platform/html/html.hpp"

namespace frame {

inline constexpr html::Literal opening = "<!doctype html><html lang=\"en\"";
inline constexpr html::Literal dark_mark = " data-theme=\"dark\"";
inline constexpr html::Literal black_mark = " data-theme=\"black\"";
inline constexpr html::Literal light_mark = " data-theme=\"light\"";
// --stage of either theme, for the browser's own bars.
inline constexpr html::Literal dark_stage = "<meta name=\"theme-color\" content=\"#0b090e\">";
inline constexpr html::Literal light_stage = "<meta name=\"theme-color\" content=\"#f7f3eb\">";

}  // namespace frame
