// Forms that carry files: multipart/form-data as browsers write it (RFC 7578). Strict: what two programs could read differently is refused.
// Limits: 100 parts, 4 KB for what is said of one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace http {

struct FormFile {
  std::string field;         // the input's name
  std::string name;          // as the sender calls the file; empty with an empty content: none was chosen
  std::string type;          // as the sender claims
  std::string_view content;  // points into the body
};
struct FileForm {
  Params fields;
  std::vector<FormFile> files;

  const FormFile* file(std::string_view field) const;
};

// The body must outlive the form. Errors: http.not_a_form (another Content-Type), http.malformed_form.
base::Result<FileForm> parse_file_form(std::string_view content_type, std::string_view body);

}  // namespace http
