-- name: show_version
-- What a finished show page depends on: the show, its setlists, and the headliner (names, how often a song was played).
select s.revision, a.revision, (select coalesce(sum(l.revision), 0) from setlists l where l.show_id = s.id)
from shows s join artists a on a.id = s.artist_id where s.id = $1;
