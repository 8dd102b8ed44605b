-- Durable jobs: platform/jobs.
create table jobs (
  id bigint primary key,
  kind text not null,
  queue bigint not null,                -- 0 high, 1 medium, 2 low
  state text not null,                  -- waiting, failed (waits for its next attempt), running, done, dead, cancelled
  payload text not null,                -- JSON
  unique_key text,
  concurrency_key text,
  attempt bigint not null default 0,    -- attempts begun
  max_attempts bigint not null,
  losses bigint not null default 0,     -- of these, ended by the death of their process since the last saved progress
  run_at bigint not null,               -- due from then on
  created_at bigint not null,
  started_at bigint,                    -- the latest claim
  finished_at bigint,                   -- done, dead, cancelled
  worker bigint,                        -- who runs it: job_workers.id
  cancel_requested bigint not null default 0,
  progress bigint,                      -- percent
  note text                             -- why it waits, or what it is doing
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index jobs_due on jobs (queue, run_at, id) where state in ('waiting', 'failed');
create unique index jobs_unique_key on jobs (unique_key) where finished_at is null and unique_key is not null;
create unique index jobs_concurrency_key on jobs (concurrency_key) where state = 'running' and concurrency_key is not null;
create index jobs_running on jobs (worker) where state = 'running';
create index jobs_ended on jobs (state, id) where state in ('dead', 'cancelled');

create table job_errors (
  id bigint primary key,
  job_id bigint not null references jobs (id) on delete cascade,
  attempt bigint not null,
  at bigint not null,
  code text not null,
  message text not null
);
create index job_errors_job on job_errors (job_id, id);

-- One row for each living runner; its running jobs are rescued when the lease is over.
create table job_workers (
  id bigint primary key,
  started_at bigint not null,
  lease_until bigint not null
);

-- A paused queue has a row.
create table job_pauses (
  queue bigint primary key,
  paused_at bigint not null,
  paused_by text not null
);

create table job_schedules (
  name text not null primary key,
  cron text not null,
  zone text not null,
  next_at bigint not null,
  last_at bigint
);

-- Figures by the minute, one row for each worker so that workers never wait for each other.
create table job_figures (
  minute bigint not null,
  queue bigint not null,
  worker bigint not null,
  done bigint not null,
  failed bigint not null,
  dead bigint not null,
  wait_ms bigint not null,
  wait_max_ms bigint not null,
  run_ms bigint not null,
  run_max_ms bigint not null,
  primary key (minute, queue, worker)
);

create table job_audit (
  id bigint primary key,
  at bigint not null,
  who text not null,
  verb text not null,
  detail text not null
);
