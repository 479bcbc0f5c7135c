#!/usr/bin/env bats
# What is printed is also loaded by psql and by the sqlite3 shell, which read it before a server does: variables of psql
# (:"USER") and the words at which the sqlite3 shell ends a statement (a line that is `/` or `go`) are none of it.

load ../lib/common

setup() {
    enter_scratch
}

@test "psql takes no bound of a slice for a variable of its own" {
    put_bookkeeping
    # psql has USER and DBNAME without being told; the columns that it would put there are there as well.
    put schema/main/delta/1/01_slices.sql.postgres <<'SQL'
CREATE TABLE t (arr INT[], a INT, "DBNAME" INT, "USER" INT, b INT);
CREATE INDEX i ON t ((arr[:"DBNAME"]));
CREATE POLICY p ON t USING (arr[a:"USER"] IS NOT NULL AND arr[1:2] IS NOT NULL AND arr[a:b] IS NOT NULL);
CREATE VIEW v AS SELECT arr[:"DBNAME"] AS x, arr[:b + 1] AS y FROM t;
CREATE RULE r AS ON DELETE TO t DO INSTEAD UPDATE t SET arr[a:"USER"] = ARRAY[1];
SQL
    generate --engine postgres -o out
    expect_status 0
    text=$(cat out/1/main/full.sql.postgres)
    [[ $text == *'(arr[: "DBNAME"])'* && $text == *'arr[a: "USER"] IS NOT NULL'* && $text == *'arr[1:2]'* ]]
    [[ $text == *'arr[a: b]'* ]]
    # As psql reads: a colon with a name or a quote behind it is a variable, but for that of a cast.
    run grep -nE '(^|[^:]):["A-Za-z_]' out/1/main/full.sql.postgres
    expect_status 1
}

@test "the sqlite3 shell reads every statement to its end" {
    python3 - <<'END'
import sqlite3
database = sqlite3.connect("app.db")
for sql in ("CREATE TABLE t (x, y, go)",
            "CREATE TABLE u (a, \"Go\" PRIMARY KEY)",
            "CREATE VIEW v1 AS SELECT x + 1\n /\n 2 FROM t",
            "CREATE VIEW v2 AS SELECT * FROM gone WHERE x\n  / \nanalyze",
            "CREATE VIEW v3 AS SELECT * FROM gone\ngo\nWHERE x",
            "CREATE VIEW v4 AS SELECT x, go FROM t",
            "CREATE VIEW v5 AS SELECT go FROM t WHERE go\n/\ngo",
            "CREATE VIEW v6 AS SELECT x -- words\n/\n2, y\n/ -- words\n3 FROM t",
            "CREATE VIEW v7 AS SELECT '\n/\n' || x\n/\n'\ngo\n' FROM t",
            "CREATE TABLE d (a DEFAULT (1\n/\n2), b AS (a\n/\n2), CHECK (a\n/\nb > 0))",
            "CREATE INDEX i ON t (x\n/\ny) WHERE y\n/\nx",
            "CREATE TRIGGER g AFTER UPDATE OF go ON t BEGIN SELECT x\n/\n2 FROM gone; SELECT go\nFROM t; END"):
    database.execute(sql)
END
    run "$FULLSCHEMA" inspect app.db
    expect_status 0
    printf '%s\n' "$output" >app.sql
    # The last word of each view's query, and the names of its columns, are still there.
    run sqlite3 -bail again.db <app.sql
    expect_status 0
    [ -z "$output" ]
    "$FULLSCHEMA" inspect again.db | diff app.sql -
    [ "$(sqlite3 app.db "SELECT group_concat(quote(name)) FROM pragma_table_info('v1')")" = \
        "$(sqlite3 again.db "SELECT group_concat(quote(name)) FROM pragma_table_info('v1')")" ]
    [ "$(sqlite3 app.db "SELECT group_concat(quote(name)) FROM pragma_table_info('v7')")" = \
        "$(sqlite3 again.db "SELECT group_concat(quote(name)) FROM pragma_table_info('v7')")" ]
    [ "$(sqlite3 again.db "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'")" = 0 ]
    "$FULLSCHEMA" diff app.db again.db
}

@test "the statements that fix are read by the sqlite3 shell to their end" {
    put old.sql.sqlite <<<'CREATE TABLE t (x);'
    put new.sql.sqlite <<'SQL'
CREATE TABLE t (x, go);
CREATE VIEW v AS SELECT x, go FROM t;
SQL
    run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite --sql
    expect_status 1
    sqlite3 app.db <old.sql.sqlite
    sqlite3 app.db <<<"$output"
    run "$FULLSCHEMA" diff app.db new.sql.sqlite
    expect_status 0
}
