create table peer (id bigint primary key);
