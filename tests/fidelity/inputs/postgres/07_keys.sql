-- A primary key's NOT NULL, which goes or stays when the key goes.
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL UNIQUE);
CREATE TABLE u (a int PRIMARY KEY);
ALTER TABLE u DROP CONSTRAINT u_pkey;
