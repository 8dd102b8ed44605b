// `theset serve`: runs until SIGTERM or SIGINT, then drains and ends with 0.
#include <csignal>
#include <iostream>

#include "app/app.hpp"
#include "app/command_list.hpp"
#include "app/engines.hpp"
#include "app/options.hpp"
#include "platform/base/log.hpp"

namespace app {

namespace {

// Blocked in every thread made after this; the main thread takes them one by one.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

int wait_for(const sigset_t& set) {
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

std::string shown_address(const config::Config& config, std::uint16_t port) {
  const auto& address = config.get(option::http_address);
  const std::string host = address == "0.0.0.0" || address == "::"  ? "127.0.0.1"
                           : address.find(':') != std::string::npos ? "[" + address + "]"
                                                                    : address;
  return "http://" + host + ":" + std::to_string(port);
}

}  // namespace

base::Result<int> serve(const config::Config& config) {
  const auto signals = block_signals();
  App app(config);
  app.start();
  if (app.port() != 0) {
    const auto address = shown_address(config, app.port());
    std::cout << "listening on " << address << std::endl;  // the first line; programs that start us read it
    if (uses_sandbox(config)) std::cout << "sandbox data: no key of an outside service is set, so every artist is made up" << std::endl;
    if (config.get(option::operator_token).empty())
      std::cout << "operator pages: " << address << "/admin?token=" << app.operator_token() << std::endl;
  } else {
    std::cout << "working on jobs" << std::endl;
  }
  const int signal = wait_for(signals);
  base::log_info("app.stopping", {{"signal", signal}});
  app.stop();
  base::log_info("app.stopped");
  return 0;
}

base::Result<int> run_sandbox(const config::Config& config, std::uint16_t port) {
  const auto signals = block_signals();
  const base::SystemClock clock;
  SandboxServer server(config, clock, port);
  std::cout << "listening on " << server.url() << std::endl;
  wait_for(signals);
  return 0;
}

base::Result<int> migrate(const config::Config& config) {
  const auto database = open_database(config);
  const auto applied = prepare(*database, base::SystemClock{}.now());
  if (!applied) return applied.error();
  std::cout << database_name(config) << ": "
            << (*applied == 0 ? "nothing to do, the schema is current" : std::to_string(*applied) + " migrations applied") << "\n";
  return 0;
}

}  // namespace app
