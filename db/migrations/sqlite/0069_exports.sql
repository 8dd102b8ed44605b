-- Exports of what is stored about a member (ACC-4): one each, made by a job, kept for seven days.

create table data_exports (
  user_id bigint primary key references users (id),  -- asked for again, the new one takes the place of the former
  id bigint not null unique,                         -- stands in the link
  state text not null,                               -- making, ready, failed, over
  asked_at bigint not null,
  ready_at bigint,
  expires_at bigint,                                 -- from when its bytes are deleted
  size bigint not null                               -- of the file, in bytes
);
create index data_exports_expiry on data_exports (expires_at) where state = 'ready';

create table data_export_pieces (
  export_id bigint not null references data_exports (id),
  position bigint not null,                          -- from 0
  content text not null,                             -- base64
  primary key (export_id, position)
);
