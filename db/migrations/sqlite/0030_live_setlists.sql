-- The live setlist: its document, its log, copies for history, and votes on its items (SET-3, SET-4, VOT-1).
-- setlist_ops and votes take new forms; nothing was written to the old ones yet.

create table setlist_documents (
  setlist_id bigint primary key references setlists (id),
  revision bigint not null,        -- committed changes; the compare-and-set of every commit
  document text not null,          -- JSON {"items":[{"id", …}, …], …}
  updated_at bigint not null
);

drop table setlist_ops;
create table setlist_ops (         -- the whole log, for ever
  setlist_id bigint not null references setlist_documents (setlist_id),
  revision bigint not null,
  client text not null,
  client_seq bigint not null,
  user_id bigint references users (id),  -- null: the server itself
  ops text not null,
  inverse text not null,
  undo_of bigint,
  rollback_to bigint,
  at bigint not null,
  primary key (setlist_id, revision),
  unique (setlist_id, client, client_seq)
);
create index setlist_ops_user on setlist_ops (user_id);

create table setlist_versions (    -- a copy at least every 100 revisions, so that old documents are found without the whole log
  setlist_id bigint not null references setlist_documents (setlist_id),
  revision bigint not null,
  document text not null,
  primary key (setlist_id, revision)
);

drop table votes;
create table votes (               -- one per user, item, its song and meaning; a vote taken back is no row
  setlist_id bigint not null references setlists (id),
  item text not null,              -- id of an item in the document; it may have been removed since, and may come back
  song text not null,              -- what the item was when it was voted on: when its song is replaced, votes do not go over
  meaning text not null check (meaning in ('want', 'expect', 'happened')),
  user_id bigint not null references users (id),
  value bigint not null check (value in (-1, 1)),
  created_at bigint not null,
  updated_at bigint not null,
  primary key (setlist_id, item, song, meaning, user_id)
);
create index votes_user on votes (user_id, setlist_id);

create table vote_tallies (        -- counted with the votes, in the same transaction
  setlist_id bigint not null references setlists (id),
  number bigint not null,          -- stands for item, song and meaning in messages
  item text not null,
  song text not null,
  meaning text not null,
  up bigint not null,
  down bigint not null,
  changed bigint not null,         -- the vote revision that changed it last
  primary key (setlist_id, number),
  unique (setlist_id, item, song, meaning)
);

create table vote_revisions (      -- its row is the lock under which a setlist's votes are counted
  setlist_id bigint primary key references setlists (id),
  n bigint not null
);
