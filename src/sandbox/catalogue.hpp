// The invented world as a whole. Nothing is made before it is asked for; what was made is kept (all of it is about 5 MB).
// Not safe for several threads: Sandbox holds a lock.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "sandbox/cast.hpp"
#include "sandbox/codes.hpp"
#include "sandbox/nights.hpp"
#include "sandbox/setlist.hpp"

namespace sandbox {

constexpr Day announced_ahead = 330;  // how far the ticket shop looks

class Catalogue {
 public:
  Catalogue(std::uint64_t seed, Day today);

  std::uint64_t seed() const { return seed_; }
  Day today() const { return today_; }
  void set_today(Day today);

  const Codes& codes() const { return codes_; }
  const std::vector<Hall>& halls() const { return halls_; }
  const Hall& hall(const Night& night) const { return halls_[night.hall]; }

  const Discography& records(std::size_t performer);
  const std::vector<Night>& nights(std::size_t performer);  // oldest first, past and announced
  const Night* night(std::uint32_t key);
  std::vector<const Night*> entries(std::size_t performer);  // those on setlist.fm, newest first
  Setlist setlist(const Night& night);
  std::string tour(const Night& night);

  const std::string& mbid(std::size_t performer) const { return mbids_[performer]; }
  std::optional<std::size_t> performer_with_mbid(std::string_view mbid) const;

 private:
  const Discography& repertoire(std::size_t performer);  // what it plays on stage

  std::uint64_t seed_;
  Day today_;
  Codes codes_;
  std::vector<Hall> halls_;
  std::vector<std::string> mbids_;
  std::vector<std::unique_ptr<Discography>> records_;
  std::vector<std::unique_ptr<std::vector<Night>>> nights_;
};

}  // namespace sandbox
