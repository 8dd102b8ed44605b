-- Members' pictures as WebP squares (ACC-3). users.profile_image_url says where a member's is: /pictures/HASH.
create table profile_pictures (
  hash text not null,                -- of the picture and its member: nobody guesses it, and it never shows another picture
  side bigint not null,              -- pixels
  user_id bigint not null references users (id),
  webp blob  not null,
  created_at bigint not null,
  primary key (hash, side)
);
create index profile_pictures_user on profile_pictures (user_id);
