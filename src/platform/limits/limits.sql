-- Budgets and circuit breakers, one service at a time under the lock of its row.

-- name: add_service
-- A service that was never called.
insert into limit_services (service, touched_at) values ($1, $2) on conflict (service) do nothing;

-- name: service
-- How a service stands.
select touched_at, failures, open_until, trial_until, closed_until, closed_reason from limit_services where service = $1;

-- name: hold_service
-- The same, for somebody who will change it.
select touched_at, failures, open_until, trial_until, closed_until, closed_reason from limit_services where service = $1;

-- differs because other processes reserve at the same moment
-- name: hold_service @postgres
select touched_at, failures, open_until, trial_until, closed_until, closed_reason from limit_services where service = $1 for update;

-- name: save_service
-- After a change.
update limit_services set touched_at = $1, failures = $2, open_until = $3, trial_until = $4, closed_until = $5, closed_reason = $6
where service = $7;

-- name: budgets
-- What is spent of each rate and quota.
select kind, per_ms, spent, window_start from limit_budgets where service = $1;

-- name: save_budget
-- After a permit was spent.
insert into limit_budgets (service, kind, per_ms, spent, window_start) values ($1, $2, $3, $4, $5)
on conflict (service, kind, per_ms) do update set spent = excluded.spent, window_start = excluded.window_start;
