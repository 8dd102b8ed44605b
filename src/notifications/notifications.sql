-- name: add
insert into mails (id, user_id, recipient, kind, subject, body_text, body_html, unsubscribe, state, error, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', '', $9);

-- name: newest
select id, recipient, kind, subject, body_text, state, error, created_at from mails order by id desc limit $1;

-- name: find
select id, recipient, kind, subject, body_text, state, error, created_at from mails where id = $1;

-- name: to_send
select m.recipient, m.subject, m.body_text, m.body_html, m.created_at, m.unsubscribe, s.address
from mails m left join mail_suppressions s on s.address = m.recipient where m.id = $1 and m.state = 'waiting';

-- name: sent_since
select count(*) from mails where sent_at > $1;

-- name: settle
update mails set state = $1, error = $2, sent_at = $3 where id = $4;

-- name: empty
update mails set body_text = '', body_html = '', unsubscribe = '' where id = $1;

-- name: suppress
insert into mail_suppressions (address, reason, created_at) values ($1, $2, $3) on conflict (address) do nothing;

-- name: wishes
select topic, frequency from mail_wishes where user_id = $1;

-- name: set_wish
insert into mail_wishes (user_id, topic, frequency) values ($1, $2, $3)
on conflict (user_id, topic) do update set frequency = excluded.frequency;

-- name: has_address
select 1 from users where id = $1 and email is not null;
