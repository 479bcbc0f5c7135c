-- A NOT NULL with a name on a child's inherited column.
-- since 18
CREATE TABLE p (a int, b int NOT NULL);
CREATE TABLE ch (CONSTRAINT nn NOT NULL a, CONSTRAINT bb NOT NULL b) INHERITS (p);
CREATE TABLE other (a int CONSTRAINT oo NOT NULL) INHERITS (p);
