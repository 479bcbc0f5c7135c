-- Columns and checks that come from two parents, and are the table's own, too.
CREATE TABLE p1 (a int DEFAULT 1, b text, CONSTRAINT c CHECK (a > 0));
CREATE TABLE p2 (b text, a int DEFAULT 2 CONSTRAINT c CHECK (a > 0), z int);
CREATE TABLE ch (b text COLLATE "default", a int DEFAULT 3) INHERITS (p2, p1);
CREATE TABLE d (CONSTRAINT c CHECK (a > 0)) INHERITS (p1);
CREATE TABLE gc (a int DEFAULT 4) INHERITS (ch, d);
