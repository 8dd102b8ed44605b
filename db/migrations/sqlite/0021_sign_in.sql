-- Passwords, links sent by mail, attempts, and the record of what concerns an account's safety (ACC-2, OPS-4).

alter table users add column password_hash text;            -- argon2id, as libsodium writes it
alter table users add column disabled_at bigint;            -- since when nobody can sign in as this user

create table account_links (                                -- what a link in a mail allows, once
  token_hash text primary key,
  user_id bigint not null references users (id),
  purpose text not null,                                    -- verify, reset, change_from, change_to
  email text not null,                                      -- the address it is about
  pair text,                                                -- of an address change: what both its links have in common
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index account_links_user on account_links (user_id);

create table sign_in_attempts (                             -- failures in a row, by account, by network, and by both
  subject text primary key,
  failures bigint not null,
  last_at bigint not null
);

create table security_events (
  id bigint primary key,
  user_id bigint references users (id),                     -- null: nobody we know
  kind text not null,                                       -- signed_in, sign_in_failed, password_changed …
  device text not null,
  place text not null,
  detail text not null,
  created_at bigint not null
);
create index security_events_user on security_events (user_id, id);
