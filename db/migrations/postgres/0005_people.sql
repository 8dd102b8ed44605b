-- Users, follows and votes (DAT-1, DAT-6, DAT-7).

create table users (
  id bigint primary key,
  email text unique,               -- normalised; null for those who signed in elsewhere without one
  display_name text not null,
  spotify_id text unique,
  profile_image_url text,
  email_verified bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table follows (
  user_id bigint not null references users (id),
  artist_id bigint not null references artists (id),
  created_at bigint not null,
  primary key (user_id, artist_id)
);
create index follows_artist on follows (artist_id);

create table votes (               -- one per user and song row
  user_id bigint not null references users (id),
  setlist_song_id bigint not null references setlist_songs (id),
  setlist_id bigint not null references setlists (id),
  value bigint not null check (value in (-1, 1)),
  created_at bigint not null,
  updated_at bigint not null,
  primary key (user_id, setlist_song_id)
);
create index votes_setlist on votes (setlist_id);
