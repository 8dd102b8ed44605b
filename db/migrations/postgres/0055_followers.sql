-- How many follow an artist (ART-2): kept with the follows in one transaction, so that showing the number counts nothing.

create table artist_followers (
  artist_id bigint primary key references artists (id),
  followers bigint not null
);
insert into artist_followers (artist_id, followers) select artist_id, count(*) from follows group by artist_id;
