-- name: plays
-- Every counted song of an artist, show by show in time, in the order played. Tapes and empty setlists do not count.
select l.show_id, coalesce(s.date, ''), r.song_id, case r.section when 'encore' then 1 else 0 end
from setlists l
join shows s on s.id = l.show_id
join setlist_songs r on r.setlist_id = l.id
where l.artist_id = $1 and l.status = 'completed' and l.song_count > 0 and r.tape = 0
order by coalesce(s.date, ''), coalesce(s.start_time, ''), l.id, r.position;

-- name: clear
delete from song_statistics where artist_id = $1;

-- name: write
-- From a JSON list of [song, plays, openers, closers, encores, first_played, first_show, last_played, last_show, gap].
insert into song_statistics (artist_id, song_id, plays, openers, closers, encores, first_played, first_show_id, last_played, last_show_id, gap)
select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
from json_each($2);

-- differs because the engines read JSON by functions of their own
-- name: write @postgres
insert into song_statistics (artist_id, song_id, plays, openers, closers, encores, first_played, first_show_id, last_played, last_show_id, gap)
select $1::bigint, (value ->> 0)::bigint, (value ->> 1)::bigint, (value ->> 2)::bigint, (value ->> 3)::bigint, (value ->> 4)::bigint, value ->> 5,
  (value ->> 6)::bigint, value ->> 7, (value ->> 8)::bigint, (value ->> 9)::bigint
from json_array_elements($2::json) k(value);

-- name: figures
select f.song_id, s.title, f.plays, f.openers, f.closers, f.encores, f.first_played, f.first_show_id, f.last_played, f.last_show_id, f.gap
from song_statistics f join songs s on s.id = f.song_id
where f.artist_id = $1
order by f.plays desc, s.title;

-- name: totals
select count(*), coalesce(sum(song_count), 0) from setlists where artist_id = $1 and status = 'completed' and song_count > 0;

-- name: distinct_songs
select count(*) from song_statistics where artist_id = $1;
