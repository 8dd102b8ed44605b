#include "signin/handlers.hpp"

#include "platform/base/text.hpp"
#include "signin/desk.hpp"
#include "signin/parts.hpp"

namespace signin {

namespace {

using namespace std::chrono_literals;
using http::Method;

base::Error wrong() { return {base::Kind::rejected, "accounts.wrong_sign_in", "The address and the password do not go together."}; }
base::Error no_address() {
  return {base::Kind::rejected, "accounts.not_an_address", "That is not a mail address, as in name@example.org."};
}

}  // namespace

FormPage sign_in_page(const Desk& desk, std::string email, std::string next) {
  next = http::own_path(next);
  FormPage page{
      .title = "Sign in",
      .why = "Your votes and edits then carry your name, on every device. Nothing is posted anywhere.",
      .action = "/sign-in",
      .button = "Sign in",
      .fields = {{"email", "Address", "email", "username", std::move(email)}, {"password", "Password", "password", "current-password"}}};
  page.hidden.emplace_back("next", next);
  page.links = {{"/sign-in/forgotten", "Forgotten your password?"}, {"/sign-up?next=" + html::encode_component(next), "Make an account"}};
  page.spotify = desk.needs().spotify.available();
  page.next = next;
  return page;
}

namespace {

FormPage sign_up_page(const Desk& desk, std::string email, std::string name, std::string next) {
  next = http::own_path(next);
  FormPage page{.title = "Make an account",
                .why = "The address is for signing in and for safety notices; others see only the name.",
                .action = "/sign-up",
                .button = "Make an account",
                .fields = {{"name", "Name others see", "text", "nickname", std::move(name)},
                           {"email", "Address", "email", "username", std::move(email)},
                           {"password", "Password, 12 characters or more", "password", "new-password"}}};
  page.hidden.emplace_back("next", next);
  page.links = {{"/sign-in?next=" + html::encode_component(next), "I have an account"}};
  page.spotify = desk.needs().spotify.available();
  page.next = next;
  return page;
}

class Door {
 public:
  explicit Door(const Desk& desk) : desk_(desk) {}

  Task<Response> sign_in(Request request) {
    const auto form = request.form();
    if (!form) co_return again(sign_in_page(desk_, {}, "/"), {form.error()});
    const std::string typed(form->get("email")), password(form->get("password"));
    const auto page = sign_in_page(desk_, typed, std::string(form->get("next")));
    const auto email = mail::normalised(typed);
    if (!email) co_return again(page, {no_address()});
    if (password.empty() || password.size() > 1000) co_return again(page, {wrong()});
    struct Start {
      std::optional<Account> account;
      std::optional<base::Duration> wait;
    };
    auto begin = [&](db::Tx& tx) { return Start{by_email(tx, *email), count(tx, *email, request)}; };
    const auto start = co_await desk_.needs().database.write(begin);
    if (start.wait) co_return again(page, too_many(*start.wait));
    const bool able = start.account && !start.account->disabled;
    const auto same = co_await desk_.needs().passwords.matches(password, able ? start.account->password_hash : "");
    if (!same) co_return again(page, busy());
    auto finish = [&](db::Tx& tx) { return *same ? welcome(tx, *email, *start.account, request) : refuse(tx, start.account, request); };
    const auto cookies = co_await desk_.needs().database.write(finish);
    if (!*same) co_return again(page, {wrong()});
    if (cookies.empty())
      co_return again(page, {{base::Kind::forbidden, "accounts.not_verified",
                              "The address is not confirmed yet. A new link is in your mail: please open it."}});
    co_return to(form->get("next"), cookies);
  }

  Task<Response> sign_up(Request request) {
    const auto form = request.form();
    if (!form) co_return again(sign_up_page(desk_, {}, {}, "/"), {form.error()});
    const std::string typed(form->get("email")), password(form->get("password"));
    const auto name = base::clean(form->get("name"), 60);
    const auto page = sign_up_page(desk_, typed, name, std::string(form->get("next")));
    const auto email = mail::normalised(typed);
    if (!email) co_return again(page, {no_address()});
    if (name.empty()) co_return again(page, {{base::Kind::rejected, "accounts.name_missing", "Please say by which name others see you."}});
    if (const auto good = check_password(password, *email, name); !good) co_return again(page, {good.error()});
    const auto hash = co_await desk_.needs().passwords.hash(password);
    if (!hash) co_return again(page, busy());
    struct Made {
      std::optional<base::Duration> wait;
      std::string cookie;
    };
    auto make = [&](db::Tx& tx) -> Made {
      if (const auto wait = desk_.count_mail(tx, request, *email)) return {wait, {}};
      return {std::nullopt, begin_sign_up(tx, *email, name, *hash, http::own_path(form->get("next")))};
    };
    const auto made = co_await desk_.needs().database.write(make);
    if (made.wait) co_return again(page, too_many(*made.wait));
    auto response = private_page(
        notice("Look at your mail", "A link to finish is on its way to " + *email + ". It works for two days.", "/", "Back to the start"));
    response.headers.add("Set-Cookie", made.cookie);
    co_return response;
  }

  Task<Response> sign_out(Request request) {
    const auto form = request.form();
    auto end = [&](db::Tx& tx) {
      const auto visitor = accounts::visitor(tx, desk_.needs().keys, desk_.now(), request);
      if (!visitor || visitor->guest() || !form || !desk_.is_own_form(*visitor, *form)) return false;
      accounts::note_event(tx, desk_.now(), visitor->id, "signed_out", request);
      return accounts::end_session(tx, visitor->id, visitor->session);
    };
    if (!co_await desk_.needs().database.write(end)) co_return to("/settings", {});
    // Pages kept for times without a network are not for whoever has the device next (https://www.w3.org/TR/clear-site-data/).
    auto response = to("/", {accounts::session_cookie_for(desk_.needs().keys, ""), desk_.theme_cookie({})});
    co_return std::move(response.with("Clear-Site-Data", "\"storage\""));
  }

 private:
  static std::string pair_of(std::string_view email, const Request& request) {
    return "pair:" + std::string(email) + ":" + accounts::place_of(request.peer);
  }
  // Three counts: of this address from this network; of the network; of the address from networks where it was never signed in, so
  // that a stranger's tries do not keep the owner out at home.
  std::optional<base::Duration> count(db::Tx& tx, const std::string& email, const Request& request) const {
    const auto place = accounts::place_of(request.peer);
    if (const auto wait = count_attempt(tx, desk_.now(), {pair_of(email, request), 5})) return wait;
    if (const auto wait = count_attempt(tx, desk_.now(), {"network:" + place, desk_.needs().tries_per_network, 1s, 1min})) return wait;
    const auto account = by_email(tx, email);
    if (account && signed_in_from(tx, account->id, place)) return std::nullopt;
    return count_attempt(tx, desk_.now(), {"account:" + email, 50, 1s, 5min});
  }

  std::vector<std::string> welcome(db::Tx& tx, const std::string& email, const Account& account, const Request& request) const {
    forget_attempts(tx, pair_of(email, request));
    forget_attempts(tx, "account:" + email);
    if (account.verified) return desk_.let_in(tx, account, request);
    if (!desk_.count_mail(tx, request, email)) send_verification(desk_, tx, account, account.password_hash, "/");
    return {};
  }

  std::vector<std::string> refuse(db::Tx& tx, const std::optional<Account>& account, const Request& request) const {
    accounts::note_event(tx, desk_.now(), account ? std::optional(account->id) : std::nullopt, "sign_in_failed", request);
    return {};
  }

  // The same to look at whether the address is known or not.
  std::string begin_sign_up(db::Tx& tx, const std::string& email, const std::string& name, const std::string& hash,
                            const std::string& next) const {
    auto account = by_email(tx, email);
    if (!account) {
      const auto id = add_account(tx, desk_.now(), email, name, hash, accounts::Role::fan, false);
      account = id ? by_id(tx, *id) : by_email(tx, email);
    }
    if (!account->verified) return send_verification(desk_, tx, *account, hash, next);
    desk_.mail(tx, *account, email, letters::known_address(desk_.needs().address() + "/sign-in"));
    return sign_up_mark(desk_, base::random_token(32));
  }

  const Desk& desk_;
};

}  // namespace

void add_routes(http::Router& router, Needs needs) {
  const auto desk = std::make_shared<const Desk>(std::move(needs));
  const auto door = std::make_shared<Door>(*desk);
  const auto kept = std::make_shared<std::pair<std::shared_ptr<const Desk>, std::shared_ptr<Door>>>(desk, door);
  router.add(Method::get, "/sign-in",
             [desk](const Request& r) { return private_page(draw(sign_in_page(*desk, {}, std::string(r.query.get("next"))))); });
  router.add(Method::get, "/sign-up",
             [desk](const Request& r) { return private_page(draw(sign_up_page(*desk, {}, {}, std::string(r.query.get("next"))))); });
  router.add(Method::post, "/sign-in", [kept](Request r) { return kept->second->sign_in(std::move(r)); });
  router.add(Method::post, "/sign-up", [kept](Request r) { return kept->second->sign_up(std::move(r)); });
  router.add(Method::post, "/sign-out", [kept](Request r) { return kept->second->sign_out(std::move(r)); });
  add_link_routes(router, desk);
  add_settings_routes(router, desk);
  add_profile_routes(router, desk);
  add_picture_routes(router, desk);
  add_data_routes(router, desk);
  add_unsubscribe_routes(router, desk);
  add_spotify_routes(router, desk);
}

}  // namespace signin
