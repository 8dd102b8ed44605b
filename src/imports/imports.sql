-- name: insert_import
-- One import per artist: a second one changes nothing.
insert into imports (id, artist_id, status, progress, phase, sequence, runs, started_at)
values ($1, $2, 'importing', 0, 'starting', 0, 1, $3)
on conflict (artist_id) do nothing;

-- name: insert_part
-- A part that waits for its job.
insert into import_parts (import_id, part, source, status, cursor, done, imported, updated_at)
values ($1, $2, $3, 'waiting', $4, 0, 0, $5);

-- name: by_artist
-- The import of an artist.
select id, artist_id, status, progress, phase, sequence, started_at, finished_at from imports where artist_id = $1;

-- name: lock_import
-- Whether it is there, holding the row, so that parts that end together count each other.
select 1 from imports where id = $1;

-- differs because PostgreSQL lets several transactions write at once; SQLite has one writer.
-- name: lock_import @postgres
select 1 from imports where id = $1 for update;

-- name: parts
-- All parts of an import; of a paused one also how many imports that began earlier wait for its source (ids go by time).
select p.part, p.status, p.done, p.total, p.imported, p.resume_at, p.error_code, p.error_message,
  case when p.status = 'paused' then (select count(distinct q.import_id) from import_parts q
    where q.source = p.source and q.status = 'paused' and q.import_id < p.import_id) else 0 end
from import_parts p where p.import_id = $1;

-- name: part_cursor
-- Where a part goes on, and what it has.
select cursor, done, total, imported, status from import_parts where import_id = $1 and part = $2;

-- name: save_part
-- A step of a part, in the transaction that stores what it fetched.
update import_parts
set status = $1, cursor = $2, done = $3, total = $4, imported = $5, resume_at = null, error_code = null, error_message = null, updated_at = $6
where import_id = $7 and part = $8;

-- name: set_part_status
-- A part that pauses, ends or starts again; its cursor and counts stay.
update import_parts
set status = $1, resume_at = $2, error_code = $3, error_message = $4, updated_at = $5
where import_id = $6 and part = $7;

-- name: save_progress
-- Progress never goes backwards.
update imports
set status = $1, progress = case when progress > $2 then progress else $2 end, phase = $3, sequence = sequence + 1,
    first_shown_at = coalesce(first_shown_at, $4), finished_at = $5
where id = $6
returning id, artist_id, status, progress, phase, sequence, started_at, finished_at;

-- name: restart
-- A retry goes on with the same import.
update imports set status = 'importing', runs = runs + 1, finished_at = null where id = $1;

-- name: left_out
-- Parts that were done without, in imports that have ended or not.
select p.import_id, i.artist_id from import_parts p join imports i on i.id = p.import_id
where p.part = $1 and p.status = 'absent' and p.error_code = $2 order by p.import_id;

-- name: insert_event
-- For streams that come back with the last id they saw.
insert into import_events (import_id, sequence, data, at) values ($1, $2, $3, $4);

-- name: events_after
-- What a stream has not seen yet.
select e.sequence, e.data from import_events e join imports i on i.id = e.import_id
where i.artist_id = $1 and e.sequence > $2 order by e.sequence limit 500;

-- name: prune_events
-- Only the newest are worth resuming from: each tells the whole state.
delete from import_events where import_id = $1 and sequence <= $2;

-- name: insert_log
-- A line of the open import log.
insert into import_log (id, artist_id, at, source, outcome, subject, count, message) values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: log_of
-- Newest first.
select at, source, outcome, subject, count, message from import_log where artist_id = $1 order by id desc limit $2;

-- name: newest
-- For operators: running first, then by start.
select i.id, i.artist_id, i.status, i.progress, i.phase, i.sequence, i.started_at, i.finished_at, a.name, a.slug
from imports i join artists a on a.id = i.artist_id
order by case i.status when 'importing' then 0 when 'failed' then 1 else 2 end, i.started_at desc limit $1 offset $2;

-- name: counts
-- How many imports are in which state.
select status, count(*) from imports group by status;

-- name: upsert_candidate
-- An artist seen at the outside search; keeps its id when seen again.
insert into artist_candidates (id, spotify_id, name, genres, image_url, popularity, seen_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (spotify_id) do update set name = excluded.name, genres = excluded.genres, image_url = excluded.image_url,
  popularity = excluded.popularity, seen_at = excluded.seen_at
returning id;

-- name: candidate
-- A search hit by its id.
select spotify_id, name, genres, image_url, popularity from artist_candidates where id = $1;

-- name: candidate_by_spotify_id
-- The same, by what somebody may already know of it.
select spotify_id, name, genres, image_url, popularity from artist_candidates where spotify_id = $1;
