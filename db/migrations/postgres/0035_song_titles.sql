-- Songs by title, whoever performs them: for suggestions while one types (SET-1). By bytes, so that a beginning is a range.

create index songs_title_key on songs (title_key collate "C");
