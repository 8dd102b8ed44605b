// Forms with files: whatever is accepted is text where it should be, and every file lies in the body.
#include "fuzz.hpp"
#include "platform/http/multipart.hpp"
#include "platform/http/percent.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = as_text(data, size);
  const auto line = bytes.find('\n');  // the first line is the Content-Type
  if (line == std::string_view::npos) return 0;
  const auto body = bytes.substr(line + 1);
  const auto form = http::parse_file_form(bytes.substr(0, line), body);
  if (!form) return 0;
  PROMISE(form->fields.pairs().size() + form->files.size() <= 100);
  for (const auto& [key, value] : form->fields.pairs())
    PROMISE(http::is_utf8(key) && http::is_utf8(value) && value.find('\0') == std::string::npos);
  for (const auto& file : form->files) {
    PROMISE(http::is_utf8(file.name) && http::is_utf8(file.field) && http::is_utf8(file.type));
    PROMISE(file.content.data() >= body.data() && file.content.data() + file.content.size() <= body.data() + body.size());
    PROMISE(form->file(file.field) != nullptr);
  }
  return 0;
}
