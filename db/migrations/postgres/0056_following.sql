-- Calendar feeds and visits of the list of followed artists (SHO-3, ART-2).

create table calendar_feeds (
  user_id bigint primary key references users (id),
  token_hash text not null unique,   -- the token itself is only in the address that the member has
  created_at bigint not null
);

create table following_visits (      -- what came after this is new to them
  user_id bigint primary key references users (id),
  seen_at bigint not null,           -- when the visit before the present one ended
  here_at bigint not null            -- last seen of the present one
);
