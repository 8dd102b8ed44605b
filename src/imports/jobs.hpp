// The jobs of an import: one kind, "imports.part", once for each part.
#pragma once
#include "imports/imports.hpp"
#include "platform/bus/bus.hpp"
#include "platform/jobs/jobs.hpp"

namespace spotify {
class Client;
}
namespace ticketmaster {
class Client;
}
namespace setlistfm {
class Client;
}

namespace imports {

struct Services {
  spotify::Client& spotify;
  ticketmaster::Client& ticketmaster;
  setlistfm::Client& setlistfm;
  bus::Bus& bus;
  const base::Clock& clock;
};
// The services must outlive the runner.
void handle_jobs(jobs::Runner& runner, Services services);
// Starts the parts that were left out because their service was not connected to this site, and is now. For the program's start.
void begin_left_out(db::Tx& tx, const Services& services);

jobs::NewJob part_job(ImportId import, artists::ArtistId artist, Part part);
std::string_view source_key(Part part);  // as in the tables: "spotify"
std::string off_code(Part part);         // what a part that was left out for want of a key keeps: "spotify.off"
// The parts of this kind that have that code begin.
void start_left_out(db::Tx& tx, base::Time now, Part part);

}  // namespace imports
