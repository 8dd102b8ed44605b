-- The migrations' own table; made by the first program that migrates.

-- name: create_table
-- Before the first migration, under the schema's lock.
create table if not exists schema_migrations (
  version bigint not null primary key,
  name text not null,
  checksum text not null,
  applied_at bigint not null
);

-- name: table_exists
-- Whether this database was ever migrated.
select count(*) from sqlite_master where type = 'table' and name = 'schema_migrations';

-- differs because each engine has its own catalogue
-- name: table_exists @postgres
select count(*) from information_schema.tables where table_schema = current_schema() and table_name = 'schema_migrations';

-- name: applied
-- All that are applied, in order.
select version, name, checksum from schema_migrations order by version;

-- name: record
-- In the transaction of the migration itself.
insert into schema_migrations (version, name, checksum, applied_at) values ($1, $2, $3, $4);
