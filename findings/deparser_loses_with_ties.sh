#!/usr/bin/env bash
# pgsql-deparser 18.3.8 behind pgsql-parser 18.2.8 (npm): FETCH FIRST ... WITH TIES.
#
# One would guess: the parse tree says LIMIT_OPTION_WITH_TIES, so deparsing it prints WITH TIES.
# What happens: LIMIT is printed. The statement is valid and has fewer rows where there are ties.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . pgsql-parser@18.2.8 pgsql-deparser@18.3.8 >/dev/null

cat >run.mjs <<'JS'
import { parse, deparse } from "pgsql-parser";
const tree = await parse("CREATE VIEW best AS SELECT name FROM score ORDER BY points DESC FETCH FIRST 3 ROWS WITH TIES");
console.log(tree.stmts[0].stmt.ViewStmt.query.SelectStmt.limitOption);
console.log((await deparse(tree)).replace(/\s+/g, " "));
JS

cat >expected <<'TEXT'
LIMIT_OPTION_WITH_TIES
CREATE VIEW best AS SELECT name FROM score ORDER BY points DESC LIMIT 3
TEXT
node run.mjs | diff expected - && echo "as described"
