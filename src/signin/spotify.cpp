// Continue with Spotify (ACC-1): to Spotify's consent page and back, in three intents: to come in, to link, to prove who one is.
#include <charconv>

#include "signin/settings_look.hpp"

namespace signin {

namespace {

using connections::Listener;
using connections::Pending;
using connections::Wish;
using http::Method;
using limits::Refusal;
using limits::Refused;
using Aim = connections::Purpose;

constexpr std::string_view browser_cookie = "theset_spotify", proof_cookie = "theset_proof";
constexpr std::chrono::minutes proof_lasts{10};

Complaint stale() {
  return {{base::Kind::forbidden, "accounts.spotify_stale",
           "This sign-in with Spotify was not begun in this browser, is too old, or was used already. Please start again."}};
}
Complaint not_allowed() {
  return {{base::Kind::forbidden, "accounts.spotify_denied", "You did not allow it at Spotify, so nothing was changed."}};
}
Complaint known_address() {
  return {
      {base::Kind::conflict, "accounts.spotify_address_known",
       "There is an account with the address that Spotify has for you. Sign in with your password, then link Spotify in the settings."}};
}
Complaint closed() { return {{base::Kind::forbidden, "accounts.disabled", "This account is closed. Please write to who runs this site."}}; }
Complaint linked_elsewhere() {
  return {{base::Kind::conflict, "accounts.spotify_taken",
           "This Spotify account belongs to another account here, or yours is linked already. Nothing was changed."}};
}
Complaint other_session() {
  return {
      {base::Kind::forbidden, "accounts.spotify_other_session", "You are signed in differently than when you left. Please start again."}};
}
Complaint other_listener() {
  return {{base::Kind::forbidden, "accounts.spotify_other", "That is another Spotify account than the one linked here."}};
}

// What Spotify's refusal means for whoever waits at the door.
Complaint told_by(const Refusal& refusal, base::Time now) {
  if (refusal.what == Refused::consent || refusal.what == Refused::off) return {{base::Kind::forbidden, refusal.code, refusal.message}};
  Complaint complaint{{base::Kind::unavailable, refusal.code,
                       "Spotify cannot be asked at the moment, so nothing was changed. Please try again later, or use your password."}};
  if (refusal.until && *refusal.until > now) complaint.wait = *refusal.until - now;
  return complaint;
}

class SpotifyDoor {
 public:
  explicit SpotifyDoor(std::shared_ptr<const Desk> desk) : desk_(std::move(desk)) {}

  Task<Response> come_in(Request request) {
    if (auto home = at_home(request)) co_return std::move(*home);
    auto look = [&](db::Tx& tx) { return accounts::visitor(tx, desk_->needs().keys, desk_->now(), request); };
    const auto visitor = co_await desk_->needs().database.read(look);
    if (visitor && !visitor->guest()) co_return to("/settings", {});
    co_return co_await send(request, {.purpose = Aim::sign_in, .session = {}, .next = http::own_path(request.query.get("next"))});
  }

  // Once more, by somebody who is signed in and has no password to show who they are.
  Task<Response> prove(Request request) {
    const auto seen = co_await look(*desk_, request);
    if (!seen.page.spotify_linked) co_return to("/settings", {});
    co_return co_await send(request,
                            {.purpose = Aim::prove, .session = seen.visitor->session, .next = http::own_path(request.query.get("next"))});
  }

  Task<Response> back(Request request) {
    const std::string state(request.query.get("state")), code(request.query.get("code"));
    const auto browser = request.cookie(desk_->needs().keys.cookie_name(browser_cookie)).value_or("");
    auto take = [&](db::Tx& tx) { return spotify().take(tx, state, browser); };
    const auto pending = co_await desk_->needs().database.write(take);
    if (!pending) co_return failed({}, stale());
    if (code.empty()) co_return failed(pending->wish, request.query.get("error") == "access_denied" ? not_allowed() : stale());
    const auto listener = co_await spotify().listener(code, *pending);
    if (!listener) co_return failed(pending->wish, told_by(listener.error(), desk_->now()));
    auto act = [&](db::Tx& tx) { return carry_out(tx, request, pending->wish, *listener); };
    Outcome outcome;
    try {
      outcome = co_await desk_->needs().database.write(act);
    } catch (const db::ConstraintError&) { outcome.complaint = linked_elsewhere(); }  // by another process at the same moment
    if (outcome.complaint) co_return failed(pending->wish, *outcome.complaint);
    auto cookies = outcome.cookies;
    cookies.push_back(desk_->needs().keys.cookie(browser_cookie, "", std::chrono::seconds(0)));
    co_return to(outcome.next, cookies);
  }

 private:
  struct Outcome {
    std::optional<Complaint> complaint;
    std::string next;
    std::vector<std::string> cookies;
  };

  connections::Spotify& spotify() const { return desk_->needs().spotify; }

  // Spotify leads back to the number, never to the name "localhost", where the browser's cookies would be others.
  std::optional<Response> at_home(const Request& request) const {
    constexpr std::string_view number = "http://127.0.0.1";
    const auto address = desk_->needs().address();
    const auto host = request.headers.get("Host");
    if ((host != "localhost" && !host.starts_with("localhost:")) || !address.starts_with(number)) return std::nullopt;
    return http::text(303, "").with("Location", address + request.target).with("Cache-Control", "no-store");
  }

  Task<Response> send(const Request& request, Wish wish) const {
    if (!spotify().available()) co_return failed(wish, spotify_off());
    const Limit limit{"spotify:" + accounts::place_of(request.peer), desk_->needs().tries_per_network, std::chrono::seconds(1),
                      std::chrono::minutes(1)};
    std::optional<base::Duration> wait;
    auto begin = [&](db::Tx& tx) {
      wait = count_attempt(tx, desk_->now(), limit);
      return wait ? connections::Begun{} : spotify().begin(tx, wish);
    };
    const auto begun = co_await desk_->needs().database.write(begin);
    if (wait) co_return failed(wish, too_many(*wait));
    co_return http::text(303, "")
        .with("Location", begun.url)
        .with("Cache-Control", "no-store")
        .with("Set-Cookie", consent_cookie(*desk_, begun.browser));
  }

  Outcome carry_out(db::Tx& tx, const Request& request, const Wish& wish, const Listener& listener) const {
    if (wish.purpose == Aim::sign_in) return let_in(tx, request, wish, listener);
    const auto visitor = accounts::visitor(tx, desk_->needs().keys, desk_->now(), request);
    if (!visitor || wish.session.empty() || visitor->session != wish.session) return {other_session(), {}, {}};
    const auto account = by_id(tx, visitor->id);
    if (!account) return {other_session(), {}, {}};
    if (wish.purpose == Aim::link) return link_to(tx, request, wish, *account, listener);
    if (account->spotify_id != listener.id) return {other_listener(), {}, {}};
    spotify().keep(tx, account->id, listener.token);
    return {{}, wish.next, {proof(*desk_, visitor->session)}};
  }

  // Whom they listen to is offered the first time.
  static std::string offer(std::string_view next) { return "/following/spotify?next=" + html::encode_component(next); }

  // Never into an account that merely has the same address: Spotify's addresses are not proven, so that would give it away.
  Outcome let_in(db::Tx& tx, const Request& request, const Wish& wish, const Listener& listener) const {
    auto account = by_spotify(tx, listener.id);
    const bool newcomer = !account;
    if (newcomer) {
      const auto email = mail::normalised(listener.email);
      if (email && by_email(tx, *email)) return {known_address(), {}, {}};
      const auto id = add_account(tx, desk_->now(), AtSpotify{listener.id, listener.name, listener.image});
      account = id ? by_id(tx, *id) : by_spotify(tx, listener.id);
      accounts::note_event(tx, desk_->now(), account->id, "signed_up", request, "spotify");
      if (id && email && !desk_->count_mail(tx, request, *email)) ask_for_first_address(*desk_, tx, *account, *email);
    }
    if (account->disabled) return {closed(), {}, {}};
    spotify().keep(tx, account->id, listener.token);
    return {{}, newcomer ? offer(wish.next) : wish.next, desk_->let_in(tx, *account, request)};
  }

  Outcome link_to(db::Tx& tx, const Request& request, const Wish& wish, const Account& account, const Listener& listener) const {
    if (!link_spotify(tx, desk_->now(), account.id, AtSpotify{listener.id, listener.name, listener.image}))
      return {linked_elsewhere(), {}, {}};
    spotify().keep(tx, account.id, listener.token);
    accounts::note_event(tx, desk_->now(), account.id, "spotify_linked", request);
    desk_->mail(tx, account, account.email, letters::spotify_linked(desk_->needs().address() + "/settings"));
    return {{}, offer(wish.next), {}};
  }

  Response failed(const Wish& wish, const Complaint& complaint) const {
    if (wish.purpose == Aim::sign_in) return again(sign_in_page(*desk_, {}, wish.next), complaint);
    return again({.title = "Spotify", .why = "", .action = {}, .button = {}, .fields = {}, .links = {{"/settings", "To settings"}}},
                 complaint);
  }

  std::shared_ptr<const Desk> desk_;
};

std::string proof_text(std::string_view session, std::string_view until) { return std::string(session) + "." + std::string(until); }

}  // namespace

Complaint spotify_off() {
  return {{base::Kind::not_found, "accounts.spotify_off", "This site is not connected to Spotify. Please sign in with your address."}};
}

std::string consent_cookie(const Desk& desk, std::string_view browser) {
  return desk.needs().keys.cookie(browser_cookie, browser, connections::consent_lasts);
}

std::string proof(const Desk& desk, std::string_view session) {
  const auto until = std::to_string(base::to_millis(desk.now() + proof_lasts));
  return desk.needs().keys.cookie(proof_cookie, until + "." + desk.needs().keys.sign("proof", proof_text(session, until)), proof_lasts);
}

bool has_proof(const Desk& desk, const Request& request, std::string_view session) {
  const auto cookie = request.cookie(desk.needs().keys.cookie_name(proof_cookie)).value_or("");
  const auto dot = cookie.find('.');
  if (dot == cookie.npos || session.empty()) return false;
  const auto until = std::string_view(cookie).substr(0, dot), signature = std::string_view(cookie).substr(dot + 1);
  std::int64_t millis = 0;
  std::from_chars(until.data(), until.data() + until.size(), millis);
  return desk.now() < base::from_millis(millis) && desk.needs().keys.signed_by_us("proof", proof_text(session, until), signature);
}

void add_spotify_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const auto door = std::make_shared<SpotifyDoor>(std::move(desk));
  router.add(Method::get, "/sign-in/spotify", [door](Request r) { return door->come_in(std::move(r)); });
  router.add(Method::get, std::string(spotify_leads_back_to), [door](Request r) { return door->back(std::move(r)); });
  router.add(Method::get, "/settings/spotify", [door](Request r) { return door->prove(std::move(r)); });
}

}  // namespace signin
