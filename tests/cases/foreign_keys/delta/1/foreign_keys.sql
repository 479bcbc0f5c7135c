CREATE TABLE zebra (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE parts (a INTEGER, b INTEGER, c TEXT, PRIMARY KEY (a, b), UNIQUE (b, c));
CREATE TABLE ants (
    id INTEGER PRIMARY KEY,
    zebra INTEGER REFERENCES zebra ON DELETE SET NULL ON UPDATE CASCADE,
    x INTEGER,
    y INTEGER,
    CONSTRAINT ants_parts FOREIGN KEY (x, y) REFERENCES parts (a, b) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
-- Rows that refer to rows: of the same table, against the order of numbers, and of a table that comes later.
CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree (id), name TEXT NOT NULL);
INSERT INTO tree VALUES (9, NULL, 'root');
INSERT INTO tree VALUES (1, 9, 'branch'), (5, 1, 'leaf'), (3, 5, 'beetle');
INSERT INTO parts VALUES (1, 2, 'c');
INSERT INTO zebra VALUES (1, 'z');
INSERT INTO ants VALUES (1, 1, 1, 2);
