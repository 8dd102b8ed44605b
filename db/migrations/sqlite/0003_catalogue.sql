-- Artists, their records and songs, and venues (DAT-2, DAT-4, DAT-8).

create table provenance (
  entity text not null,            -- artist, venue, show, setlist
  entity_id bigint not null,
  field text not null,
  source text not null,            -- spotify, ticketmaster, setlistfm, person
  value text not null,
  wins bigint not null,            -- 1 for the value shown; losing values are kept for operators
  fetched_at bigint not null,
  primary key (entity, entity_id, field, source)
);

create table artists (
  id bigint primary key,
  name text not null,
  name_folded text not null,
  slug text not null unique,
  biography text,
  disambiguation text,
  spotify_id text unique,
  mbid text unique,
  profile_images text not null,    -- JSON [{url,width,height}], widest first
  genres text not null,            -- JSON [text]
  follower_count bigint,           -- at Spotify; null when not told
  popularity bigint,               -- 0-100 at Spotify; null when not told
  import_status text not null,     -- pending, importing, completed, failed
  revision bigint not null,        -- counts every change that shows on the artist's pages
  created_at bigint not null,
  updated_at bigint not null
);
create index artists_name_folded on artists (name_folded);
create index artists_updated_at on artists (updated_at);
create index artists_followers on artists (follower_count);

create table artist_slugs (        -- every slug an artist ever had: old addresses redirect
  slug text primary key,
  artist_id bigint not null references artists (id)
);

create table artist_aliases (
  artist_id bigint not null references artists (id),
  folded text not null,
  alias text not null,
  source text not null,
  primary key (artist_id, folded)
);
create index artist_aliases_folded on artist_aliases (folded);

create table artist_sources (      -- ids at the other services; one artist may have several at one
  source text not null,
  external_id text not null,
  artist_id bigint not null references artists (id),
  url text,                        -- for attribution
  fetched_at bigint not null,
  primary key (source, external_id)
);
create index artist_sources_artist on artist_sources (artist_id);

create table songs (               -- what an artist performs; recordings are tracks
  id bigint primary key,
  artist_id bigint not null references artists (id),
  title text not null,
  title_key text not null,         -- folded, without edition and feature suffixes
  duration_ms bigint,
  first_released text,             -- YYYY[-MM[-DD]]
  unique (artist_id, title_key)
);

create table albums (
  id bigint primary key,
  artist_id bigint not null references artists (id),
  spotify_id text not null,        -- a joint record belongs to each of its artists
  title text not null,
  title_key text not null,
  kind text not null,              -- album, single, compilation, live, remix
  variant_of bigint references albums (id),  -- another edition of this record; null for the one shown
  released text,                   -- YYYY[-MM[-DD]]
  total_tracks bigint,
  image_url text,
  url text,
  tracks_imported bigint not null,
  created_at bigint not null,
  unique (artist_id, spotify_id)
);
create index albums_artist on albums (artist_id, released);

create table tracks (
  id bigint primary key,
  album_id bigint not null references albums (id),
  song_id bigint not null references songs (id),
  spotify_id text,
  isrc text,
  title text not null,
  disc bigint not null,
  number bigint not null,
  duration_ms bigint,
  unique (album_id, disc, number)
);
create index tracks_song on tracks (song_id);

create table venues (
  id bigint primary key,
  name text not null,
  name_key text not null,          -- folded
  slug text not null unique,
  city text not null,
  city_key text not null,
  region text,
  country text,
  country_code text,               -- ISO 3166-1 alpha-2, upper case
  address text,
  postal_code text,
  latitude double precision,
  longitude double precision,
  time_zone text,                  -- IANA
  capacity bigint,
  amenities text not null,         -- JSON [text]
  url text,
  revision bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index venues_keys on venues (city_key, name_key);
create index venues_latitude on venues (latitude);

create table venue_sources (
  source text not null,
  external_id text not null,
  venue_id bigint not null references venues (id),
  url text,
  fetched_at bigint not null,
  primary key (source, external_id)
);
create index venue_sources_venue on venue_sources (venue_id);
