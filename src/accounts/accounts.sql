-- name: person
select id, role, display_name, adopted_by from users where id = $1;

-- name: add_guest
insert into users (id, display_name, email_verified, role, created_at, updated_at) values ($1, $2, 0, 'guest', $3, $4);

-- name: secret
select value from secrets where name = $1;

-- name: add_secret
-- Two processes that start at once agree on the one that came first.
insert into secrets (name, value, created_at) values ($1, $2, $3) on conflict (name) do nothing;

-- name: session
-- The person behind a session's token, as long as it lasts.
select u.id, u.role, u.display_name, u.adopted_by from sessions s join users u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > $2 and u.disabled_at is null;

-- name: set_role
update users set role = $1, updated_at = $2 where id = $3;
