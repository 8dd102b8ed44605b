-- name: begin
insert into spotify_consents (state_hash, browser_hash, verifier, purpose, session, next, expires_at) values ($1, $2, $3, $4, $5, $6, $7);

-- name: take
-- Once: whoever comes second finds nothing.
delete from spotify_consents where state_hash = $1 returning browser_hash, verifier, purpose, session, next, expires_at;

-- name: sweep
delete from spotify_consents where expires_at <= $1;

-- name: keep_tokens
insert into spotify_tokens (user_id, access_token, refresh_token, access_ends_at, updated_at) values ($1, $2, $3, $4, $5)
on conflict (user_id) do update set access_token = excluded.access_token, refresh_token = excluded.refresh_token,
  access_ends_at = excluded.access_ends_at, updated_at = excluded.updated_at;

-- name: tokens
select access_token, refresh_token, access_ends_at from spotify_tokens where user_id = $1;

-- name: renew_tokens
-- Only those that were renewed: meanwhile they may have been replaced or forgotten.
update spotify_tokens set access_token = $1, refresh_token = $2, access_ends_at = $3, updated_at = $4
where user_id = $5 and refresh_token = $6;

-- name: forget_dead_tokens
-- Another process may have renewed them a moment ago: then they are not these.
delete from spotify_tokens where user_id = $1 and refresh_token = $2;

-- name: forget_tokens
delete from spotify_tokens where user_id = $1;
