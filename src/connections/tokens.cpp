// Tokens of members: kept sealed, renewed when they end, forgotten when Spotify calls them dead
// (https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens).
#include <algorithm>

#include "connections/connections.hpp"
#include "connections/connections.sql.hpp"
#include "platform/base/secrets.hpp"
#include "providers/spotify/client.hpp"

namespace connections {

namespace {

using limits::Refusal;
using limits::Refused;

constexpr base::Duration renewed_early = std::chrono::seconds(60);
constexpr std::size_t most_kept = 512;

// With its owner inside the seal, a token that is copied to another's row opens nothing.
std::string sealed(std::string_view key, UserId user, std::string_view token) {
  return base::seal(key, user.str() + " " + std::string(token));
}

std::optional<std::string> opened(std::string_view key, UserId user, std::string_view text) {
  const auto open = base::open_sealed(key, text);
  const auto owner = user.str() + " ";
  return open && open->starts_with(owner) ? std::optional(open->substr(owner.size())) : std::nullopt;
}

Refusal sign_in_again() {
  return {Refused::consent, "connections.sign_in_again", "The link to Spotify has run out. Please sign in with Spotify once more.", {}};
}

}  // namespace

void Spotify::keep(db::Tx& tx, UserId user, const spotify::Token& token) const {
  const auto now = needs_.clock.now();
  tx.run(sql::keep_tokens, user, sealed(needs_.key, user, token.access_token), sealed(needs_.key, user, token.refresh_token),
         now + token.expires_in, now);
  drop_kept(tx, user);
}

void Spotify::forget(db::Tx& tx, UserId user) const {
  tx.run(sql::forget_tokens, user);
  drop_kept(tx, user);
}

bool Spotify::has_tokens(db::Tx& tx, UserId user) const { return stored(tx, user).has_value(); }

std::optional<Spotify::Tokens> Spotify::stored(db::Tx& tx, UserId user) const {
  const auto row = tx.one(sql::tokens, [](const db::Row& r) { return Tokens{r.str(0), {}, r.str(1), r.time(2)}; }, user);
  if (!row) return std::nullopt;
  const auto access = opened(needs_.key, user, row->access), refresh = opened(needs_.key, user, row->row);
  if (!access || !refresh) return std::nullopt;  // sealed under another key
  return Tokens{*access, *refresh, row->row, row->access_ends};
}

base::Task<Answer<Top>> Spotify::top_artists(UserId user) {
  if (auto known = kept(user)) co_return std::move(*known);
  auto call = [this, user] { return ask_top(user); };
  auto answer = co_await workers_.run(call);
  if (!answer) co_return busy();
  co_return std::move(*answer);
}

Answer<Top> Spotify::ask_top(UserId user) {
  auto tokens = needs_.database.read_now([&](db::Tx& tx) { return stored(tx, user); });
  if (!tokens) return sign_in_again();
  const auto renewed = [&]() -> std::optional<Refusal> {
    auto fresh = renew(user, *tokens);
    if (!fresh) return fresh.error();
    tokens = std::move(*fresh);
    return std::nullopt;
  };
  if (tokens->access_ends <= needs_.clock.now() + renewed_early)
    if (auto refusal = renewed()) return *refusal;
  const auto ask = [&] { return needs_.client.top_artists(tokens->access, spotify::Span::medium_term, 0); };
  auto page = ask();
  // A token can die before its time: it is renewed once, a second refusal stands.
  if (!page && page.error().code == "spotify.token_expired") {
    if (auto refusal = renewed()) return *refusal;
    page = ask();
  }
  if (!page) return page.error().what == Refused::consent ? sign_in_again() : page.error();
  const auto artists = std::make_shared<const std::vector<spotify::Artist>>(std::move(page->records));
  const auto now = needs_.clock.now();
  const std::scoped_lock lock(kept_->mutex);
  std::erase_if(kept_->answers, [&](const auto& entry) { return entry.second.until <= now; });
  if (kept_->answers.size() < most_kept) kept_->answers.insert_or_assign(user.value, Kept::Answer{artists, now + top_kept});
  return Top{artists, true};
}

// Two processes may renew at once, and Spotify may take a refresh token only once: whoever is told that it is dead takes what the other
// one has stored.
Answer<Spotify::Tokens> Spotify::renew(UserId user, const Tokens& spent) {
  const auto token = needs_.client.refresh(spent.refresh);
  const auto now = needs_.clock.now();
  if (!token) {
    if (token.error().what != Refused::consent) return token.error();
    auto others = needs_.database.write_now([&](db::Tx& tx) {
      tx.run(sql::forget_dead_tokens, user, spent.row);
      return stored(tx, user);
    });
    if (!others) return sign_in_again();
    return std::move(*others);
  }
  const auto& refresh = token->refresh_token.empty() ? spent.refresh : token->refresh_token;
  Tokens fresh{token->access_token, refresh, sealed(needs_.key, user, refresh), now + token->expires_in};
  needs_.database.write_now([&](db::Tx& tx) {
    tx.run(sql::renew_tokens, sealed(needs_.key, user, fresh.access), fresh.row, fresh.access_ends, now, user, spent.row);
  });
  return fresh;
}

std::optional<Top> Spotify::kept(UserId user) const {
  const std::scoped_lock lock(kept_->mutex);
  const auto found = kept_->answers.find(user.value);
  if (found == kept_->answers.end() || found->second.until <= needs_.clock.now()) return std::nullopt;
  return Top{found->second.artists, false};
}

void Spotify::drop_kept(db::Tx& tx, UserId user) const {
  tx.after_commit([kept = kept_, user] {
    const std::scoped_lock lock(kept->mutex);
    kept->answers.erase(user.value);
  });
}

}  // namespace connections
