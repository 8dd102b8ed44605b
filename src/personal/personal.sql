-- name: ask
update users set deletion_due_at = $1, updated_at = $2 where id = $3 and deletion_due_at is null and role <> 'guest';

-- name: take_back
update users set deletion_due_at = null, updated_at = $1 where id = $2 and deletion_due_at is not null;

-- name: due_at
select deletion_due_at from users where id = $1 and deletion_due_at is not null;

-- name: due
select id from users where deletion_due_at <= $1 order by deletion_due_at limit 100;

-- name: is_due
-- Asked once more where it is carried out: it may have been taken back a moment ago.
select 1 from users where id = $1 and deletion_due_at <= $2;

-- name: erase_mail
delete from mails where user_id = $1 or recipient = (select email from users where id = $1);

-- name: erase_suppression
delete from mail_suppressions where address = (select email from users where id = $1);

-- name: erase_attempts
-- Their subjects name an address or an account, as where they are told in an export.
delete from sign_in_attempts where subject in (
  select t.subject from users u join sign_in_attempts t on t.subject like '%:' || cast(u.id as text)
    or t.subject like '%:' || replace(replace(u.email, '%', '\%'), '_', '\_') escape '\'
    or t.subject like '%:' || replace(replace(u.email, '%', '\%'), '_', '\_') || ':%' escape '\'
  where u.id = $1);

-- name: erase_links
delete from account_links where user_id = $1;

-- name: erase_consents
delete from spotify_consents where session in (select token_hash from sessions where user_id = $1);

-- name: erase_tokens
delete from spotify_tokens where user_id = $1;

-- name: erase_events
-- That something happened, and when, stays for operators.
update security_events set device = '', place = '', detail = '' where user_id = $1;

-- name: erase_visits
delete from following_visits where user_id = $1;

-- name: erase_wishes
delete from mail_wishes where user_id = $1;

-- name: erase_digests
delete from digests where user_id = $1;

-- name: erase_presence
delete from live_presence where people like '%"id":"' || cast($1 as text) || '"%';

-- name: erase_user
update users set email = null, display_name = $1, spotify_id = null, profile_image_url = null, password_hash = null, theme = null, email_verified = 0,
  role = 'fan', disabled_at = $2, deletion_due_at = null, updated_at = $2
where id = $3;
