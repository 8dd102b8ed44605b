#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "platform/mail/mail.hpp"

namespace mail {

namespace {

base::Error rejected(std::string why) { return {base::Kind::rejected, "mail.rejected", std::move(why)}; }

struct Upload {
  std::string_view rest;
  static std::size_t read(char* to, std::size_t size, std::size_t count, void* self) {
    auto& rest = static_cast<Upload*>(self)->rest;
    const auto n = std::min(size * count, rest.size());
    std::memcpy(to, rest.data(), n);
    rest.remove_prefix(n);
    return n;
  }
};

class Smtp final : public Transport {
 public:
  explicit Smtp(SmtpOptions options) : options_(std::move(options)) {}
  bool leaves() const override { return true; }

  base::Result<void> send(const Message& message) override {
    const auto from = normalised(message.from), to = normalised(message.to);
    if (!from || !to) return rejected("The address is none.");
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(curl_slist_append(nullptr, to->c_str()),
                                                                                 curl_slist_free_all);
    const std::string mime = to_mime(message);
    Upload upload{mime};
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
    set(CURLOPT_URL, options_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(options_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!options_.user.empty()) set(CURLOPT_USERNAME, options_.user.c_str()), set(CURLOPT_PASSWORD, options_.password.c_str());
    set(CURLOPT_MAIL_FROM, from->c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READFUNCTION, &Upload::read);
    set(CURLOPT_READDATA, static_cast<void*>(&upload));
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    const auto outcome = curl_easy_perform(curl.get());
    if (outcome == CURLE_OK) return {};
    long code = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
    const std::string said = "The mail server answered " + std::to_string(code) + ".";
    // 530 to 538 are about us (RFC 4954), not about the one who is written to.
    if (code >= 550 && code < 560) return rejected(said);
    return base::unavailable("mail.unavailable", code ? said : std::string("The mail server: ") + curl_easy_strerror(outcome) + ".");
  }

 private:
  const SmtpOptions options_;
};

class Folder final : public Transport {
 public:
  explicit Folder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  bool leaves() const override { return false; }

  base::Result<void> send(const Message& message) override {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    std::ofstream out(folder_ / (message.id + ".eml"), std::ios::binary);
    out << to_mime(message);
    if (!out.flush()) return base::unavailable("mail.unavailable", "The folder for mail cannot be written.");
    return {};
  }

 private:
  const std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Transport> smtp_transport(SmtpOptions options) { return std::make_unique<Smtp>(std::move(options)); }
std::unique_ptr<Transport> folder_transport(std::filesystem::path folder) { return std::make_unique<Folder>(std::move(folder)); }

}  // namespace mail
