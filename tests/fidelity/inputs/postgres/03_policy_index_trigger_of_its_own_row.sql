-- An index, a policy, a rule, statistics' table and a trigger's WHEN call functions of the table's own rows.
CREATE TABLE t (a int);
CREATE FUNCTION ok(t) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE INDEX ON t (ok(t));
CREATE INDEX of_some ON t (a) WHERE ok(t);
CREATE POLICY p ON t USING (ok(t));
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (ok(new) AND old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION tr();
CREATE RULE r AS ON DELETE TO t WHERE ok(old) DO INSTEAD NOTHING;
