// The setlist.fm API 1.0 (providers/README.md, 4).
#pragma once
#include "sandbox/call.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/setlistfm_json.hpp"

namespace sandbox {

class SetlistfmApi {
 public:
  SetlistfmApi(Catalogue& catalogue, const Limits& limits) : catalogue_(catalogue), limits_(limits) {}
  http::Response answer(const Call& call);

  static http::Response forbidden();
  static http::Response throttled();
  static http::Response quota_spent();

 private:
  http::Response route(const Call& call);
  http::Response setlists(const Call& call, const std::vector<const Night*>& found);
  http::Response search_setlists(const Call& call);
  http::Response search_artists(const Call& call);
  http::Response search_venues(const Call& call);
  http::Response setlist_by_version(const Call& call, std::string_view version);
  http::Response artist(const Call& call, std::string_view mbid);
  const Night* entry(std::optional<std::uint32_t> key);
  std::vector<const Night*> all_entries();  // of everybody, newest first
  SetlistfmJson writer(const Call& call) const { return {catalogue_, call.site}; }
  http::Response send(const Call& call, std::string_view root, json::object body, int status = 200) const;
  http::Response not_found(const Call& call) const;
  template <class T, class Write>
  http::Response page(const Call& call, std::string_view type, std::string_view list, std::size_t size, const std::vector<T>& found,
                      Write write);

  Catalogue& catalogue_;
  const Limits& limits_;
  RollingWindow window_;
  DailyCount today_;
};

}  // namespace sandbox
