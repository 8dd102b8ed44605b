#include "signin/settings_look.hpp"

#include "personal/personal.hpp"

namespace signin {

Task<Look> look(const Desk& desk, const Request& request) {
  auto read = [&](db::Tx& tx) {
    Look l;
    l.visitor = accounts::visitor(tx, desk.needs().keys, desk.now(), request);
    l.account = l.visitor ? by_id(tx, l.visitor->id) : std::nullopt;
    if (!l.account) return l;
    l.page = {.name = l.account->name,
              .email = l.account->email,
              .complaint = {},
              .code = {},
              .told = {},
              .form_token = desk.form_token(*l.visitor),
              .current = l.visitor->session,
              .has_password = !l.account->password_hash.empty(),
              .spotify_offered = desk.needs().spotify.available(),
              .spotify_linked = !l.account->spotify_id.empty(),
              .proven = has_proof(desk, request, l.visitor->session),
              .theme = l.account->theme.value_or(frame::Theme::dark),
              .wishes = notifications::wishes_of(tx, l.account->id),
              .saved = profiles::of(tx, l.account->id).value_or(profiles::Profile{}),
              .profile = {},
              .sessions = accounts::sessions_of(tx, desk.now(), l.visitor->id),
              .exported = personal::export_of(tx, l.account->id),
              .deletion = personal::deletion_due(tx, l.account->id),
              .now = desk.now()};
    l.page.profile = l.page.saved;
    return l;
  };
  co_return co_await desk.needs().database.read(read);
}

std::optional<Complaint> wrong_form(const Desk& desk, const Look& seen, const base::Result<http::Params>& form) {
  if (!form) return Complaint{form.error()};
  if (!seen.account || !desk.is_own_form(*seen.visitor, *form))
    return Complaint{
        {base::Kind::forbidden, "accounts.stale_form", "This form is from another sign-in, so nothing was changed. Please try again."}};
  return std::nullopt;
}

Response refused(const Look& seen, const Complaint& complaint, frame::Page (*page_of)(const SettingsPage&)) {
  auto page = seen.page;
  page.complaint = complaint.error.message;
  page.code = complaint.error.code;
  auto response = private_page(page_of(page), http::status_of(complaint.error));
  if (complaint.wait) response.headers.set("Retry-After", http::whole_seconds(*complaint.wait));
  return response;
}

}  // namespace signin
