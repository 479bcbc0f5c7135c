-- Domains: their NOT NULL, and from 17 on its name.
CREATE DOMAIN d AS int NOT NULL;
CREATE DOMAIN e AS d CHECK (VALUE > 0);
CREATE TABLE t (a d NOT NULL, b e);
