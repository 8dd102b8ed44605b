-- Roles, guests, sessions and the site's own keys (ACC-2, ACC-5).

alter table users add column role text not null default 'fan';       -- guest, fan, artist, moderator, operator
alter table users add column adopted_by bigint references users (id);  -- of a guest: the account that took over what it did

create table sessions (
  token_hash text primary key,     -- the token itself is only in the browser's cookie
  user_id bigint not null references users (id),
  device text not null,            -- as told by the browser, shortened: "Firefox on Linux"
  place text not null,             -- the network it came from, without the host: "203.0.113.0/24"
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null       -- moves with use, up to a limit counted from created_at
);
create index sessions_user on sessions (user_id);

create table secrets (             -- keys the site made for itself, the same for all its processes
  name text primary key,
  value text not null,
  created_at bigint not null
);
