-- A check that is valid above and not below, or the other way round; a trigger and a rule of the parent alone.
CREATE TABLE p (a int);
CREATE TABLE ch () INHERITS (p);
INSERT INTO ch VALUES (-1);
ALTER TABLE p ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE ch ADD CONSTRAINT d CHECK (a > -5) NOT VALID;
ALTER TABLE ch VALIDATE CONSTRAINT d;
CREATE RULE r AS ON INSERT TO p DO INSTEAD INSERT INTO ch VALUES (new.*);
