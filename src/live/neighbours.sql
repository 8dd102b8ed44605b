-- name: tell
insert into live_presence (setlist_id, process, here, people, said_at) values ($1, $2, $3, $4, $5)
on conflict (setlist_id, process) do update set here = excluded.here, people = excluded.people, said_at = excluded.said_at;

-- name: take_back
delete from live_presence where setlist_id = $1 and process = $2;

-- name: take_all_back
delete from live_presence where process = $1;

-- name: forget
delete from live_presence where said_at < $1;

-- name: others
-- At a JSON list of setlists.
select setlist_id, process, here, people, said_at from live_presence where setlist_id in (select value from json_each($1)) and process <> $2;

-- differs because the engines read JSON by functions of their own
-- name: others @postgres
select setlist_id, process, here, people, said_at from live_presence
where setlist_id in (select value::bigint from json_array_elements_text($1::json) k(value)) and process <> $2;
