-- name: insert_album
insert into albums (id, artist_id, spotify_id, title, title_key, kind, released, total_tracks, image_url, url, tracks_imported, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)
on conflict (artist_id, spotify_id) do nothing;

-- name: album_by_spotify
select id, kind, tracks_imported from albums where artist_id = $1 and spotify_id = $2;

-- name: update_album
-- What the service leaves out this time stays.
update albums set title = $1, title_key = $2, kind = $3, released = coalesce($4, released), total_tracks = coalesce($5, total_tracks),
  image_url = coalesce($6, image_url), url = coalesce($7, url)
where id = $8;

-- name: editions
-- All editions of a record.
select id, title, released, total_tracks, spotify_id, variant_of from albums where artist_id = $1 and title_key = $2 and kind = $3;

-- name: set_variant_of
update albums set variant_of = $1 where id = $2;

-- name: shown_albums
select a.id, a.spotify_id, a.title, a.kind, a.released, a.total_tracks, a.image_url, a.url, 1 + coalesce(v.editions, 0)
from albums a
left join (select variant_of, count(*) as editions from albums where artist_id = $1 and variant_of is not null group by variant_of) v
  on v.variant_of = a.id
where a.artist_id = $1 and a.variant_of is null and a.kind in ('album', 'single')
order by coalesce(a.released, '') desc, a.id desc
limit $2;

-- name: albums_without_tracks
select spotify_id from albums
where artist_id = $1 and tracks_imported = 0 and variant_of is null and kind in ('album', 'single')
order by coalesce(released, '') desc, id desc
limit $2;

-- name: upsert_tracks
-- From a JSON list of [id, song, spotify_id, isrc, title, disc, number, duration_ms].
insert into tracks (id, album_id, song_id, spotify_id, isrc, title, disc, number, duration_ms)
select value ->> 0, $1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 from json_each($2) where true
on conflict (album_id, disc, number) do update set song_id = excluded.song_id, spotify_id = coalesce(excluded.spotify_id, tracks.spotify_id),
  isrc = coalesce(excluded.isrc, tracks.isrc), title = excluded.title, duration_ms = coalesce(excluded.duration_ms, tracks.duration_ms);

-- differs because the engines read JSON by functions of their own
-- name: upsert_tracks @postgres
insert into tracks (id, album_id, song_id, spotify_id, isrc, title, disc, number, duration_ms)
select (value ->> 0)::bigint, $1::bigint, (value ->> 1)::bigint, value ->> 2, value ->> 3, value ->> 4, (value ->> 5)::bigint,
  (value ->> 6)::bigint, (value ->> 7)::bigint
from json_array_elements($2::json) k(value)
on conflict (album_id, disc, number) do update set song_id = excluded.song_id, spotify_id = coalesce(excluded.spotify_id, tracks.spotify_id),
  isrc = coalesce(excluded.isrc, tracks.isrc), title = excluded.title, duration_ms = coalesce(excluded.duration_ms, tracks.duration_ms);

-- name: date_songs
-- Songs of an album know their first release and their shortest length.
update songs set
  first_released = case when first_released is null or first_released > $1 then $1 else first_released end,
  duration_ms = (select min(t.duration_ms) from tracks t where t.song_id = songs.id)
where id in (select song_id from tracks where album_id = $2);

-- name: count_tracks
update albums set tracks_imported = (select count(*) from tracks where album_id = $1) where id = $1;

-- name: tracks
select song_id, title, disc, number, duration_ms from tracks where album_id = $1 order by disc, number;

-- name: give_albums
update albums set artist_id = $1 where artist_id = $2;

-- name: songs_of_another
-- Whose songs an artist's records have, of another's: [song, title].
select distinct s.id, s.title from albums a join tracks t on t.album_id = a.id join songs s on s.id = t.song_id
where a.artist_id = $1 and s.artist_id = $2
order by s.id;

-- name: record_own
update tracks set song_id = $1 where song_id = $2 and album_id in (select id from albums where artist_id = $3);

-- name: close_album
-- A record whose tracks will not come: nothing is asked for again.
update albums set tracks_imported = -1 where artist_id = $1 and spotify_id = $2 and tracks_imported = 0;
