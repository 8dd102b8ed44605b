#include "app/app.hpp"

#include <filesystem>
#include <thread>

#include "app/engines.hpp"
#include "app/options.hpp"
#include "app/routes.hpp"
#include "app/schedule.hpp"
#include "frame/frame.hpp"
#include "imports/jobs.hpp"
#include "notifications/digests.hpp"
#include "personal/personal.hpp"
#include "platform/base/log.hpp"
#include "platform/base/random.hpp"
#include "profiles/fetched_picture.hpp"
#include "signin/handlers.hpp"

namespace app {

namespace {

std::filesystem::path assets_folder(const config::Config& config) {
  if (const auto& folder = config.get(option::assets); !folder.empty()) return folder;
  // The program lies in build/<preset>/ of its checkout.
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path().parent_path() / "web" / "dist";
}

// Search knows nothing of imports: what it finds outside becomes something that can be brought in here.
void remember(db::Tx& tx, base::Time now, std::vector<search::Candidate>& found) {
  std::vector<imports::Candidate> candidates;
  for (const auto& c : found) candidates.push_back({{}, c.spotify_id, c.name, c.genres, c.image_url, c.popularity});
  imports::remember_candidates(tx, now, candidates);
  for (std::size_t i = 0; i < found.size(); ++i) found[i].hit_id = candidates[i].id.value;
}

notifications::Post post_office(const config::Config& c) {
  std::shared_ptr<mail::Transport> transport;
  if (c.get(option::mail_url).empty()) transport = mail::folder_transport(std::filesystem::path(c.get(option::data_dir)) / "mail");
  else
    transport = mail::smtp_transport({.url = c.get(option::mail_url),
                                      .user = c.get(option::mail_user),
                                      .password = c.get(option::mail_password),
                                      .require_tls = c.get(option::mail_tls)});
  return {std::move(transport), "The Set", c.get(option::mail_from), c.get(option::mail_per_minute)};
}

bool over_tls(const config::Config& c) { return c.get(option::public_url).starts_with("https://"); }

http::ServerOptions server_options(const config::Config& c) {
  http::ServerOptions o;
  o.address = c.get(option::http_address);
  o.port = static_cast<std::uint16_t>(c.get(option::http_port));
  o.threads = static_cast<unsigned>(c.get(option::http_threads));
  o.body_limit = static_cast<std::size_t>(c.get(option::http_body_limit).bytes);
  o.connections_per_address = static_cast<unsigned>(c.get(option::http_connections));
  o.drain = c.get(option::drain);
  o.trust_proxy = c.get(option::http_trust_proxy);
  o.behind_tls = over_tls(c);
  return o;
}

pictures::Options picture_options(const config::Config& c) {
  const auto& program = c.get(option::pictures_program);
  return {.program = program.empty() ? std::filesystem::read_symlink("/proc/self/exe").parent_path() / "theset-pictures"
                                     : std::filesystem::path(program),
          .patience = c.get(option::pictures_patience),
          .waiting = static_cast<std::size_t>(c.get(option::pictures_waiting))};
}

live::Options live_options(const config::Config& c) {
  return {.vote_window = c.get(option::live_vote_window),
          .burst = c.get(option::live_burst),
          .edit_every = c.get(option::live_edit_every),
          .silence = c.get(option::live_silence),
          .joins_per_second = c.get(option::live_joins)};
}

}  // namespace

signin::PasswordOptions password_options(const config::Config& c) {
  return {.passes = static_cast<unsigned long long>(c.get(option::password_passes)),
          .memory = static_cast<std::size_t>(c.get(option::password_memory).bytes),
          .threads = static_cast<unsigned>(c.get(option::password_threads)),
          .waiting = static_cast<std::size_t>(c.get(option::password_waiting))};
}

App::App(const config::Config& config)
    : config_(config),
      serves_(config.get(option::role) != option::Role::worker),
      works_(config.get(option::role) != option::Role::web),
      operator_token_(config.get(option::operator_token).empty() ? base::random_token(12) : config.get(option::operator_token)),
      database_(open_database(config)),
      bus_(bus::make_local_bus()),
      pages_(static_cast<std::size_t>(config.get(option::page_cache).bytes)) {
  if (const auto ready = prepare(*database_, clock_.now()); !ready) throw base::ErrorException(ready.error());
  services_ = std::make_unique<Services>(config, *database_, clock_);
  runner_ = std::make_unique<jobs::Runner>(
      *database_, *bus_, clock_,
      jobs::RunnerOptions{.slots = config.get(option::job_slots), .reserved_for_high = config.get(option::job_reserved)});
  const imports::Services importing{services_->spotify(), services_->ticketmaster(), services_->setlistfm(), *bus_, clock_};
  imports::handle_jobs(*runner_, importing);
  if (works_) database_->write_now([&](db::Tx& tx) { imports::begin_left_out(tx, importing); });
  notifications::handle_jobs(*runner_, post_office(config));
  personal::handle_jobs(*runner_, [this] { return site_address(); });
  pictures_ = std::make_unique<pictures::Workshop>(picture_options(config));
  profiles::handle_jobs(*runner_, services_->outside(), *pictures_);
  keys_ = std::make_unique<accounts::Keys>(accounts::Keys::load(*database_, clock_.now(), over_tls(config)));
  const auto gathering =
      notifications::handle_digest_jobs(*runner_, {.keys = *keys_,
                                                   .address = [this] { return site_address(); },
                                                   .zone = config.get(option::mail_time_zone),
                                                   .per_minute = notifications::share_of_news(config.get(option::mail_per_minute))});
  if (!gathering) throw base::ErrorException(gathering.error());
  add_schedule(*runner_);
  if (!serves_) return;

  passwords_ = std::make_unique<signin::Passwords>(password_options(config));
  connections_ = std::make_unique<connections::Spotify>(
      connections::Spotify::Needs{.client = services_->spotify(),
                                  .database = *database_,
                                  .clock = clock_,
                                  .key = connections::load_key(config.get(option::spotify_token_key), config.get(option::data_dir)),
                                  .redirect = [this] { return site_address() + std::string(signin::spotify_leads_back_to); }});
  auto assets = http::Assets::load(assets_folder(config));
  if (!assets) throw base::ErrorException(assets.error());
  assets_ = *assets;
  frame::set_site({.asset = [files = assets_](std::string_view name) { return files->url(name); },
                   .sandbox = services_->sandboxed(),
                   .public_url = config.get(option::public_url)});
  router_ = std::make_shared<http::Router>();
  server_ = std::make_unique<http::Server>(server_options(config), router_);
  streams_ = std::make_unique<imports::ProgressStreams>(*database_, *bus_, server_->loop());
  std::vector<base::Executor*> loops;
  for (std::size_t i = 0; loops.empty() || &server_->loop(i) != loops.front(); ++i) loops.push_back(&server_->loop(i));
  rooms_ = std::make_unique<live::Rooms>(
      live::Rooms::Needs{.database = *database_, .clock = clock_, .options = live_options(config), .homes = std::move(loops)});
  counts_ = std::make_unique<follows::Counts>(*database_, server_->loop());
  catalog_ = std::make_unique<search::Catalog>(*database_, *bus_, clock_, server_->loop(), std::string(imports::changed_topic));
  outside_ = std::make_unique<search::OutsideSearch>(services_->spotify(), *database_, clock_, remember);
  add_all_routes();
}

// Threads that still answer a read or a hash go back to a loop of the server with it: they end before the loops do.
App::~App() {
  stop();
  outside_.reset();
  catalog_.reset();
  counts_.reset();
  rooms_.reset();
  streams_.reset();
  runner_.reset();
  connections_.reset();
  services_.reset();
  passwords_.reset();
  pictures_.reset();
  database_.reset();
}

void App::add_all_routes() {
  add_routes(*router_, {.config = config_,
                        .clock = clock_,
                        .database = *database_,
                        .keys = *keys_,
                        .passwords = *passwords_,
                        .connections = *connections_,
                        .pictures = *pictures_,
                        .address = [this] { return site_address(); },
                        .bus = *bus_,
                        .pages = pages_,
                        .services = *services_,
                        .runner = *runner_,
                        .assets = *assets_,
                        .streams = *streams_,
                        .rooms = *rooms_,
                        .counts = *counts_,
                        .catalog = *catalog_,
                        .outside = *outside_,
                        .operator_token = operator_token_});
}

void App::start() {
  if (works_) runner_->start();
  if (!serves_) return;
  server_->start();
  serving_ = true;
}

// What holds answers back ends first, or it would hold the server's drain. A call to a service may hang for long: jobs are told to stop
// before calls are cut short, so that it costs them no attempt.
void App::stop() {
  if (streams_) streams_->stop();
  if (counts_) counts_->stop();
  if (catalog_) catalog_->stop();
  if (std::exchange(serving_, false)) rooms_->stop();
  std::thread jobs_end([this] {
    if (works_ && runner_) runner_->stop();
  });
  if (services_) services_->hang_up();
  if (outside_) outside_->stop();
  if (connections_) connections_->stop();
  if (server_) server_->stop();
  jobs_end.join();
}

// Without a configured address, links in mails lead to where this process listens: right for the newcomer who tries it out.
std::string App::site_address() const {
  const auto& configured = config_.get(option::public_url);
  return configured.empty() ? "http://127.0.0.1:" + std::to_string(port()) : configured;
}

std::uint16_t App::port() const { return server_ ? server_->port() : std::uint16_t{0}; }

}  // namespace app
