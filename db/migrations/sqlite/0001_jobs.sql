-- Durable jobs: platform/jobs.
create table jobs (
  id integer primary key,
  kind text not null,
  queue integer not null,               -- 0 high, 1 medium, 2 low
  state text not null,                  -- waiting, failed (waits for its next attempt), running, done, dead, cancelled
  payload text not null,                -- JSON
  unique_key text,
  concurrency_key text,
  attempt integer not null default 0,   -- attempts begun
  max_attempts integer not null,
  losses integer not null default 0,    -- of these, ended by the death of their process since the last saved progress
  run_at integer not null,              -- due from then on
  created_at integer not null,
  started_at integer,                   -- the latest claim
  finished_at integer,                  -- done, dead, cancelled
  worker integer,                       -- who runs it: job_workers.id
  cancel_requested integer not null default 0,
  progress integer,                     -- percent
  note text                             -- why it waits, or what it is doing
) strict;
create index jobs_due on jobs (queue, run_at, id) where state in ('waiting', 'failed');
create unique index jobs_unique_key on jobs (unique_key) where finished_at is null and unique_key is not null;
create unique index jobs_concurrency_key on jobs (concurrency_key) where state = 'running' and concurrency_key is not null;
create index jobs_running on jobs (worker) where state = 'running';
create index jobs_ended on jobs (state, id) where state in ('dead', 'cancelled');

create table job_errors (
  id integer primary key,
  job_id integer not null references jobs (id) on delete cascade,
  attempt integer not null,
  at integer not null,
  code text not null,
  message text not null
) strict;
create index job_errors_job on job_errors (job_id, id);

-- One row for each living runner; its running jobs are rescued when the lease is over.
create table job_workers (
  id integer primary key,
  started_at integer not null,
  lease_until integer not null
) strict;

-- A paused queue has a row.
create table job_pauses (
  queue integer primary key,
  paused_at integer not null,
  paused_by text not null
) strict;

create table job_schedules (
  name text not null primary key,
  cron text not null,
  zone text not null,
  next_at integer not null,
  last_at integer
) strict;

-- Figures by the minute, one row for each worker so that workers never wait for each other.
create table job_figures (
  minute integer not null,
  queue integer not null,
  worker integer not null,
  done integer not null,
  failed integer not null,
  dead integer not null,
  wait_ms integer not null,
  wait_max_ms integer not null,
  run_ms integer not null,
  run_max_ms integer not null,
  primary key (minute, queue, worker)
) strict;

create table job_audit (
  id integer primary key,
  at integer not null,
  who text not null,
  verb text not null,
  detail text not null
) strict;
