#include "app/options.hpp"

namespace app::option {

const config::Options& all() {
  static const config::Options options("THESET_", {role,
                                                   data_dir,
                                                   drain,
                                                   http_address,
                                                   http_port,
                                                   http_threads,
                                                   http_body_limit,
                                                   http_connections,
                                                   http_trust_proxy,
                                                   public_url,
                                                   assets,
                                                   page_cache,
                                                   database_url,
                                                   database_connections,
                                                   job_slots,
                                                   job_reserved,
                                                   live_vote_window,
                                                   live_burst,
                                                   live_edit_every,
                                                   live_joins,
                                                   sandbox,
                                                   sandbox_seed,
                                                   spotify_id,
                                                   spotify_secret,
                                                   spotify_url,
                                                   spotify_token_url,
                                                   spotify_per_hour,
                                                   spotify_per_30s,
                                                   spotify_burst,
                                                   ticketmaster_key,
                                                   ticketmaster_url,
                                                   ticketmaster_per_day,
                                                   ticketmaster_per_second,
                                                   setlistfm_key,
                                                   setlistfm_url,
                                                   setlistfm_per_day,
                                                   setlistfm_per_second,
                                                   operator_token,
                                                   log_level,
                                                   log_format});
  return options;
}

}  // namespace app::option
