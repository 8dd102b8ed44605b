// The small parts that pages of all kinds are made of (ui.md, section 3): each one's markup stands here once.
#pragma once
#include <string_view>

#include "platform/html/html.hpp"

namespace frame {

html::Html figure(std::string_view label, std::string_view value);  // inside <dl class="numbers">
html::Html figure(std::string_view label, std::int64_t value);      // with thousands apart
// The share of the whole as a bar; `label` where no text beside it says what it measures.
html::Html bar(std::int64_t part, std::int64_t whole, std::string_view label = {});
html::Html empty(std::string_view sentence);                       // what stands where there is nothing
html::Html hidden(std::string_view name, std::string_view value);  // a form's field that nobody sees

}  // namespace frame
