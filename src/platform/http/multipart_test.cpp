#include "platform/http/multipart.hpp"

#include <gmock/gmock.h>

namespace http {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=----WebKitFormBoundaryAb12";
const std::string boundary = "------WebKitFormBoundaryAb12";

std::string field(std::string_view name, std::string_view value) {
  return boundary + "\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" + std::string(value) + "\r\n";
}
std::string file(std::string_view name, std::string_view called, std::string_view content) {
  return boundary + "\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"; filename=\"" + std::string(called) +
         "\"\r\nContent-Type: image/png\r\n\r\n" + std::string(content) + "\r\n";
}
const std::string end = boundary + "--\r\n";

std::string code(std::string_view content_type, std::string_view body) {
  const auto form = parse_file_form(content_type, body);
  return form ? "read" : form.error().code;
}
std::string code(const std::string& body) { return code(type, body); }

TEST(FileForms, FieldsAndFilesComeAsTheyWereSent) {
  const std::string bytes("\x89PNG\r\n\x1a\n\0--\r\n--\r\n", 17);
  const std::string body = field("form_token", "abc") + file("picture", "Ich & \xc3\xa4.png", bytes) + field("words", "a\r\nb") + end;
  const auto form = parse_file_form(type, body);
  ASSERT_TRUE(form) << form.error().message;
  EXPECT_EQ(form->fields.get("form_token"), "abc");
  EXPECT_EQ(form->fields.get("words"), "a\r\nb");
  ASSERT_EQ(form->files.size(), 1u);
  const auto* picture = form->file("picture");
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->name, "Ich & \xc3\xa4.png");
  EXPECT_EQ(picture->type, "image/png");
  EXPECT_EQ(picture->content, bytes);
  EXPECT_EQ(form->file("other"), nullptr);
}

TEST(FileForms, WithoutPartsAndWithAQuotedBoundary) {
  EXPECT_EQ(code(end), "read");
  EXPECT_EQ(code(boundary + "--"), "read") << "the last line may end without one";
  EXPECT_EQ(code("Multipart/Form-Data; charset=utf-8; Boundary=\"x\"", "--x--\r\n"), "read");
  const std::string none = file("picture", "", "") + end;
  ASSERT_EQ(code(none), "read") << "no file was chosen";
  EXPECT_EQ(parse_file_form(type, none)->file("picture")->content, "");
}

TEST(FileForms, AnotherTypeIsNoFormWithAFile) {
  for (const auto* other : {"", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "text/plain"})
    EXPECT_EQ(code(other, "--x--\r\n"), "http.not_a_form") << other;
  for (const auto& odd : {std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
                          std::string("multipart/form-data; boundary=a b"), "multipart/form-data; boundary=" + std::string(71, 'x')})
    EXPECT_EQ(code(odd, "--x--\r\n"), "http.malformed_form") << odd;
}

TEST(FileForms, WhatCouldBeReadInTwoWaysIsRefused) {
  const auto whole = field("a", "b") + file("picture", "p.png", "content") + end;
  ASSERT_EQ(code(whole), "read");
  for (std::size_t cut = 0; cut < whole.size() - 2; ++cut) EXPECT_EQ(code(whole.substr(0, cut)), "http.malformed_form") << cut;
  const auto headed = [&](std::string_view head) { return boundary + "\r\n" + std::string(head) + "\r\n\r\nx\r\n" + end; };
  for (const auto* head :
       {"", "Content-Disposition: form-data", "Content-Disposition: form-data; name=a",
        "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"; filename=\"b\"; filename=\"c\"",
        "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''b", "Content-Disposition: form-data; name=\"a\" ; x",
        "Content-Disposition: form-data; name=\"a\"b\"", "Content-Disposition: attachment; name=\"a\"",
        "Content-Disposition: form-data; filename=\"a\"", "Content-Disposition: form-data; name=\"\xff\"",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
        "Content-Disposition: form-data; name=\"a\"\r\nno colon", "Content-Type: text/plain"})
    EXPECT_EQ(code(headed(head)), "http.malformed_form") << head;
  EXPECT_EQ(code("a preamble\r\n" + whole), "http.malformed_form");
  EXPECT_EQ(code(whole + "an epilogue"), "http.malformed_form");
  EXPECT_EQ(code(field("a", "\xff") + end), "http.malformed_form") << "a field is text";
  EXPECT_EQ(code(field("a", std::string_view("\0", 1)) + end), "http.malformed_form");
}

TEST(FileForms, PartsAndTheirHeadsAreCounted) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += field("a", "b");
  EXPECT_EQ(code(many + end), "read");
  EXPECT_EQ(code(many + field("a", "b") + end), "http.malformed_form");
  EXPECT_EQ(code(file("picture", std::string(3000, 'x'), "") + end), "read");
  EXPECT_EQ(code(file("picture", std::string(5000, 'x'), "") + end), "http.malformed_form");
}

}  // namespace
}  // namespace http
