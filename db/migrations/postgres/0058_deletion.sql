-- Members who asked to be deleted (ACC-4): when it is to be done. Until then they can take it back.

alter table users add column deletion_due_at bigint;
create index users_deletion on users (deletion_due_at);
