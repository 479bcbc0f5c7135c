-- Names with quotes, blanks, dots, capitals, keywords, as long as can be, not of ASCII.
CREATE SCHEMA "a.b ""c";
CREATE TABLE "a.b ""c"."Select" ("user" int PRIMARY KEY, "order" text, "ÄÖ é" int, "a b" int CHECK ("a b" > 0), "naïve""" int DEFAULT 1, "x.y" int, "$1" int, "1a" int, "all" int, "analyse" int, "between" int, "values" int, "row" int);
CREATE INDEX "I I" ON "a.b ""c"."Select" ("order", ("x.y" + "$1"));
CREATE VIEW "group" AS SELECT "Select"."user", "1a" AS "1", "all" AS "ALL" FROM "a.b ""c"."Select" AS "Select" WHERE "between" BETWEEN 1 AND "values";
CREATE TYPE "interval" AS ("time" int);
CREATE FUNCTION "coalesce"("position" int, "A" "interval") RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE DOMAIN "text" AS pg_catalog.text;
CREATE TABLE t (a "text", b pg_catalog.text, c public."interval");
CREATE TABLE a_name_that_is_as_long_as_a_name_can_be_for_sixty_three_bytes_xx (a_name_that_is_as_long_as_a_name_can_be_for_sixty_three_bytes_yy int UNIQUE);
