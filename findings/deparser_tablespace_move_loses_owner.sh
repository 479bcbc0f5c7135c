#!/usr/bin/env bash
# pgsql-deparser 18.3.8 behind pgsql-parser 18.2.8 (npm): ALTER TABLE ALL IN TABLESPACE ... OWNED BY.
#
# One would guess: the roles after OWNED BY, which the tree holds, are printed.
# What happens: they are left out. The statement stays valid and moves the tables of every role.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . pgsql-parser@18.2.8 pgsql-deparser@18.3.8 >/dev/null

cat >run.mjs <<'JS'
import { parse, deparse } from "pgsql-parser";
const tree = await parse("ALTER TABLE ALL IN TABLESPACE old OWNED BY app SET TABLESPACE fast");
console.log(JSON.stringify(tree.stmts[0].stmt.AlterTableMoveAllStmt.roles.map((r) => r.RoleSpec.rolename)));
console.log((await deparse(tree)).replace(/\s+/g, " "));
JS

cat >expected <<'TEXT'
["app"]
ALTER TABLE ALL IN TABLESPACE old SET TABLESPACE fast
TEXT
node run.mjs | diff expected - && echo "as described"
