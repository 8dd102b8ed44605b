#include "connections/connections.hpp"

#include <array>

#include "connections/connections.sql.hpp"
#include "platform/base/random.hpp"
#include "platform/base/secrets.hpp"
#include "platform/base/text.hpp"
#include "providers/spotify/client.hpp"

namespace connections {

namespace {

using limits::Refusal;
using limits::Refused;

constexpr unsigned threads = 2;
constexpr std::size_t most_waiting = 32;
constexpr std::array<std::string_view, 3> words{"sign_in", "link", "prove"};

std::string_view word(Purpose purpose) { return words[static_cast<std::size_t>(purpose)]; }

std::optional<Purpose> purpose_from(std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == text) return static_cast<Purpose>(i);
  return std::nullopt;
}

struct Kept {
  std::string browser_hash, verifier;
  std::optional<Purpose> purpose;
  std::string session, next;
  base::Time expires;
};

Kept kept_from(const db::Row& row) { return {row.str(0), row.str(1), purpose_from(row.text(2)), row.str(3), row.str(4), row.time(5)}; }

// An account's own id never changes. The name that was used before could be given to somebody else and must never pass for such an id.
std::string id_of(const spotify::User& user) { return user.account_id.empty() ? "name:" + user.id : user.account_id; }

std::string image_of(const spotify::User& user) {
  auto images = user.images;
  std::erase_if(images, [](const auto& image) { return !image.url.starts_with("https://"); });
  return spotify::picture_of(images, spotify::small_picture);
}

}  // namespace

Spotify::Spotify(Needs needs) : needs_(std::move(needs)), workers_(threads, most_waiting) {}

bool Spotify::available() const { return needs_.client.connected(); }

// Who proves that they are still there is asked although they agreed before.
Begun Spotify::begin(db::Tx& tx, const Wish& wish) const {
  const auto now = needs_.clock.now();
  const spotify::Consent consent{.redirect_uri = needs_.redirect(),
                                 .state = base::random_token(32),
                                 .verifier = spotify::new_verifier(),
                                 .scopes = {"user-read-email", "user-top-read"},
                                 .ask_again = wish.purpose == Purpose::prove};
  const auto browser = base::random_token(32);
  tx.run(sql::sweep, now);
  tx.run(sql::begin, base::fingerprint(consent.state), base::fingerprint(browser), base::seal(browser, consent.verifier),
         word(wish.purpose), wish.session, wish.next, now + consent_lasts);
  return {needs_.client.authorize_url(consent), browser};
}

std::optional<Pending> Spotify::take(db::Tx& tx, std::string_view state, std::string_view browser) const {
  if (state.empty() || browser.empty()) return std::nullopt;
  const auto kept = tx.one(sql::take, kept_from, base::fingerprint(state));
  if (!kept || !kept->purpose || kept->expires <= needs_.clock.now()) return std::nullopt;
  if (!base::same_secret(kept->browser_hash, base::fingerprint(browser))) return std::nullopt;
  const auto verifier = base::open_sealed(browser, kept->verifier);
  if (!verifier) return std::nullopt;
  return Pending{{*kept->purpose, kept->session, kept->next}, *verifier};
}

base::Task<Answer<Listener>> Spotify::listener(std::string code, Pending pending) {
  auto call = [&] { return ask(code, pending); };
  auto answer = co_await workers_.run(call);
  if (!answer) co_return busy();
  co_return std::move(*answer);
}

Refusal Spotify::busy() const {
  return {Refused::wait, "connections.busy", "Many people ask Spotify for something right now.",
          needs_.clock.now() + std::chrono::seconds(5)};
}

Answer<Listener> Spotify::ask(const std::string& code, const Pending& pending) const {
  const spotify::Consent consent{.redirect_uri = needs_.redirect(), .state = {}, .verifier = pending.verifier, .scopes = {}};
  auto token = needs_.client.exchange_code(code, consent);
  if (!token) return token.error();
  const auto user = needs_.client.me(token->access_token);
  if (!user) return user.error();
  return Listener{id_of(*user), base::clean(user->display_name, 60), user->email, image_of(*user), std::move(*token)};
}

}  // namespace connections
