// One function a command. Each answers the exit code, or an error that is told on standard error.
#pragma once
#include <string>

#include "platform/base/result.hpp"
#include "platform/config/config.hpp"

namespace app {

base::Result<int> serve(const config::Config& config);
base::Result<int> migrate(const config::Config& config);
base::Result<int> import_artist(const config::Config& config, const std::string& name);  // progress bar in the terminal
base::Result<int> run_sandbox(const config::Config& config, std::uint16_t port);
base::Result<int> doctor(const config::Config& config);
base::Result<int> backup(const config::Config& config, const std::string& file);
// verb: add, list, promote, disable, enable; who: a mail address; but for add, or an id.
base::Result<int> user_command(const config::Config& config, const std::string& verb, const std::string& who, const std::string& role);
int ot_lines();  // needs no configuration

}  // namespace app
