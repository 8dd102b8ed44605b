// The sandbox's artists, imported as the program does it, and what the sandbox itself knows to be one thing.
#pragma once
#include <memory>

#include "labels.hpp"

namespace bench {

class World {
 public:
  World();
  ~World();
  std::optional<bool> one_venue(const std::string& a, const std::string& b);
  std::optional<bool> one_show(const std::string& a, const std::string& b);
  std::optional<bool> one_song(const std::string& a, const std::string& b);
  std::optional<bool> one_artist(const std::string& a, const std::string& b);  // a: the Spotify id

  // Labels from the sandbox's own knowledge, of records that an import meets.
  std::vector<Label> venue_truth();
  std::vector<Label> show_truth();
  std::vector<Label> song_truth();
  std::vector<Label> artist_truth();

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace bench
