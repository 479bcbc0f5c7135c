-- Names that are keywords, empty of letters, with dots, quotes, spaces, in other scripts and 63 bytes long.
CREATE SCHEMA "select"; CREATE SCHEMA "a.b";
CREATE TABLE "select"."table" ("from" int PRIMARY KEY, "a.b" text, " " int, "é" int, "日本" int, "A""B" int, "$1" int, "1" int, "user" int, "'" int, "\" int);
CREATE TABLE "a.b"."c.d" ("from" int REFERENCES "select"."table", CONSTRAINT "check" CHECK ("from" > 0));
CREATE INDEX "index" ON "select"."table" ("a.b", "A""B");
CREATE TYPE "a.b"."Type" AS ENUM ('', ' ', 'a''b', 'é', '"');
CREATE FUNCTION "select"."F x"("in" "a.b"."Type", OUT "out" int) LANGUAGE sql AS 'SELECT 1';
CREATE VIEW "select"."View" AS SELECT t."from", t."A""B" AS "x y", t."é" FROM "select"."table" t ORDER BY t." ";
CREATE TABLE aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg (aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg serial UNIQUE);
CREATE SEQUENCE "select"."Seq"; CREATE TABLE "select".d (a int DEFAULT nextval('"select"."Seq"'));
