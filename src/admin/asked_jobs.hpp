// Which jobs an operator looks at: what the address, or the hidden fields of a form, say.
#pragma once
#include <optional>
#include <string>

#include "platform/http/query.hpp"
#include "platform/jobs/operate.hpp"

namespace admin {

struct AskedJobs {
  jobs::Filter filter;
  std::optional<jobs::JobId> before;  // the page of older ones
  std::optional<int> done;            // so many were just retried or cancelled

  bool filtered() const { return filter.state || filter.queue || filter.kind; }
};
AskedJobs asked_of(const http::Params& params);  // what is not known counts as not said
std::string address(const AskedJobs& asked, std::string_view fragment = {});

}  // namespace admin
