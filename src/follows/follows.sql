-- name: follow
insert into follows (user_id, artist_id, created_at) values ($1, $2, $3) on conflict (user_id, artist_id) do nothing;

-- name: unfollow
delete from follows where user_id = $1 and artist_id = $2;

-- name: count
-- The row stays locked to the end, so whoever follows at the same time counts after this.
insert into artist_followers (artist_id, followers) values ($1, $2)
on conflict (artist_id) do update set followers = artist_followers.followers + excluded.followers;

-- name: is_following
select 1 from follows where user_id = $1 and artist_id = $2;

-- name: followers
select followers from artist_followers where artist_id = $1;

-- name: followers_of_all
-- Of a JSON list of artists.
select artist_id, followers from artist_followers where artist_id in (select value from json_each($1));

-- differs because the engines read JSON by functions of their own
-- name: followers_of_all @postgres
select artist_id, followers from artist_followers where artist_id in (select value::bigint from json_array_elements_text($1::json) k(value));

-- name: of
select artist_id, created_at from follows where user_id = $1 order by created_at desc, artist_id;
