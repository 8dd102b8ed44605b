-- Gathered mail and the way out of mail (MAIL-2, MAIL-4).

create table digests (               -- members who want mail about new shows; who never wants any has no row
  user_id bigint primary key references users (id),
  told_until bigint not null,        -- what came to light up to then was told, or was not to be told
  due_at bigint not null             -- when the next letter is due; 0: to be worked out, as the wish is new
);
create index digests_due on digests (due_at);

alter table mails add column unsubscribe text not null default '';  -- address for one click; empty: mail that cannot be stopped; emptied with the bodies
