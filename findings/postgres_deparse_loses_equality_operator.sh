#!/usr/bin/env bash
# PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17): views over an equality operator of another schema.
#
# One would guess: pg_get_viewdef qualifies an operator that the search_path does not reach, as
# it does for `a IN (b)`, which it prints with OPERATOR(app.=). So its text makes the same view.
# What happens: NULLIF, IS DISTINCT FROM, CASE x WHEN y and JOIN ... USING have no place for an
# operator's name. They are printed bare, and reading the text takes the operator of pg_catalog:
# the second view is made without an error and answers otherwise.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @electric-sql/pglite@0.5.17 >/dev/null

cat >run.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
const db = new PGlite();
await db.exec(`
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('sad', 'SAD');
    CREATE FUNCTION app.same(app.mood, app.mood) RETURNS boolean LANGUAGE sql IMMUTABLE
        AS 'SELECT lower($1::text) = lower($2::text)';
    CREATE OPERATOR app.= (LEFTARG = app.mood, RIGHTARG = app.mood, FUNCTION = app.same);
    CREATE TABLE app.t (a app.mood, b app.mood);
    CREATE TABLE app.u (a app.mood, n int);
    INSERT INTO app.t VALUES ('sad', 'SAD');
    INSERT INTO app.u VALUES ('SAD', 1);
    SET search_path = app, pg_catalog;
    CREATE VIEW app.v AS SELECT NULLIF(a, b) AS x, a IS DISTINCT FROM b AS y,
        CASE a WHEN b THEN 1 ELSE 0 END AS z, (SELECT count(*) FROM t JOIN u USING (a)) AS n,
        a IN (b) AS i FROM t;
    SET search_path = pg_catalog;`);
const text = (await db.query("SELECT pg_get_viewdef('app.v'::regclass) AS t")).rows[0].t;
console.log(text.replace(/\s+/g, " ").trim());
await db.exec("CREATE VIEW app.again AS " + text);
for (const view of ["v", "again"])
    console.log(view, JSON.stringify((await db.query("SELECT * FROM app." + view)).rows[0]));
JS

cat >expected <<'TEXT'
SELECT NULLIF(a, b) AS x, (a IS DISTINCT FROM b) AS y, CASE a WHEN b THEN 1 ELSE 0 END AS z, ( SELECT count(*) AS count FROM (app.t t_1 JOIN app.u USING (a))) AS n, (a OPERATOR(app.=) b) AS i FROM app.t;
v {"x":null,"y":false,"z":1,"n":1,"i":true}
again {"x":"sad","y":true,"z":0,"n":0,"i":true}
TEXT
node run.mjs | diff expected - && echo "as described"
