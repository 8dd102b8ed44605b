-- name: begin
insert into spotify_consents (state_hash, browser_hash, verifier, purpose, session, next, expires_at) values ($1, $2, $3, $4, $5, $6, $7);

-- name: take
-- Once: whoever comes second finds nothing.
delete from spotify_consents where state_hash = $1 returning browser_hash, verifier, purpose, session, next, expires_at;

-- name: sweep
delete from spotify_consents where expires_at <= $1;
