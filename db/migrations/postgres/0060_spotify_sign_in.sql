-- Signing in with Spotify (ACC-1): consents under way, and the tokens that members gave us.

create table spotify_consents (       -- somebody was sent to Spotify's consent page and is not back yet
  state_hash text primary key,        -- the state itself is only in the addresses that browser visits
  browser_hash text not null,         -- of a secret in that browser's cookie
  verifier text not null,             -- PKCE's, sealed
  purpose text not null,              -- sign_in, link, prove
  session text not null,              -- fingerprint of the session that asked; empty: nobody was signed in
  next text not null,
  expires_at bigint not null
);
create index spotify_consents_expiry on spotify_consents (expires_at);

create table spotify_tokens (
  user_id bigint primary key references users (id),
  access_token text not null,         -- sealed
  refresh_token text not null,        -- sealed
  access_ends_at bigint not null,
  updated_at bigint not null
);
