#include "admin/asked_jobs.hpp"

#include <charconv>

#include "platform/base/text.hpp"
#include "platform/html/html.hpp"

namespace admin {

AskedJobs asked_of(const http::Params& params) {
  AskedJobs asked;
  asked.filter.state = jobs::state_named(params.get("state"));
  asked.filter.queue = jobs::queue_named(params.get("queue"));
  if (const auto kind = base::clean(params.get("kind"), 60); !kind.empty()) asked.filter.kind = kind;
  asked.before = jobs::JobId::parse(params.get("before"));
  const auto done = params.get("done");
  int count = 0;
  const auto [end, error] = std::from_chars(done.data(), done.data() + done.size(), count);
  if (error == std::errc{} && end == done.data() + done.size() && count >= 0) asked.done = count;
  return asked;
}

std::string address(const AskedJobs& asked, std::string_view fragment) {
  std::string query;
  const auto add = [&](std::string_view key, std::string_view value) {
    query.append(query.empty() ? "?" : "&").append(key).append("=").append(html::encode_component(value));
  };
  if (asked.filter.state) add("state", jobs::name(*asked.filter.state));
  if (asked.filter.queue) add("queue", jobs::name(*asked.filter.queue));
  if (asked.filter.kind) add("kind", *asked.filter.kind);
  if (asked.before) add("before", asked.before->str());
  if (asked.done) add("done", std::to_string(*asked.done));
  if (!fragment.empty()) add("fragment", fragment);
  return "/admin/jobs" + query;
}

}  // namespace admin
