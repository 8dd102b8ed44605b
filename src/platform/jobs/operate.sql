-- What operators see of the queue and do to it.

-- name: list
-- One page of jobs, newest first.
select j.id, j.kind, j.queue, j.state, j.attempt, j.max_attempts, j.run_at, j.created_at, j.started_at, j.finished_at, j.unique_key,
  j.concurrency_key, j.progress, j.note, j.cancel_requested,
  (select e.code from job_errors e where e.job_id = j.id order by e.id desc limit 1),
  (select e.message from job_errors e where e.job_id = j.id order by e.id desc limit 1)
from jobs j
where (cast($1 as text) is null or j.state = $1) and (cast($2 as bigint) is null or j.queue = $2)
  and (cast($3 as text) is null or j.kind = $3) and j.id < $4
order by j.id desc limit $5;

-- name: list_ended
-- The same for dead and cancelled jobs, which have an index.
select j.id, j.kind, j.queue, j.state, j.attempt, j.max_attempts, j.run_at, j.created_at, j.started_at, j.finished_at, j.unique_key,
  j.concurrency_key, j.progress, j.note, j.cancel_requested,
  (select e.code from job_errors e where e.job_id = j.id order by e.id desc limit 1),
  (select e.message from job_errors e where e.job_id = j.id order by e.id desc limit 1)
from jobs j
where j.state in ('dead', 'cancelled') and j.state = $1 and (cast($2 as bigint) is null or j.queue = $2)
  and (cast($3 as text) is null or j.kind = $3) and j.id < $4
order by j.id desc limit $5;

-- name: find
-- One job.
select j.id, j.kind, j.queue, j.state, j.attempt, j.max_attempts, j.run_at, j.created_at, j.started_at, j.finished_at, j.unique_key,
  j.concurrency_key, j.progress, j.note, j.cancel_requested,
  (select e.code from job_errors e where e.job_id = j.id order by e.id desc limit 1),
  (select e.message from job_errors e where e.job_id = j.id order by e.id desc limit 1), j.payload
from jobs j where j.id = $1;

-- name: errors
-- Failed attempts of a job, oldest first.
select attempt, at, code, message from job_errors where job_id = $1 order by id;

-- name: counts
-- Jobs that are not done, per queue and state, and when the first of them was due.
select queue, state, count(*), min(run_at) from jobs where state in ('waiting', 'failed') group by queue, state
union all select queue, state, count(*), min(run_at) from jobs where state = 'running' group by queue, state
union all select queue, state, count(*), min(run_at) from jobs where state in ('dead', 'cancelled') group by queue, state;

-- name: pauses
-- Paused queues and by whom.
select queue, paused_by from job_pauses;

-- name: throughput
-- Figures per queue from a minute on.
select queue, sum(done), sum(failed), sum(dead), sum(wait_ms), max(wait_max_ms), sum(run_ms), max(run_max_ms)
from job_figures where minute >= $1 group by queue;

-- differs because PostgreSQL makes the sum of bigints numeric
-- name: throughput @postgres
select queue, cast(sum(done) as bigint), cast(sum(failed) as bigint), cast(sum(dead) as bigint), cast(sum(wait_ms) as bigint),
  max(wait_max_ms), cast(sum(run_ms) as bigint), max(run_max_ms)
from job_figures where minute >= $1 group by queue;

-- name: hold
-- A job that is about to be changed.
select kind, state, payload, unique_key from jobs where id = $1;

-- differs because runners claim at the same time
-- name: hold @postgres
select kind, state, payload, unique_key from jobs where id = $1 for no key update;

-- name: has_twin
-- Whether another unfinished job has this unique key.
select count(*) from jobs where unique_key = $1 and finished_at is null and id <> $2;

-- name: retry
-- From the beginning, now.
update jobs set state = 'waiting', run_at = $1, finished_at = null, attempt = 0, losses = 0, cancel_requested = 0, note = null where id = $2;

-- name: cancel
-- Ends a job that does not run.
update jobs set state = 'cancelled', finished_at = $1, cancel_requested = 1 where id = $2;

-- name: ask_to_stop
-- A running job ends when its handler looks up.
update jobs set cancel_requested = 1 where id = $1;

-- name: pause
-- No jobs of this queue are started from now on.
insert into job_pauses (queue, paused_at, paused_by) values ($1, $2, $3) on conflict (queue) do nothing;

-- name: resume
-- The queue goes on.
delete from job_pauses where queue = $1;

-- name: record
-- One audit line.
insert into job_audit (id, at, who, verb, detail) values ($1, $2, $3, $4, $5);

-- name: audit
-- The newest audit lines.
select at, who, verb, detail from job_audit order by id desc limit $1;

-- name: prune_done
-- Done jobs from before a time, some at once.
delete from jobs where id in (select id from jobs where state = 'done' and finished_at < $1 order by id limit $2);

-- name: prune_cancelled
-- Cancelled jobs from before a time.
delete from jobs where id in (
  select id from jobs where state in ('dead', 'cancelled') and state = 'cancelled' and finished_at < $1 order by id limit $2);

-- name: prune_figures
-- Figures from before a minute.
delete from job_figures where minute < $1;
