// What a search was asked: ?q= and ?limit=, held to their limits. Private to search.
#pragma once
#include "platform/http/message.hpp"

namespace search {

inline constexpr std::size_t longest_query = 200;  // characters
inline constexpr int most_rows = 50;

struct Question {
  std::string typed;   // as sent
  std::string wanted;  // cleaned: valid UTF-8, no controls, single blanks; may be empty
  int limit = 0;
};
// search.query_too_long, search.bad_limit
base::Result<Question> read_question(const http::Request& request, int usual_limit);
// search.empty_query as well.
base::Result<Question> read_question_with_words(const http::Request& request, int usual_limit);

}  // namespace search
