-- Each start asks for the parts that were left out for want of a key.
create index import_parts_left_out on import_parts (part, error_code) where status = 'absent' and error_code is not null;
