// Private to signin: what all its handlers share: who asks, limits, sessions begun and mails posted.
#pragma once
#include "frame/frame.hpp"
#include "notifications/notifications.hpp"
#include "platform/base/clock.hpp"
#include "signin/attempts.hpp"
#include "signin/handlers.hpp"
#include "signin/letters.hpp"
#include "signin/signin.hpp"
#include "signin/views.hpp"

namespace signin {

using base::Task;
using http::Request;
using http::Response;

// What a form page looks like again after an error.
struct Complaint {
  base::Error error;
  std::optional<base::Duration> wait = {};
};
Complaint busy();
Complaint too_many(base::Duration wait);

class Desk {
 public:
  explicit Desk(Needs needs) : needs_(std::move(needs)) {}
  const Needs& needs() const { return needs_; }
  base::Time now() const { return needs_.clock.now(); }

  // Ends the guest, begins the session, tells of a new device. Answers the values of the Set-Cookie headers.
  std::vector<std::string> let_in(db::Tx& tx, const Account& account, const Request& request) const;
  void mail(db::Tx& tx, const Account& to, std::string_view address, const letters::Mail& mail) const;
  // The theme's Set-Cookie, for as long as browsers keep one; none: takes it away.
  std::string theme_cookie(std::optional<frame::Theme> theme) const;
  std::string link(std::string_view path, std::string_view token) const;  // a whole address

  // Counts a mail that a stranger asks for, by network and by address.
  std::optional<base::Duration> count_mail(db::Tx& tx, const Request& request, std::string_view address) const;

  // Proof that a form was drawn for this session: OWASP's synchroniser token, made from the session instead of stored.
  std::string form_token(const accounts::Visitor& visitor) const { return needs_.keys.sign("form", visitor.session); }
  bool is_own_form(const accounts::Visitor& visitor, const http::Params& form) const {
    return needs_.keys.signed_by_us("form", visitor.session, form.get("form_token"));
  }

 private:
  Needs needs_;
};

Response private_page(const frame::Page& page, int status = 200);
// The form again, with the complaint and its status; Retry-After where one has to wait.
Response again(FormPage page, const Complaint& complaint);
Response to(std::string_view next, const std::vector<std::string>& cookies);  // 303

}  // namespace signin
