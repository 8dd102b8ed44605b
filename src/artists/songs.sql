-- name: songs_by_key
-- The titles of many keys, given as a JSON list: [key, id, title_rank, cover_key]. The cross join has SQLite look each key up.
select s.title_key, s.id, s.title_rank, s.cover_key
from json_each($1) k cross join songs s where s.artist_id = $2 and s.title_key = k.value;

-- differs because the engines read JSON by functions of their own
-- name: songs_by_key @postgres
select s.title_key, s.id, s.title_rank, s.cover_key
from json_array_elements_text($1::json) k(value) join songs s on s.artist_id = $2 and s.title_key = k.value;

-- name: put_songs
-- From a JSON list of [id, title, title_key, title_rank, cover_key]. The best spelling and the least original artist stay, in any order.
insert into songs (id, artist_id, title, title_key, title_rank, cover_key)
select value ->> 0, $1, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each($2) where true
on conflict (artist_id, title_key) do update set
  title = case when excluded.title_rank < songs.title_rank then excluded.title else songs.title end,
  title_rank = case when excluded.title_rank < songs.title_rank then excluded.title_rank else songs.title_rank end,
  cover_key = case when songs.cover_key is null or excluded.cover_key < songs.cover_key then excluded.cover_key else songs.cover_key end;

-- differs because the engines read JSON by functions of their own
-- name: put_songs @postgres
insert into songs (id, artist_id, title, title_key, title_rank, cover_key)
select (value ->> 0)::bigint, $1::bigint, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_array_elements($2::json) k(value)
on conflict (artist_id, title_key) do update set
  title = case when excluded.title_rank < songs.title_rank then excluded.title else songs.title end,
  title_rank = case when excluded.title_rank < songs.title_rank then excluded.title_rank else songs.title_rank end,
  cover_key = case when songs.cover_key is null or excluded.cover_key collate "C" < songs.cover_key collate "C" then excluded.cover_key
    else songs.cover_key end;

-- name: song_by_key
select coalesce(merged_into, id) from songs where artist_id = $1 and title_key = $2;

-- name: title_with_key
select id from songs where artist_id = $1 and title_key = $2;

-- name: song_of
select s.id, s.artist_id, s.title from songs o join songs s on s.id = coalesce(o.merged_into, o.id) where o.id = $1;

-- name: songs_of
select id, artist_id, title from songs where artist_id = $1 and merged_into is null order by title_key, id limit $2;

-- name: known_titles
select id, title_key, title, title_rank, coalesce(cover_key, ''), coalesce(merged_into, 0), how, score, reason from songs where artist_id = $1;

-- name: recorded
-- On which records titles stand, and under which ISRC.
select t.song_id, t.album_id, coalesce(t.isrc, '') from albums a join tracks t on t.album_id = a.id where a.artist_id = $1;

-- name: keys_of_namesakes
-- The songs of everybody of a name: [key, title].
select s.title_key, s.title from songs s
where s.artist_id in (select id from artists where name_folded = $1 union select artist_id from artist_aliases where folded = $1)
  and s.artist_id <> $2
order by s.title_key, s.title;

-- name: set_song
update songs set merged_into = $1, how = $2, score = $3, reason = $4 where id = $5;

-- name: parts_of_artist
-- What medleys of an artist are made of, as stored.
select p.song_id, p.part_id from songs s join song_parts p on p.song_id = s.id where s.artist_id = $1 order by p.song_id, p.position;

-- name: clear_parts
delete from song_parts where song_id = $1;

-- name: put_part
insert into song_parts (song_id, position, part_id) values ($1, $2, $3);

-- name: play_medleys_of
select distinct s.artist_id from songs s
where s.artist_id <> $1 and s.title like '% / %'
  and s.cover_key in (select name_folded from artists where id = $1 union select folded from artist_aliases where artist_id = $1)
order by 1;

-- name: counted_as
-- What is counted as something else, in order: [title, song].
select s.id, coalesce(o.merged_into, o.id), p.position
from songs s join song_parts p on p.song_id = s.id join songs o on o.id = p.part_id
where s.artist_id = $1
union all
select s.id, s.merged_into, 0 from songs s
where s.artist_id = $1 and s.merged_into is not null and not exists (select 1 from song_parts p where p.song_id = s.id)
order by 1, 3;

-- name: titles_of
select id, title, title_key, how, score, reason from songs where id = $1 or merged_into = $1
order by case when merged_into is null then 0 else 1 end, title_key;

-- name: parts_of
select o.title from song_parts p join songs o on o.id = p.part_id where p.song_id = $1 order by p.position;

-- name: recordings_of
select t.title, a.title, coalesce(a.released, ''), a.kind, coalesce(t.isrc, '')
from songs s join tracks t on t.song_id = s.id join albums a on a.id = t.album_id
where s.id = $1 or s.merged_into = $1
order by coalesce(a.released, '9999'), a.title, t.disc, t.number
limit 500;
