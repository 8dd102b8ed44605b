-- The queue: enqueueing, claiming, settling, leases, schedules, figures. Operators' statements are in operate.sql.

-- name: enqueue
-- A new job, unless an unfinished one has its unique key.
insert into jobs (id, kind, queue, state, payload, unique_key, concurrency_key, max_attempts, run_at, created_at)
values ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9)
on conflict (unique_key) where finished_at is null and unique_key is not null do nothing;

-- name: unfinished_by_key
-- The unfinished job with a unique key.
select id from jobs where unique_key = $1 and finished_at is null;

-- name: report
-- What a running job wants operators to see.
update jobs set progress = $1, note = $2 where id = $3 and state = 'running';

-- name: look
-- For each queue that is not paused: when its first job that may be claimed is (or was) due.
select q.queue,
  (select j.run_at from jobs j
   where j.state in ('waiting', 'failed') and j.queue = q.queue and j.kind in (select value from json_each($1))
     and (j.concurrency_key is null
          or not exists (select 1 from jobs r where r.concurrency_key = j.concurrency_key and r.state = 'running'))
   order by j.run_at, j.id limit 1)
from (select 0 as queue union all select 1 union all select 2) q
where not exists (select 1 from job_pauses p where p.queue = q.queue);

-- differs because each engine reads JSON lists in its own way
-- name: look @postgres
select q.queue,
  (select j.run_at from jobs j
   where j.state in ('waiting', 'failed') and j.queue = q.queue and j.kind in (select json_array_elements_text(cast($1 as json)))
     and (j.concurrency_key is null
          or not exists (select 1 from jobs r where r.concurrency_key = j.concurrency_key and r.state = 'running'))
   order by j.run_at, j.id limit 1)
from (select 0 as queue union all select 1 union all select 2) q
where not exists (select 1 from job_pauses p where p.queue = q.queue);

-- name: claim
-- Takes due jobs of one queue, the longest waiting first and at most one of a concurrency key.
with due as materialized (
  select j.id, j.run_at, j.concurrency_key from jobs j
  where j.state in ('waiting', 'failed') and j.queue = $1 and j.run_at <= $2 and j.kind in (select value from json_each($3))
    and (j.concurrency_key is null
         or not exists (select 1 from jobs r where r.concurrency_key = j.concurrency_key and r.state = 'running'))
  order by j.run_at, j.id limit $4)
update jobs set state = 'running', worker = $5, started_at = $2, attempt = attempt + 1, note = null
where id in (
  select id from (
    select id, row_number() over (partition by coalesce(concurrency_key, cast(id as text)) order by run_at, id) as place from due) d
  where place = 1)
returning id, kind, payload, attempt, max_attempts, run_at, cancel_requested;

-- differs because several processes claim at once: each skips what another is taking. Nor does a claim wait for the disk: should the server
-- crash before it is written, the job is claimed again, as if its worker had died
-- name: claim @postgres
with due as materialized (
  select j.id, j.run_at, j.concurrency_key from jobs j
  where j.state in ('waiting', 'failed') and j.queue = $1 and j.run_at <= $2
    and j.kind in (select json_array_elements_text(cast($3 as json)))
    and (j.concurrency_key is null
         or not exists (select 1 from jobs r where r.concurrency_key = j.concurrency_key and r.state = 'running'))
    and (select set_config('synchronous_commit', 'off', true)) is not null
  order by j.run_at, j.id limit $4 for no key update skip locked)
update jobs set state = 'running', worker = $5, started_at = $2, attempt = attempt + 1, note = null
where id in (
  select id from (
    select id, row_number() over (partition by coalesce(concurrency_key, cast(id as text)) order by run_at, id) as place from due) d
  where place = 1)
returning id, kind, payload, attempt, max_attempts, run_at, cancel_requested;

-- name: finish
-- Jobs of this worker that are done, many at once.
update jobs set state = 'done', finished_at = $1, worker = null, note = null
where worker = $2 and state = 'running' and id in (select value from json_each($3));

-- differs because a list must be unrolled once, not for every row, and because "worker + 0" keeps the planner to the primary key (the index
-- of running jobs is full of those that were). As in claim the disk is not waited for: a job whose end is forgotten runs again, which its
-- handler must bear
-- name: finish @postgres
update jobs set state = 'done', finished_at = $1, worker = null, note = null
from unnest(cast(translate($3, '[]', '{}') as bigint[])) as given (id)
where jobs.id = given.id and jobs.worker + 0 = $2 and jobs.state = 'running'
  and (select set_config('synchronous_commit', 'off', true)) is not null;

-- name: put_back
-- Jobs of this worker wait again, at no cost: a snooze, or what a stopping worker had not finished.
update jobs set state = 'waiting', run_at = $1, note = $2, attempt = attempt - 1, worker = null
where id = $3 and worker = $4 and state = 'running' and cancel_requested = 0;

-- name: fail
-- A failed attempt: it waits for the next one, or is dead when it was the last.
update jobs set state = case when attempt >= max_attempts then 'dead' else 'failed' end,
  finished_at = case when attempt >= max_attempts then cast($1 as bigint) end, run_at = $2, worker = null
where id = $3 and worker = $4 and state = 'running' and cancel_requested = 0
returning state, attempt;

-- name: bury
-- A job whose handler said that retrying cannot help, or that killed its process too often.
update jobs set state = 'dead', finished_at = $1, worker = null
where id = $2 and worker = $3 and state = 'running' and cancel_requested = 0
returning attempt;

-- name: end_cancelled
-- A running job whose cancellation was asked for, once its handler has returned.
update jobs set state = 'cancelled', finished_at = $1, worker = null
where id = $2 and worker = $3 and state = 'running' and cancel_requested = 1;

-- name: record_error
-- One failed attempt.
insert into job_errors (id, job_id, attempt, at, code, message) values ($1, $2, $3, $4, $5, $6);

-- name: still_mine
-- Whether a worker still owns a job.
select losses from jobs where id = $1 and worker = $2 and state = 'running' and cancel_requested = 0;

-- differs because the row must stay owned until the transaction ends
-- name: still_mine @postgres
select losses from jobs where id = $1 and worker = $2 and state = 'running' and cancel_requested = 0 for no key update;

-- name: forgive_losses
-- A job that saves progress is not what kills its processes.
update jobs set attempt = attempt - losses, losses = 0 where id = $1 and losses > 0;

-- name: enlist
-- A new worker.
insert into job_workers (id, started_at, lease_until) values ($1, $2, $3);

-- name: renew
-- The heartbeat; changes nothing when the worker was taken for dead.
update job_workers set lease_until = $1 where id = $2;

-- name: leave
-- A worker that ends in order.
delete from job_workers where id = $1;

-- name: count_lost
-- Workers whose lease is over, and running jobs that no worker answers for.
select (select count(*) from job_workers where lease_until < $1)
  + (select count(*) from jobs j where j.state = 'running' and j.started_at <= $2
     and not exists (select 1 from job_workers w where w.id = j.worker));

-- name: forget_lost
-- Takes dead workers off the list. A heartbeat that comes first wins.
delete from job_workers where lease_until < $1;

-- name: rescue
-- Jobs whose worker is gone run again: at once, but later and later from the fourth loss in a row. Those just claimed
-- ($2) are left alone, for this statement may not yet see their worker.
update jobs set state = 'failed', worker = null, losses = losses + 1,
  run_at = $1 + case when losses < 3 then 0 when losses < 10 then 15000 * (losses - 2) else 120000 end
where state = 'running' and started_at <= $2 and not exists (select 1 from job_workers w where w.id = jobs.worker)
returning id, attempt;

-- name: held_by
-- Every job a worker has claimed.
select id, cancel_requested from jobs where worker = $1 and state = 'running';

-- name: schedule
-- A cron line's row; a changed line or zone starts anew.
insert into job_schedules (name, cron, zone, next_at) values ($1, $2, $3, $4)
on conflict (name) do update set cron = excluded.cron, zone = excluded.zone, next_at = excluded.next_at
where job_schedules.cron <> excluded.cron or job_schedules.zone <> excluded.zone;

-- name: due_schedules
-- Cron lines whose time has come.
select name, next_at from job_schedules where next_at <= $1;

-- name: fire
-- Whoever moves next_at on leads this occurrence: exactly one process enqueues it.
update job_schedules set next_at = $1, last_at = $2 where name = $3 and next_at = $4;

-- name: add_figures
-- Adds to a worker's own row of this minute.
insert into job_figures (minute, queue, worker, done, failed, dead, wait_ms, wait_max_ms, run_ms, run_max_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (minute, queue, worker) do update set
  done = job_figures.done + excluded.done, failed = job_figures.failed + excluded.failed, dead = job_figures.dead + excluded.dead,
  wait_ms = job_figures.wait_ms + excluded.wait_ms, run_ms = job_figures.run_ms + excluded.run_ms,
  wait_max_ms = case when excluded.wait_max_ms > job_figures.wait_max_ms then excluded.wait_max_ms else job_figures.wait_max_ms end,
  run_max_ms = case when excluded.run_max_ms > job_figures.run_max_ms then excluded.run_max_ms else job_figures.run_max_ms end;
