CREATE TABLE log (entry TEXT);
CREATE TABLE watched (id INTEGER PRIMARY KEY, name TEXT, size INTEGER DEFAULT 0);
INSERT INTO watched (id, name) VALUES (1, 'before the trigger');
