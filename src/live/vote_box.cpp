#include "live/vote_box.hpp"

#include "setlists/documents.hpp"

namespace live {

using setlists::documents::song_key;

void VoteBox::take(const votes::Counted& counted) {
  if (counted.tallies.empty()) return;
  ++seq_;
  for (const auto& tally : counted.tallies) {
    const auto [at, fresh] = tallies_.try_emplace(tally.number);
    auto& kept = at->second;
    if (!fresh && counted.n < kept.n) continue;
    kept.tally = tally;
    kept.n = counted.n;
    kept.changed = seq_;
    if (!fresh) continue;
    kept.announced = seq_;
    numbers_.emplace(tally.subject.item, tally.number);
  }
}

void VoteBox::load(const votes::Counted& all) {
  take(all);
  n_ = all.n;
}

bool VoteBox::merge(const votes::Counted& changed, bool read) {
  take(changed);
  if (changed.n <= n_) return true;
  if (!read && changed.n != n_ + 1) return false;
  n_ = changed.n;
  return true;
}

void VoteBox::know(const ot::Document& document) {
  for (const auto& item : document.items) {
    auto song = song_key(item);
    auto& known = songs_[item.id];
    if (known == song) continue;
    const bool replaced = !known.empty();
    known = std::move(song);
    if (!replaced) continue;
    ++seq_;
    for (auto [at, end] = numbers_.equal_range(item.id); at != end; ++at) {
      auto& kept = tallies_.at(at->second);
      kept.changed = kept.announced = seq_;
    }
  }
}

bool VoteBox::shows(const Kept& kept) const {
  const auto song = songs_.find(kept.tally.subject.item);
  return song == songs_.end() || song->second == kept.tally.subject.song;
}

Counts VoteBox::counts(const std::string& item, votes::Meaning meaning) const {
  for (auto [at, end] = numbers_.equal_range(item); at != end; ++at) {
    const auto& kept = tallies_.at(at->second);
    if (kept.tally.subject.meaning == meaning && shows(kept)) return {kept.tally.up, kept.tally.down};
  }
  return {};
}

std::string VoteBox::since(Seq since) const {
  std::string counts, items;
  for (const auto& [number, kept] : tallies_) {
    if (kept.changed <= since || !shows(kept)) continue;
    const auto key = (counts.empty() ? "\"" : ",\"") + std::to_string(number) + "\":[";
    counts += key + std::to_string(kept.tally.up) + "," + std::to_string(kept.tally.down) + "]";
    if (kept.announced <= since && since != 0) continue;
    items += (items.empty() ? "\"" : ",\"") + std::to_string(number) + "\":[\"" + kept.tally.subject.item + "\",\"";
    items.append(votes::to_string(kept.tally.subject.meaning)).append("\"]");
  }
  std::string out = "\"n\":" + std::to_string(n_) + ",\"c\":{" + counts + "}";
  if (!items.empty()) out += ",\"items\":{" + items + "}";
  return out;
}

}  // namespace live
