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

jobs::NewJob part_job(ImportId import, artists::ArtistId artist, Part part);
std::string_view source_key(Part part);  // as in the tables: "spotify"

}  // namespace imports
