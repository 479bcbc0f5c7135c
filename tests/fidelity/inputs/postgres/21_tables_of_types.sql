-- Tables of composite types with options of their own, copies, identity and persistence changed later.
CREATE TYPE ty AS (a int, b text, c numeric(3,1));
CREATE TABLE t1 OF ty (a WITH OPTIONS NOT NULL DEFAULT 5, PRIMARY KEY (a), b WITH OPTIONS CHECK (b <> ''));
ALTER TYPE ty ADD ATTRIBUTE d date CASCADE; ALTER TYPE ty DROP ATTRIBUTE c CASCADE;
CREATE TABLE t2 (a int, b text, d date); ALTER TABLE t2 OF ty; CREATE TABLE t3 OF ty; ALTER TABLE t3 NOT OF;
CREATE TABLE t4 (a int); ALTER TABLE t4 ALTER a SET NOT NULL, ALTER a ADD GENERATED ALWAYS AS IDENTITY (START 9); ALTER TABLE t4 SET UNLOGGED;
