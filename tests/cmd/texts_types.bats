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
