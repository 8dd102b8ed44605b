// Every option of the program, declared once: `theset config` prints this list as a manual.
#pragma once
#include "platform/config/config.hpp"

namespace app::option {

using config::Option;
using config::Size;
using config::Word;

enum class Role { all, web, worker };
inline constexpr Word<Role> roles[] = {{"all", Role::all}, {"web", Role::web}, {"worker", Role::worker}};
enum class Sandbox { automatic, always, never };
inline constexpr Word<Sandbox> sandbox_uses[] = {{"auto", Sandbox::automatic}, {"always", Sandbox::always}, {"never", Sandbox::never}};
enum class LogFormat { text, json };
inline constexpr Word<LogFormat> log_formats[] = {{"text", LogFormat::text}, {"json", LogFormat::json}};
enum class LogLevel { debug, info, warn, error, off };
inline constexpr Word<LogLevel> log_levels[] = {
    {"debug", LogLevel::debug}, {"info", LogLevel::info}, {"warn", LogLevel::warn}, {"error", LogLevel::error}, {"off", LogLevel::off}};

inline constexpr Option<Role> role{.name = "run.role",
                                   .fallback = Role::all,
                                   .words = roles,
                                   .help = "What this process does: serve pages (web), run jobs (worker), or both (all)."};
inline constexpr Option<std::string> data_dir{.name = "run.data", .fallback = "data", .help = "Folder for the SQLite database."};
inline constexpr Option<base::Duration> drain{.name = "run.drain",
                                              .fallback = std::chrono::seconds(10),
                                              .max = std::chrono::minutes(10),
                                              .help = "How long a stopping process waits for answers under way."};

inline constexpr Option<std::string> http_address{
    .name = "http.address", .fallback = "127.0.0.1", .help = "Address to listen on; 0.0.0.0 for all."};
inline constexpr Option<int> http_port{
    .name = "http.port", .fallback = 8080, .min = 0, .max = 65535, .help = "Port to listen on; 0 picks a free one."};
inline constexpr Option<int> http_threads{.name = "http.threads", .fallback = 0, .max = 256, .help = "Event loops; 0 makes one a core."};
inline constexpr Option<Size> http_body_limit{
    .name = "http.body_limit", .fallback = {1 << 20}, .min = {1 << 10}, .max = {64 << 20}, .help = "Largest request body taken."};
inline constexpr Option<int> http_connections{.name = "http.connections_per_address",
                                              .fallback = 1024,
                                              .min = 1,
                                              .max = 1'000'000,
                                              .help = "Connections at once from one address; more are answered 429."};
inline constexpr Option<bool> http_trust_proxy{
    .name = "http.trust_proxy", .fallback = false, .help = "Believe X-Forwarded-For and X-Request-Id: only behind a proxy that sets them."};
inline constexpr Option<std::string> public_url{
    .name = "http.public_url",
    .fallback = "",
    .help = "Address the site is reached at, as in https://theset.example, for links that leave it."};
inline constexpr Option<std::string> assets{
    .name = "http.assets",
    .fallback = "",
    .help = "Folder of the browser's built files; empty: web/dist of the checkout the program was built in."};
inline constexpr Option<Size> page_cache{
    .name = "http.page_cache", .fallback = {32 << 20}, .min = {0}, .max = {std::int64_t{4} << 30}, .help = "Memory for finished pages."};

inline constexpr Option<std::string> database_url{
    .name = "database.url", .fallback = "", .secret = true, .help = "postgresql://… for PostgreSQL; empty: SQLite in the data folder."};
inline constexpr Option<int> database_connections{
    .name = "database.connections", .fallback = 8, .min = 1, .max = 200, .help = "Connections to PostgreSQL."};

inline constexpr Option<int> job_slots{
    .name = "jobs.slots", .fallback = 8, .min = 1, .max = 256, .help = "Jobs run at once by this process."};
inline constexpr Option<int> job_reserved{
    .name = "jobs.reserved_for_high", .fallback = 2, .min = 0, .max = 255, .help = "Slots kept for what a user waits for."};

inline constexpr Option<base::Duration> live_vote_window{.name = "live.vote_window",
                                                         .fallback = std::chrono::milliseconds(250),
                                                         .min = std::chrono::milliseconds(20),
                                                         .max = std::chrono::seconds(1),
                                                         .help = "Time between two messages with votes to a reader of a live setlist."};
inline constexpr Option<int> live_burst{.name = "live.burst",
                                        .fallback = 20,
                                        .min = 1,
                                        .max = 1'000'000,
                                        .help = "Changes of a setlist one person may make at once; guests half."};
inline constexpr Option<base::Duration> live_edit_every{.name = "live.edit_every",
                                                        .fallback = std::chrono::milliseconds(500),
                                                        .min = std::chrono::milliseconds(0),
                                                        .max = std::chrono::minutes(1),
                                                        .help = "After those, one change in this time."};
inline constexpr Option<base::Duration> live_silence{
    .name = "live.silence",
    .fallback = std::chrono::seconds(30),
    .min = std::chrono::seconds(3),
    .max = std::chrono::minutes(10),
    .help = "After this time somebody who edits, another process, or a reader who takes nothing counts as gone."};
inline constexpr Option<int> search_lookups{.name = "search.lookups",
                                            .fallback = 15,
                                            .min = 1,
                                            .max = 1'000'000,
                                            .help = "Names one address may have looked up at Spotify at once."};
inline constexpr Option<base::Duration> search_lookup_every{.name = "search.lookup_every",
                                                            .fallback = std::chrono::seconds(6),
                                                            .min = std::chrono::milliseconds(0),
                                                            .max = std::chrono::minutes(10),
                                                            .help = "After those, one name in this time."};
inline constexpr Option<int> live_joins{.name = "live.joins_per_second",
                                        .fallback = 500,
                                        .min = 1,
                                        .max = 100'000,
                                        .help = "Readers of live setlists let in a second by this process; the others wait."};

inline constexpr Option<Sandbox> sandbox{
    .name = "sandbox.use",
    .fallback = Sandbox::automatic,
    .words = sandbox_uses,
    .help = "Stand-in services with made-up artists: auto uses them while no key of a real service is set."};
inline constexpr Option<int> sandbox_seed{
    .name = "sandbox.seed", .fallback = 1, .min = 0, .help = "Number the made-up catalogue is drawn from."};

inline constexpr Option<std::string> spotify_id{.name = "spotify.client_id", .fallback = "", .help = "Client id of the Spotify app."};
inline constexpr Option<std::string> spotify_secret{.name = "spotify.client_secret", .fallback = "", .secret = true, .help = "Its secret."};
inline constexpr Option<std::string> spotify_url{.name = "spotify.url", .fallback = "https://api.spotify.com/v1", .help = "Web API."};
inline constexpr Option<std::string> spotify_token_url{
    .name = "spotify.token_url", .fallback = "https://accounts.spotify.com/api/token", .help = "Where tokens are fetched."};
inline constexpr Option<std::string> spotify_token_key{
    .name = "spotify.token_key",
    .fallback = "",
    .secret = true,
    .help = "Seals members' tokens; the same for all processes. Empty: the file spotify.key in run.data, made when missing."};
inline constexpr Option<int> spotify_per_hour{
    .name = "spotify.per_hour", .fallback = 1000, .min = 1, .max = 1'000'000, .help = "Requests an hour at most."};
inline constexpr Option<int> spotify_per_30s{.name = "spotify.per_30s",
                                             .fallback = 8,
                                             .min = 1,
                                             .max = 100'000,
                                             .help = "Requests in 30 seconds on average; Spotify's own window has no published number."};
inline constexpr Option<int> spotify_burst{
    .name = "spotify.burst", .fallback = 10, .min = 1, .max = 1000, .help = "Requests at once after a pause."};
inline constexpr Option<int> spotify_kept_for_people{.name = "spotify.kept_for_people",
                                                     .fallback = 4,
                                                     .min = 0,
                                                     .max = 1000,
                                                     .help = "And so many more for sign-in and search while imports take the rest."};

inline constexpr Option<std::string> ticketmaster_key{
    .name = "ticketmaster.api_key", .fallback = "", .secret = true, .help = "Key of the Discovery API."};
inline constexpr Option<std::string> ticketmaster_url{
    .name = "ticketmaster.url", .fallback = "https://app.ticketmaster.com/discovery/v2", .help = "Discovery API."};
inline constexpr Option<int> ticketmaster_per_day{.name = "ticketmaster.per_day",
                                                  .fallback = 4800,
                                                  .min = 1,
                                                  .max = 10'000'000,
                                                  .help = "Requests a day at most; the key's quota is 5,000."};
inline constexpr Option<int> ticketmaster_per_second{
    .name = "ticketmaster.per_second", .fallback = 4, .min = 1, .max = 1000, .help = "Requests a second."};

inline constexpr Option<std::string> setlistfm_key{
    .name = "setlistfm.api_key", .fallback = "", .secret = true, .help = "Key of the setlist.fm API."};
inline constexpr Option<std::string> setlistfm_url{
    .name = "setlistfm.url", .fallback = "https://api.setlist.fm/rest/1.0", .help = "setlist.fm API."};
inline constexpr Option<int> setlistfm_per_day{.name = "setlistfm.per_day",
                                               .fallback = 1200,
                                               .min = 1,
                                               .max = 10'000'000,
                                               .help = "Requests a day at most; a standard key's quota is 1,440."};
inline constexpr Option<int> setlistfm_per_second{
    .name = "setlistfm.per_second", .fallback = 1, .min = 1, .max = 1000, .help = "Requests a second; a standard key allows 2, strictly."};

inline constexpr Option<std::string> operator_token{
    .name = "operator.token",
    .fallback = "",
    .secret = true,
    .help = "Opens the operator's pages; empty: a new one is made and printed at each start."};

inline constexpr Option<int> password_passes{
    .name = "accounts.password_passes", .fallback = 2, .min = 1, .max = 20, .help = "Passes of Argon2id over its memory."};
inline constexpr Option<Size> password_memory{.name = "accounts.password_memory",
                                              .fallback = {19 << 20},
                                              .min = {8 << 10},
                                              .max = {1 << 30},
                                              .help = "Memory of Argon2id for each password that is checked."};
inline constexpr Option<int> password_threads{
    .name = "accounts.password_threads", .fallback = 1, .min = 1, .max = 64, .help = "Passwords checked at once, on threads of their own."};
inline constexpr Option<int> password_waiting{.name = "accounts.password_waiting",
                                              .fallback = 256,
                                              .min = 1,
                                              .max = 100'000,
                                              .help = "Passwords that may wait to be checked; more sign-ins are told to come back (503)."};
inline constexpr Option<int> tries_per_network{.name = "accounts.tries_per_network",
                                               .fallback = 100,
                                               .min = 1,
                                               .max = 1'000'000,
                                               .help = "Sign-ins in a row from one network before each further one has to wait."};
inline constexpr Option<int> newcomers{.name = "accounts.newcomers",
                                       .fallback = 500,
                                       .min = 1,
                                       .max = 1'000'000,
                                       .help = "Newcomers of one network, as a hall's, who may do something at once."};
inline constexpr Option<base::Duration> newcomer_every{.name = "accounts.newcomer_every",
                                                       .fallback = std::chrono::seconds(1),
                                                       .min = std::chrono::milliseconds(0),
                                                       .max = std::chrono::minutes(10),
                                                       .help = "After those, one newcomer in this time."};

inline constexpr Option<std::string> pictures_program{
    .name = "pictures.program", .fallback = "", .help = "Program that decodes uploaded pictures; empty: theset-pictures beside this one."};
inline constexpr Option<base::Duration> pictures_patience{.name = "pictures.patience",
                                                          .fallback = std::chrono::seconds(30),
                                                          .min = std::chrono::milliseconds(100),
                                                          .max = std::chrono::minutes(5),
                                                          .help = "After this time it is killed, and the picture refused."};
inline constexpr Option<int> pictures_waiting{.name = "pictures.waiting",
                                              .fallback = 8,
                                              .min = 1,
                                              .max = 1000,
                                              .help = "Pictures that may wait while one is decoded; more are told to come back (503)."};

inline constexpr Option<std::string> mail_url{
    .name = "mail.url",
    .fallback = "",
    .help = "smtp://host:587 or smtps://host:465; empty: mail stays in the folder \"mail\" of run.data and in operators' outbox."};
inline constexpr Option<std::string> mail_user{.name = "mail.user", .fallback = "", .help = "Name for the mail server."};
inline constexpr Option<std::string> mail_password{.name = "mail.password", .fallback = "", .secret = true, .help = "Its password."};
inline constexpr Option<bool> mail_tls{
    .name = "mail.require_tls", .fallback = true, .help = "Send nothing over a line that is not encrypted."};
inline constexpr Option<std::string> mail_from{
    .name = "mail.from", .fallback = "theset@theset.invalid", .help = "Address that mail comes from."};
inline constexpr Option<int> mail_per_minute{
    .name = "mail.per_minute", .fallback = 60, .min = 1, .max = 100'000, .help = "Mails a minute at most."};

inline constexpr Option<std::string> mail_time_zone{
    .name = "mail.time_zone",
    .fallback = "UTC",
    .help = "Where it is eight in the morning when daily and weekly mail goes out, as in Europe/Berlin."};

inline constexpr Option<LogLevel> log_level{
    .name = "log.level", .fallback = LogLevel::info, .words = log_levels, .help = "Least important lines to write."};
inline constexpr Option<LogFormat> log_format{
    .name = "log.format", .fallback = LogFormat::text, .words = log_formats, .help = "One line of text or of JSON an event."};

const config::Options& all();

}  // namespace app::option
