#include "platform/mail/mail.hpp"

#include <gmock/gmock.h>

namespace mail {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Address, IsComparedTrimmedAndInLowerCase) {
  EXPECT_EQ(normalised("  Ann.Lee+gigs@Example.ORG "), "ann.lee+gigs@example.org");
  for (const auto* wrong : {"", "@", "a@", "@b.org", "a@b", "a b@c.org", "a@b..org", ".a@b.org", "a.@b.org", "a..b@c.org", "a@-b.org",
                            "a@b.org\r\nBcc: x@y.org", "a@b.org,c@d.org", "<a@b.org>", "\"a\"@b.org", "a@[127.0.0.1]", "ä@b.org"})
    EXPECT_FALSE(normalised(wrong)) << wrong;
  EXPECT_FALSE(normalised(std::string(65, 'a') + "@b.org"));
  EXPECT_FALSE(normalised("a@" + std::string(254, 'b') + ".org"));
}

Message message() {
  return {"17", "The Set", "set@example.org", "ann@example.org", "Hello", "Text", "<p>Html</p>", base::from_millis(1'790'000'000'000)};
}

TEST(Mime, HasBothPartsAndSaysSo) {
  const auto mime = to_mime(message());
  EXPECT_THAT(mime, HasSubstr("Content-Type: multipart/alternative; boundary=\"theset-17\"\r\n\r\n--theset-17\r\n"));
  EXPECT_THAT(mime, HasSubstr("\r\n\r\nVGV4dA==\r\n--theset-17\r\n"));
  EXPECT_THAT(mime, HasSubstr("\r\n\r\nPHA+SHRtbDwvcD4=\r\n--theset-17--\r\n"));
  EXPECT_THAT(mime, HasSubstr("Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"));
}

TEST(Mime, NoFieldCanAddAHeader) {
  auto evil = message();
  evil.subject = "Hi\r\nBcc: victim@example.org\r\n\r\nbody";
  evil.from_name = "X\" <evil@example.org>\r\nBcc: y@example.org";
  evil.to = "ann@example.org\r\nBcc: z@example.org";
  evil.id = "1\r\nX: y";
  const auto mime = to_mime(evil);
  EXPECT_THAT(mime.substr(0, mime.find("\r\n\r\n")), Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(mime, Not(HasSubstr("\nX: y")));
}

TEST(Mime, WhatCanBeStoppedSaysHowInOneClick) {
  auto m = message();
  EXPECT_THAT(to_mime(m), Not(HasSubstr("List-Unsubscribe")));
  m.unsubscribe = "https://theset.example/unsubscribe?member=7&topic=new_shows&signature=s0";
  EXPECT_THAT(to_mime(m),
              HasSubstr("\r\nList-Unsubscribe: <" + m.unsubscribe + ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
  for (const auto* evil : {"https://a.example/>\r\nBcc: y@example.org", "https://a.example/ b", "https://a.example/\xC3\xA4"}) {
    m.unsubscribe = evil;
    EXPECT_THAT(to_mime(m), Not(HasSubstr("List-Unsubscribe"))) << evil;
  }
}

TEST(Mime, WhatIsNotAsciiIsEncodedInWholeCharacters) {
  auto m = message();
  for (int i = 0; i < 40; ++i) m.subject += "Ä";
  const auto mime = to_mime(m);
  EXPECT_THAT(mime, HasSubstr("Subject: =?UTF-8?B?"));
  for (const char c : mime) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  std::size_t begin = 0;
  for (auto end = mime.find("\r\n"); end != mime.npos; begin = end + 2, end = mime.find("\r\n", begin)) EXPECT_LE(end - begin, 78u);
}

}  // namespace
}  // namespace mail
