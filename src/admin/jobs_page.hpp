// The queue: depth, age and pace of each queue, what failed and why, with its verbs as plain forms.
#pragma once
#include <array>
#include <vector>

#include "frame/frame.hpp"
#include "platform/jobs/operate.hpp"

namespace admin {

struct JobsPage {
  std::array<jobs::QueueStatus, 3> queues;
  std::array<jobs::Throughput, 3> pace;  // over the last five minutes
  std::vector<jobs::Summary> troubled;   // failed, then dead
  std::vector<jobs::Summary> running;
  std::vector<jobs::AuditLine> audit;
};
JobsPage jobs_page(db::Tx& tx, base::Time now);
frame::Page draw(const JobsPage& page, base::Time now);
html::Html queue_part(const JobsPage& page);                // ?fragment=queues
html::Html job_part(const JobsPage& page, base::Time now);  // ?fragment=jobs

frame::Page draw(const jobs::Details& job, base::Time now);

}  // namespace admin
