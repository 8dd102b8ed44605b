-- A page tells a paused part's place among those that wait for the same source.
create index import_parts_paused on import_parts (source, import_id) where status = 'paused';
