-- Songs by title, whoever performs them: for suggestions while one types (SET-1).

create index songs_title_key on songs (title_key);
