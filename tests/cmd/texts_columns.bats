#!/usr/bin/env bats
# What a text computes of a table's columns that are texts: the server converts a varchar wherever only a text will do.

load ../lib/common
load ../lib/texts

TABLE='CREATE TABLE a (id int, t text, v varchar(20), w varchar, c char(4), n numeric(4,1), j jsonb, parts text[]);'

@test "columns of varchar and char in calls, comparisons, joined texts, COALESCE and NULLIF" {
    same_as_on_server "$TABLE
ALTER TABLE a ADD CHECK (lower(v) = 'a'), ADD CHECK (v = lower(v)), ADD CHECK (v <> w), ADD CHECK (t = v), ADD CHECK (length(v) > 3),
    ADD CHECK (trim(v) <> ''), ADD CHECK (char_length(trim(BOTH FROM t)) > 0), ADD CHECK (rtrim(v, 'x') = v), ADD CHECK (length(c) = 3),
    ADD CHECK (lower(c) = 'a'), ADD CHECK (c ~ '^a'), ADD CHECK (c LIKE 'a%'), ADD CHECK (c || 'x' = 'y'), ADD CHECK (v ~ '^a'),
    ADD CHECK (lower(v) IN ('a', 'b')), ADD CHECK (lower(v) NOT IN ('a', 'b')), ADD CHECK (upper(t) IN ('a')),
    ADD CHECK (lower(v) LIKE 'a%'), ADD CHECK (lower(v) BETWEEN 'a' AND 'b'), ADD CHECK (position('@' IN v) > 1),
    ADD CHECK (substring(v FROM 1 FOR 2) = 'ab'), ADD CHECK (regexp_replace(v, '[^0-9]', '', 'g') = v), ADD CHECK (j ->> 'a' = v),
    ADD CHECK (coalesce(v, '') <> ''), ADD CHECK (coalesce(t, '') <> ''), ADD CHECK (coalesce(v, t) = 'a'), ADD CHECK (coalesce(t, v) = 'a'),
    ADD CHECK (coalesce(nullif(v, ''), 'x') = 'a'), ADD CHECK (nullif(v, 'x') = v), ADD CHECK (v || t <> 'x'), ADD CHECK (n || v = t),
    ADD CHECK (v IS DISTINCT FROM w), ADD CHECK (lower(v) IS DISTINCT FROM 'a'), ADD CHECK (v IS NOT DISTINCT FROM 'x'),
    ADD CHECK (concat(v, 'a') = 'b'), ADD CHECK (v = current_setting('a.b'));
ALTER TABLE a ADD COLUMN g text GENERATED ALWAYS AS (lower(v) || '-' || id) STORED,
    ADD COLUMN h text GENERATED ALWAYS AS (coalesce(v, '') || coalesce(t, 'x')) STORED;
CREATE INDEX i ON a (lower(v) text_pattern_ops, (t || ' ' || w)) WHERE lower(w) = 'a' AND c <> 'b';
CREATE INDEX g ON a USING gin (to_tsvector('english', coalesce(v, '') || ' ' || t));
CREATE POLICY p ON a USING (lower(v) = 'x' AND v <> w);
CREATE TABLE made (v varchar, w varchar(3), CHECK (lower(v) = w), g text GENERATED ALWAYS AS (v || ' ' || w) STORED);
CREATE TABLE below () INHERITS (a);
ALTER TABLE below ADD CHECK (upper(v) = 'B');
CREATE TABLE parted (v varchar) PARTITION BY LIST (lower(v));
CREATE DOMAIN d AS varchar CHECK (lower(VALUE) = VALUE AND length(VALUE) > 2);"
}

@test "casts that change nothing: of a text to text, of strings beside a text, of a varchar beside a string" {
    same_as_on_server "$TABLE
ALTER TABLE a ADD CHECK (t::text <> 'a'), ADD CHECK (t IN ('a'::text, 'b'::text)), ADD CHECK (v::text <> 'a'),
    ADD CHECK (v::text = w::text), ADD CHECK (id::text = v), ADD CHECK (v::text ~ 'a'), ADD CHECK (v::text IS NOT NULL);"
}

@test "what only looks so is left alone: another type, an operator or a function of the text's own, a query" {
    same_as_on_server "$TABLE
ALTER TABLE a ADD CHECK (parts || t = parts), ADD CHECK (v IN ('a', 'b')), ADD CHECK (coalesce(id, 0) = 1), ADD CHECK (n = 1.5);
CREATE POLICY p ON a USING (EXISTS (SELECT 1 FROM a b WHERE b.id = a.id));"
    say a.sql "CREATE FUNCTION lower(varchar) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT \$1';
CREATE TABLE a (v varchar, CONSTRAINT k CHECK (lower(v) = 'a'));"
    sed 's/lower(v) =/lower(v::text) =/' a.sql >b.sql
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    say a.sql 'CREATE TABLE a (v varchar, w varchar, CONSTRAINT k CHECK (v < w));'
    say b.sql 'CREATE TABLE a (v varchar, w varchar, CONSTRAINT k CHECK (v::text > w::text));'
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}
