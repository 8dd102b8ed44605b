// Songs as the program knows them: what a record calls one is looked up as its pages do, and counted as its statistics count it.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "artists/songs.hpp"

namespace bench {

class Songs {
 public:
  void put(std::string id, artists::ArtistId artist, std::string title);
  // Whether two are counted as one song. A medley is counted as each of its parts. Nothing where one of the two is not here.
  std::optional<bool> one(db::Tx& tx, const std::string& a, const std::string& b);

 private:
  struct Written {
    artists::ArtistId artist;
    std::string title;
  };
  std::vector<artists::SongId> counted(db::Tx& tx, const std::string& id);  // none: not here

  std::map<std::string, Written> written_;
  std::map<artists::ArtistId, artists::CountedAs> counted_;
};

}  // namespace bench
