-- Songs under several titles, covers, and medleys (IMP-8). A row of songs is a title of an artist's; titles of one song point at the one
-- that is shown, as venues and shows that were merged do.

alter table songs add column title_rank text collate "C" not null default '9';  -- the spelling with the least is shown, in whatever order they come
alter table songs add column cover_key text;                        -- folded name of the original artist, where a setlist names one
alter table songs add column merged_into bigint references songs (id);
alter table songs add column how text not null default 'title';     -- title, isrc, spelling, person: how it came to that song
alter table songs add column score double precision not null default 1;
alter table songs add column reason text not null default '';
create index songs_merged on songs (merged_into);
create index songs_cover on songs (cover_key);

create table song_parts (            -- a medley and what it is made of; statistics count the parts
  song_id bigint not null references songs (id),
  position bigint not null,
  part_id bigint not null references songs (id),
  primary key (song_id, position)
);
create index song_parts_part on song_parts (part_id);

create index match_reviews_left on match_reviews (entity, left_id);
