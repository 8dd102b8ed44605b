-- name: played_before
-- What an artist played at each show that began before a time: $2, or, where the hour is unknown, the date $3. In the order of time.
select l.id, s.date, r.song_id, s.venue_id
from setlists l
join shows s on s.id = l.show_id
join setlist_songs r on r.setlist_id = l.id
where l.artist_id = $1 and l.status = 'completed' and l.song_count > 0 and r.tape = 0 and r.song_id is not null
  and (s.starts_at < $2 or (s.starts_at is null and s.date < $3))
order by s.date, coalesce(s.start_time, ''), l.id;

-- name: titles
-- Of the songs of a JSON list.
select s.id, s.title from json_each($1) k cross join songs s where s.id = k.value;

-- differs because the engines read JSON by functions of their own
-- name: titles @postgres
select s.id, s.title from json_array_elements_text($1::json) k(value) join songs s on s.id = k.value::bigint;
