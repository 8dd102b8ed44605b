-- name: of
select u.id, u.display_name, coalesce(h.handle, ''), p.page_open, p.follows_open, p.activity_open, coalesce(u.profile_image_url, '')
from users u left join handles h on h.user_id = u.id left join profiles p on p.user_id = u.id
where u.id = $1 and u.role <> 'guest';

-- name: by_handle
select u.id, u.display_name, h.handle, p.page_open, p.follows_open, p.activity_open, coalesce(u.profile_image_url, '')
from handles h join users u on u.id = h.user_id left join profiles p on p.user_id = u.id
where h.handle = $1 and u.disabled_at is null;

-- name: open_handles
select h.user_id, h.handle from handles h join users u on u.id = h.user_id join profiles p on p.user_id = h.user_id
where h.user_id in (select value from json_each($1)) and p.page_open = 1 and u.disabled_at is null;

-- differs because each engine reads JSON lists in its own way
-- name: open_handles @postgres
select h.user_id, h.handle from handles h join users u on u.id = h.user_id join profiles p on p.user_id = h.user_id
where h.user_id in (select value::bigint from json_array_elements_text($1::json) as t(value)) and p.page_open = 1 and u.disabled_at is null;

-- name: rename
update users set display_name = $1, updated_at = $2 where id = $3;

-- name: take
-- Whoever comes second changes nothing.
insert into handles (handle, user_id) values ($1, $2) on conflict do nothing;

-- name: free
delete from handles where user_id = $1;

-- name: set_open
insert into profiles (user_id, page_open, follows_open, activity_open) values ($1, $2, $3, $4)
on conflict (user_id) do update set page_open = excluded.page_open, follows_open = excluded.follows_open,
  activity_open = excluded.activity_open;

-- name: forget
delete from profiles where user_id = $1;

-- name: put_square
insert into profile_pictures (hash, side, user_id, webp, created_at) values ($1, $2, $3, $4, $5);

-- name: erase_squares
delete from profile_pictures where user_id = $1;

-- name: point_to_picture
update users set profile_image_url = $1, updated_at = $2 where id = $3;

-- name: drop_address
-- Of a picture that another site keeps and that could not be had.
update users set profile_image_url = null where id = $1 and profile_image_url like 'https://%';

-- name: square
select s.webp
from profile_pictures s join users u on u.id = s.user_id left join profiles p on p.user_id = s.user_id
where s.hash = $1 and s.side = $2 and u.disabled_at is null and (p.page_open = 1 or s.user_id = $3);
