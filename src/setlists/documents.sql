-- name: head
select revision, document from setlist_documents where setlist_id = $1;

-- name: begin
insert into setlist_documents (setlist_id, revision, document, updated_at) values ($1, $2, $3, $4) on conflict (setlist_id) do nothing;

-- name: advance
-- Nobody may have committed since `before`; `append` finds out.
update setlist_documents set revision = $1, document = $2, updated_at = $3 where setlist_id = $4 and revision = $5;

-- name: append
-- From a JSON list of [revision, client, client_seq, user, ops, inverse, undo_of, rollback_to, at], if the document has been brought to $3.
-- By somebody else it may have been brought there, too: then all of these revisions are there, and none is added.
insert into setlist_ops (setlist_id, revision, client, client_seq, user_id, ops, inverse, undo_of, rollback_to, at)
select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8 from json_each($2)
where exists (select 1 from setlist_documents where setlist_id = $1 and revision = $3) on conflict (setlist_id, revision) do nothing;

-- differs because the engines read JSON by functions of their own
-- name: append @postgres
insert into setlist_ops (setlist_id, revision, client, client_seq, user_id, ops, inverse, undo_of, rollback_to, at)
select $1::bigint, (value ->> 0)::bigint, value ->> 1, (value ->> 2)::bigint, (value ->> 3)::bigint, value ->> 4, value ->> 5, (value ->> 6)::bigint,
  (value ->> 7)::bigint, (value ->> 8)::bigint
from json_array_elements($2::json) k(value)
where exists (select 1 from setlist_documents where setlist_id = $1::bigint and revision = $3::bigint) on conflict (setlist_id, revision) do nothing;

-- name: log
select revision, client, client_seq, user_id, ops, inverse, undo_of, rollback_to, at from setlist_ops
where setlist_id = $1 and revision > $2 order by revision limit $3;

-- name: since
-- The same with the names of those who did it.
select o.revision, o.client, o.client_seq, o.user_id, o.ops, o.inverse, o.undo_of, o.rollback_to, o.at, u.display_name
from setlist_ops o left join users u on u.id = o.user_id
where o.setlist_id = $1 and o.revision > $2 order by o.revision limit $3;

-- name: history
select o.revision, o.client, o.client_seq, o.user_id, o.ops, o.inverse, o.undo_of, o.rollback_to, o.at, u.display_name
from setlist_ops o left join users u on u.id = o.user_id
where o.setlist_id = $1 and o.revision < $2 order by o.revision desc limit $3;

-- name: committed
select revision from setlist_ops where setlist_id = $1 and client = $2 and client_seq = $3;

-- name: keep_version
insert into setlist_versions (setlist_id, revision, document) values ($1, $2, $3) on conflict (setlist_id, revision) do nothing;

-- name: version_before
-- The nearest copy at or before a revision.
select revision, document from setlist_versions where setlist_id = $1 and revision <= $2 order by revision desc limit 1;

-- name: revisions
-- Of a JSON list of setlists.
select setlist_id, revision from setlist_documents where setlist_id in (select value from json_each($1));

-- differs because the engines read JSON by functions of their own
-- name: revisions @postgres
select setlist_id, revision from setlist_documents where setlist_id in (select value::bigint from json_array_elements_text($1::json) k(value));

-- name: lock
-- Other writers of this setlist wait until the end of the transaction.
select revision from setlist_documents where setlist_id = $1;

-- differs because SQLite has one writer at a time anyway
-- name: lock @postgres
select revision from setlist_documents where setlist_id = $1 for update;

-- name: adopt
update setlist_ops set user_id = $1 where user_id = $2;
