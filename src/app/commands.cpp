#include "app/commands.hpp"

#include <sodium.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/command_list.hpp"
#include "app/options.hpp"
#include "platform/base/log.hpp"

extern char** environ;

namespace app {

namespace {

// What every command takes besides its own words.
struct Common {
  std::string config_file, data, port, role;
  std::vector<std::string> settings;

  void add_to(CLI::App& command) {
    command.add_option("--config", config_file, "TOML file of options (see `theset config`)");
    command.add_option("--data", data, "folder for the SQLite database (run.data)");
    command.add_option("--set", settings, "section.name=value, any option")->take_all();
  }

  base::Result<config::Config> load() const {
    config::Sources sources;
    if (!config_file.empty()) sources.file = config_file;
    sources.environment = config::environment_of(environ);
    for (const auto& text : settings) {
      auto setting = config::parse_setting(text);
      if (!setting) return setting.error();
      sources.flags.push_back(std::move(*setting));
    }
    const auto flag = [&](const char* name, const std::string& value) {
      if (!value.empty()) sources.flags.emplace_back(name, value);
    };
    flag("run.data", data);
    flag("http.port", port);
    flag("run.role", role);
    return config::load(option::all(), sources);
  }
};

int fail(const base::Error& error) {
  std::cerr << "theset: " << error.message << "\n";
  return 1;
}

}  // namespace

int run(int argc, char** argv) {
  if (sodium_init() < 0)
    return fail({base::Kind::internal, "app.no_randomness", "The system gives no random numbers, so no secret can be made."});
  CLI::App program("The Set: concert setlists, built together, live.", "theset");
  program.require_subcommand(1);
  Common common;
  std::string artist, target, verb, who, user_role = "fan";
  int port = 0;
  std::function<base::Result<int>(const config::Config&)> chosen;

  auto* serve_command = program.add_subcommand("serve", "Serve the site and run its jobs");
  serve_command->add_option("--port", common.port, "port to listen on; 0 picks a free one (http.port)");
  serve_command->add_option("--role", common.role, "all, web or worker (run.role)");
  serve_command->callback([&] { chosen = serve; });
  program.add_subcommand("migrate", "Bring the database to this program's schema")->callback([&] { chosen = migrate; });
  auto* import_command = program.add_subcommand("import", "Bring an artist in and watch it arrive");
  import_command->add_option("name", artist, "name, or Spotify id")->required();
  import_command->callback([&] { chosen = [&](const config::Config& c) { return import_artist(c, artist); }; });
  auto* sandbox_command = program.add_subcommand("sandbox", "Run the stand-in services alone");
  sandbox_command->add_option("--port", port, "port to listen on; 0 picks a free one");
  sandbox_command->callback([&] { chosen = [&](const config::Config& c) { return run_sandbox(c, static_cast<std::uint16_t>(port)); }; });
  program.add_subcommand("doctor", "Check configuration, database and services")->callback([&] { chosen = doctor; });
  auto* backup_command = program.add_subcommand("backup", "Copy the SQLite database while the program runs");
  backup_command->add_option("file", target, "file to write")->required();
  backup_command->callback([&] { chosen = [&](const config::Config& c) { return backup(c, target); }; });
  auto* user = program.add_subcommand("user", "Make, list, promote and disable accounts");
  user->add_option("verb", verb, "add, list, promote, disable or enable")->required();
  user->add_option("address", who, "mail address of the account, or its id");
  user->add_option("--role", user_role, "fan, artist, moderator or operator")->capture_default_str();
  user->callback([&] { chosen = [&](const config::Config& c) { return user_command(c, verb, who, user_role); }; });
  auto* config_command = program.add_subcommand("config", "Print all options as a commented TOML file");
  for (auto* command : program.get_subcommands({})) common.add_to(*command);
  auto* ot_command = program.add_subcommand("ot", "Answer questions about operations on setlists, JSON lines on standard input");

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) { return program.exit(error) == 0 ? 0 : 2; }

  // The manual must not depend on a file that may be the very thing that is broken.
  if (config_command->parsed()) {
    std::cout << option::all().manual();
    return 0;
  }
  if (ot_command->parsed()) return ot_lines();
  const auto loaded = common.load();
  if (!loaded) return fail(loaded.error());
  base::configure_log(option::log_levels[static_cast<std::size_t>(loaded->get(option::log_level))].word,
                      loaded->get(option::log_format) == option::LogFormat::json ? base::LogFormat::json : base::LogFormat::text);
  try {
    const auto code = chosen(*loaded);
    return code ? *code : fail(code.error());
  } catch (const std::exception& error) {
    std::cerr << "theset: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace app
