-- name: lock
-- The setlist's vote revision, its row locked until the end.
insert into vote_revisions (setlist_id, n) values ($1, 0) on conflict (setlist_id) do update set n = vote_revisions.n returning n;

-- name: advance
update vote_revisions set n = $1 where setlist_id = $2;

-- name: revision
select n from vote_revisions where setlist_id = $1;

-- name: revisions
-- Of a JSON list of setlists.
select setlist_id, n from vote_revisions where setlist_id in (select value from json_each($1));

-- differs because the engines read JSON by functions of their own
-- name: revisions @postgres
select setlist_id, n from vote_revisions where setlist_id in (select value::bigint from json_array_elements_text($1::json) k(value));

-- name: stored
-- Which of a JSON list of [user, item, song, meaning, …] are there already; `place` counts the list from 0.
select k.key, v.value from json_each($1) k
join votes v on v.setlist_id = $2 and v.item = k.value ->> 1 and v.song = k.value ->> 2 and v.meaning = k.value ->> 3 and v.user_id = k.value ->> 0;

-- differs because the engines read JSON by functions of their own
-- name: stored @postgres
select k.place - 1, v.value from json_array_elements($1::json) with ordinality k(vote, place)
join votes v on v.setlist_id = $2 and v.item = k.vote ->> 1 and v.song = k.vote ->> 2 and v.meaning = k.vote ->> 3 and v.user_id = (k.vote ->> 0)::bigint;

-- name: put
-- From a JSON list of [user, item, song, meaning, value].
insert into votes (setlist_id, item, song, meaning, user_id, value, created_at, updated_at)
select $1, value ->> 1, value ->> 2, value ->> 3, value ->> 0, value ->> 4, $2, $2 from json_each($3) where true
on conflict (setlist_id, item, song, meaning, user_id) do update set value = excluded.value, updated_at = excluded.updated_at;

-- differs because the engines read JSON by functions of their own
-- name: put @postgres
insert into votes (setlist_id, item, song, meaning, user_id, value, created_at, updated_at)
select $1::bigint, value ->> 1, value ->> 2, value ->> 3, (value ->> 0)::bigint, (value ->> 4)::bigint, $2::bigint, $2::bigint
from json_array_elements($3::json) k(value)
on conflict (setlist_id, item, song, meaning, user_id) do update set value = excluded.value, updated_at = excluded.updated_at;

-- name: take_back
-- A JSON list of [user, item, song, meaning, …].
delete from votes where setlist_id = $1 and (item, song, meaning, user_id) in
  (select value ->> 1, value ->> 2, value ->> 3, value ->> 0 from json_each($2));

-- differs because the engines read JSON by functions of their own
-- name: take_back @postgres
delete from votes where setlist_id = $1 and (item, song, meaning, user_id) in
  (select value ->> 1, value ->> 2, value ->> 3, (value ->> 0)::bigint from json_array_elements($2::json) k(value));

-- name: tallies
select number, item, song, meaning, up, down from vote_tallies where setlist_id = $1 and changed > $2 order by number;

-- name: write_tallies
-- From a JSON list of [number, item, song, meaning, up, down].
insert into vote_tallies (setlist_id, number, item, song, meaning, up, down, changed)
select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, $2 from json_each($3) where true
on conflict (setlist_id, number) do update set up = excluded.up, down = excluded.down, changed = excluded.changed;

-- differs because the engines read JSON by functions of their own
-- name: write_tallies @postgres
insert into vote_tallies (setlist_id, number, item, song, meaning, up, down, changed)
select $1::bigint, (value ->> 0)::bigint, value ->> 1, value ->> 2, value ->> 3, (value ->> 4)::bigint, (value ->> 5)::bigint, $2::bigint
from json_array_elements($3::json) k(value)
on conflict (setlist_id, number) do update set up = excluded.up, down = excluded.down, changed = excluded.changed;

-- name: of
select item, song, meaning, value from votes where user_id = $1 and setlist_id = $2;

-- name: setlists_of
select distinct setlist_id from votes where user_id = $1;
