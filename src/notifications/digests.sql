-- name: newcomers
-- Members who can get mail, and of whom nobody keeps yet how far they were told.
select u.id from users u
where u.email_verified = 1 and u.email is not null and u.role <> 'guest' and u.disabled_at is null
  and not exists (select 1 from digests d where d.user_id = u.id)
  and not exists (select 1 from mail_wishes w where w.user_id = u.id and w.topic = $1 and w.frequency = 'never')
limit $2;

-- name: begin
-- What came to light since they are here is theirs to be told.
insert into digests (user_id, told_until, due_at) select id, created_at, 0 from users where id = $1 on conflict do nothing;

-- name: due
select user_id from digests where due_at <= $1 order by due_at limit $2;

-- name: one
select d.told_until, d.due_at, case when u.email_verified = 1 and u.disabled_at is null and u.deletion_due_at is null then u.email end
from digests d join users u on u.id = d.user_id where d.user_id = $1;

-- name: move_on
-- Once: whoever comes second with the same one changes nothing.
update digests set told_until = $1, due_at = $2 where user_id = $3 and told_until = $4 and due_at = $5;

-- name: start
-- They want none so far: nothing of before is told.
insert into digests (user_id, told_until, due_at) values ($1, $2, 0) on conflict (user_id) do update set told_until = excluded.told_until, due_at = 0;

-- name: again
update digests set due_at = 0 where user_id = $1;

-- name: stop
delete from digests where user_id = $1;

-- name: new_shows
-- Upcoming shows of artists that $1 follows, which their official seller named until $2 and after $3, and after they began to follow (MAIL-0).
-- fetched_at is when a listing was first seen. A line for each followed artist on the bill, in billing order.
select s.id, a.name, s.date, s.start_time, v.name, v.city
from (select b.show_id, b.artist_id, b.position, f.created_at as since,
    (select min(o.fetched_at) from show_sources o where o.show_id = b.show_id and o.source = 'ticketmaster' and o.kind <> 'resale') as named
  from follows f join show_artists b on b.artist_id = f.artist_id
  where f.user_id = $1 and (b.over_at > $2 or b.over_at is null)) n
join shows s on s.id = n.show_id
join artists a on a.id = n.artist_id
left join venues v on v.id = s.venue_id
where n.named <= $2 and n.named > $3 and n.named > n.since and s.status in ('upcoming', 'rescheduled') and s.merged_into is null
order by coalesce(s.date, '9999'), s.id, n.position;
