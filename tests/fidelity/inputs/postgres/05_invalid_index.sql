-- An index that is not valid is not printed as a valid one: it is named.
-- left out index half_made
CREATE TABLE t (a int);
CREATE INDEX half_made ON t (a);
CREATE INDEX whole ON t (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half_made'::regclass;
