-- name: followers
-- What an artist played right after the song $3 (-1: first) at the latest $2 nights with a setlist, and how many nights ago, from 1.
-- Tapes are no songs; one that nobody could name stands between its neighbours.
with nights as (
  select l.id, row_number() over (order by s.date desc, coalesce(s.start_time, '') desc, l.id desc) as ago
  from setlists l
  join shows s on s.id = l.show_id
  where l.artist_id = $1 and l.status = 'completed' and l.song_count > 0
), pairs as (
  select n.ago, r.song_id, lag(coalesce(r.song_id, 0), 1, cast(-1 as bigint)) over (partition by r.setlist_id order by r.position) as before
  from nights n
  join setlist_songs r on r.setlist_id = n.id
  where n.ago <= $2 and r.tape = 0
)
select song_id, ago from pairs where before = $3 and song_id is not null;
