// Every address of the program, in one place.
#pragma once
#include <functional>
#include <string>

#include "accounts/keys.hpp"
#include "app/services.hpp"
#include "connections/connections.hpp"
#include "follows/counts.hpp"
#include "imports/streams.hpp"
#include "live/live.hpp"
#include "platform/bus/bus.hpp"
#include "platform/cache/page_cache.hpp"
#include "platform/http/assets.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pictures/pictures.hpp"
#include "search/search.hpp"
#include "signin/passwords.hpp"

namespace app {

struct RouteNeeds {
  const config::Config& config;
  const base::Clock& clock;
  db::Database& database;
  const accounts::Keys& keys;
  signin::Passwords& passwords;
  connections::Spotify& connections;
  pictures::Workshop& pictures;
  std::function<std::string()> address;  // of the site, for links in mails
  bus::Bus& bus;
  cache::PageCache& pages;
  Services& services;
  jobs::Runner& runner;
  const http::Assets& assets;
  imports::ProgressStreams& streams;
  live::Rooms& rooms;
  follows::Counts& counts;
  const search::Catalog& catalog;
  search::OutsideSearch& outside;
  std::string operator_token;
};
void add_routes(http::Router& router, RouteNeeds needs);

}  // namespace app
