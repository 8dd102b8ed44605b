-- name: show_version
-- What a finished show page depends on: the show, its setlists, their documents, and the headliner (names, how often a song was played).
select s.revision, a.revision, (select coalesce(sum(l.revision), 0) from setlists l where l.show_id = s.id),
  (select coalesce(sum(d.revision), 0) from setlists l join setlist_documents d on d.setlist_id = l.id where l.show_id = s.id)
from shows s join artists a on a.id = s.artist_id where s.id = $1;

-- name: visit
select seen_at, here_at from following_visits where user_id = $1;

-- name: note_visit
insert into following_visits (user_id, seen_at, here_at) values ($1, $2, $3)
on conflict (user_id) do update set seen_at = excluded.seen_at, here_at = excluded.here_at;

-- name: followed
-- The largest activity first.
select a.name, a.slug, (select count(*) from show_artists b where b.artist_id = a.id and b.over_at > $1) as ahead
from follows f join artists a on a.id = f.artist_id
where f.user_id = $2
order by ahead desc, a.name
limit $3;

-- name: here_and_followed
-- Of a JSON list of Spotify ids those that are here, and whether $1 follows them.
select a.spotify_id, a.slug, (select count(*) from follows f where f.artist_id = a.id and f.user_id = $1)
from artists a where a.spotify_id in (select value from json_each($2));

-- differs because the engines read JSON by functions of their own
-- name: here_and_followed @postgres
select a.spotify_id, a.slug, (select count(*) from follows f where f.artist_id = a.id and f.user_id = $1)
from artists a where a.spotify_id in (select value from json_array_elements_text($2::json) k(value));

-- name: news
-- Of a JSON list of artists since $2: shows that were announced and are not over, setlists of shows that are, and songs that were played for
-- the first time at one that was over after $4. That all songs of the first setlist we know are new is no news.
select kind, count(*), max(at) as latest, name, slug, max(show_id), max(title)
from (
  select 'show' as kind, s.created_at as at, a.name, a.slug, s.id as show_id, '' as title
  from show_artists b join shows s on s.id = b.show_id join artists a on a.id = b.artist_id
  where b.artist_id in (select value from json_each($1)) and s.created_at > $2 and b.over_at > $3
  union all
  select 'setlist', l.updated_at, a.name, a.slug, s.id, ''
  from setlists l join shows s on s.id = l.show_id join artists a on a.id = l.artist_id
  where l.artist_id in (select value from json_each($1)) and l.updated_at > $2 and l.song_count > 0 and s.over_at <= $3
  union all
  select 'debut', l.updated_at, a.name, a.slug, s.id, g.title
  from song_statistics f join setlists l on l.show_id = f.first_show_id and l.artist_id = f.artist_id
  join shows s on s.id = f.first_show_id join artists a on a.id = f.artist_id join songs g on g.id = f.song_id
  where f.artist_id in (select value from json_each($1)) and l.updated_at > $2 and s.over_at <= $3 and s.over_at > $4
    and exists (select 1 from setlists e join shows p on p.id = e.show_id where e.artist_id = f.artist_id and e.song_count > 0 and p.date < s.date)
) n
group by kind, name, slug
order by latest desc
limit $5;

-- differs because the engines read JSON by functions of their own
-- name: news @postgres
select kind, count(*), max(at) as latest, name, slug, max(show_id), max(title)
from (
  select 'show' as kind, s.created_at as at, a.name, a.slug, s.id as show_id, '' as title
  from show_artists b join shows s on s.id = b.show_id join artists a on a.id = b.artist_id
  where b.artist_id in (select value::bigint from json_array_elements_text($1::json) k(value)) and s.created_at > $2 and b.over_at > $3
  union all
  select 'setlist', l.updated_at, a.name, a.slug, s.id, ''
  from setlists l join shows s on s.id = l.show_id join artists a on a.id = l.artist_id
  where l.artist_id in (select value::bigint from json_array_elements_text($1::json) k(value)) and l.updated_at > $2 and l.song_count > 0
    and s.over_at <= $3
  union all
  select 'debut', l.updated_at, a.name, a.slug, s.id, g.title
  from song_statistics f join setlists l on l.show_id = f.first_show_id and l.artist_id = f.artist_id
  join shows s on s.id = f.first_show_id join artists a on a.id = f.artist_id join songs g on g.id = f.song_id
  where f.artist_id in (select value::bigint from json_array_elements_text($1::json) k(value)) and l.updated_at > $2 and s.over_at <= $3 and s.over_at > $4
    and exists (select 1 from setlists e join shows p on p.id = e.show_id where e.artist_id = f.artist_id and e.song_count > 0 and p.date < s.date)
) n
group by kind, name, slug
order by latest desc
limit $5;

-- name: own_songs
-- Songs of a setlist's artist with a word that begins so ($2: at the start, $3: later), those that begin so first.
-- A song is found by each of its titles and told once.
select o.title, coalesce(max(t.plays), 0) as plays
from setlists l
join songs s on s.artist_id = l.artist_id
join songs o on o.id = coalesce(s.merged_into, s.id)
left join song_statistics t on t.artist_id = o.artist_id and t.song_id = o.id
where l.id = $1 and (s.title_key like $2 or s.title_key like $3)
group by o.id, o.title
order by min(case when s.title_key like $2 then 0 else 1 end), plays desc, o.title
limit $4;

-- name: others_songs
-- Songs of other artists whose title is between $2 and $3.
select s.title, a.name
from songs s join artists a on a.id = s.artist_id
where s.artist_id <> (select artist_id from setlists where id = $1) and s.title_key >= $2 and s.title_key < $3 and s.merged_into is null
order by s.title_key, a.name
limit $4;

-- differs because PostgreSQL orders text by its language unless told otherwise
-- name: others_songs @postgres
select s.title, a.name
from songs s join artists a on a.id = s.artist_id
where s.artist_id <> (select artist_id from setlists where id = $1) and s.title_key collate "C" >= $2 and s.title_key collate "C" < $3 and s.merged_into is null
order by s.title_key collate "C", a.name
limit $4;

-- name: contributed
select count(distinct setlist_id), count(*) from setlist_ops where user_id = $1;

-- name: votes_given
select count(*) from votes where user_id = $1;

-- name: contributions
-- By setlist, the last changed first.
select o.changes, o.latest, s.id, a.name, coalesce(v.name, ''), coalesce(s.date, '')
from (select setlist_id, count(*) as changes, max(at) as latest from setlist_ops where user_id = $1 group by setlist_id) o
join setlists l on l.id = o.setlist_id
join artists a on a.id = l.artist_id
join shows s on s.id = l.show_id
left join venues v on v.id = s.venue_id
order by o.latest desc, o.setlist_id desc
limit $2 offset $3;
