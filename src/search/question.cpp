#include "search/question.hpp"

#include <algorithm>
#include <charconv>

#include "platform/base/text.hpp"

namespace search {

namespace {

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::optional<int> whole_number(std::string_view text) {
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

}  // namespace

base::Result<Question> read_question(const http::Request& request, int usual_limit) {
  Question q{.typed = std::string(request.query.get("q")), .wanted = {}, .limit = usual_limit};
  if (characters(q.typed) > longest_query)
    return base::invalid("search.query_too_long",
                         "A search has at most " + std::to_string(longest_query) + " characters. Please shorten it.");
  q.wanted = base::clean(q.typed, longest_query);
  if (const auto limit = request.query.find("limit")) {
    const auto n = whole_number(*limit);
    if (!n || *n < 1 || *n > most_rows)
      return base::invalid("search.bad_limit", "limit must be a whole number from 1 to " + std::to_string(most_rows) + ".");
    q.limit = *n;
  }
  return q;
}

base::Result<Question> read_question_with_words(const http::Request& request, int usual_limit) {
  auto q = read_question(request, usual_limit);
  if (q && q->wanted.empty()) return base::invalid("search.empty_query", "Say in q whom to look for.");
  return q;
}

}  // namespace search
