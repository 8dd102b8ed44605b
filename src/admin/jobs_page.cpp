#include "admin/jobs_page.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

constexpr auto pace_over = std::chrono::minutes(5);

std::string seconds(base::Duration d) {
  const auto ms = d.count();
  if (ms < 1000) return std::to_string(ms) + " ms";
  return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " s";
}

Html button(std::string_view verb, std::string_view label, std::string_view said) {
  Html h;
  h << "<button class=\"btn\" name=\"verb\"" << html::attr("value", verb) << html::attr("aria-label", said) << ">" << html::text(label)
    << "</button>";
  return h;
}

void job_row(Html& h, const jobs::Summary& job, base::Time now, bool tick) {
  h << "<tr" << html::attr("data-key", job.id.str()) << ">";
  if (tick)
    h << "<td><input type=\"checkbox\" name=\"job\"" << html::attr("value", job.id.str())
      << html::attr("aria-label", "Choose job " + job.id.str()) << "></td>";
  h << "<td><a" << html::href("/admin/jobs/" + job.id.str()) << ">" << html::text(job.kind) << "</a></td><td>"
    << html::text(jobs::name(job.state)) << "</td><td class=\"n\">" << html::num(job.attempt) << " of " << html::num(job.max_attempts)
    << "</td><td>" << html::text(job.run_at > now ? frame::in_words(job.run_at - now) : frame::ago(now - job.run_at)) << "</td><td>"
    << html::text(job.last_error.empty() ? job.note : job.last_error) << "</td></tr>";
}

void job_head(Html& h, std::string_view label, bool tick) {
  h << "<div class=\"scroll\" role=\"region\" tabindex=\"0\"" << html::attr("aria-label", label) << "><table class=\"table\"><thead><tr>";
  if (tick) h << "<th><span class=\"sr\">Choose</span></th>";
  h << "<th>Job</th><th>State</th><th class=\"n\">Attempt</th><th>Next run</th><th>What it says</th></tr></thead><tbody>";
}

}  // namespace

JobsPage jobs_page(db::Tx& tx, base::Time now) {
  JobsPage p{jobs::queues(tx, now), jobs::throughput(tx, now, pace_over), {}, {}, jobs::audit(tx, 20)};
  for (const auto state : {jobs::State::failed, jobs::State::dead})
    for (auto& job : jobs::list(tx, {.state = state, .queue = {}, .kind = {}}, {}, 50).jobs) p.troubled.push_back(std::move(job));
  p.running = jobs::list(tx, {.state = jobs::State::running, .queue = {}, .kind = {}}, {}, 50).jobs;
  return p;
}

Html queue_part(const JobsPage& p) {
  std::int64_t waiting = 0, running = 0, failed = 0;
  base::Duration oldest{0};
  for (const auto& q : p.queues) {
    waiting += q.waiting;
    running += q.running;
    failed += q.failed + q.dead;
    oldest = std::max(oldest, q.oldest_wait);
  }
  Html h;
  h << "<dl class=\"numbers\">";
  h << frame::figure("waiting", html::thousands(waiting));
  h << frame::figure("running", html::thousands(running));
  h << frame::figure("failed", html::thousands(failed));
  h << frame::figure("oldest", seconds(oldest));
  h << "</dl><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Queues\"><table "
       "class=\"table\"><thead><tr><th>Queue</th><th class=\"n\">Waiting</th><th class=\"n\">"
       "Running</th><th class=\"n\">Done in 5 min</th><th class=\"n\">Mean wait</th><th class=\"n\">Mean run</th><th><span "
       "class=\"sr\">Pause or resume</span></th></tr></thead><tbody>";
  for (std::size_t i = 0; i < p.queues.size(); ++i) {
    const auto& q = p.queues[i];
    const auto& t = p.pace[i];
    const std::string name(jobs::name(q.queue));
    h << "<tr" << html::attr("data-key", name) << "><td>" << html::text(name)
      << html::text(q.paused ? " (paused by " + q.paused_by + ")" : "") << "</td><td class=\"n\">" << html::num(q.waiting)
      << "</td><td class=\"n\">" << html::num(q.running) << "</td><td class=\"n\">" << html::num(t.done) << "</td><td class=\"n\">"
      << html::text(seconds(t.mean_wait)) << "</td><td class=\"n\">" << html::text(seconds(t.mean_run)) << "</td><td><form method=\"post\""
      << html::action("/admin/queues/" + name) << ">"
      << (q.paused ? button("resume", "Resume", "Resume queue " + name) : button("pause", "Pause", "Pause queue " + name))
      << "</form></td></tr>";
  }
  return h << "</tbody></table></div>";
}

Html job_part(const JobsPage& p, base::Time now) {
  Html h;
  h << "<h2>Running</h2>";
  if (p.running.empty()) h << frame::empty("Nothing runs at the moment.");
  else {
    job_head(h, "Running jobs", false);
    for (const auto& job : p.running) job_row(h, job, now, false);
    h << "</tbody></table></div>";
  }
  h << "<h2>Failures</h2>";
  if (p.troubled.empty()) return h << frame::empty("No job has failed.");
  h << "<form method=\"post\" action=\"/admin/jobs\">";
  job_head(h, "Failed jobs", true);
  for (const auto& job : p.troubled) job_row(h, job, now, true);
  return h << "</tbody></table></div><div class=\"actions\">" << button("retry", "Retry chosen", "Retry the chosen jobs")
           << button("discard", "Discard chosen", "Discard the chosen jobs") << "</div></form>";
}

frame::Page draw(const JobsPage& p, base::Time now) {
  auto page = frame::operator_page("Jobs");
  page.main << "<div class=\"wrap hero\"><h1>Jobs</h1></div><div class=\"wrap sheet\"><ts-live-table "
               "data-src=\"/admin/jobs?fragment=queues\" data-section=\"queues\">"
            << queue_part(p) << "</ts-live-table><ts-live-table data-src=\"/admin/jobs?fragment=jobs\" data-section=\"jobs\">"
            << job_part(p, now) << "</ts-live-table>";
  if (!p.audit.empty()) {
    page.main << "<h2>What operators did</h2><ul class=\"plain\">";
    for (const auto& line : p.audit)
      page.main << "<li><b>" << html::text(line.verb) << "</b> " << html::text(line.detail) << " <span class=\"dim\">"
                << html::text(line.who) << ", " << html::text(frame::ago(now - line.at)) << "</span></li>";
    page.main << "</ul>";
  }
  page.main << "</div>";
  return page;
}

frame::Page draw(const jobs::Details& d, base::Time now) {
  auto page = frame::operator_page("Job " + d.job.id.str());
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><p class=\"wide\"><a href=\"/admin/jobs\">Jobs</a></p><h1>" << html::text(d.job.kind)
    << "</h1></div><div class=\"wrap sheet\">";
  job_head(h, "This job", false);
  job_row(h, d.job, now, false);
  h << "</tbody></table></div><form method=\"post\" action=\"/admin/jobs\"><input type=\"hidden\" name=\"job\""
    << html::attr("value", d.job.id.str()) << "><div class=\"actions\">" << button("retry", "Retry", "Retry this job")
    << button("discard", "Discard", "Discard this job") << "</div></form><h2>Payload</h2><pre>" << html::text(d.payload)
    << "</pre><h2>Errors</h2>";
  if (d.errors.empty()) h << frame::empty("None.");
  h << "<ul class=\"plain\">";
  for (const auto& e : d.errors)
    h << "<li><b>Attempt " << html::num(e.attempt) << "</b> <code>" << html::text(e.code) << "</code> " << html::text(e.message)
      << " <span class=\"dim\">" << html::text(frame::iso(e.at)) << "</span></li>";
  h << "</ul></div>";
  return page;
}

}  // namespace admin
