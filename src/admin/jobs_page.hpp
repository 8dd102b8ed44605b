// The queue: depth, age and pace of each queue, its jobs by state, queue and kind, and what operators did; with its verbs as plain forms.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "admin/asked_jobs.hpp"
#include "frame/frame.hpp"
#include "platform/jobs/operate.hpp"

namespace admin {

struct JobList {
  std::string title;
  std::string nothing;  // said when there are none
  std::vector<jobs::Summary> jobs;
};

struct JobsPage {
  AskedJobs asked;
  std::array<jobs::QueueStatus, 3> queues;
  std::array<jobs::Throughput, 3> pace;  // over the last five minutes
  std::vector<JobList> lists;            // without a filter: what runs and what failed
  std::optional<jobs::JobId> older;      // where the next page of a filter's list begins
  std::vector<jobs::AuditLine> audit;
};
JobsPage jobs_page(db::Tx& tx, base::Time now, const AskedJobs& asked);
frame::Page draw(const JobsPage& page, base::Time now);
html::Html queue_part(const JobsPage& page);                  // ?fragment=queues
html::Html job_part(const JobsPage& page, base::Time now);    // ?fragment=jobs
html::Html audit_part(const JobsPage& page, base::Time now);  // ?fragment=audit

frame::Page draw(const jobs::Details& job, base::Time now);

}  // namespace admin
