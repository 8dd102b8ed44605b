// The links in mails. Opening one changes nothing, as mail scanners open them too: its page has a button that does.
#include "platform/base/secrets.hpp"
#include "signin/parts.hpp"
#include "signin/signin.sql.hpp"

namespace signin {

namespace {

using http::Method;
constexpr std::string_view mark_cookie = "theset_signup";

Complaint spent() {
  return {{base::Kind::not_found, "accounts.link_spent", "This link was used already, or is too old. Please ask for a new one."}};
}

FormPage verify_page(std::string_view token, bool marked) {
  FormPage page{.title = "Confirm your address",
                .why = marked ? "One tap, and the account is yours."
                              : "This is another device than the one you signed up on: please type the password you chose.",
                .action = "/sign-in/verify",
                .button = "Confirm",
                .fields = {}};
  if (!marked) page.fields.push_back({"password", "Password", "password", "current-password"});
  page.hidden.emplace_back("token", std::string(token));
  return page;
}

FormPage forgotten_page(std::string email) {
  return {.title = "New password",
          .why = "We mail you a link that lets you choose a new one. It works for an hour.",
          .action = "/sign-in/forgotten",
          .button = "Send the link",
          .fields = {{"email", "Address", "email", "username", std::move(email)}}};
}

FormPage reset_page(std::string_view token) {
  FormPage page{.title = "New password",
                .why = "All other devices are signed out.",
                .action = "/sign-in/reset",
                .button = "Save",
                .fields = {{"password", "New password, 12 characters or more", "password", "new-password"}}};
  page.hidden.emplace_back("token", std::string(token));
  return page;
}

FormPage change_page(std::string_view token, std::string_view side) {
  FormPage page{.title = "Change of address",
                .why = "It is made when this address has confirmed, and the one before, if there was one.",
                .action = "/sign-in/address",
                .button = "Confirm",
                .fields = {}};
  page.hidden.emplace_back("token", std::string(token));
  page.hidden.emplace_back("side", std::string(side));
  return page;
}

class Links {
 public:
  explicit Links(std::shared_ptr<const Desk> desk) : desk_(std::move(desk)) {}

  Task<std::optional<Link>> look(std::string token, Purpose purpose) {
    auto find = [&](db::Tx& tx) { return find_link(tx, desk_->now(), token, purpose); };
    co_return co_await desk_->needs().database.read(find);
  }

  Task<Response> show(Request request, Purpose purpose) {
    const std::string token(request.query.get("token"));
    const auto page = page_for(request, purpose, token, request.query.get("side"));
    if (!co_await look(token, purpose))
      co_return again({.title = page.title, .why = "", .action = "/sign-in", .button = "To sign in", .fields = {}}, spent());
    co_return private_page(draw(page));
  }

  Task<Response> verify(Request request) {
    const auto form = request.form();
    const std::string token(form ? form->get("token") : std::string_view{});
    const bool marked = has_sign_up_mark(*desk_, request, token);
    const auto page = verify_page(token, marked);
    const auto found = co_await look(token, Purpose::verify);
    if (!found) co_return again(page, spent());
    const auto [hash, next] = parts_of(found->pair);
    if (!marked) {
      const auto same = co_await desk_->needs().passwords.matches(std::string(form->get("password")), hash);
      if (!same) co_return again(page, busy());
      if (!*same) co_return again(page, {{base::Kind::rejected, "accounts.wrong_password", "That is not the password of this sign-up."}});
    }
    auto confirm = [&](db::Tx& tx) -> std::vector<std::string> {
      const auto account = by_id(tx, found->user);
      if (!account || account->disabled || account->email != found->email || !use_link(tx, desk_->now(), token)) return {};
      if (!account->verified) set_password(tx, desk_->now(), account->id, hash);
      set_verified(tx, desk_->now(), account->id);
      accounts::note_event(tx, desk_->now(), account->id, "address_verified", request);
      return desk_->let_in(tx, *account, request);
    };
    const auto cookies = co_await desk_->needs().database.write(confirm);
    if (cookies.empty()) co_return again(page, spent());
    co_return to(next, cookies);
  }

  Task<Response> forgotten(Request request) {
    const auto form = request.form();
    const std::string typed(form ? form->get("email") : std::string_view{});
    const auto email = mail::normalised(typed);
    if (!email)
      co_return again(forgotten_page(typed),
                      {{base::Kind::rejected, "accounts.not_an_address", "That is not a mail address, as in name@example.org."}});
    auto post = [&](db::Tx& tx) -> std::optional<base::Duration> {
      if (const auto wait = desk_->count_mail(tx, request, *email)) return wait;
      const auto account = by_email(tx, *email);
      if (!account || account->disabled) return std::nullopt;
      const auto token = make_link(tx, desk_->now(), account->id, Purpose::reset, *email);
      accounts::note_event(tx, desk_->now(), account->id, "reset_asked", request);
      desk_->mail(tx, *account, *email, letters::reset(desk_->link("/sign-in/reset", token)));
      return std::nullopt;
    };
    const auto wait = co_await desk_->needs().database.write(post);
    if (wait) co_return again(forgotten_page(typed), too_many(*wait));
    co_return private_page(notice("Look at your mail",
                                  "If " + *email + " has an account, a link is on its way there. It works for an hour.", "/sign-in",
                                  "To sign in"));
  }

  Task<Response> reset(Request request) {
    const auto form = request.form();
    const std::string token(form ? form->get("token") : std::string_view{}), password(form ? form->get("password") : std::string_view{});
    const auto page = reset_page(token);
    const auto found = co_await look(token, Purpose::reset);
    if (!found) co_return again(page, spent());
    if (const auto good = check_password(password, found->email, {}); !good) co_return again(page, {good.error()});
    const auto hash = co_await desk_->needs().passwords.hash(password);
    if (!hash) co_return again(page, busy());
    auto save = [&](db::Tx& tx) -> std::vector<std::string> {
      const auto account = by_id(tx, found->user);
      if (!account || account->disabled || account->email != found->email || !use_link(tx, desk_->now(), token)) return {};
      set_password(tx, desk_->now(), account->id, *hash);
      set_verified(tx, desk_->now(), account->id);  // the link proves the address
      accounts::end_sessions(tx, account->id, {});
      forget_attempts(tx, "account:" + found->email);
      accounts::note_event(tx, desk_->now(), account->id, "password_reset", request);
      tell_of_change(*desk_, tx, *account);
      return desk_->let_in(tx, *account, request);
    };
    const auto cookies = co_await desk_->needs().database.write(save);
    if (cookies.empty()) co_return again(page, spent());
    co_return to("/", cookies);
  }

  Task<Response> change_address(Request request) {
    const auto form = request.form();
    const std::string token(form ? form->get("token") : std::string_view{});
    const auto side = form && form->get("side") == "from" ? Purpose::change_from : Purpose::change_to;
    const auto found = co_await look(token, side);
    if (!found) co_return again(change_page(token, form ? form->get("side") : ""), spent());
    auto confirm = [&](db::Tx& tx) {
      const bool done = confirm_change(tx, desk_->now(), *found, token);
      accounts::note_event(tx, desk_->now(), found->user, done ? "address_changed" : "address_change_confirmed", request);
      return done;
    };
    const bool done = co_await desk_->needs().database.write(confirm);
    co_return private_page(
        done ? notice("Address changed",
                      found->pair.empty() ? found->email + " is yours. To sign in with it as well, choose a password in the settings."
                                          : "You sign in with " + found->email + " from now on.",
                      "/settings", "To settings")
             : notice("Confirmed", "The other address has to confirm too, by the link in its mail.", "/", "Back to the start"));
  }

  Response page_for_forgotten() const { return private_page(draw(forgotten_page({}))); }

 private:
  FormPage page_for(const Request& request, Purpose purpose, std::string_view token, std::string_view side) const {
    if (purpose == Purpose::verify) return verify_page(token, has_sign_up_mark(*desk_, request, token));
    return purpose == Purpose::reset ? reset_page(token) : change_page(token, side);
  }
  // "hash next", as send_verification stored them.
  static std::pair<std::string, std::string> parts_of(const std::string& pair) {
    const auto blank = pair.find(' ');
    return {pair.substr(0, blank), blank == pair.npos ? "/" : pair.substr(blank + 1)};
  }

  std::shared_ptr<const Desk> desk_;
};

}  // namespace

bool signed_in_from(db::Tx& tx, UserId user, std::string_view place) {
  return tx.one(sql::known_place, [](const db::Row&) { return true; }, user, place).value_or(false);
}

std::string sign_up_mark(const Desk& desk, std::string_view token) {
  return desk.needs().keys.cookie(mark_cookie, desk.needs().keys.sign("signup", base::fingerprint(token)), std::chrono::hours(48));
}

bool has_sign_up_mark(const Desk& desk, const Request& request, std::string_view token) {
  const auto mark = request.cookie(desk.needs().keys.cookie_name(mark_cookie));
  return mark && desk.needs().keys.signed_by_us("signup", base::fingerprint(token), *mark);
}

std::string send_verification(const Desk& desk, db::Tx& tx, const Account& account, std::string_view hash, std::string_view next) {
  const auto token = make_link(tx, desk.now(), account.id, Purpose::verify, account.email, std::string(hash) + " " + std::string(next));
  desk.mail(tx, account, account.email, letters::verify(desk.link("/sign-in/verify", token)));
  return sign_up_mark(desk, token);
}

void ask_for_first_address(const Desk& desk, db::Tx& tx, const Account& account, const std::string& email) {
  if (by_email(tx, email)) return;
  const auto token = make_link(tx, desk.now(), account.id, Purpose::change_to, email);
  desk.mail(tx, account, email, letters::first_address(account.name, desk.link("/sign-in/address", token) + "&side=to"));
}

void tell_of_change(const Desk& desk, db::Tx& tx, const Account& account) {
  desk.mail(tx, account, account.email, letters::password_changed());
}

void add_link_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const auto l = std::make_shared<Links>(std::move(desk));
  router.add(Method::get, "/sign-in/verify", [l](Request r) { return l->show(std::move(r), Purpose::verify); });
  router.add(Method::post, "/sign-in/verify", [l](Request r) { return l->verify(std::move(r)); });
  router.add(Method::get, "/sign-in/forgotten", [l](const Request&) { return l->page_for_forgotten(); });
  router.add(Method::post, "/sign-in/forgotten", [l](Request r) { return l->forgotten(std::move(r)); });
  router.add(Method::get, "/sign-in/reset", [l](Request r) { return l->show(std::move(r), Purpose::reset); });
  router.add(Method::post, "/sign-in/reset", [l](Request r) { return l->reset(std::move(r)); });
  router.add(Method::get, "/sign-in/address", [l](Request r) {
    const auto side = r.query.get("side") == "from" ? Purpose::change_from : Purpose::change_to;
    return l->show(std::move(r), side);
  });
  router.add(Method::post, "/sign-in/address", [l](Request r) { return l->change_address(std::move(r)); });
}

}  // namespace signin
