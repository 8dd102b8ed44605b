-- name: upcoming_of
-- Lists: the show, then the songs known and the opener of the listing artist's setlist. The page is cut out before anything is looked up.
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from (select show_id, artist_id, over_at from show_artists
  where artist_id = $1 and over_at > $2 order by over_at, show_id limit $3 offset $4) b
join show_rows r on r.id = b.show_id
left join setlists l on l.show_id = b.show_id and l.artist_id = b.artist_id
order by b.over_at, coalesce(r.start_time, '99'), b.show_id;

-- name: past_of
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from (select show_id, artist_id, over_at from show_artists
  where artist_id = $1 and over_at <= $2 order by over_at desc, show_id desc limit $3 offset $4) b
join show_rows r on r.id = b.show_id
left join setlists l on l.show_id = b.show_id and l.artist_id = b.artist_id
order by b.over_at desc, coalesce(r.start_time, '99') desc, b.show_id desc;

-- name: called_off_of
-- Cancelled from the first date on, and without a firm date from the second on.
select r.*, coalesce(l.song_count, 0), ''
from show_artists b
join show_rows r on r.id = b.show_id
left join setlists l on l.show_id = b.show_id and l.artist_id = b.artist_id
where b.artist_id = $1 and b.over_at is null
  and coalesce(r.date, r.initial_date, '9999') >= case when r.status = 'cancelled' then $2 else $3 end
order by coalesce(r.date, r.initial_date, '9999'), b.show_id
limit $4;

-- name: upcoming_at
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from show_rows r
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.venue_id = $1 and r.over_at > $2
order by r.over_at, coalesce(r.start_time, '99'), r.id
limit $3 offset $4;

-- name: past_at
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from show_rows r
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.venue_id = $1 and r.over_at <= $2
order by r.over_at desc, coalesce(r.start_time, '99') desc, r.id desc
limit $3 offset $4;

-- name: on_date
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from show_rows r
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.date = $1 and r.over_at is not null
order by coalesce(r.start_time, '99'), r.id
limit $2;

-- name: upcoming
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from show_rows r
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.over_at > $1
order by r.over_at, coalesce(r.start_time, '99'), r.id
limit $2 offset $3;

-- name: by_id
-- One that was merged answers as the one it has become.
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from show_rows r
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.id = (select coalesce(merged_into, id) from shows where id = $1);

-- name: counts_of
-- Upcoming, and all.
select coalesce(sum(case when over_at > $1 then 1 else 0 end), 0), count(*) from show_artists where artist_id = $2 and over_at is not null;

-- name: counts_at
-- Upcoming, and all.
select coalesce(sum(case when over_at > $1 then 1 else 0 end), 0), count(*) from shows where venue_id = $2 and over_at is not null;

-- name: artists_at
-- Who played at a venue, most shows first.
select a.id, a.name, a.slug, count(*) as shows, max(s.date) as last_date
from shows s
join show_artists b on b.show_id = s.id
join artists a on a.id = b.artist_id
where s.venue_id = $1 and s.over_at <= $2
group by a.id, a.name, a.slug
order by shows desc, last_date desc, a.name
limit $3;

-- name: bill
select b.name, b.artist_id, a.slug
from show_artists b left join artists a on a.id = b.artist_id
where b.show_id = $1
order by b.position;

-- name: clear_bill
delete from show_artists where show_id = $1;

-- name: write_bill
-- From a JSON list of [position, artist, name].
insert into show_artists (show_id, position, artist_id, name)
select $1, value ->> 0, value ->> 1, value ->> 2 from json_each($2);

-- differs because the engines read JSON by functions of their own
-- name: write_bill @postgres
insert into show_artists (show_id, position, artist_id, name)
select $1::bigint, (value ->> 0)::bigint, (value ->> 1)::bigint, value ->> 2 from json_array_elements($2::json) k(value);

-- name: listings
select source, external_id, kind, url, artist_id, how, score, reason from show_sources where show_id = $1 order by source, external_id;

-- name: id_by_source
select show_id from show_sources where source = $1 and external_id = $2;

-- name: insert_source
insert into show_sources (source, external_id, show_id, artist_id, kind, url, fetched_at, how, score, reason,
  venue_record)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (source, external_id) do nothing;

-- name: put_act
-- Under which record of the source the artist is on a listing.
insert into listing_acts (source, external_id, artist_id, record) values ($1, $2, $3, $4)
on conflict (source, external_id, artist_id) do update set record = excluded.record where listing_acts.record <> excluded.record;

-- name: listings_under
-- What a record of an artist's has listed: [show, external id].
select s.show_id, s.external_id from listing_acts a join show_sources s on s.source = a.source and s.external_id = a.external_id
where a.artist_id = $1 and a.source = $2 and a.record = $3
order by s.show_id, s.external_id;

-- name: listed_otherwise
-- Whether an artist is on a show by any listing but those of one record.
select 1 from show_sources s
left join listing_acts a on a.source = s.source and a.external_id = s.external_id and a.artist_id = $1
where s.show_id = $2 and (a.source <> $3 or a.record <> $4 or (a.record is null and s.artist_id = $1))
limit 1;

-- name: give_listing
update show_sources set artist_id = $1 where source = $2 and external_id = $3 and artist_id = $4;

-- name: give_act
update listing_acts set artist_id = $1 where source = $2 and external_id = $3 and artist_id = $4;

-- name: lock_artist
-- Listings of one artist find their shows one after the other.
select name from artists where id = $1;

-- differs because SQLite has one writer at a time and needs no row locks
-- name: lock_artist @postgres
select name from artists where id = $1 for update;

-- name: of_artist_on
-- Shows of an artist on a date, headlined or not. The bounds are all moments at which such a show can be over.
select s.id, s.venue_id, v.city_key, s.start_time,
  case when exists (select 1 from show_sources o where o.show_id = s.id and o.kind = 'setlist' and o.artist_id = $1 and o.source = $2)
    then 1 else 0 end
from shows s left join venues v on v.id = s.venue_id
where s.artist_id = $1 and s.date = $3
union
select s.id, s.venue_id, v.city_key, s.start_time,
  case when exists (select 1 from show_sources o where o.show_id = s.id and o.kind = 'setlist' and o.artist_id = $1 and o.source = $2)
    then 1 else 0 end
from show_artists b join shows s on s.id = b.show_id left join venues v on v.id = s.venue_id
where b.artist_id = $1 and b.over_at between $4 and $5 and s.date = $3
order by 1;

-- name: billed_at
-- Everybody on the bills of a venue's night.
select b.show_id, b.name, s.start_time, b.artist_id
from shows s cross join show_artists b
where s.venue_id = $1 and s.date = $2 and b.show_id = s.id
order by b.show_id, b.position;

-- name: insert_show
insert into shows (id, artist_id, name, status, festival, revision, created_at, updated_at) values ($1, $2, '', 'upcoming', 0, 0, $3, $3);

-- name: delete_show
delete from shows where id = $1;

-- name: for_update
select s.artist_id, s.venue_id, s.name, s.date, s.start_time, s.time_zone, s.status, s.initial_date, s.ticket_url, s.ticket_status, s.tour,
  s.festival, v.time_zone
from shows s left join venues v on v.id = s.venue_id
where s.id = $1;

-- differs because SQLite has one writer at a time and needs no row locks
-- name: for_update @postgres
select s.artist_id, s.venue_id, s.name, s.date, s.start_time, s.time_zone, s.status, s.initial_date, s.ticket_url, s.ticket_status, s.tour,
  s.festival, v.time_zone
from shows s left join venues v on v.id = s.venue_id
where s.id = $1
for update of s;

-- name: venue_clock
select time_zone, city_key from venues where id = $1;

-- name: update_show
update shows set artist_id = $1, venue_id = $2, name = $3, date = $4, start_time = $5, starts_at = $6, time_zone = $7, over_at = $8, status = $9,
  initial_date = $10, ticket_url = $11, ticket_status = $12, tour = $13, festival = $14, revision = revision + 1, updated_at = $15
where id = $16;

-- name: set_over
update show_artists set over_at = (select over_at from shows where id = $1) where show_id = $1;

-- name: move_venue
update shows set venue_id = $1, revision = revision + 1, updated_at = $2 where venue_id = $3;

-- name: at_venue_again
-- Shows of one artist on one date at a venue: [kept, further] pairs, for a venue that has taken in another.
select a.id, b.id from shows a join shows b on b.venue_id = a.venue_id and b.date = a.date and b.artist_id = a.artist_id and b.id > a.id
where a.venue_id = $1
order by a.id, b.id;

-- name: move_sources
update show_sources set show_id = $1 where show_id = $2;

-- name: move_source
update show_sources set show_id = $1, how = $2, score = $3, reason = $4 where source = $5 and external_id = $6;

-- name: mark_merged
-- Nothing lists it any more; its address leads to the other.
update shows set merged_into = $1, date = null, over_at = null, venue_id = null, revision = revision + 1, updated_at = $2
where id = $3 or merged_into = $3;

-- name: naming_venue
-- Listings that name a venue by a record: [show, external id, kind].
select show_id, external_id, kind from show_sources where source = $1 and venue_record = $2;

-- name: on_night
-- Shows that an artist heads at a venue on a date.
select id from shows where artist_id = $1 and venue_id = $2 and date = $3 order by id;

-- name: upcoming_of_any
-- Of a JSON list of artists, from a date to a date (empty: open), and where $5 is 1 within $9 degrees of a great circle around latitude
-- $6, whose cosine is $7, and longitude $8: on a plane, which is right to a percent over some hundred kilometres.
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from (select distinct show_id, over_at from show_artists
  where artist_id in (select value from json_each($1)) and over_at > $2) b
join show_rows r on r.id = b.show_id
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
left join venues v on v.id = r.venue_id
where ($3 = '' or r.date >= $3) and ($4 = '' or r.date <= $4)
  and ($5 = 0 or pow(v.latitude - $6, 2) + pow($7 * min(abs(v.longitude - $8), 360 - abs(v.longitude - $8)), 2) <= pow($9, 2))
order by b.over_at, coalesce(r.start_time, '99'), r.id
limit $10;

-- differs because the engines read JSON by functions of their own, and PostgreSQL wants the kinds of parameters it cannot guess
-- name: upcoming_of_any @postgres
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1)
from (select distinct show_id, over_at from show_artists
  where artist_id in (select value::bigint from json_array_elements_text($1::json) k(value)) and over_at > $2) b
join show_rows r on r.id = b.show_id
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
left join venues v on v.id = r.venue_id
where ($3::text = '' or r.date >= $3) and ($4::text = '' or r.date <= $4)
  and ($5::bigint = 0 or pow(v.latitude - $6, 2) + pow($7::double precision * least(abs(v.longitude - $8), 360 - abs(v.longitude - $8)), 2) <= pow($9::double precision, 2))
order by b.over_at, coalesce(r.start_time, '99'), r.id
limit $10;

-- name: announced_of
-- Of a JSON list of artists, from a date on, the latest first.
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1), s.updated_at
from (select distinct show_id from show_artists where artist_id in (select value from json_each($1))) b
join show_rows r on r.id = b.show_id
join shows s on s.id = r.id
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where coalesce(r.date, r.initial_date) >= $2
order by coalesce(r.date, r.initial_date) desc, r.id
limit $3;

-- differs because the engines read JSON by functions of their own
-- name: announced_of @postgres
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1), s.updated_at
from (select distinct show_id from show_artists where artist_id in (select value::bigint from json_array_elements_text($1::json) k(value))) b
join show_rows r on r.id = b.show_id
join shows s on s.id = r.id
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where coalesce(r.date, r.initial_date) >= $2
order by coalesce(r.date, r.initial_date) desc, r.id
limit $3;

-- name: announced
select r.*, coalesce(l.song_count, 0),
  (select title from setlist_songs where setlist_id = l.id and tape = 0 order by position limit 1), s.updated_at
from show_rows r
join shows s on s.id = r.id
left join setlists l on l.show_id = r.id and l.artist_id = r.artist_id
where r.id = (select coalesce(merged_into, id) from shows where id = $1);
