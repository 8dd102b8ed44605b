-- name: attempts
select failures, last_at from sign_in_attempts where subject = $1;

-- name: count_attempt
insert into sign_in_attempts (subject, failures, last_at) values ($1, $2, $3)
on conflict (subject) do update set failures = excluded.failures, last_at = excluded.last_at;

-- name: forget_attempts
delete from sign_in_attempts where subject = $1;

-- name: account_by_email
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role from users where email = $1;

-- name: account_by_id
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role from users where id = $1;

-- name: all_accounts
select id, display_name, coalesce(email, ''), coalesce(password_hash, ''), email_verified, disabled_at, role
from users where role <> 'guest' order by id;

-- name: known_place
-- Whether this account has a session from there.
select 1 from sessions where user_id = $1 and place = $2 limit 1;

-- name: add_account
insert into users (id, email, display_name, email_verified, role, password_hash, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (email) do nothing;

-- name: set_password
update users set password_hash = $1, updated_at = $2 where id = $3;

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
