-- name: of
select id, state, asked_at, expires_at, size from data_exports where user_id = $1;

-- name: drop_former_pieces
-- Of what may be asked for anew: see ask.
delete from data_export_pieces where export_id in (
  select id from data_exports where user_id = $1 and (state = 'failed' or (state <> 'making' and asked_at <= $2)));

-- name: ask
-- Of two at once one begins: the other finds it being made.
insert into data_exports (user_id, id, state, asked_at, size) values ($1, $2, 'making', $3, 0)
on conflict (user_id) do update set id = excluded.id, state = excluded.state, asked_at = excluded.asked_at, ready_at = null,
  expires_at = null, size = 0
where data_exports.state = 'failed' or (data_exports.state <> 'making' and data_exports.asked_at <= $4);

-- name: to_make
select e.user_id, u.display_name, coalesce(u.email, ''), e.asked_at from data_exports e join users u on u.id = e.user_id
where e.id = $1 and e.state = 'making';

-- name: drop_pieces
delete from data_export_pieces where export_id = $1;

-- name: add_piece
-- Nothing is added to one that is not wanted any more.
insert into data_export_pieces (export_id, position, content)
select $1, $2, $3 from data_exports where id = $1 and state = 'making';

-- name: finish
update data_exports set state = 'ready', ready_at = $1, expires_at = $2, size = $3 where id = $4 and state = 'making';

-- name: fail
update data_exports set state = 'failed' where id = $1 and state = 'making';

-- name: pieces
select content from data_export_pieces where export_id = $1 order by position;

-- name: expired
select id from data_exports where state = 'ready' and expires_at <= $1 limit 100;

-- name: mark_over
update data_exports set state = 'over' where id = $1;

-- name: forget_pieces
delete from data_export_pieces where export_id in (select id from data_exports where user_id = $1);

-- name: forget
delete from data_exports where user_id = $1;
