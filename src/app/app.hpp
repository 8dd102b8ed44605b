// The running program: everything constructed top to bottom, so that what is used outlives who uses it.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "accounts/keys.hpp"
#include "app/services.hpp"
#include "connections/connections.hpp"
#include "follows/counts.hpp"
#include "imports/streams.hpp"
#include "live/live.hpp"
#include "platform/bus/bus.hpp"
#include "platform/cache/page_cache.hpp"
#include "platform/config/config.hpp"
#include "platform/http/assets.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pictures/pictures.hpp"
#include "search/search.hpp"
#include "signin/passwords.hpp"

namespace app {

signin::PasswordOptions password_options(const config::Config& config);

class App {
 public:
  explicit App(const config::Config& config);  // throws base::ErrorException: no database, newer schema, no assets …
  ~App();

  void start();                // workers and server, as the role says
  void stop();                 // drains: answers under way are finished, running jobs come to their next look
  std::uint16_t port() const;  // 0 for a worker
  const std::string& operator_token() const { return operator_token_; }
  const http::Router& router() const { return *router_; }  // for the test that walks all routes
  const accounts::Keys& keys() const { return *keys_; }
  db::Database& database() { return *database_; }

 private:
  void add_all_routes();
  std::string site_address() const;  // without a slash at the end

  const config::Config& config_;
  const bool serves_, works_;
  const base::SystemClock clock_;
  std::string operator_token_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<bus::Bus> bus_;
  cache::PageCache pages_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<jobs::Runner> runner_;
  std::unique_ptr<accounts::Keys> keys_;
  std::unique_ptr<signin::Passwords> passwords_;
  std::unique_ptr<pictures::Workshop> pictures_;
  std::unique_ptr<connections::Spotify> connections_;
  std::shared_ptr<const http::Assets> assets_;
  std::shared_ptr<http::Router> router_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<imports::ProgressStreams> streams_;
  std::unique_ptr<live::Rooms> rooms_;
  std::unique_ptr<follows::Counts> counts_;
  std::unique_ptr<search::Catalog> catalog_;
  std::unique_ptr<search::OutsideSearch> outside_;
  bool serving_ = false;
};

}  // namespace app
