// Mail: addresses, messages as MIME (RFC 5322, 2045, 2047), and the two ways out: an SMTP server, or a folder of .eml files.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"

namespace mail {

// One mailbox, "name@example.org", in the form it is compared by: trimmed, lower case. Nothing for what is no address (RFC 5321:
// 254 bytes at most, 64 before the @; quoted names and address literals are not taken; ASCII, so an international domain as xn--).
std::optional<std::string> normalised(std::string_view address);

struct Message {
  std::string id;  // unique, for Message-ID and file names: digits
  std::string from_name;
  std::string from;
  std::string to;
  std::string subject;
  std::string text;
  std::string html;
  base::Time date;
  std::string unsubscribe = {};  // https address that stops such mail by a POST (RFC 8058); empty: mail that cannot be stopped
};
// multipart/alternative with both parts. Whatever the fields hold, no header can be added by it: line ends and other control
// characters are dropped, everything beyond ASCII is encoded.
std::string to_mime(const Message& message);

class Transport {
 public:
  virtual ~Transport() = default;
  // Blocking. mail.rejected: the server will never take it (5xx); mail.unavailable: later perhaps.
  virtual base::Result<void> send(const Message& message) = 0;
  virtual bool leaves() const = 0;  // false: messages stay with us, to be looked at
};

struct SmtpOptions {
  std::string url;  // smtp://host:587 (STARTTLS where offered), smtps://host:465
  std::string user, password;
  bool require_tls = false;
  base::Duration timeout = std::chrono::seconds(30);
};
std::unique_ptr<Transport> smtp_transport(SmtpOptions options);
std::unique_ptr<Transport> folder_transport(std::filesystem::path folder);  // writes ID.eml; made when missing

}  // namespace mail
