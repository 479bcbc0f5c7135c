-- Columns that number rows by themselves.
CREATE TABLE placeholder (id $%AUTO_INCREMENT_PRIMARY_KEY%$, name TEXT NOT NULL);
INSERT INTO placeholder (name) VALUES ('one'), ('two'), ('three');
DELETE FROM placeholder WHERE name = 'three';

CREATE TABLE "as new" (id $%AUTO_INCREMENT_PRIMARY_KEY%$);
