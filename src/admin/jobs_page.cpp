#include "admin/jobs_page.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace admin {

using html::Html;

namespace {

constexpr auto pace_over = std::chrono::minutes(5);
constexpr int most_shown = 50;

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

template <class T, std::size_t N>
void choice(Html& h, std::string_view label, std::string_view name, const std::array<T, N>& values, std::optional<T> now) {
  h << "<label>" << html::text(label) << " <select" << html::attr("name", name) << "><option value=\"\">any</option>";
  for (const auto value : values) {
    if (now == value) h << "<option selected>";
    else h << "<option>";
    h << html::text(jobs::name(value)) << "</option>";
  }
  h << "</select></label>";
}

Html filter_form(const AskedJobs& asked) {
  using enum jobs::State;
  using enum jobs::Queue;
  Html h;
  h << "<form class=\"fields\" action=\"/admin/jobs\">";
  choice(h, "State", "state", std::array{waiting, failed, running, dead, cancelled, jobs::State::done}, asked.filter.state);
  choice(h, "Queue", "queue", std::array{high, medium, low}, asked.filter.queue);
  h << "<label>Kind <input name=\"kind\" maxlength=\"60\"" << html::attr("value", asked.filter.kind.value_or(""))
    << "></label><button class=\"btn\">Show</button>";
  if (asked.filtered()) h << " <a href=\"/admin/jobs\">Show what runs and failed</a>";
  return h << "</form>";
}

// Where a verb leads back to.
void hidden(Html& h, const AskedJobs& asked) {
  const auto field = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) h << frame::hidden(name, value);
  };
  field("state", asked.filter.state ? jobs::name(*asked.filter.state) : "");
  field("queue", asked.filter.queue ? jobs::name(*asked.filter.queue) : "");
  field("kind", asked.filter.kind.value_or(""));
}

void job_list(Html& h, const JobList& list, const AskedJobs& asked, base::Time now) {
  h << "<h2>" << html::text(list.title) << "</h2>";
  if (list.jobs.empty()) {
    h << frame::empty(list.nothing);
    return;
  }
  h << "<form method=\"post\" action=\"/admin/jobs\">";
  hidden(h, asked);
  job_head(h, list.title, true);
  for (const auto& job : list.jobs) job_row(h, job, now, true);
  h << "</tbody></table></div><div class=\"actions\">" << button("retry", "Retry chosen", "Retry the chosen jobs of " + list.title)
    << button("cancel", "Cancel chosen", "Cancel the chosen jobs of " + list.title);
  if (asked.filtered())
    h << button("retry_all", "Retry all found", "Retry all jobs that the filter finds, at most 1,000")
      << button("cancel_all", "Cancel all found", "Cancel all jobs that the filter finds, at most 1,000");
  h << "</div></form>";
}

std::string found_title(const jobs::Filter& filter) {
  std::string title = "Jobs found";
  if (filter.state) title.append(", ").append(jobs::name(*filter.state));
  if (filter.queue) title.append(", queue ").append(jobs::name(*filter.queue));
  if (filter.kind) title.append(", ").append(*filter.kind);
  return title;
}

}  // namespace

JobsPage jobs_page(db::Tx& tx, base::Time now, const AskedJobs& asked) {
  JobsPage p{asked, jobs::queues(tx, now), jobs::throughput(tx, now, pace_over), {}, {}, jobs::audit(tx, 20)};
  if (asked.filtered()) {
    auto found = jobs::list(tx, asked.filter, asked.before, most_shown);
    p.older = found.next;
    p.lists.push_back({found_title(asked.filter), "No job is like that.", std::move(found.jobs)});
    return p;
  }
  const auto in = [&](jobs::State state) { return jobs::list(tx, {.state = state, .queue = {}, .kind = {}}, {}, most_shown).jobs; };
  p.lists = {{"Running", "Nothing runs at the moment.", in(jobs::State::running)},
             {"Failures", "No job has failed.", in(jobs::State::failed)}};
  for (auto& job : in(jobs::State::dead)) p.lists.back().jobs.push_back(std::move(job));
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
  for (const auto& list : p.lists) job_list(h, list, p.asked, now);
  if (p.older) {
    auto older = p.asked;
    older.before = p.older;
    older.done = std::nullopt;
    h << "<p><a" << html::href(address(older)) << ">Older jobs</a></p>";
  }
  return h;
}

Html audit_part(const JobsPage& p, base::Time now) {
  Html h;
  h << "<h2>What operators did</h2>";
  if (p.audit.empty()) return h << frame::empty("Nothing yet.");
  h << "<ul class=\"plain\">";
  for (const auto& line : p.audit)
    h << "<li><b>" << html::text(line.verb) << "</b> " << html::text(line.detail) << " <span class=\"dim\">" << html::text(line.who) << ", "
      << html::text(frame::ago(now - line.at)) << "</span></li>";
  return h << "</ul>";
}

frame::Page draw(const JobsPage& p, base::Time now) {
  auto page = frame::operator_page("Jobs");
  Html& h = page.main;
  auto again = p.asked;
  again.done = std::nullopt;
  const auto live = [&](std::string_view part, const Html& drawn) {
    h << "<ts-live-table" << html::attr("data-src", address(again, part)) << html::attr("data-section", part) << ">" << drawn
      << "</ts-live-table>";
  };
  h << "<div class=\"wrap hero\"><h1>Jobs</h1></div><div class=\"wrap sheet\">";
  if (p.asked.done)
    h << "<p class=\"toast\" role=\"status\">" << html::text(*p.asked.done == 1 ? "1 job" : std::to_string(*p.asked.done) + " jobs")
      << " changed; the rest could not be and is as it was.</p>";
  live("queues", queue_part(p));
  h << filter_form(p.asked);
  live("jobs", job_part(p, now));
  live("audit", audit_part(p, now));
  h << "</div>";
  return page;
}

frame::Page draw(const jobs::Details& d, base::Time now) {
  auto page = frame::operator_page("Job " + d.job.id.str());
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><p class=\"wide\"><a href=\"/admin/jobs\">Jobs</a></p><h1>" << html::text(d.job.kind)
    << "</h1></div><div class=\"wrap sheet\">";
  job_head(h, "This job", false);
  job_row(h, d.job, now, false);
  h << "</tbody></table></div><form method=\"post\" action=\"/admin/jobs\">" << frame::hidden("job", d.job.id.str())
    << "<div class=\"actions\">" << button("retry", "Retry", "Retry this job") << button("cancel", "Cancel", "Cancel this job")
    << "</div></form><h2>Payload</h2><pre>" << html::text(d.payload) << "</pre><h2>Errors</h2>";
  if (d.errors.empty()) h << frame::empty("None.");
  h << "<ul class=\"plain\">";
  for (const auto& e : d.errors)
    h << "<li><b>Attempt " << html::num(e.attempt) << "</b> <code>" << html::text(e.code) << "</code> " << html::text(e.message)
      << " <span class=\"dim\">" << html::text(frame::iso(e.at)) << "</span></li>";
  h << "</ul></div>";
  return page;
}

}  // namespace admin
