-- name: open
insert into calendar_feeds (user_id, token_hash, created_at) values ($1, $2, $3)
on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at;

-- name: shut
delete from calendar_feeds where user_id = $1;

-- name: opened_at
select created_at from calendar_feeds where user_id = $1;

-- name: reader
select user_id from calendar_feeds where token_hash = $1;
