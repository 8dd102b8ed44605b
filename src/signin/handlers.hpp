// The addresses of signing in, up and out, of the links in mails, and of the settings' part about passwords and devices.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "accounts/keys.hpp"
#include "connections/connections.hpp"
#include "platform/base/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"
#include "platform/pictures/pictures.hpp"
#include "signin/passwords.hpp"
#include "signin/signin.hpp"

namespace signin {

// Where Spotify leads back to: below the site's address, and to be registered there exactly so.
inline constexpr std::string_view spotify_leads_back_to = "/sign-in/spotify/back";

struct Needs {
  db::Database& database;
  const base::Clock& clock;
  const accounts::Keys& keys;
  Passwords& passwords;
  connections::Spotify& spotify;
  pictures::Workshop& pictures;
  int tries_per_network = 100;           // sign-ins in a row before one has to wait; a concert's crowd may share one network
  Adopted adopted;                       // tells who keeps deeds
  std::function<std::string()> address;  // of the site, for links in mails: "https://theset.example". Never from the request's Host.
};
void add_routes(http::Router& router, Needs needs);

}  // namespace signin
