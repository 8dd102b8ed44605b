-- name: add_session
insert into sessions (token_hash, user_id, device, place, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7);

-- name: signed_in_before
-- Ever, and from this device and place.
select count(*), coalesce(sum(case when device = $1 and place = $2 then 1 else 0 end), 0) from security_events
where user_id = $3 and kind = 'signed_in';

-- name: sessions_of
select token_hash, device, place, created_at, seen_at from sessions where user_id = $1 and expires_at > $2 order by seen_at desc;

-- name: stale_session
select 1 from sessions where token_hash = $1 and seen_at < $2;

-- name: keep_session
-- An operator's end is not moved.
update sessions set seen_at = $1, expires_at = case
  when user_id in (select id from users where role = 'operator') then expires_at
  when created_at + $2 < $3 then created_at + $2 else $3 end where token_hash = $4;

-- name: end_session
delete from sessions where user_id = $1 and token_hash = $2;

-- name: end_others
delete from sessions where user_id = $1 and token_hash <> $2;

-- name: sweep
delete from sessions where expires_at <= $1;

-- name: note_event
insert into security_events (id, user_id, kind, device, place, detail, created_at) values ($1, $2, $3, $4, $5, $6, $7);

-- name: newest_events
select e.created_at, u.display_name, e.kind, e.device, e.place, e.detail
from security_events e left join users u on u.id = e.user_id order by e.id desc limit $1;

-- name: add_operator
insert into users (id, display_name, email_verified, role, created_at, updated_at) values ($1, 'Operator', 0, 'operator', $2, $3)
on conflict (id) do nothing;
