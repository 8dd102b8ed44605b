-- What processes tell each other of who has a live setlist open (SET-2). Said anew all the time: nobody needs it after a crash.
create unlogged table live_presence (
  setlist_id bigint not null,
  process text not null,      -- made at random at its start
  here bigint not null,       -- open pages
  people text not null,       -- those who edit, as JSON: [{id, name, item, drag}]
  said_at bigint not null,    -- by that process's clock
  primary key (setlist_id, process)
);
