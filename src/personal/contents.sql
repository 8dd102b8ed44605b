-- What an export holds, a page at a time: rows of user $1 whose key comes after $2, at most $3 of them; the key, then the columns as contents.cpp
-- names them.

-- name: account
select 'a', id, display_name, email, email_verified, role, spotify_id, profile_image_url, theme, password_hash is not null, created_at,
  updated_at, disabled_at, deletion_due_at
from users where id = $1 and 'a' > $2 limit $3;

-- name: guests
-- By key only: ids have the same number of digits.
select cast(id as text) as k, id, display_name, created_at, updated_at from users
where adopted_by = $1 and cast(id as text) > $2 order by k limit $3;

-- name: handle
select 'a', handle from handles where user_id = $1 and 'a' > $2 limit $3;

-- name: picture
-- By their names as files.
select 'picture-' || cast(side as text) || '.webp' as k, 'picture-' || cast(side as text) || '.webp', side, hash, created_at
from profile_pictures where user_id = $1 and 'picture-' || cast(side as text) || '.webp' > $2 order by k limit $3;

-- name: picture_bytes
select 'picture-' || cast(side as text) || '.webp', webp from profile_pictures where user_id = $1 order by side;

-- name: privacy
select 'a', page_open, follows_open, activity_open from profiles where user_id = $1 and 'a' > $2 limit $3;

-- name: follows
select cast(f.artist_id as text) as k, f.artist_id, a.name, f.created_at from follows f join artists a on a.id = f.artist_id
where f.user_id = $1 and cast(f.artist_id as text) > $2 order by k limit $3;

-- name: visits
select 'a', seen_at, here_at from following_visits where user_id = $1 and 'a' > $2 limit $3;

-- name: calendar
select 'a', token_hash is not null, created_at from calendar_feeds where user_id = $1 and 'a' > $2 limit $3;

-- name: changes
select o.k, o.setlist_id, a.name, s.date, v.name, o.revision, o.at, o.ops, o.undo_of, o.rollback_to, o.client
from (select cast(setlist_id as text) || '/' || cast(revision + 1000000000000 as text) as k, setlist_id, revision, at, ops, undo_of,
    rollback_to, client
  from setlist_ops where user_id = $1 and cast(setlist_id as text) || '/' || cast(revision + 1000000000000 as text) > $2
  order by k limit $3) o
join setlists l on l.id = o.setlist_id join artists a on a.id = l.artist_id join shows s on s.id = l.show_id
left join venues v on v.id = s.venue_id
order by o.k;

-- name: votes
-- Songs by their titles, where the artist's catalogue has them; looked up for those of the page only.
select w.k, w.setlist_id, a.name, s.date, v.name,
  coalesce((select title from songs where cast(songs.id as text) = w.song and songs.artist_id = l.artist_id), w.song), w.item, w.meaning,
  w.value, w.created_at, w.updated_at
from (select cast(setlist_id as text) || '/' || item || '/' || song || '/' || meaning as k, setlist_id, item, song, meaning, value,
    created_at, updated_at
  from votes where user_id = $1 and cast(setlist_id as text) || '/' || item || '/' || song || '/' || meaning > $2
  order by k limit $3) w
join setlists l on l.id = w.setlist_id join artists a on a.id = l.artist_id join shows s on s.id = l.show_id
left join venues v on v.id = s.venue_id
order by w.k;

-- name: wishes
select topic as k, topic, frequency from mail_wishes where user_id = $1 and topic > $2 order by k limit $3;

-- name: digests
select 'a', told_until, due_at from digests where user_id = $1 and 'a' > $2 limit $3;

-- name: mails
-- Those to an address that had no account yet are known by it.
select cast(m.id as text) as k, m.id, m.recipient, m.kind, m.subject, m.state, m.error, m.created_at, m.sent_at from mails m
where (m.user_id = $1 or m.recipient = (select email from users where id = $1)) and cast(m.id as text) > $2 order by k limit $3;

-- name: suppressions
select 'a', address, reason, created_at from mail_suppressions
where address = (select email from users where id = $1) and 'a' > $2 limit $3;

-- name: sessions
select token_hash as k, device, place, token_hash is not null, created_at, seen_at, expires_at from sessions
where user_id = $1 and token_hash > $2 order by k limit $3;

-- name: events
select cast(id as text) as k, id, kind, device, place, detail, created_at from security_events
where user_id = $1 and cast(id as text) > $2 order by k limit $3;

-- name: links
-- What a link of a sign-up is bound to is the hash of the password that was typed.
select token_hash as k, purpose, email, token_hash is not null, pair is not null, created_at, expires_at, used_at from account_links
where user_id = $1 and token_hash > $2 order by k limit $3;

-- name: attempts
-- Their subjects name an address or an account, as where they are erased.
select t.subject as k, t.subject, t.failures, t.last_at
from users u join sign_in_attempts t on t.subject like '%:' || cast(u.id as text)
  or t.subject like '%:' || replace(replace(u.email, '%', '\%'), '_', '\_') escape '\'
  or t.subject like '%:' || replace(replace(u.email, '%', '\%'), '_', '\_') || ':%' escape '\'
where u.id = $1 and t.subject > $2 order by k limit $3;

-- name: consents
select state_hash as k, purpose, next, verifier is not null, expires_at from spotify_consents
where session in (select token_hash from sessions where user_id = $1) and state_hash > $2 order by k limit $3;

-- name: tokens
select 'a', access_token is not null, refresh_token is not null, access_ends_at, updated_at from spotify_tokens
where user_id = $1 and 'a' > $2 limit $3;

-- name: exports
select 'a', id, state, asked_at, ready_at, expires_at, size from data_exports where user_id = $1 and 'a' > $2 limit $3;
