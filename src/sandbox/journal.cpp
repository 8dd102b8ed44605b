#include "sandbox/journal.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "platform/base/dates.hpp"

namespace sandbox {

namespace {

constexpr std::string_view words[] = {
    "search",         "artists",        "albums",          "tracks",   "me",    "top",       "top-tracks", "related-artists",
    "audio-features", "audio-analysis", "recommendations", "api",      "token", "authorize", "events",     "attractions",
    "venues",         "artist",         "setlist",         "setlists", "venue", "version"};

std::string endpoint(const std::vector<std::string_view>& parts) {
  if (parts.size() > 4) return "/…";
  std::string name;
  for (auto part : parts) {
    if (part.ends_with(".json")) part.remove_suffix(5);
    name += '/';
    name += std::ranges::find(words, part) == std::end(words) ? "{id}" : part;
  }
  return name;
}

}  // namespace

void Journal::add(base::Time at, std::string_view service, std::string_view method, std::string path,
                  const std::vector<std::string_view>& parts, int status) {
  ++counts_[std::string(service) + " " + endpoint(parts)];
  recent_.push_back({at, std::string(service), std::string(method), std::move(path), status});
  if (recent_.size() > kept) recent_.pop_front();
}

boost::json::object Journal::to_json() const {
  boost::json::object by_endpoint;
  int total = 0;
  for (const auto& [name, count] : counts_) by_endpoint[name] = count, total += count;
  boost::json::array recent;
  for (const auto& e : recent_)
    recent.push_back(
        {{"at", base::write_instant(e.at)}, {"service", e.service}, {"method", e.method}, {"path", e.path}, {"status", e.status}});
  return {{"total", total}, {"by_endpoint", std::move(by_endpoint)}, {"recent", std::move(recent)}};
}

}  // namespace sandbox
