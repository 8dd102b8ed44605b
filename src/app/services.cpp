#include "app/services.hpp"

#include <system_error>

#include "app/budgets.hpp"
#include "app/options.hpp"
#include "platform/base/log.hpp"
#include "sandbox/sandbox.hpp"

namespace app {

namespace {

constexpr auto user_agent = "TheSet/1 (concert setlists)";

// What is stored of the sandbox links to it, so it should come back at the same address: the port after ours, if that is free.
std::unique_ptr<SandboxServer> beside(const config::Config& c, const base::Clock& clock) {
  const int port = c.get(option::http_port);
  if (port > 0 && port < 65535) {
    try {
      return std::make_unique<SandboxServer>(c, clock, static_cast<std::uint16_t>(port + 1));
    } catch (const std::system_error&) { base::log_debug("app.sandbox_port_taken", {{"port", port + 1}}); }
  }
  return std::make_unique<SandboxServer>(c, clock, 0);
}

// The token endpoint's address without its last part: what the client calls auth_url.
std::string accounts_of(std::string token_url) {
  constexpr std::string_view tail = "/api/token";
  if (token_url.ends_with(tail)) token_url.resize(token_url.size() - tail.size());
  return token_url;
}

}  // namespace

SandboxServer::SandboxServer(const config::Config& config, const base::Clock& clock, std::uint16_t port) {
  auto router = std::make_shared<http::Router>();
  sandbox::add_routes(*router, std::make_shared<sandbox::Sandbox>(
                                   sandbox::Options{.seed = static_cast<std::uint64_t>(config.get(option::sandbox_seed))}, clock));
  http::ServerOptions options;
  options.port = port;
  options.threads = 1;
  server_ = std::make_unique<http::Server>(options, std::move(router));
  server_->start();
}

SandboxServer::~SandboxServer() { server_->stop(); }
std::string SandboxServer::url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

bool uses_sandbox(const config::Config& c) {
  switch (c.get(option::sandbox)) {
    case option::Sandbox::always: return true;
    case option::Sandbox::never: return false;
    case option::Sandbox::automatic: break;
  }
  // An address that somebody set is a choice of services, too.
  return c.get(option::spotify_id).empty() && c.get(option::ticketmaster_key).empty() && c.get(option::setlistfm_key).empty();
}

Services::Services(const config::Config& c, db::Database& database, const base::Clock& clock) {
  spotify::Options s{c.get(option::spotify_url), accounts_of(c.get(option::spotify_token_url)), c.get(option::spotify_id),
                     c.get(option::spotify_secret)};
  ticketmaster::Options t{c.get(option::ticketmaster_url), c.get(option::ticketmaster_key)};
  setlistfm::Options f{c.get(option::setlistfm_url), c.get(option::setlistfm_key)};
  if (uses_sandbox(c)) {
    sandbox_ = beside(c, clock);
    const auto at = sandbox_->url();
    s = {at + std::string(sandbox::spotify_prefix), at + std::string(sandbox::spotify_accounts_prefix),
         std::string(sandbox::spotify_client_id), std::string(sandbox::spotify_client_secret)};
    t = {at + std::string(sandbox::ticketmaster_prefix), std::string(sandbox::ticketmaster_key)};
    f = {at + std::string(sandbox::setlistfm_prefix), std::string(sandbox::setlistfm_key)};
  }
  http_ = http::make_client(user_agent);
  spotify_gate_ = limits::make_gate(database, clock, spotify_budget(c));
  ticketmaster_gate_ = limits::make_gate(database, clock, ticketmaster_budget(c));
  setlistfm_gate_ = limits::make_gate(database, clock, setlistfm_budget(c));
  spotify_ = std::make_unique<spotify::Client>(std::move(s), *http_, *spotify_gate_, clock);
  ticketmaster_ = std::make_unique<ticketmaster::Client>(std::move(t), *http_, *ticketmaster_gate_, clock);
  setlistfm_ = std::make_unique<setlistfm::Client>(std::move(f), *http_, *setlistfm_gate_, clock);
}

std::vector<admin::OutsideService> Services::for_operators() {
  const auto withheld = [this] {
    std::vector<std::string> names;
    for (const auto& missing : spotify_->missing()) names.emplace_back(spotify::name(missing.endpoint));
    return names;
  };
  return {{*spotify_gate_, spotify_->connected(), withheld},
          {*ticketmaster_gate_, ticketmaster_->connected(), {}},
          {*setlistfm_gate_, setlistfm_->connected(), {}}};
}

}  // namespace app
