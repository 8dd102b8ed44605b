// Connections: members' accounts at Spotify (ACC-1). Sends somebody to Spotify's consent page, knows them when they come back, and keeps
// the tokens they gave, sealed. https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow, RFC 7636 (PKCE),
// RFC 9700 2.1 (exact redirect, state bound to the browser, one use).
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accounts/accounts.hpp"
#include "platform/base/clock.hpp"
#include "platform/base/workers.hpp"
#include "platform/db/db.hpp"
#include "platform/limits/answer.hpp"
#include "providers/spotify/spotify.hpp"

namespace spotify {
class Client;
}

namespace connections {

using accounts::UserId;

template <class T>
using Answer = limits::Answer<T>;

// Why somebody goes to Spotify: to come in, to add Spotify to the account they are in, or to show once more that they are its owner.
enum class Purpose { sign_in, link, prove };

struct Wish {
  Purpose purpose = Purpose::sign_in;
  std::string session = {};  // fingerprint of the session that asks; empty: nobody is signed in
  std::string next = "/";    // own path to go to afterwards
};
inline constexpr std::chrono::minutes consent_lasts{10};

struct Begun {
  std::string url;      // of the consent page
  std::string browser;  // a secret for a cookie of this browser
};
struct Pending {
  Wish wish;
  std::string verifier;
};

// Whom somebody listens to most, most first, and whether Spotify was asked just now; else the answer was kept from a few minutes ago.
struct Top {
  std::shared_ptr<const std::vector<spotify::Artist>> artists;
  bool fresh = false;
};
inline constexpr std::chrono::minutes top_kept{10};

// Somebody who came back.
struct Listener {
  std::string id;     // stable: what an account is linked by
  std::string name;   // cleaned; may be empty
  std::string email;  // as Spotify has it: not proven to be theirs; may be empty
  std::string image;  // https address; may be empty
  spotify::Token token;
};

class Spotify {
 public:
  struct Needs {
    spotify::Client& client;
    db::Database& database;
    const base::Clock& clock;
    std::string key;                        // seals tokens
    std::function<std::string()> redirect;  // the address Spotify leads back to, exactly as registered there
  };
  explicit Spotify(Needs needs);

  bool available() const;  // this site has a key for Spotify

  Begun begin(db::Tx& tx, const Wish& wish) const;
  // Nothing: never begun, begun by another browser, too old, or taken before.
  std::optional<Pending> take(db::Tx& tx, std::string_view state, std::string_view browser) const;
  // Who they are. Refusals: those of spotify::Client::exchange_code and me, and connections.busy (wait).
  base::Task<Answer<Listener>> listener(std::string code, Pending pending);

  // A member's tokens, sealed; those from before are replaced. Forgetting takes all traces of them.
  void keep(db::Tx& tx, UserId user, const spotify::Token& token) const;
  void forget(db::Tx& tx, UserId user) const;
  bool has_tokens(db::Tx& tx, UserId user) const;

  // Refusals: connections.sign_in_again (consent: no tokens, or dead ones; they are forgotten), connections.busy (wait), and those of
  // spotify::Client::top_artists and refresh.
  base::Task<Answer<Top>> top_artists(UserId user);

  // Finishes what was begun: soon, when the http::Client was stopped before.
  void stop() { workers_.stop(); }

 private:
  struct Tokens {
    std::string access, refresh;
    std::string row;  // the refresh token as it is stored: tells whether the row is still the same
    base::Time access_ends;
  };
  // Answers of a few minutes, by user. Shared with what tidies it after a commit.
  struct Kept {
    struct Answer {
      std::shared_ptr<const std::vector<spotify::Artist>> artists;
      base::Time until;
    };
    std::mutex mutex;
    std::unordered_map<std::int64_t, Answer> answers;
  };

  Answer<Listener> ask(const std::string& code, const Pending& pending) const;
  Answer<Top> ask_top(UserId user);
  std::optional<Tokens> stored(db::Tx& tx, UserId user) const;
  Answer<Tokens> renew(UserId user, const Tokens& spent);
  std::optional<Top> kept(UserId user) const;
  void drop_kept(db::Tx& tx, UserId user) const;
  limits::Refusal busy() const;

  const Needs needs_;
  const std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
  base::Workers workers_;
};

// The key of the configuration; without one, that in the file "spotify.key" of this folder, which is made when it is missing.
// Throws base::ErrorException: connections.no_key_file.
std::string load_key(const std::string& configured, const std::string& folder);

}  // namespace connections
