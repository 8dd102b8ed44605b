-- How each record of a service came to the thing it belongs to, every name a venue had, and what was merged (IMP-8).

alter table venue_sources add column how text not null default 'added';   -- known id, name and city, alike, added, person
alter table venue_sources add column score double precision not null default 1;
alter table venue_sources add column reason text not null default '';
alter table show_sources add column how text not null default 'added';    -- added, merged, person
alter table show_sources add column score double precision not null default 1;
alter table show_sources add column reason text not null default '';
alter table show_sources add column venue_record text;  -- the service's id of the venue that it names
alter table artist_sources add column how text not null default 'linked';  -- linked, named, person
alter table artist_sources add column score double precision not null default 1;
alter table artist_sources add column reason text not null default '';

create table venue_names (         -- every spelling, and what a renamed hall was called
  venue_id bigint not null references venues (id),
  name_key text not null,
  city_key text not null,
  name text not null,
  city text not null,
  primary key (venue_id, name_key, city_key)
);
create index venue_names_keys on venue_names (city_key, name_key);
create index venue_names_name on venue_names (name_key);
insert into venue_names (venue_id, name_key, city_key, name, city)
  select id, name_key, city_key, name, city from venues where name_key <> '';

alter table venues add column merged_into bigint references venues (id);  -- it turned out to be that one: its address leads there
alter table shows add column merged_into bigint references shows (id);
