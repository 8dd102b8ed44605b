-- Under which record of a service an artist is on a listing (IMP-8): a record that turns out to be another artist's takes along what it
-- listed. Of listings from before, where a service knew the artist under one record only.

create table listing_acts (
  source text not null,
  external_id text not null,
  artist_id bigint not null references artists (id),
  record text not null,            -- the service's id of the artist
  primary key (source, external_id, artist_id)
);
create index listing_acts_record on listing_acts (artist_id, source, record);

insert into listing_acts (source, external_id, artist_id, record)
  select s.source, s.external_id, s.artist_id, a.record
  from show_sources s
  join (select source, artist_id, min(external_id) as record from artist_sources group by source, artist_id having count(*) = 1) a
    on a.source = s.source and a.artist_id = s.artist_id;
