// What several of the operators' pages answer. Private to this folder.
#pragma once
#include <optional>

#include "frame/frame.hpp"

namespace admin {

inline base::Error unknown(std::string_view what) {
  return base::not_found("admin.unknown", "There is no such " + std::string(what) + ".");
}
inline base::Error no_verb() { return base::invalid("admin.unknown_verb", "Choose one of the buttons."); }

// Why a verb was not done, on the page that has its button; programs, and whoever asks for a page that is gone, get the error alone.
template <class Page, class Draw>
http::Response complained(const http::Request& request, std::optional<Page> page, const base::Error& why, Draw draw) {
  if (!page) return frame::error_response(request, why);
  page->complaint = why.message;
  return http::page(frame::draw(draw(*page)), http::status_of(why.kind));
}

}  // namespace admin
