-- name: of_subject
-- Everything that was said about one thing, by field, the winning value first.
select field, source, value, wins, fetched_at
from provenance
where entity = $1 and entity_id = $2
order by field, wins desc, fetched_at desc, source;

-- name: put
-- What a source says now takes the place of what it said before.
insert into provenance (entity, entity_id, field, source, value, wins, fetched_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (entity, entity_id, field, source) do update set value = excluded.value, wins = excluded.wins, fetched_at = excluded.fetched_at;

-- name: set_wins
update provenance set wins = $1 where entity = $2 and entity_id = $3 and field = $4 and source = $5;

-- name: withdraw
delete from provenance where entity = $1 and entity_id = $2 and source = $3 and field = $4;

-- name: copy
insert into provenance (entity, entity_id, field, source, value, wins, fetched_at)
select entity, cast($1 as bigint), field, source, value, 0, fetched_at from provenance where entity = $2 and entity_id = $3
on conflict (entity, entity_id, field, source) do nothing;

-- name: forget
delete from provenance where entity = $1 and entity_id = $2;

-- name: copy_source
insert into provenance (entity, entity_id, field, source, value, wins, fetched_at)
select entity, cast($1 as bigint), field, source, value, 0, fetched_at from provenance where entity = $2 and entity_id = $3 and source = $4
on conflict (entity, entity_id, field, source) do nothing;

-- name: forget_source
delete from provenance where entity = $1 and entity_id = $2 and source = $3;

-- name: rename_value
update provenance set value = $1 where entity = $2 and field = $3 and value = $4;
