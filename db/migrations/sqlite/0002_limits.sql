-- Budgets and circuit breakers of outside services: platform/limits.
create table limit_services (
  service text not null primary key,
  touched_at integer not null,            -- latest write; time never runs backwards from here
  failures integer not null default 0,    -- in a row
  open_until integer,                     -- circuit breaker
  trial_until integer,                    -- a trial call is under way
  closed_until integer,                   -- Retry-After and the like
  closed_reason text not null default ''
) strict;

create table limit_budgets (
  service text not null references limit_services (service) on delete cascade,
  kind text not null,                     -- rate, quota
  per_ms integer not null,                -- length of the window
  spent integer not null,                 -- rate: theoretical arrival time in microseconds; quota: permits used
  window_start integer not null,          -- quota only, else 0
  primary key (service, kind, per_ms)
) strict;
