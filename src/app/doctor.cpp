// `theset doctor`: looks at everything the program needs and says in plain words what is wrong.
#include <iostream>

#include "app/command_list.hpp"
#include "app/engines.hpp"
#include "app/options.hpp"
#include "app/services.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/sqlite.hpp"
#include "signin/handlers.hpp"

namespace app {

namespace {

struct Report {
  bool healthy = true;
  void good(std::string_view what, std::string_view words) { std::cout << "  ok    " << what << ": " << words << "\n"; }
  void bad(std::string_view what, std::string_view words) {
    std::cout << "  WRONG " << what << ": " << words << "\n";
    healthy = false;
  }
};

template <class T>
void service(Report& report, std::string_view name, const limits::Answer<T>& answer) {
  if (answer) return report.good(name, "answers, and takes our key");
  const auto& why = answer.error();
  // A spent budget is not a fault: the service is fine and so are we.
  if (why.what == limits::Refused::wait) return report.good(name, why.message);
  report.bad(name, why.message + " (" + why.code + ")");
}

// Spotify leads back only to addresses that were registered there, letter by letter.
void way_back(Report& report, const std::string& site) {
  constexpr std::string_view name = "Continue with Spotify";
  const auto address = site + std::string(signin::spotify_leads_back_to);
  if (site.empty()) report.good(name, "works on this machine only, until http.public_url is set");
  else if (site.starts_with("https://") || site.starts_with("http://127.0.0.1")) report.good(name, "register the redirect URI " + address);
  else report.bad(name, "Spotify leads back to https only, not to " + address + ": set http.public_url");
}

}  // namespace

base::Result<int> doctor(const config::Config& config) {
  std::cout << "Configuration\n" << config.describe() << "\nChecks\n";
  Report report;
  const base::SystemClock clock;
  std::unique_ptr<db::Database> database;
  try {
    database = open_database(config);
    if (const auto pending = db::pending_migrations(*database, db::embedded_migrations(database->engine())); !pending)
      report.bad("database", pending.error().message);
    else if (const auto applied = prepare(*database, clock.now()); !applied) report.bad("database", applied.error().message);
    else report.good("database", database_name(config) + (*pending == 0 ? ", schema current" : ", schema was brought up to date"));
  } catch (const std::exception& error) {
    report.bad("database", error.what());
    return 1;
  }
  try {
    Services services(config, *database, clock);
    if (services.sandboxed()) report.good("services", "the sandbox stands in, since no key is set: artists are made up");
    service(report, "Spotify", services.spotify().search_artists("a", 0, limits::Urgency::immediate));
    if (services.spotify().connected() && !services.sandboxed()) way_back(report, config.get(option::public_url));
    service(report, "Ticketmaster", services.ticketmaster().search_attractions("a", limits::Urgency::immediate));
    service(report, "setlist.fm", services.setlistfm().search_artists({.name = "a"}, limits::Urgency::immediate));
  } catch (const std::exception& error) { report.bad("services", error.what()); }
  std::cout << (report.healthy ? "\nEverything works.\n" : "\nSomething needs attention, see above.\n");
  return report.healthy ? 0 : 1;
}

base::Result<int> backup(const config::Config& config, const std::string& file) {
  if (!config.get(option::database_url).empty())
    return base::invalid("app.backup_is_for_sqlite", "The database is PostgreSQL: use pg_dump for a backup of it.");
  const auto source = std::filesystem::path(config.get(option::data_dir)) / "theset.sqlite";
  const auto copied = db::backup_sqlite(source, file);
  if (!copied) return copied.error();
  std::cout << "copied to " << file << "\n";
  return 0;
}

}  // namespace app
