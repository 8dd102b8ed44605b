// Settings: the page, and the parts about ways to sign in and devices.
#include "frame/words.hpp"
#include "personal/personal.hpp"
#include "signin/settings_look.hpp"

namespace signin {

namespace {

using http::Method;

class Settings {
 public:
  explicit Settings(std::shared_ptr<const Desk> desk) : desk_(std::move(desk)) {}

  Task<Response> show(Request request) {
    constexpr std::pair<std::string_view, std::string_view> notes[] = {
        {"password", "The password is changed. All other devices are signed out."},
        {"address", "Two mails are on their way: please confirm in both."},
        {"first_address", "If the address is free, a mail is on its way: please confirm in it."},
        {"linked", "Spotify is linked: you can sign in with it from now on."},
        {"unlinked", "Spotify is unlinked. You sign in with your password."},
        {"devices", "Signed out."},
        {"profile", "Saved."},
        {"picture", "Your picture is saved."},
        {"no_picture", "You have no picture any more."},
        {"privacy", "Saved."},
        {"notifications", "Saved."},
        {"theme", "Saved. It is so on every device on which you sign in."},
        {"export", "Your data is being put together."},
        {"kept", "Your account stays. Nothing was deleted."}};
    const auto seen = co_await look(*desk_, request);
    auto page = seen.page;
    for (const auto& [key, words] : notes)
      if (request.query.get("done") == key) page.told = words;
    auto response = private_page(draw(page));
    // Chosen on another device meanwhile.
    if (seen.account && seen.account->theme.value_or(frame::Theme::dark) != frame::theme_of(request))
      response.headers.add("Set-Cookie", desk_->theme_cookie(seen.account->theme));
    co_return response;
  }

  Task<Response> change_password(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    const auto& account = *seen.account;
    const std::string password(form->get("password"));
    if (const auto good = check_password(password, account.email, account.name); !good) co_return refused(seen, {good.error()});
    if (const auto trouble = co_await prove(seen, std::string(form->get("current")))) co_return refused(seen, *trouble);
    const auto hash = co_await desk_->needs().passwords.hash(password);
    if (!hash) co_return refused(seen, busy());
    auto save = [&](db::Tx& tx) {
      set_password(tx, desk_->now(), account.id, *hash);
      accounts::end_sessions(tx, account.id, seen.visitor->session);
      accounts::note_event(tx, desk_->now(), account.id, "password_changed", request);
      tell_of_change(*desk_, tx, account);
    };
    co_await desk_->needs().database.write(save);
    co_return to("/settings?done=password", {});
  }

  // Asked for here, confirmed from both addresses: whoever has only this browser, or only one mailbox, cannot take the account away.
  Task<Response> change_address(Request request) {
    const auto form = request.form();
    auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    seen.page.typed_address = form->get("email");
    const auto email = mail::normalised(form->get("email"));
    if (!email)
      co_return refused(seen, {{base::Kind::rejected, "accounts.not_an_address", "That is not a mail address, as in name@example.org."}});
    if (const auto trouble = co_await prove(seen, std::string(form->get("current_for_address")))) co_return refused(seen, *trouble);
    const auto& account = *seen.account;
    auto post = [&](db::Tx& tx) -> std::optional<base::Duration> {
      if (const auto wait = desk_->count_mail(tx, request, *email)) return wait;
      accounts::note_event(tx, desk_->now(), account.id, "address_change_asked", request);
      if (account.email.empty()) {
        ask_for_first_address(*desk_, tx, account, *email);
        return std::nullopt;
      }
      const auto pair = base::random_token(16);
      const auto from = make_link(tx, desk_->now(), account.id, Purpose::change_from, *email, pair);
      const auto there = make_link(tx, desk_->now(), account.id, Purpose::change_to, *email, pair);
      const auto letter = [&](const std::string& token, std::string_view side) {
        return letters::address_change(*email, desk_->link("/sign-in/address", token) + "&side=" + std::string(side));
      };
      desk_->mail(tx, account, account.email, letter(from, "from"));
      if (!by_email(tx, *email)) desk_->mail(tx, account, *email, letter(there, "to"));
      return std::nullopt;
    };
    if (const auto wait = co_await desk_->needs().database.write(post)) co_return refused(seen, too_many(*wait));
    co_return to(account.email.empty() ? "/settings?done=first_address" : "/settings?done=address", {});
  }

  // Another way in asks for the password, as a change of address does. The page in between leads away by a link: a form may only lead to
  // this site.
  Task<Response> link_to_spotify(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    if (!seen.page.spotify_offered) co_return refused(seen, spotify_off());
    if (const auto trouble = co_await prove(seen, std::string(form->get("current_for_spotify")))) co_return refused(seen, *trouble);
    const connections::Wish wish{.purpose = connections::Purpose::link, .session = seen.visitor->session, .next = "/settings?done=linked"};
    auto begin = [&](db::Tx& tx) { return desk_->needs().spotify.begin(tx, wish); };
    const auto begun = co_await desk_->needs().database.write(begin);
    auto response =
        private_page(notice("Link Spotify", "Spotify asks whether you agree. Then you can sign in here with it. Nothing is posted there.",
                            begun.url, "Go on to Spotify"));
    response.headers.add("Set-Cookie", consent_cookie(*desk_, begun.browser));
    co_return response;
  }

  Task<Response> unlink(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    const auto& account = *seen.account;
    auto remove = [&](db::Tx& tx) {
      if (!unlink_spotify(tx, desk_->now(), account.id)) return false;
      desk_->needs().spotify.forget(tx, account.id);
      accounts::note_event(tx, desk_->now(), account.id, "spotify_unlinked", request);
      desk_->mail(tx, account, account.email, letters::spotify_unlinked());
      return true;
    };
    const bool removed = co_await desk_->needs().database.write(remove);
    if (!removed && account.password_hash.empty())
      co_return refused(seen, {{base::Kind::rejected, "accounts.only_way_in",
                                "Spotify is your only way in, so it stays linked. Choose a password first, then unlink it."}});
    co_return to("/settings?done=unlinked", {});
  }

  Task<Response> ask_sign_out(Request request) {
    const auto seen = co_await look(*desk_, request);
    co_return private_page(draw_sign_out(seen.page));
  }

  // Asked on a page of its own, and once more with the password (ui.md 4.6).
  Task<Response> ask_deletion(Request request) {
    const auto seen = co_await look(*desk_, request);
    co_return private_page(draw_deletion(seen.page));
  }

  Task<Response> delete_account(Request request) {
    const auto form = request.form();
    auto seen = co_await look(*desk_, request);
    auto trouble = wrong_form(*desk_, seen, form);
    if (!trouble) trouble = co_await prove(seen, std::string(form->get("current")));
    if (trouble) co_return refused(seen, *trouble, draw_deletion);
    const auto& account = *seen.account;
    auto ask = [&](db::Tx& tx) {
      const auto due = personal::ask_deletion(tx, desk_->now(), account.id);
      accounts::end_sessions(tx, account.id, seen.visitor->session);
      accounts::note_event(tx, desk_->now(), account.id, "deletion_asked", request);
      desk_->mail(tx, account, account.email, letters::deletion_asked(frame::long_date(due), desk_->needs().address() + "/settings"));
    };
    co_await desk_->needs().database.write(ask);
    co_return to("/settings", {});
  }

  Task<Response> keep_account(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    auto keep = [&](db::Tx& tx) {
      if (personal::take_back(tx, desk_->now(), seen.account->id))
        accounts::note_event(tx, desk_->now(), seen.account->id, "deletion_taken_back", request);
    };
    co_await desk_->needs().database.write(keep);
    co_return to("/settings?done=kept", {});
  }

  Task<Response> end_sessions(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    auto end = [&](db::Tx& tx) {
      const bool ended = form->get("others") == "1" ? accounts::end_sessions(tx, seen.visitor->id, seen.visitor->session) > 0
                                                    : accounts::end_session(tx, seen.visitor->id, form->get("session"));
      if (ended) accounts::note_event(tx, desk_->now(), seen.visitor->id, "session_ended", request);
    };
    co_await desk_->needs().database.write(end);
    co_return to(form->get("session") == seen.visitor->session ? "/" : "/settings?done=devices", {});
  }

 private:
  // The password once more, with the same patience as at the door; who has none signed in at Spotify a moment ago.
  Task<std::optional<Complaint>> prove(const Look& seen, std::string password) {
    if (seen.account->password_hash.empty() && seen.page.proven) co_return std::nullopt;
    if (seen.account->password_hash.empty())
      co_return Complaint{
          {base::Kind::forbidden, "accounts.prove_first", "Please sign in with Spotify once more, then try again. Nothing was changed."}};
    const Limit limit{"prove:" + seen.account->id.str(), 5};
    auto count = [&](db::Tx& tx) { return count_attempt(tx, desk_->now(), limit); };
    if (const auto wait = co_await desk_->needs().database.write(count)) co_return too_many(*wait);
    const auto same = co_await desk_->needs().passwords.matches(std::move(password), seen.account->password_hash);
    if (!same) co_return busy();
    if (!*same)
      co_return Complaint{{base::Kind::rejected, "accounts.wrong_password", "That is not your password, so nothing was changed."}};
    auto forget = [&](db::Tx& tx) { forget_attempts(tx, limit.subject); };
    co_await desk_->needs().database.write(forget);
    co_return std::nullopt;
  }

  std::shared_ptr<const Desk> desk_;
};

}  // namespace

void add_settings_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const auto s = std::make_shared<Settings>(std::move(desk));
  router.add(Method::get, "/settings", [s](Request r) { return s->show(std::move(r)); });
  router.add(Method::post, "/settings/password", [s](Request r) { return s->change_password(std::move(r)); });
  router.add(Method::post, "/settings/spotify", [s](Request r) { return s->link_to_spotify(std::move(r)); });
  router.add(Method::post, "/settings/spotify/unlink", [s](Request r) { return s->unlink(std::move(r)); });
  router.add(Method::post, "/settings/address", [s](Request r) { return s->change_address(std::move(r)); });
  router.add(Method::get, "/sign-out", [s](Request r) { return s->ask_sign_out(std::move(r)); });
  router.add(Method::get, "/settings/delete", [s](Request r) { return s->ask_deletion(std::move(r)); });
  router.add(Method::post, "/settings/delete", [s](Request r) { return s->delete_account(std::move(r)); });
  router.add(Method::post, "/settings/keep", [s](Request r) { return s->keep_account(std::move(r)); });
  router.add(Method::post, "/settings/sessions", [s](Request r) { return s->end_sessions(std::move(r)); });
}

}  // namespace signin
