// Reading records, texts, ids and addresses out of JSON that somebody else wrote; json.hpp has the plainer accessors.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/json.hpp"
#include "platform/base/records.hpp"

namespace base {

// Reads a list with `read`, a function from a JSON value to an optional record that says by `why` what it missed.
// Nested lists report to the same Skips. At most `most` records are kept; the rest counts as skipped.
template <class T, class Read>
std::vector<T> read_list(const json::array& list, std::string_view what, std::size_t most, Skips& skips, Read read) {
  std::vector<T> records;
  records.reserve(list.size() < most ? list.size() : most);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto place = [&] { return std::string(what) + " " + std::to_string(i + 1) + ": "; };
    if (i >= most) {
      skips.skip(place() + "over the limit of " + std::to_string(most));
      skips.skipped += static_cast<int>(list.size() - i - 1);
      break;
    }
    std::string_view why = "not an object";
    if (!list[i].is_object()) skips.skip(place() + (list[i].is_null() ? "null" : std::string(why)));
    else if (std::optional<T> record = read(list[i], why)) records.push_back(std::move(*record));
    else skips.skip(place() + std::string(why));
  }
  return records;
}

// Reads an answer that is one record, with the same `read`; `otherwise` when it is something else.
template <class T, class Read>
Result<T> read_one(std::string_view text, const Error& otherwise, Read read) {
  const auto v = parse_json(text);
  if (!v) return v.error();
  std::string_view why;
  Skips unsaid;
  if (std::optional<T> record = v->is_object() ? read(*v, why, unsaid) : std::nullopt) return std::move(*record);
  return otherwise;
}

// Text from outside at a key, cleaned; empty when missing or not text. Cut before cleaning, so that a huge value costs nothing.
std::string text_at(const json::value& object, std::string_view key, std::size_t max_chars = 500);
// The same for a list of texts at a key: those that are texts and not empty, at most `most`.
std::vector<std::string> texts_at(const json::value& object, std::string_view key, std::size_t most, std::size_t max_chars);
// A JSON list of texts as we keep it in a column, as it stands; what is not a text is left out.
std::vector<std::string> texts_in(std::string_view json_text);
// An identifier as it stands: letters, digits, '-' and '_' only, at most 64; empty otherwise. Safe in a path.
std::string id_at(const json::value& object, std::string_view key);
bool is_plain_id(std::string_view text);
// An http or https address with a host, without blanks, controls, quotes or user names; empty otherwise.
std::string web_url_at(const json::value& object, std::string_view key);
bool is_web_url(std::string_view text);

}  // namespace base
