-- How members appear to others (ACC-3). Who has no row in profiles shows nothing to anybody.

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
