#include "platform/http/multipart.hpp"

#include <algorithm>

#include "platform/http/ascii.hpp"
#include "platform/http/percent.hpp"

namespace http {

namespace {

constexpr std::size_t most_parts = 100, longest_head = 4096, longest_boundary = 70;
constexpr std::string_view line_end = "\r\n";

base::Error malformed() {
  return base::invalid("http.malformed_form", "The form arrived broken, so nothing was changed. Please load the page again and retry.");
}

// RFC 2046, 5.1.1, without the blank.
bool is_boundary(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= longest_boundary && std::ranges::all_of(text, allowed);
}

bool take(std::string_view& rest, std::string_view wanted) {
  if (!rest.starts_with(wanted)) return false;
  rest.remove_prefix(wanted.size());
  return true;
}

// What stands before the mark, which is passed over too.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view mark) {
  const auto end = rest.find(mark);
  if (end == std::string_view::npos) return std::nullopt;
  const auto before = rest.substr(0, end);
  rest.remove_prefix(end + mark.size());
  return before;
}

bool is_text(std::string_view bytes) { return is_utf8(bytes) && bytes.find('\0') == std::string_view::npos; }

// The boundary parameter; nothing where it is another type.
std::optional<std::string> boundary_of(std::string_view content_type) {
  if (!same_ignoring_case(next_part(content_type, ';'), "multipart/form-data")) return std::nullopt;
  while (!content_type.empty()) {
    auto parameter = next_part(content_type, ';');
    if (!same_ignoring_case(next_part(parameter, '='), "boundary")) continue;
    if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"') parameter = parameter.substr(1, parameter.size() - 2);
    return std::string(parameter);
  }
  return std::string();
}

struct PartHead {
  std::string name, type;
  std::optional<std::string> file;
};

// form-data; name="…"; filename="…". Browsers write quotes and line ends in names as %22, %0D and %0A (HTML, 4.10.21.8), so that a quote
// always ends one.
bool read_disposition(std::string_view value, PartHead& head) {
  bool named = false;
  if (!take(value, "form-data")) return false;
  while (!value.empty()) {
    if (!take(value, "; ")) return false;
    const bool is_name = take(value, "name=\""), is_file = !is_name && take(value, "filename=\"");
    if (is_name ? named : !is_file || head.file) return false;
    const auto text = take_until(value, "\"");
    if (!text || !is_text(*text)) return false;
    if (is_name) head.name = *text, named = true;
    else head.file = std::string(*text);
  }
  return named;
}

std::optional<PartHead> read_head(std::string_view text) {
  PartHead head;
  bool disposed = false, typed = false;
  while (!text.empty()) {
    auto line = take_until(text, line_end);
    if (!line) return std::nullopt;
    const auto name = take_until(*line, ":");
    if (!name) return std::nullopt;
    const auto value = trimmed(*line);
    if (same_ignoring_case(*name, "Content-Disposition")) {
      if (std::exchange(disposed, true) || !read_disposition(value, head)) return std::nullopt;
    } else if (same_ignoring_case(*name, "Content-Type")) {
      if (std::exchange(typed, true) || !is_text(value)) return std::nullopt;
      head.type = value;
    } else {
      return std::nullopt;
    }
  }
  return disposed ? std::optional(std::move(head)) : std::nullopt;
}

// A part's head and content, of `rest` as it stands after the boundary's line.
bool read_part(std::string_view& rest, std::string_view delimiter, FileForm& form) {
  const auto end = rest.substr(0, longest_head).find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  auto head = read_head(rest.substr(0, end + line_end.size()));
  rest.remove_prefix(end + 2 * line_end.size());
  const auto content = take_until(rest, delimiter);
  if (!head || !content) return false;
  if (head->file) form.files.push_back({std::move(head->name), std::move(*head->file), std::move(head->type), *content});
  else if (is_text(*content)) form.fields.add(std::move(head->name), std::string(*content));
  else return false;
  return true;
}

}  // namespace

const FormFile* FileForm::file(std::string_view field) const {
  const auto found = std::ranges::find(files, field, &FormFile::field);
  return found == files.end() ? nullptr : &*found;
}

base::Result<FileForm> parse_file_form(std::string_view content_type, std::string_view body) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) return base::invalid("http.not_a_form", "This address expects a form with a file (multipart/form-data).");
  if (!is_boundary(*boundary)) return malformed();
  const auto delimiter = "\r\n--" + *boundary;
  FileForm form;
  if (!take(body, std::string_view(delimiter).substr(line_end.size()))) return malformed();
  for (std::size_t parts = 0; !take(body, "--"); ++parts)
    if (parts == most_parts || !take(body, line_end) || !read_part(body, delimiter, form)) return malformed();
  if (!body.empty() && body != line_end) return malformed();
  return form;
}

}  // namespace http
