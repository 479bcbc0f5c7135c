#!/usr/bin/env bats
# Texts that give a column another type: read as what a server makes of them.

load ../lib/common
load ../lib/texts

setup() { enter_scratch; }

@test "a default that was written for the type before stays one of that" {
    same_as_on_server "CREATE TABLE a (b varchar DEFAULT 'a', c varchar(20) DEFAULT 'x', d json DEFAULT '{}', e char(3) DEFAULT 'abc',
    f timestamp DEFAULT '2020-01-01 00:00:00', g text[] DEFAULT '{}', h date DEFAULT '2020-01-01', i text DEFAULT 'y',
    j int DEFAULT 3, k text DEFAULT 'z', l text DEFAULT lower('Q'::text), m varchar(5) DEFAULT 'v', n bool DEFAULT true);
ALTER TABLE a ALTER b TYPE text, ALTER c TYPE text, ALTER d TYPE jsonb, ALTER e TYPE varchar, ALTER f TYPE timestamptz,
    ALTER g TYPE varchar[], ALTER h TYPE timestamp, ALTER i TYPE varchar(5), ALTER j TYPE bigint, ALTER k TYPE text,
    ALTER l TYPE varchar, ALTER m TYPE varchar(9);"
    same_as_on_server "CREATE TABLE a (b varchar DEFAULT 'a');
ALTER TABLE a ALTER b DROP DEFAULT, ALTER b TYPE text, ALTER b SET DEFAULT 'a';"
    same_as_on_server "CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE a (b text DEFAULT 'x');
ALTER TABLE a ALTER b DROP DEFAULT; ALTER TABLE a ALTER b TYPE e USING b::e; ALTER TABLE a ALTER b SET DEFAULT 'x';"
}

@test "how a column is stored and compressed goes with the type before, how it is counted stays" {
    same_as_on_server "CREATE TABLE a (b text, c text); CREATE TABLE d () INHERITS (a);
ALTER TABLE a ALTER b SET STORAGE EXTERNAL, ALTER b SET STATISTICS 7, ALTER b SET (n_distinct = 5), ALTER c SET STORAGE MAIN;
ALTER TABLE a ALTER b TYPE varchar(20), ALTER c TYPE int USING c::int;"
    [ "$(server_major)" -ge 14 ] || skip 'compression is of 14'
    same_as_on_server "CREATE TABLE a (b text COMPRESSION pglz, c text COMPRESSION pglz);
ALTER TABLE a ALTER b TYPE varchar;"
}

@test "a type called otherwise: columns, attributes, defaults, checks and indexes follow" {
    same_as_on_server 'CREATE TYPE "Role" AS ENUM ('"'A', 'B', 'C'"');
CREATE TABLE "User" (id int PRIMARY KEY, role "Role" NOT NULL DEFAULT '"'A'"', others "Role"[]);
CREATE TYPE "Role_new" AS ENUM ('"'A', 'B'"');
ALTER TABLE "User" ALTER COLUMN role DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN role TYPE "Role_new" USING (role::text::"Role_new");
ALTER TABLE "User" ALTER COLUMN others TYPE "Role_new"[] USING (others::text::"Role_new"[]);
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN role SET DEFAULT '"'B'"';'
    same_as_on_server "CREATE SCHEMA app;
CREATE TYPE app.status AS ENUM ('A', 'B');
CREATE DOMAIN day AS int;
CREATE TABLE t (id int, status app.status NOT NULL DEFAULT 'A', s2 app.status[] DEFAULT '{A}', d day DEFAULT 3,
    CHECK (status = 'A'));
CREATE TYPE c AS (f app.status, g day[]);
CREATE INDEX i ON t (s2, (status = 'A')) WHERE status = 'B';
ALTER TYPE app.status SET SCHEMA public;
ALTER TYPE status RENAME TO \"State x\";
ALTER DOMAIN day RENAME TO days;"
}

@test "a type called otherwise that a function names is named" {
    say migrations/1_all.sql "CREATE TYPE a AS ENUM ('x');
CREATE FUNCTION f(v a) RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TYPE a RENAME TO b;"
    run --separate-stderr "$FULLSCHEMA" diff --engine postgres migrations/1_all.sql /dev/null
    [[ $output == *'ALTER TYPE a RENAME TO b'* ]] || { echo "$output"; false; }
}

@test "NULL as the default of a type with a length is a default to the server, which converts it" {
    same_as_on_server "CREATE DOMAIN code AS varchar(10) DEFAULT NULL;
CREATE DOMAIN later AS numeric(4,1) DEFAULT 3;
ALTER DOMAIN later SET DEFAULT NULL;
CREATE DOMAIN above AS code DEFAULT NULL;
CREATE DOMAIN flags AS bit(2) DEFAULT NULL;
CREATE DOMAIN span AS interval(2) DEFAULT NULL;
CREATE TABLE t (v varchar(10) DEFAULT NULL, any_v varchar DEFAULT NULL, n numeric(10,2) DEFAULT NULL, s timestamp(3) DEFAULT NULL,
    z timestamptz(3) DEFAULT NULL, c char(3) DEFAULT NULL, c1 char DEFAULT NULL, b bit(3) DEFAULT NULL, bv bit varying(3) DEFAULT NULL,
    i interval(2) DEFAULT NULL, h time(2) DEFAULT NULL, hz timetz(2) DEFAULT NULL, va varchar(3)[] DEFAULT NULL,
    ca char(3)[] DEFAULT NULL, ba bit(3)[] DEFAULT NULL, x text DEFAULT NULL, byte \"char\" DEFAULT NULL,
    said varchar(4) DEFAULT CAST(NULL AS varchar), f flags DEFAULT NULL, d code DEFAULT NULL);
ALTER TABLE t ADD COLUMN added varchar(5) DEFAULT NULL;
ALTER TABLE t ADD COLUMN altered varchar(5);
ALTER TABLE t ALTER COLUMN altered SET DEFAULT NULL;
CREATE TABLE below () INHERITS (t);
CREATE TABLE copy (LIKE t INCLUDING DEFAULTS);"
}
