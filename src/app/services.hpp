// The three outside services: their clients behind their gates, and the sandbox that stands in for them while no key is configured.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "admin/handlers.hpp"
#include "platform/base/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/db/db.hpp"
#include "platform/http/client.hpp"
#include "platform/http/server.hpp"
#include "platform/limits/limits.hpp"
#include "providers/setlistfm/client.hpp"
#include "providers/spotify/client.hpp"
#include "providers/ticketmaster/client.hpp"

namespace app {

// A running sandbox on a loopback port.
class SandboxServer {
 public:
  SandboxServer(const config::Config& config, const base::Clock& clock, std::uint16_t port);
  ~SandboxServer();
  std::string url() const;  // "http://127.0.0.1:PORT"

 private:
  std::unique_ptr<http::Server> server_;
};

bool uses_sandbox(const config::Config& config);

class Services {
 public:
  Services(const config::Config& config, db::Database& database, const base::Clock& clock);

  spotify::Client& spotify() { return *spotify_; }
  ticketmaster::Client& ticketmaster() { return *ticketmaster_; }
  setlistfm::Client& setlistfm() { return *setlistfm_; }
  http::Client& outside() { return *http_; }  // for what no budget counts
  std::vector<admin::OutsideService> for_operators();
  void hang_up() { http_->stop(); }  // calls under way end within a second, later ones at once
  bool sandboxed() const { return sandbox_ != nullptr; }

 private:
  std::unique_ptr<SandboxServer> sandbox_;
  std::unique_ptr<http::Client> http_;
  std::unique_ptr<limits::Gate> spotify_gate_, ticketmaster_gate_, setlistfm_gate_;
  std::unique_ptr<spotify::Client> spotify_;
  std::unique_ptr<ticketmaster::Client> ticketmaster_;
  std::unique_ptr<setlistfm::Client> setlistfm_;
};

}  // namespace app
