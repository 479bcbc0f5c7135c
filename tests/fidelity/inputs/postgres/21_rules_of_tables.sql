-- Rules of tables with conditions, several actions, RETURNING and old rows.
CREATE TABLE t (a int, b text); CREATE TABLE log (w text, a int);
CREATE RULE r1 AS ON UPDATE TO t WHERE old.a <> new.a DO ALSO INSERT INTO log VALUES ('u', old.a), ('n', new.a);
CREATE RULE r2 AS ON INSERT TO t WHERE new.a < 0 DO INSTEAD NOTHING;
CREATE RULE r3 AS ON DELETE TO log DO INSTEAD UPDATE log SET w = 'gone' WHERE log.a = old.a RETURNING log.*;
ALTER TABLE t DISABLE RULE r1; ALTER TABLE t ENABLE ALWAYS RULE r2;
