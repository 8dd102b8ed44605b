-- Shows, line-ups, setlists and their log (DAT-3, DAT-5, SHO-0).

create table shows (
  id bigint primary key,
  artist_id bigint not null references artists (id),   -- headliner
  venue_id bigint references venues (id),
  name text not null,
  date text,                       -- the venue's local date YYYY-MM-DD; null while to be announced
  start_time text,                 -- local HH:MM; null: unknown (never midnight)
  starts_at bigint,                -- UTC; null when the time or the zone is unknown
  time_zone text,
  over_at bigint,                  -- UTC, 06:00 of the next day at the venue: past from then on; null: called off, or no date
  status text not null,            -- upcoming, completed, cancelled, postponed, rescheduled
  initial_date text,               -- first announced local date of a moved show
  ticket_url text,
  ticket_status text,              -- onsale, offsale
  tour text,
  festival bigint not null,
  revision bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index shows_artist_date on shows (artist_id, date);
create index shows_venue_over on shows (venue_id, over_at);
create index shows_date on shows (date);
create index shows_over on shows (over_at);

create table show_artists (        -- the bill in billing order, headliner first
  show_id bigint not null references shows (id),
  position bigint not null,
  artist_id bigint references artists (id),             -- null while we do not have this artist
  name text not null,
  over_at bigint,                  -- as in shows, so that an artist's lists and counts are one index range
  primary key (show_id, position)
);
create index show_artists_artist on show_artists (artist_id, over_at);

create view show_rows as           -- what every list of shows needs; names of the others on the bill, a line each
  select s.id, s.artist_id, a.name as artist_name, a.slug as artist_slug, s.name, s.date, s.start_time, s.starts_at, s.time_zone, s.over_at,
    s.status, s.initial_date, s.ticket_url, s.ticket_status, s.tour, s.festival, s.revision,
    v.id as venue_id, v.name as venue_name, v.slug as venue_slug, v.city, v.region, v.country, v.country_code,
    (select group_concat(b.name, char(10)) from (select name from show_artists where show_id = s.id and artist_id is not s.artist_id order by position) b) as supports
  from shows s
  join artists a on a.id = s.artist_id
  left join venues v on v.id = s.venue_id;

create table show_sources (        -- one night may be several events at one service
  source text not null,
  external_id text not null,
  show_id bigint not null references shows (id),
  artist_id bigint not null references artists (id),    -- in whose import it came; a setlist belongs to one performer
  kind text not null,              -- primary, resale, partner, setlist
  url text,
  fetched_at bigint not null,
  primary key (source, external_id)
);
create index show_sources_show on show_sources (show_id);

create table setlists (            -- one per show and performing artist
  id bigint primary key,
  show_id bigint not null references shows (id),
  artist_id bigint not null references artists (id),
  status text not null,            -- draft, live, completed
  revision bigint not null,
  song_count bigint not null,      -- played by the artist: without tapes
  info text,
  source text,
  source_url text,                 -- attribution link, shown and followable
  source_version text,
  created_at bigint not null,
  updated_at bigint not null,
  unique (show_id, artist_id)
);
create index setlists_artist on setlists (artist_id, status, song_count);

create table setlist_songs (
  id bigint primary key,
  setlist_id bigint not null references setlists (id),
  position bigint not null,        -- from 1, over all sections
  section text not null,           -- main, set, encore
  section_number bigint not null,  -- encore 1, 2 …; 0 in the main set
  section_name text,               -- as the source names it
  song_id bigint references songs (id),  -- null: unknown, a tape, or somebody else's song
  title text not null,             -- empty: a song nobody could name
  artist_name text,
  cover_of text,
  guest text,
  note text,
  duration_ms bigint,
  tape bigint not null,
  up_votes bigint not null,
  down_votes bigint not null,
  unique (setlist_id, position)
);
create index setlist_songs_song on setlist_songs (song_id);

create table setlist_ops (         -- the full operation log of a setlist
  setlist_id bigint not null references setlists (id),
  revision bigint not null,
  client text not null,
  client_seq bigint not null,
  user_id bigint,
  ops text not null,
  inverse text not null,
  at bigint not null,
  primary key (setlist_id, revision),
  unique (setlist_id, client, client_seq)
);

create table song_statistics (     -- derived from setlist_songs; made anew after each import step
  artist_id bigint not null references artists (id),
  song_id bigint not null references songs (id),
  plays bigint not null,           -- shows in which it was played
  openers bigint not null,
  closers bigint not null,         -- last before the encores
  encores bigint not null,
  first_played text,               -- local date
  first_show_id bigint,
  last_played text,
  last_show_id bigint,
  gap bigint not null,             -- shows with a known setlist since it was last played
  primary key (artist_id, song_id)
);
create index song_statistics_plays on song_statistics (artist_id, plays);
