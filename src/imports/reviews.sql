-- name: insert_review
-- A match that a person should decide; asked once.
insert into match_reviews (id, entity, left_id, right_source, right_id, right_name, score, reason, status, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9)
on conflict (entity, right_source, right_id, left_id) do nothing;

-- name: open_count
select count(*) from match_reviews where status = 'open';

-- name: listed
-- Open ones by how sure they are, most sure first, before them those whose answer was taken back; decided ones newest first.
select id, entity, left_id, right_source, right_id, right_name, score, reason, status, decided_by, created_at, decided_at
from match_reviews
where case when status = 'open' then 1 else 0 end = $1
order by coalesce(decided_at, 0) desc, score desc, id
limit $2 offset $3;

-- name: by_id
select id, entity, left_id, right_source, right_id, right_name, score, reason, status, decided_by, created_at, decided_at
from match_reviews where id = $1;

-- name: decide
update match_reviews set status = $1, decided_by = $2, decided_at = $3 where id = $4;

-- name: put_decision
-- A person said so unasked.
insert into match_reviews (id, entity, left_id, right_source, right_id, right_name, score, reason, status, decided_by, created_at, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
on conflict (entity, right_source, right_id, left_id) do update
set status = excluded.status, decided_by = excluded.decided_by, decided_at = excluded.decided_at;

-- name: follow_merge
-- Questions about the one that was merged are about the other now; the same question twice stays where it was.
update match_reviews set left_id = $1
where entity = $2 and left_id = $3
  and not exists (select 1 from match_reviews o where o.entity = match_reviews.entity and o.right_source = match_reviews.right_source
    and o.right_id = match_reviews.right_id and o.left_id = $1);

-- name: answer_merged
-- Questions that a merge has answered: the record is what it was asked to be.
update match_reviews set status = 'same', decided_by = 'sync', decided_at = $1
where status = 'open' and entity = 'venue' and left_id = $2
  and exists (select 1 from venue_sources s where s.source = right_source and s.external_id = right_id and s.venue_id = left_id);

-- name: kept_apart
-- Whether a person has said of two venues that they are two.
select 1 from match_reviews r join venue_sources s on s.source = r.right_source and s.external_id = r.right_id
where r.entity = 'venue' and r.status = 'different' and (r.left_id = $1 and s.venue_id = $2 or r.left_id = $2 and s.venue_id = $1)
limit 1;

-- name: decided_artists
-- What a person said about an artist's records at a service: [id, status].
select right_id, status from match_reviews where entity = 'artist' and left_id = $1 and right_source = $2 and status <> 'open';

-- name: about_songs
-- What was asked and decided about an artist's songs: [id, song, the other's key, status].
select r.id, r.left_id, r.right_id, r.status from songs s join match_reviews r on r.entity = 'song' and r.left_id = s.id where s.artist_id = $1;

-- name: take_down
delete from match_reviews where id = $1 and status = 'open';

-- name: open_again
-- Who took the answer back, and when, stays told.
update match_reviews set status = 'open', decided_by = $1, decided_at = $2 where id = $3;

-- name: withdraw
-- All that a person decided about an artist's songs at one moment.
update match_reviews set status = 'withdrawn', decided_by = $1, decided_at = $2
where entity = 'song' and left_id in (select id from songs where artist_id = $3) and status = $4 and decided_by = $5 and decided_at = $6;

-- name: ask_again
update match_reviews set status = 'open', decided_by = null, decided_at = null where id = $1;

-- name: restart_part
-- A part goes on from a cursor of its own making.
update import_parts set status = 'waiting', cursor = $1, resume_at = null, error_code = null, error_message = null, updated_at = $2
where import_id = $3 and part = $4;
