-- name: artist_lines
-- What is shown beside the names found: from a JSON list of ids.
select a.id, a.genres, a.import_status,
  (select s.date from show_artists b join shows s on s.id = b.show_id where b.artist_id = a.id and b.over_at > $1 order by b.over_at limit 1)
from json_each($2) k cross join artists a where a.id = k.value;

-- differs because the engines read JSON by functions of their own
-- name: artist_lines @postgres
select a.id, a.genres, a.import_status,
  (select s.date from show_artists b join shows s on s.id = b.show_id where b.artist_id = a.id and b.over_at > $1 order by b.over_at limit 1)
from json_array_elements_text($2::json) k(value) join artists a on a.id = k.value::bigint;

-- name: venues_called
-- Venues whose name and city have these beginnings of words in this order; exact names and towns first, then where most is coming up.
select v.name, v.slug, v.city, v.country_code,
  (select count(*) from shows s where s.venue_id = v.id and s.over_at > $1) as soon
from venues v
where ' ' || v.name_key || ' ' || v.city_key like $2
order by case when v.name_key = $3 then 0 when v.city_key = $3 then 1 else 2 end, soon desc, v.name_key, v.id
limit $4;

-- name: here_already
-- Which of these Spotify ids, a JSON list, belong to artists who are here.
select a.spotify_id, a.slug from json_each($1) k cross join artists a where a.spotify_id = k.value;

-- differs because the engines read JSON by functions of their own
-- name: here_already @postgres
select a.spotify_id, a.slug from json_array_elements_text($1::json) k(value) join artists a on a.spotify_id = k.value;
