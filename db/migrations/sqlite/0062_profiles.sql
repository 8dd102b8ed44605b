-- How members appear to others (ACC-3), and what they chose for themselves. Who has no row in profiles shows nothing to anybody.

create table handles (               -- a member's page is at /u/HANDLE
  handle text primary key,           -- lower case
  user_id bigint not null unique references users (id)
);

create table profiles (
  user_id bigint primary key references users (id),
  page_open bigint not null,         -- 1: everybody may see it, 0: only its member
  follows_open bigint not null,
  activity_open bigint not null
);

alter table users add column theme text;  -- dark, light, bright; null: never chosen

create table mail_wishes (           -- how often somebody wants which mail; without a row as the kind's own default has it
  user_id bigint not null references users (id),
  topic text not null,               -- welcome, new_shows, platform
  frequency text not null,           -- immediate, daily, weekly, never
  primary key (user_id, topic)
);
