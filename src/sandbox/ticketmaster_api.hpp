// The Ticketmaster Discovery API v2 (providers/README.md, 3).
#pragma once
#include "sandbox/call.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/ticketmaster_json.hpp"

namespace sandbox {

class TicketmasterApi {
 public:
  TicketmasterApi(Catalogue& catalogue, const Limits& limits) : catalogue_(catalogue), limits_(limits) {}
  http::Response answer(const Call& call);

  http::Response spike() const;
  http::Response quota_violation(base::Time now);
  static http::Response fault(int status, std::string_view text, std::string_view code);

 private:
  http::Response route(const Call& call);
  http::Response events(const Call& call);
  http::Response attractions(const Call& call);
  http::Response venues(const Call& call);
  http::Response one(const Call& call, std::string_view kind, std::string_view id);
  const std::vector<Listing>& listings();
  TicketmasterJson writer(const Call& call) { return {catalogue_, listings(), call.site}; }
  void add_limit_headers(http::Response& response, base::Time now);
  // The envelope of a list; `write` makes the n-th item.
  template <class Write>
  http::Response page(const Call& call, std::string_view kind, std::size_t total, Write write);

  Catalogue& catalogue_;
  const Limits& limits_;
  std::vector<Listing> listings_;
  Day listed_on_ = -1;
  RollingWindow window_;
  DailyCount today_;
};

http::Response ticketmaster_error(int status, std::string_view code, const std::string& detail);

// The filters of /events.json; nothing when one of them cannot be read, with the refusal in `refused`.
std::optional<std::vector<const Listing*>> filtered(const Call& call, const Catalogue& catalogue, const std::vector<Listing>& listings,
                                                    http::Response& refused);

}  // namespace sandbox
