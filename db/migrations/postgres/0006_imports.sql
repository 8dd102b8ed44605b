-- Imports: their parts, events, log, and what a search outside found (IMP-1..6, IMP-8, IMP-11).

create table artist_candidates (   -- artists seen at Spotify that may be brought in: the ids of search hits
  id bigint primary key,
  spotify_id text not null unique,
  name text not null,
  genres text not null,            -- JSON [text]
  image_url text,
  popularity bigint,
  seen_at bigint not null
);

create table imports (             -- one per artist, for ever: a retry goes on with the same row
  id bigint primary key,
  artist_id bigint not null unique references artists (id),
  status text not null,            -- importing, completed, failed
  progress bigint not null,        -- 0-100, never goes backwards
  phase text not null,             -- starting, profile, shows, albums, setlists, done
  sequence bigint not null,        -- number of the last event
  runs bigint not null,            -- how often it was started or retried
  started_at bigint not null,
  first_shown_at bigint,           -- phase 2 complete
  finished_at bigint
);
create index imports_status on imports (status, started_at);

create table import_parts (        -- each source on its own, so that one that is down delays only itself
  import_id bigint not null references imports (id),
  part text not null,              -- profile, shows, albums, setlists
  source text not null,            -- spotify, ticketmaster, setlistfm
  status text not null,            -- waiting, running, paused, done, failed, absent
  cursor text not null,            -- JSON: where to go on; saved with the data it leads to
  done bigint not null,
  total bigint,                    -- null while unknown
  imported bigint not null,        -- albums, shows or setlists now here
  resume_at bigint,                -- paused until
  error_code text,
  error_message text,
  updated_at bigint not null,
  primary key (import_id, part)
);

create table import_events (       -- for resuming a stream by Last-Event-ID
  import_id bigint not null references imports (id),
  sequence bigint not null,
  data text not null,              -- JSON as sent
  at bigint not null,
  primary key (import_id, sequence)
);

create table import_log (          -- open on every artist page: what was found, merged, skipped, failed, and why
  id bigint primary key,
  artist_id bigint not null references artists (id),
  at bigint not null,
  source text not null,
  outcome text not null,           -- found, merged, skipped, failed, note
  subject text not null,           -- profile, albums, shows, setlists, venues
  count bigint not null,
  message text not null
);
create index import_log_artist on import_log (artist_id, id);

create table match_reviews (       -- matches too unsure to be made without a person
  id bigint primary key,
  entity text not null,            -- venue, show, song, artist
  left_id bigint not null,
  right_source text not null,
  right_id text not null,
  right_name text not null,
  score double precision not null,
  reason text not null,
  status text not null,            -- open, same, different
  decided_by text,
  created_at bigint not null,
  decided_at bigint,
  unique (entity, right_source, right_id, left_id)
);
create index match_reviews_status on match_reviews (status, created_at);
