-- name: by_id
-- One that was merged answers as the one it has become.
select v.id, v.name, v.slug, v.city, v.region, v.country, v.country_code, v.address, v.postal_code, v.latitude, v.longitude, v.time_zone,
  v.capacity, v.amenities, v.url, v.revision, v.updated_at
from venues o join venues v on v.id = coalesce(o.merged_into, o.id)
where o.id = $1;

-- name: by_slug
select v.id, v.name, v.slug, v.city, v.region, v.country, v.country_code, v.address, v.postal_code, v.latitude, v.longitude, v.time_zone,
  v.capacity, v.amenities, v.url, v.revision, v.updated_at
from venues o join venues v on v.id = coalesce(o.merged_into, o.id)
where o.slug = $1;

-- name: town
-- The middle of the venues of the town of this name, in the country with most of them.
select avg(latitude), avg(longitude) from venues
where city_key = $1 and latitude is not null
group by coalesce(country_code, '')
order by count(*) desc
limit 1;

-- name: lock_venue
-- Sources that speak about one venue at once are heard one after the other.
select id from venues where id = $1;

-- differs because SQLite has one writer at a time and needs no row locks
-- name: lock_venue @postgres
select id from venues where id = $1 for update;

-- name: lock_city
-- Two imports that meet the same new building at once make one venue of it.
select $1;

-- differs because SQLite has one writer at a time
-- name: lock_city @postgres
select pg_advisory_xact_lock(hashtext('venues ' || $1));

-- name: id_by_source
select venue_id from venue_sources where source = $1 and external_id = $2;

-- name: insert_source
insert into venue_sources (source, external_id, venue_id, url, fetched_at, how, score, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (source, external_id) do nothing;

-- name: sources
select source, external_id, url, how, score, reason from venue_sources where venue_id = $1 order by source, external_id;

-- name: in_city
-- Every name that venues of a town have or had, the same name first.
select v.id, n.name, n.city, v.region, v.country_code, v.latitude, v.longitude
from venue_names n join venues v on v.id = n.venue_id
where n.city_key = $1
order by case when n.name_key = $2 then 0 else 1 end, v.id, n.name_key
limit 2000;

-- name: in_box
-- Possible matches around a place.
select v.id, n.name, n.city, v.region, v.country_code, v.latitude, v.longitude
from venues v join venue_names n on n.venue_id = v.id
where v.latitude between $1 and $2 and v.longitude between $3 and $4
order by v.id, n.name_key
limit 2000;

-- name: named
-- Of the same name anywhere; one side may not know its town.
select v.id, n.name, n.city, v.region, v.country_code, v.latitude, v.longitude
from venue_names n join venues v on v.id = n.venue_id
where n.name_key = $1
order by v.id, n.city_key
limit 200;

-- name: insert_name
insert into venue_names (venue_id, name_key, city_key, name, city) values ($1, $2, $3, $4, $5)
on conflict (venue_id, name_key, city_key) do nothing;

-- name: names
select distinct name from venue_names where venue_id = $1 order by name;

-- name: merge_names
insert into venue_names (venue_id, name_key, city_key, name, city)
select cast($1 as bigint), name_key, city_key, name, city from venue_names where venue_id = $2
on conflict (venue_id, name_key, city_key) do nothing;

-- name: drop_names
delete from venue_names where venue_id = $1;

-- name: merge_sources
update venue_sources set venue_id = $1 where venue_id = $2;

-- name: mark_merged
-- Also those that were merged into it before.
update venues set merged_into = $1, latitude = null, longitude = null, revision = revision + 1, updated_at = $2
where id = $3 or merged_into = $3;

-- name: insert_venue
-- Nothing when the address is taken.
insert into venues (id, name, name_key, slug, city, city_key, country_code, amenities, revision, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, '[]', 1, $8, $8)
on conflict do nothing;

-- name: update_venue
update venues set name = $1, name_key = $2, city = $3, city_key = $4, region = $5, country = $6, country_code = $7, address = $8,
  postal_code = $9, latitude = $10, longitude = $11, time_zone = $12, capacity = $13, url = $14, revision = revision + 1, updated_at = $15
where id = $16;

-- name: touch
update venues set revision = revision + 1, updated_at = $1 where id = $2 returning revision;

-- name: give_source
update venue_sources set venue_id = $1, how = 'person', score = 1, reason = 'a person moved it here' where source = $2 and external_id = $3;
