-- name: by_slug
-- The artist at an address.
select id, name, slug, biography, disambiguation, spotify_id, mbid, profile_images, genres, follower_count, popularity, import_status,
  revision, created_at, updated_at
from artists where slug = $1;

-- name: by_id
select id, name, slug, biography, disambiguation, spotify_id, mbid, profile_images, genres, follower_count, popularity, import_status,
  revision, created_at, updated_at
from artists where id = $1;

-- name: by_id_locked
-- The same for one who will change it: profiles of two sources are applied one after the other.
select id, name, slug, biography, disambiguation, spotify_id, mbid, profile_images, genres, follower_count, popularity, import_status,
  revision, created_at, updated_at
from artists where id = $1;

-- differs because SQLite has one writer at a time and needs no row locks
-- name: by_id_locked @postgres
select id, name, slug, biography, disambiguation, spotify_id, mbid, profile_images, genres, follower_count, popularity, import_status,
  revision, created_at, updated_at
from artists where id = $1 for update;

-- name: slug_owner
-- Who has or had an address.
select artist_id from artist_slugs where slug = $1;

-- name: claim_slug
-- An address belongs to the first who had it.
insert into artist_slugs (slug, artist_id) values ($1, $2) on conflict (slug) do nothing;

-- name: id_by_spotify
select id from artists where spotify_id = $1;

-- name: id_by_mbid
select id from artists where mbid = $1;

-- name: id_by_source
select artist_id from artist_sources where source = $1 and external_id = $2;

-- name: ids_by_name
-- Artists whose name or alias folds to this.
select id from artists where name_folded = $1
union
select artist_id from artist_aliases where folded = $1
order by 1;

-- name: insert_artist
-- Nothing when the Spotify id or the address is taken, also by a transaction under way.
insert into artists (id, name, name_folded, slug, spotify_id, profile_images, genres, popularity, import_status, revision, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', 1, $9, $9)
on conflict do nothing;

-- name: update_profile
update artists set name = $1, name_folded = $2, biography = $3, disambiguation = $4, profile_images = $5, genres = $6,
  follower_count = $7, popularity = $8, revision = revision + 1, updated_at = $9
where id = $10;

-- name: move_to_slug
update artists set slug = $1 where id = $2 and not exists (select 1 from artists other where other.slug = $1);

-- name: take_spotify_id
-- Unless the artist has one, or another artist has this one.
update artists set spotify_id = $1
where id = $2 and spotify_id is null and not exists (select 1 from artists other where other.spotify_id = $1);

-- name: take_mbid
update artists set mbid = $1 where id = $2 and mbid is null and not exists (select 1 from artists other where other.mbid = $1);

-- name: set_import_status
update artists set import_status = $1, revision = revision + 1, updated_at = $2 where id = $3 and import_status <> $1;

-- name: touch
update artists set revision = revision + 1, updated_at = $1 where id = $2 returning revision;

-- name: insert_alias
insert into artist_aliases (artist_id, folded, alias, source) values ($1, $2, $3, $4) on conflict (artist_id, folded) do nothing;

-- name: aliases
select alias from artist_aliases where artist_id = $1 order by alias;

-- name: insert_source
insert into artist_sources (source, external_id, artist_id, url, fetched_at, how, score, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (source, external_id) do update set
  url = case when artist_sources.artist_id = excluded.artist_id then coalesce(excluded.url, artist_sources.url) else artist_sources.url end,
  fetched_at = excluded.fetched_at
returning artist_id;

-- name: sources
select source, external_id, url, how, score, reason from artist_sources where artist_id = $1 order by source, external_id;

-- name: give_source
update artist_sources set artist_id = $1, how = 'person', score = 1, reason = 'a person split it off'
where source = $2 and external_id = $3;

-- name: drop_spotify_id
update artists set spotify_id = null where id = $1 and spotify_id = $2;

-- name: drop_mbid
update artists set mbid = null where id = $1 and mbid = $2;

-- name: give_aliases
-- What a service called an artist it calls the other.
insert into artist_aliases (artist_id, folded, alias, source)
select a.id, s.folded, s.alias, s.source from artist_aliases s join artists a on a.id = $1
where s.artist_id = $2 and s.source = $3
on conflict (artist_id, folded) do nothing;

-- name: drop_aliases
delete from artist_aliases where artist_id = $1 and source = $2;

-- name: recently_imported
-- Ids are ordered by time.
select id, name, slug, profile_images, genres, follower_count, import_status
from artists where import_status in ('importing', 'completed') order by id desc limit $1;

-- name: most_followed
select id, name, slug, profile_images, genres, follower_count, import_status
from artists where follower_count is not null order by follower_count desc limit $1;

-- name: count_all
select count(*) from artists;

-- name: names_after
-- For the search index: a row for each alias, by artist.
select a.id, a.name, a.slug, a.popularity, a.profile_images, a.updated_at, s.alias
from (select id, name, slug, popularity, profile_images, updated_at from artists where id > $1 order by id limit $2) a
left join artist_aliases s on s.artist_id = a.id
order by a.id, s.alias;

-- name: names_changed
select a.id, a.name, a.slug, a.popularity, a.profile_images, a.updated_at, s.alias
from (select id, name, slug, popularity, profile_images, updated_at from artists where updated_at >= $1 order by updated_at, id limit $2) a
left join artist_aliases s on s.artist_id = a.id
order by a.updated_at, a.id, s.alias;

-- name: name_of
select a.id, a.name, a.slug, a.popularity, a.profile_images, a.updated_at, s.alias
from artists a left join artist_aliases s on s.artist_id = a.id
where a.id = $1
order by s.alias;
