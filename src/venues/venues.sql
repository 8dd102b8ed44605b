-- name: by_id
select id, name, slug, city, region, country, country_code, address, postal_code, latitude, longitude, time_zone, capacity, amenities, url,
  revision, updated_at
from venues where id = $1;

-- name: by_slug
select id, name, slug, city, region, country, country_code, address, postal_code, latitude, longitude, time_zone, capacity, amenities, url,
  revision, updated_at
from venues where slug = $1;

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
insert into venue_sources (source, external_id, venue_id, url, fetched_at) values ($1, $2, $3, $4, $5)
on conflict (source, external_id) do nothing;

-- name: sources
select source, external_id, url from venue_sources where venue_id = $1 order by source, external_id;

-- name: in_city
-- Possible matches in a town, the same name first.
select id, name, city, region, country_code, latitude, longitude from venues
where city_key = $1
order by case when name_key = $2 then 0 else 1 end, id
limit 2000;

-- name: in_box
-- Possible matches around a place.
select id, name, city, region, country_code, latitude, longitude from venues
where latitude between $1 and $2 and longitude between $3 and $4
order by id
limit 2000;

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
