-- Mail on its way, and addresses that get none (MAIL-3, MAIL-5).

create table mails (
  id bigint primary key,
  user_id bigint references users (id),
  recipient text not null,
  kind text not null,              -- verify, reset, new_device …
  subject text not null,
  body_text text not null,         -- emptied when a server took the mail: links in it open doors
  body_html text not null,
  state text not null,             -- waiting, sent, failed, suppressed
  error text not null,
  created_at bigint not null,
  sent_at bigint
);
create index mails_sent on mails (sent_at);

create table mail_suppressions (   -- a server said that nobody is there, or somebody complained
  address text primary key,
  reason text not null,
  created_at bigint not null
);
