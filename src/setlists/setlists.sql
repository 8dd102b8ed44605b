-- name: ensure_setlist
-- A show's setlist of one artist; a draft until songs arrive.
insert into setlists (id, show_id, artist_id, status, revision, song_count, created_at, updated_at) values ($1, $2, $3, 'draft', 0, 0, $4, $4)
on conflict (show_id, artist_id) do nothing;

-- name: id_of
select id from setlists where show_id = $1 and artist_id = $2;

-- name: for_update
select id, song_count, source, source_version from setlists where show_id = $1 and artist_id = $2;

-- differs because SQLite has one writer at a time and needs no row locks
-- name: for_update @postgres
select id, song_count, source, source_version from setlists where show_id = $1 and artist_id = $2 for update;

-- name: update_setlist
update setlists set status = $1, song_count = $2, info = $3, source = $4, source_url = $5, source_version = $6, revision = revision + 1, updated_at = $7
where id = $8;

-- name: by_show
-- In billing order.
select l.id, l.show_id, l.artist_id, a.name, a.slug, l.status, l.revision, l.song_count, l.info, l.source, l.source_url, l.updated_at
from setlists l join artists a on a.id = l.artist_id
where l.show_id = $1
order by coalesce((select min(b.position) from show_artists b where b.show_id = l.show_id and b.artist_id = l.artist_id), 1000), l.id;

-- name: by_id
select l.id, l.show_id, l.artist_id, a.name, a.slug, l.status, l.revision, l.song_count, l.info, l.source, l.source_url, l.updated_at
from setlists l join artists a on a.id = l.artist_id
where l.id = $1;

-- name: stored_rows
-- What a new version is compared with.
select id, song_id, title, tape from setlist_songs where setlist_id = $1 order by position;

-- name: step_aside
-- Makes room for the new order: positions are unique at every moment.
update setlist_songs set position = -position where setlist_id = $1;

-- name: write_rows
-- From a JSON list of [id, position, section, section_number, section_name, song, title, artist_name, cover_of, guest, note, duration_ms, tape].
insert into setlist_songs (id, setlist_id, position, section, section_number, section_name, song_id, title, artist_name, cover_of, guest, note,
  duration_ms, tape, up_votes, down_votes)
select value ->> 0, $1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9,
  value ->> 10, value ->> 11, value ->> 12, 0, 0
from json_each($2) where true
on conflict (id) do update set position = excluded.position, section = excluded.section, section_number = excluded.section_number,
  section_name = excluded.section_name, song_id = excluded.song_id, title = excluded.title, artist_name = excluded.artist_name,
  cover_of = excluded.cover_of, guest = excluded.guest, note = excluded.note, duration_ms = excluded.duration_ms, tape = excluded.tape;

-- differs because the engines read JSON by functions of their own
-- name: write_rows @postgres
insert into setlist_songs (id, setlist_id, position, section, section_number, section_name, song_id, title, artist_name, cover_of, guest, note,
  duration_ms, tape, up_votes, down_votes)
select (value ->> 0)::bigint, $1::bigint, (value ->> 1)::bigint, value ->> 2, (value ->> 3)::bigint, value ->> 4, (value ->> 5)::bigint,
  value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, (value ->> 11)::bigint, (value ->> 12)::bigint, 0, 0
from json_array_elements($2::json) k(value)
on conflict (id) do update set position = excluded.position, section = excluded.section, section_number = excluded.section_number,
  section_name = excluded.section_name, song_id = excluded.song_id, title = excluded.title, artist_name = excluded.artist_name,
  cover_of = excluded.cover_of, guest = excluded.guest, note = excluded.note, duration_ms = excluded.duration_ms, tape = excluded.tape;

-- name: drop_rows
delete from setlist_songs where setlist_id = $1 and position < 0;

-- name: rows
-- A setlist with what is known of its songs.
select r.id, r.position, r.section, r.section_number, r.section_name, r.song_id, r.title, r.artist_name, r.cover_of, r.guest, r.note,
  r.duration_ms, r.tape, r.up_votes, r.down_votes, coalesce(f.plays, 0), case when f.first_show_id = l.show_id then 1 else 0 end
from setlist_songs r
join setlists l on l.id = r.setlist_id
left join songs s on s.id = r.song_id
left join song_statistics f on f.artist_id = l.artist_id and f.song_id = coalesce(s.merged_into, s.id)
where r.setlist_id = $1
order by r.position;

-- name: played_at
-- Setlists of a show: [id, artist, songs].
select id, artist_id, song_count from setlists where show_id = $1 order by artist_id;

-- name: move_setlist
update setlists set show_id = $1, revision = revision + 1, updated_at = $2 where id = $3;

-- name: give_setlist
update setlists set artist_id = $1, revision = revision + 1, updated_at = $2 where show_id = $3 and artist_id = $4;

-- name: songs_of_another
-- What the setlists of an artist have of another's songs: [song, title, original artist].
select s.id, s.title, min(r.cover_of) from setlists l join setlist_songs r on r.setlist_id = l.id join songs s on s.id = r.song_id
where l.artist_id = $1 and s.artist_id = $2
group by s.id, s.title
order by s.id;

-- name: sing_own
update setlist_songs set song_id = $1 where song_id = $2 and setlist_id in (select id from setlists where artist_id = $3);

-- name: move_songs
update setlist_songs set setlist_id = $1 where setlist_id = $2;

-- name: drop_songs
delete from setlist_songs where setlist_id = $1;

-- name: take_facts
-- What was known of the second setlist is known of the first.
update setlists set status = o.status, song_count = o.song_count, info = o.info, source = o.source, source_url = o.source_url,
  source_version = o.source_version, revision = setlists.revision + 1, updated_at = $1
from (select status, song_count, info, source, source_url, source_version from setlists where id = $2) o
where setlists.id = $3;

-- name: empty_setlist
update setlists set status = 'draft', song_count = 0, source = null, source_url = null, source_version = null, revision = revision + 1, updated_at = $1
where id = $2;
