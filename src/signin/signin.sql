-- name: attempts
select failures, last_at from sign_in_attempts where subject = $1;

-- name: count_attempt
insert into sign_in_attempts (subject, failures, last_at) values ($1, $2, $3)
on conflict (subject) do update set failures = excluded.failures, last_at = excluded.last_at;

-- name: forget_attempts
delete from sign_in_attempts where subject = $1;

-- name: account_by_email
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role,
  coalesce(spotify_id, ''), coalesce(theme, '') from users where email = $1;

-- name: account_by_id
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role,
  coalesce(spotify_id, ''), coalesce(theme, '') from users where id = $1;

-- name: account_by_spotify
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role,
  coalesce(spotify_id, ''), coalesce(theme, '') from users where spotify_id = $1;

-- name: all_accounts
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role,
  coalesce(spotify_id, ''), coalesce(theme, '')
from users where role <> 'guest' order by id;

-- name: known_place
-- Whether this account was ever signed in from there, also when nobody is signed in there now.
select 1 from security_events where user_id = $1 and kind = 'signed_in' and place = $2 limit 1;

-- name: add_account
insert into users (id, email, display_name, email_verified, role, password_hash, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (email) do nothing;

-- name: add_spotify_account
insert into users (id, display_name, spotify_id, profile_image_url, email_verified, role, created_at, updated_at)
values ($1, $2, $3, $4, 0, 'fan', $5, $6) on conflict (spotify_id) do nothing;

-- name: link_spotify
-- The name stays, and the picture, where there is one: they are the member's own.
update users set spotify_id = $1, profile_image_url = coalesce(profile_image_url, $2), updated_at = $3
where id = $4 and spotify_id is null and not exists (select 1 from users other where other.spotify_id = $1);

-- name: unlink_spotify
-- Only where another way in is left.
update users set spotify_id = null, updated_at = $1 where id = $2 and spotify_id is not null and password_hash is not null;

-- name: set_password
update users set password_hash = $1, updated_at = $2 where id = $3;

-- name: set_theme
update users set theme = $1, updated_at = $2 where id = $3;

-- name: set_verified
update users set email_verified = 1, updated_at = $1 where id = $2;

-- name: set_email
update users set email = $1, email_verified = 1, updated_at = $2 where id = $3;

-- name: set_disabled
update users set disabled_at = $1, updated_at = $2 where id = $3;

-- name: add_link
insert into account_links (token_hash, user_id, purpose, email, pair, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7);

-- name: link
select user_id, email, pair from account_links where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3;

-- name: use_link
-- Once: whoever comes second changes nothing.
update account_links set used_at = $1 where token_hash = $2 and used_at is null;

-- name: drop_links
delete from account_links where user_id = $1 and purpose = $2;

-- name: pair_confirmed
-- How many links of this pair were used.
select count(*) from account_links where pair = $1 and used_at is not null;

-- name: adopt
-- Once: a guest that was adopted stays with whoever came first.
update users set adopted_by = $1, updated_at = $2 where id = $3 and role = 'guest' and adopted_by is null;
