#include "sandbox/catalogue.hpp"

#include <algorithm>

namespace sandbox {

Catalogue::Catalogue(std::uint64_t seed, Day today)
    : seed_(seed), today_(today), codes_(seed), halls_(make_halls(seed)), records_(cast().size()), nights_(cast().size()) {
  for (std::size_t p = 0; p < cast().size(); ++p) mbids_.push_back(codes_.mbid(p));
}

void Catalogue::set_today(Day today) {
  if (today == today_) return;
  today_ = today;
  for (auto& nights : nights_) nights.reset();
  for (auto& records : records_) records.reset();
}

const Discography& Catalogue::records(std::size_t performer) {
  auto& made = records_[performer];
  if (!made) made = std::make_unique<Discography>(make_discography(seed_, performer, today_ + announced_ahead));
  return *made;
}

const Discography& Catalogue::repertoire(std::size_t performer) {
  return records(cast()[performer].on_spotify() ? performer : performer_named("Velvet Arcade"));
}

const std::vector<Night>& Catalogue::nights(std::size_t performer) {
  auto& made = nights_[performer];
  if (made) return *made;
  made = std::make_unique<std::vector<Night>>(make_nights(seed_, performer, today_ + announced_ahead));
  if (!cast()[performer].has(everywhere)) return *made;
  const auto more = nights_everywhere(performer, today_);
  made->insert(made->end(), more.begin(), more.end());
  std::ranges::sort(*made, {}, [](const Night& n) { return std::pair(n.day, n.ordinal); });
  return *made;
}

const Night* Catalogue::night(std::uint32_t key) {
  const auto performer = performer_of(key);
  if (performer >= cast().size()) return nullptr;
  const auto found = std::ranges::find(nights(performer), key, &Night::key);
  return found == nights(performer).end() ? nullptr : &*found;
}

std::vector<const Night*> Catalogue::entries(std::size_t performer) {
  std::vector<const Night*> found;
  const auto& who = cast()[performer];
  if (!who.on_setlistfm() || who.has(no_setlists)) return found;
  const auto& all = nights(performer);
  for (auto night = all.rbegin(); night != all.rend(); ++night)
    if (has_entry(seed_, *night, today_)) found.push_back(&*night);
  return found;
}

Setlist Catalogue::setlist(const Night& night) { return compose(seed_, night, hall(night).kind, repertoire(night.performer), today_); }

std::string Catalogue::tour(const Night& night) { return tour_name(seed_, night, repertoire(night.performer)); }

std::optional<std::size_t> Catalogue::performer_with_mbid(std::string_view mbid) const {
  const auto found = std::ranges::find(mbids_, mbid);
  if (found == mbids_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - mbids_.begin());
}

}  // namespace sandbox
