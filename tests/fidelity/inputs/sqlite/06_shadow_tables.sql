-- Virtual tables and what they keep their data in; a person's table that is called so.
CREATE VIRTUAL TABLE f USING fts5 (title, body, tokenize = 'porter unicode61', content = 'posts', content_rowid = 'id');
CREATE TABLE posts (id INTEGER PRIMARY KEY, title, body);
CREATE VIRTUAL TABLE r USING rtree (id, x0, x1, +name TEXT);
CREATE VIRTUAL TABLE g USING fts4 (a, b, notindexed=b, tokenize=unicode61 "remove_diacritics=0");
CREATE TRIGGER ins AFTER INSERT ON posts BEGIN INSERT INTO f(f, rowid, title, body) VALUES ('delete', new.id, new.title, new.body); END;
CREATE TABLE h_content (a);
CREATE VIEW v AS SELECT rowid, highlight(f, 0, '<', '>') AS h, rank FROM f WHERE f MATCH 'x' ORDER BY rank;
