#!/usr/bin/env bash
# PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17): views over XMLTABLE and JSON_TABLE whose columns have other names.
#
# One would guess: pg_get_viewdef prints the names that an alias gives to columns, `AS t (b)`, as
# it does for a function in FROM, since the rest of the query uses them.
# What happens: of XMLTABLE and JSON_TABLE it prints the alias without them. The columns then have
# the names of the COLUMNS clause, the query still says the other ones, and the text makes no view.
# The view itself goes on to work.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @electric-sql/pglite@0.5.17 >/dev/null

cat >run.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
const db = new PGlite();
await db.exec(`
    CREATE TABLE docs (x xml, j jsonb);
    INSERT INTO docs (j) VALUES ('[1, 2]');
    CREATE VIEW of_function AS SELECT t.b FROM generate_series(1, 2) AS t (b);
    CREATE VIEW of_json AS SELECT t.b FROM docs, JSON_TABLE(j, '$[*]' COLUMNS (a int PATH '$')) AS t (b);
    CREATE VIEW of_xml AS SELECT t.b FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a') AS t (b);`);
console.log(JSON.stringify((await db.query("SELECT * FROM of_json")).rows));
for (const view of ["of_function", "of_json", "of_xml"]) {
    const text = (await db.query(`SELECT pg_get_viewdef('${view}'::regclass) AS t`)).rows[0].t;
    console.log(text.replace(/\s+/g, " ").trim());
    try {
        await db.exec(`CREATE VIEW again_${view} AS ${text}`);
        console.log(view, "is made again");
    } catch (error) {
        console.log(view, "is not:", error.message);
    }
}
JS

cat >expected <<'TEXT'
[{"b":1},{"b":2}]
SELECT b FROM generate_series(1, 2) t(b);
of_function is made again
SELECT t.b FROM docs, LATERAL JSON_TABLE( docs.j, '$[*]' AS json_table_path_0 COLUMNS ( a integer PATH '$' ) ) t;
of_json is not: column t.b does not exist
SELECT t.b FROM docs, LATERAL XMLTABLE(('/r'::text) PASSING (docs.x) COLUMNS a integer PATH ('@a'::text)) t;
of_xml is not: column t.b does not exist
TEXT
node run.mjs | diff expected - && echo "as described"
