// OutsideSearch: who an outside service (Spotify) knows by a name that was not found here. A call may take seconds and blocks, so it
// runs on a few threads with a bounded queue; when that is full the answer is "busy" at once. The same question asked twice
// is put once, and an answer is good for ten minutes.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/task.hpp"
#include "platform/db/db.hpp"
#include "platform/limits/answer.hpp"

namespace spotify {
class Client;
}

namespace search {

// An artist who may be brought in.
struct Candidate {
  std::int64_t hit_id = 0;  // what POST /imports is given
  std::string spotify_id = {};
  std::string name = {};
  std::vector<std::string> genres = {};
  std::optional<std::string> image_url = {};
  std::optional<std::int64_t> popularity = {};  // 0-100
  std::optional<std::int64_t> followers = {};
};

// Stores what was found and fills in the hit ids, so that one of them can be brought in later.
using Remember = std::function<void(db::Tx& tx, base::Time now, std::vector<Candidate>& found)>;

// Refusals: those of spotify::Client::search_artists, and
//   search.busy (wait)          more questions wait than can be answered soon
//   search.stopping (wait)      this process is about to end
//   search.failed (transient)   what was found could not be kept
using Outsiders = limits::Answer<std::shared_ptr<const std::vector<Candidate>>>;

struct OutsideOptions {
  int threads = 2;
  std::size_t queue = 32;  // questions that may wait
  std::size_t kept = 512;  // answers
  base::Duration good_for = std::chrono::minutes(10);
};

class OutsideSearch {
 public:
  // All must outlive this.
  OutsideSearch(spotify::Client& spotify, db::Database& database, const base::Clock& clock, Remember remember, OutsideOptions options = {});
  ~OutsideSearch();

  bool available() const;  // the service is connected to this site
  base::Task<Outsiders> look(std::string name);
  // Answers who waits and joins the threads: as soon as the call under way has ended, so stop the http::Client first.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace search
