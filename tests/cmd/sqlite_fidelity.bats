#!/usr/bin/env bats
# What a SQLite database holds comes out of inspect as it is, and loads as it was.

load ../lib/common

# round_trip < statements: makes a database, prints it to $printed, loads that into another one, and holds all that
# SQLite tells of the two against each other; printing the second gives the same bytes.
round_trip() {
    rm -f before.db after.db
    sqlite3 before.db
    "$FULLSCHEMA" inspect before.db >before.sql
    sqlite3 -bail after.db <before.sql
    "$FULLSCHEMA" inspect after.db >after.sql
    diff before.sql after.sql
    expect_same <(all_told before.db) <(all_told after.db)
    printed=$(cat before.sql)
}

# all_told DB: columns, keys and foreign keys as SQLite tells them, types in capitals; $told leaves out views of which it
# tells nothing.
all_told() {
    sqlite3 "$1" "
        SELECT t.name, t.type, t.wr, t.strict, x.name, upper(x.type), x.\"notnull\", x.pk, x.hidden
          FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS x
          WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND ${told:-true} ORDER BY t.name, x.cid;
        SELECT t.name, l.\"unique\", l.origin, l.partial,
               (SELECT group_concat(format('%s %d %s', x.name, x.desc, x.coll)) FROM pragma_index_xinfo(l.name) AS x) AS keys
          FROM pragma_table_list AS t, pragma_index_list(t.name) AS l WHERE t.schema = 'main' ORDER BY t.name, l.origin, keys;
        SELECT t.name, f.* FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
          WHERE t.schema = 'main' ORDER BY t.name, f.id, f.seq"
}

# prints LINES: among what was printed are these lines, one after the other.
prints() {
    [[ $'\n'$printed$'\n' == *$'\n'"$1"$'\n'* ]] || { echo "$printed"; return 1; }
}

@test "a string in double quotes beside a table that has such a column stays a string" {
    round_trip <<'SQL'
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE contacts (user_id INT, kind TEXT);
CREATE VIEW mail AS SELECT u.id FROM users AS u
    JOIN (SELECT user_id FROM contacts WHERE kind = "email") AS c ON c.user_id = u.id;
CREATE VIEW listed AS SELECT id FROM users, (VALUES ("email"));
INSERT INTO users VALUES (1, 'a@b'), (2, 'c@d');
INSERT INTO contacts VALUES (1, 'email'), (2, 'c@d');
SQL
    prints 'JOIN (SELECT user_id FROM contacts WHERE kind = "email") AS c ON c.user_id = u.id;'
    [ "$(sqlite3 before.db 'SELECT * FROM mail')" = 1 ]
    sqlite3 after.db "INSERT INTO users VALUES (1, 'a@b'), (2, 'c@d'); INSERT INTO contacts VALUES (1, 'email'), (2, 'c@d')"
    [ "$(sqlite3 after.db 'SELECT * FROM mail')" = 1 ]
    # In a view it is no more than that: used beside such a column, it is the column.
    for db in before after; do
        [ "$(sqlite3 $db.db 'SELECT email, (SELECT id FROM mail) FROM users')" = $'a@b|\nc@d|2' ]
    done
}

@test "columns of views are named as they were, also by the text of an expression" {
    round_trip <<'SQL'
CREATE TABLE t (id INTEGER PRIMARY KEY, Doc TEXT);
CREATE VIEW v AS SELECT json_extract(doc,'$.b'), count( * ), id+1,"text", CASE id WHEN 1 THEN 2 END, *, oid FROM t;
CREATE VIEW w AS SELECT "json_extract(doc,'$.b')", DOC, max( id ) FROM v;
CREATE VIEW x AS SELECT * FROM (SELECT ID, id  +1 FROM t);
SQL
    prints "    json_extract(doc,'\$.b'),"
    [ "$(sqlite3 after.db "SELECT name FROM pragma_table_info('x')")" = $'ID\nid  +1' ]
}

@test "names that are keywords, types in quotes, MATCH in quotes, ALL in a call" {
    round_trip <<'SQL'
CREATE TABLE k ("true" INT, b "", c [nvarchar](50), d [decimal](10,2), e "double precision"(3), PRIMARY KEY ("true"), UNIQUE (true));
CREATE TABLE f (a REFERENCES k MATCH 'simple', b REFERENCES k MATCH "Full");
CREATE VIEW v1 AS SELECT sum(b) over, count(ALL b) AS n FROM k;
CREATE VIEW v2 AS SELECT sum(b) OVER ("rows" ROWS 1 PRECEDING) AS s FROM k WINDOW "rows" AS (ORDER BY "true");
CREATE VIEW v3 AS WITH "recursive" AS (SELECT 1 AS a) SELECT * FROM "recursive";
CREATE TRIGGER g AFTER INSERT ON k BEGIN
    INSERT INTO f SELECT x.b, "b" FROM k AS x JOIN k AS y ON x.b = y.b ON CONFLICT DO NOTHING;
    INSERT INTO k ("true") SELECT x.b FROM k AS x JOIN k AS y USING (b) WHERE "none" ON CONFLICT ("true") DO UPDATE SET b = "none";
    SELECT RAISE(ABORT, "b") FROM k;
END;
SQL
    prints '    b "",'
    prints '    c [NVARCHAR](50),'
    prints '    FOREIGN KEY (a) REFERENCES k MATCH SIMPLE,'
    prints '    sum(b) AS over,'
    prints 'WITH "recursive" AS (SELECT 1 AS a)'
    # Without a type a column takes what it gets, with a type without name it makes numbers of it.
    [ "$(sqlite3 after.db "INSERT INTO k (\"true\", b) VALUES (1, '1'); SELECT typeof(b) FROM k" 2>&1)" != text ]
}

@test "DEFERRABLE is that of the last foreign key, wherever it stands" {
    round_trip <<'SQL'
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE one (a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE two (a REFERENCES p, b REFERENCES p, c INT UNIQUE DEFERRABLE INITIALLY DEFERRED CHECK (c > 0));
CREATE TABLE three (a REFERENCES p DEFERRABLE INITIALLY DEFERRED, b INT NOT DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE four (a INT DEFERRABLE, b REFERENCES p);
SQL
    prints '    FOREIGN KEY (a) REFERENCES p DEFERRABLE INITIALLY DEFERRED'
    prints $'    FOREIGN KEY (a) REFERENCES p,\n    FOREIGN KEY (b) REFERENCES p DEFERRABLE INITIALLY DEFERRED,\n    UNIQUE (c)'
    [ "$(grep -c 'INITIALLY DEFERRED' <<<"$printed")" = 2 ]
    local table
    for table in 'one (a)' 'two (b)' 'three (a)' 'four (b)'; do
        for db in before after; do
            sqlite3 $db.db "PRAGMA foreign_keys = ON; BEGIN; INSERT INTO $table VALUES (7); DELETE FROM ${table% *}; COMMIT" >$db 2>&1 || echo refused >>$db
        done
        diff before after
    
    done
}

@test "a view that SQLite cannot compile is printed as it was written, whenever it is printed" {
    local told="t.type = 'table'"
    round_trip <<'SQL'
CREATE TABLE t (a);
CREATE VIEW gone AS select  a+1, "b" from missing where   nowhere( a )==1;
CREATE VIEW named (x) AS select  a+1 from missing;
CREATE VIEW over_it AS SELECT * FROM gone;
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO missing VALUES (new.a,  "x"); UPDATE t SET a="x"; END;
SQL
    prints 'select  a+1, "b" from missing where   nowhere( a )==1;'
    prints '    INSERT INTO missing VALUES (new.a,  "x");'
}

@test "keys with conflict clauses stand in the order in which they were declared" {
    round_trip <<'SQL'
CREATE TABLE one (a UNIQUE ON CONFLICT REPLACE, b, CHECK (a <> b), UNIQUE (b) ON CONFLICT IGNORE);
CREATE TABLE other (a, b UNIQUE ON CONFLICT IGNORE, CHECK (a <> b), UNIQUE (a) ON CONFLICT FAIL);
CREATE TABLE same (b UNIQUE, a UNIQUE);
CREATE TABLE direction (a, b, UNIQUE (a), UNIQUE (a DESC), CONSTRAINT c UNIQUE (b DESC), CONSTRAINT b UNIQUE (b));
CREATE TABLE inside (a UNIQUE ON CONFLICT IGNORE, b INTEGER CONSTRAINT k PRIMARY KEY DESC ON CONFLICT FAIL, c UNIQUE);
SQL
    prints $'    UNIQUE (b) ON CONFLICT IGNORE,\n    UNIQUE (a) ON CONFLICT FAIL'
    prints $'    UNIQUE (a),\n    UNIQUE (b)'
    prints '    a UNIQUE ON CONFLICT IGNORE,'
    prints '    b INTEGER CONSTRAINT k PRIMARY KEY DESC ON CONFLICT FAIL,'
    for table in one other inside; do
        for db in before after; do
            sqlite3 $db.db "INSERT INTO $table (a, b) VALUES (1, 10), (20, 2); INSERT INTO $table (a, b) VALUES (1, 2); SELECT a, b FROM $table" >$db 2>&1 || true
        done
        diff before after
    done
}

@test "a check that guards another one stays in front of it" {
    round_trip <<'SQL'
CREATE TABLE t (x CHECK (json_valid(x)), y CHECK (y > 0), CHECK (json_extract(x, '$.a') > 0));
CREATE TABLE sorted (x CHECK (length(x) > 1), y CHECK (y > 0), CHECK (coalesce(x, y) > 0));
SQL
    prints $'    CHECK (json_valid(x)),\n    CHECK (y > 0),\n    CHECK (json_extract(x, \'$.a\') > 0)'
    prints $'    CHECK (coalesce(x, y) > 0),\n    CHECK (length(x) > 1),\n    CHECK (y > 0)'
    for db in before after; do
        sqlite3 $db.db "INSERT OR IGNORE INTO t VALUES ('{', 1)"
    done
}

@test "an index on an expression does not keep that expression from its canonical text" {
    round_trip <<'SQL'
CREATE TABLE t (a);
CREATE INDEX i ON t (CASE X'00FF' WHEN x'ab' then `a` WHEN X'00FF' Then a Else A end, a);
SQL
    prints "CREATE INDEX i ON t (CASE X'00FF' WHEN X'AB' THEN a WHEN X'00FF' THEN a ELSE a END, a);"
}

@test "triggers of one event are made in the order in which they were, and run so" {
    round_trip <<'SQL'
CREATE TABLE t (a); CREATE TABLE log (x);
CREATE TRIGGER m AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('m'); END;
CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('a'); END;
CREATE TRIGGER z BEFORE INSERT ON t BEGIN INSERT INTO log VALUES ('z'); END;
CREATE TRIGGER b AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('b'); END;
CREATE TRIGGER y UPDATE OF a ON t BEGIN INSERT INTO log VALUES ('y'); END;
CREATE TRIGGER x UPDATE ON t BEGIN INSERT INTO log VALUES ('x'); END;
SQL
    for db in before after; do
        sqlite3 $db.db "INSERT INTO t VALUES (1); UPDATE t SET a = 2; SELECT group_concat(x, '') FROM log" >$db
    done
    [ "$(cat before)" = zbamxy ]
    [ "$(cat after)" = zbamxy ]
}

@test "a difference in an order that matters is reported" {
    sqlite3 a.db 'CREATE TABLE t (a, b, UNIQUE (b) ON CONFLICT IGNORE, UNIQUE (a) ON CONFLICT FAIL);
        CREATE TRIGGER y INSERT ON t BEGIN SELECT 1; END; CREATE TRIGGER x INSERT ON t BEGIN SELECT 2; END'
    sqlite3 b.db 'CREATE TABLE t (a, b, UNIQUE (a) ON CONFLICT FAIL, UNIQUE (b) ON CONFLICT IGNORE);
        CREATE TRIGGER x INSERT ON t BEGIN SELECT 2; END; CREATE TRIGGER y INSERT ON t BEGIN SELECT 1; END'
    run --separate-stderr "$FULLSCHEMA" diff a.db b.db
    expect_status 1
    [[ $output == *'order:'* ]]
    [[ $output == *'after y'* ]]
    sqlite3 c.db 'CREATE TABLE t (a, b, UNIQUE (b), UNIQUE (a)); CREATE TRIGGER x INSERT ON t BEGIN SELECT 2; END'
    sqlite3 d.db 'CREATE TABLE t (a, b, UNIQUE (a), UNIQUE (b)); CREATE TRIGGER x INSERT ON t BEGIN SELECT 2; END'
    "$FULLSCHEMA" diff c.db d.db
}

@test "databases of random statements mean the same to SQLite when they are printed and loaded" {
    run "$repo/tests/lib/sqlite_meaning.py" "$FULLSCHEMA" --random 0 40
    expect_status 0
    expect_no_output
}

@test "random databases are tried for the time that is given, and their seeds are reported" {
    run "$repo/tests/lib/sqlite_meaning.py" "$FULLSCHEMA" --for 1 7
    expect_status 0
    [[ $output =~ ^'SQLite '[0-9.]+': '[1-9][0-9]*' databases, seeds 7 to '[0-9]+$ ]]
}

@test "what judges random databases sees what is different" {
    printf '#!/bin/sh\n"%s" "$@" | sed %s\n' "$FULLSCHEMA" "'s/NOT NULL//; s/COLLATE NOCASE//; s/ DESC//'" >other
    chmod +x other
    sqlite3 made.db 'CREATE TABLE t (a INT NOT NULL, b TEXT COLLATE NOCASE); CREATE INDEX i ON t (a DESC); CREATE VIEW v AS SELECT a FROM t ORDER BY b DESC'
    run "$repo/tests/lib/sqlite_meaning.py" "$PWD/other" made.db
    expect_status 1
    [[ $output == *'columns of t:'* && $output == *'indexes of t:'* && $output == *'view v:'* && $output == *'insert t:'* ]]
    run "$repo/tests/lib/sqlite_meaning.py" "$FULLSCHEMA" made.db
    expect_status 0
    expect_no_output
}

# put_application_database FILE: one that uses what only its application has.
put_application_database() {
    python3 - "$1" <<'PYTHON'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.create_collation("icu_de", lambda a, b: (a > b) - (a < b))
db.create_function("normal", -1, lambda *a: a[-1].lower(), deterministic=True)
db.create_function("is_mail", 1, lambda a: "@" in a, deterministic=True)
db.create_aggregate("both", 1, type("Both", (), {"step": lambda s, a: None, "finalize": lambda s: 1}))
db.executescript("""
    CREATE TABLE people (name TEXT COLLATE icu_de UNIQUE, mail TEXT CHECK (is_mail(mail)),
        plain TEXT NOT NULL GENERATED ALWAYS AS (normal(name)) STORED);
    CREATE UNIQUE INDEX people_plain ON people (normal( 'de', name ));
    CREATE INDEX people_mail ON people (mail COLLATE icu_de) WHERE is_mail(mail);
    CREATE VIEW plain AS SELECT normal( name ), both(mail) FILTER (WHERE 1) as n from people group by 1;
    CREATE TRIGGER people_ai AFTER INSERT ON people BEGIN UPDATE people SET mail = normal(new.mail) WHERE name = new.name; END;
    CREATE VIRTUAL TABLE search USING fts5 (body);
    CREATE VIRTUAL TABLE old USING fts4 (body);
    INSERT INTO people (name, mail) VALUES ('Ä', 'A@b'), ('B', 'C@d');
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE search USING fts5 (body, tokenize=''snowball german'')' WHERE name = 'search';
    UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE old USING fts4 (body, tokenize=mozporter)' WHERE name = 'old';
    INSERT INTO sqlite_master VALUES ('table', 'vectors', 'vectors', 0, 'CREATE VIRTUAL TABLE vectors USING vec0 (id, v float[3])');
""")
db.commit()
PYTHON
}

@test "functions, collations, tokenizers and modules of the application have stubs, wherever a schema is read" {
    put_application_database app.db
    "$FULLSCHEMA" inspect --rows people app.db >app.sql.sqlite
    grep -q '^INSERT INTO people (name, mail)' app.sql.sqlite
    grep -q "^    normal( name ),$" app.sql.sqlite
    grep -q '^    both(mail) FILTER (WHERE 1) AS n$' app.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff app.sql.sqlite app.sql.sqlite
    expect_status 0
    sed 's/mozporter/porter/; s/vec0 (id,/vec0 (number,/; s/icu_de/icu_fr/; s/normal(NEW.mail)/normal(NEW.name)/' app.sql.sqlite >other.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff app.sql.sqlite other.sql.sqlite
    expect_status 1
    [ -z "$stderr" ]
    for name in old vectors people_ai name; do
        [[ $output == *"$name"* ]]
    done
    "$FULLSCHEMA" inspect app.db >app.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff app.sql.sqlite app.db
    expect_status 0
    [ "$output" = 'no changes' ]
    [[ $stderr != *'not understood'* ]]
    "$FULLSCHEMA" html app.sql.sqlite >page.html
    for name in vec0 mozporter 'snowball german' icu_de people_plain; do
        grep -q "$name" page.html
    done
}

@test "LIKE may stand in generated columns and indexes, which want it to be deterministic" {
    cat >like.sql.sqlite <<'SQL'
CREATE TABLE mail (address TEXT, work TEXT AS (address LIKE '%@work'), same TEXT AS (like('a', address)) STORED);
CREATE INDEX private ON mail (address LIKE 'x%') WHERE address LIKE '%@home';
SQL
    sqlite3 like.db <like.sql.sqlite
    run --separate-stderr -0 "$FULLSCHEMA" diff like.sql.sqlite like.db
    [[ $stderr != *'not understood'* ]]
    mkdir migrations
    cp like.sql.sqlite migrations/0001_mail.sql
    echo "CREATE TABLE more (a TEXT, b TEXT AS (a LIKE 'b%'));" >migrations/0002_more.sql
    "$FULLSCHEMA" generate -s migrations --layout-in numbered --engine sqlite -o made.sql
    grep -F "work TEXT GENERATED ALWAYS AS (address LIKE '%@work') VIRTUAL" made.sql
}

@test "a delta has no stubs: what it calls must be there" {
    put_bookkeeping
    put schema/main/delta/1/a.sql.sqlite <<<'CREATE TABLE t (a CHECK (is_mail(a)));'
    run --separate-stderr "$FULLSCHEMA" generate -s schema -o out --engine sqlite
    expect_status 2
    [[ $stderr == *'no such function: is_mail'* ]]
}

@test "what libSQL keeps a vector index in is no table of anybody's" {
    python3 - <<'PYTHON'
import sqlite3
db = sqlite3.connect("turso.db")
db.create_function("libsql_vector_idx", -1, lambda *a: 0, deterministic=True)
db.executescript("""
    CREATE TABLE movies (title TEXT, embedding F32_BLOB(3));
    CREATE INDEX movies_idx ON movies (libsql_vector_idx(embedding, 'metric=cosine'));
    CREATE TABLE movies_idx_shadow (index_key INTEGER, data BLOB, PRIMARY KEY (index_key));
    CREATE INDEX movies_idx_shadow_idx ON movies_idx_shadow (index_key);
    CREATE TABLE libsql_vector_meta_shadow (name TEXT PRIMARY KEY, metadata BLOB) WITHOUT ROWID;
    CREATE TABLE other_shadow (a);
    INSERT INTO libsql_vector_meta_shadow VALUES ('movies_idx', x'00');
""")
db.commit()
PYTHON
    run --separate-stderr "$FULLSCHEMA" inspect --rows all turso.db
    expect_status 0
    [ "$(grep -c '^CREATE TABLE' <<<"$output")" = 2 ]
    [[ $output == *"CREATE INDEX movies_idx ON movies (libsql_vector_idx(embedding, 'metric=cosine'));"* ]]
    [[ $output == *'CREATE TABLE other_shadow'* && $output != *libsql_vector_meta* && $output != *movies_idx_shadow* ]]
    echo "$output" >turso.sql.sqlite
    "$FULLSCHEMA" diff turso.sql.sqlite turso.sql.sqlite
}

@test "a file of no bytes is an empty database" {
    : >empty.db
    "$FULLSCHEMA" inspect empty.db >empty.sql.sqlite
    [ "$(wc -l <empty.sql.sqlite)" = 1 ]
    "$FULLSCHEMA" diff empty.db empty.sql.sqlite
}

@test "a person's table that is named as one of a virtual table's is a table" {
    round_trip <<'SQL'
CREATE TABLE posts_content (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE posts USING fts5 (body, content='posts_content', content_rowid='id');
CREATE TABLE docs_content (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE docs USING fts4 (content="docs_content", body);
CREATE TABLE less_docsize (mine);
CREATE TABLE less_content (mine);
CREATE VIRTUAL TABLE less USING fts5 (body, columnsize=0, content='');
CREATE VIRTUAL TABLE box USING rtree (id, low, high);
CREATE TABLE box_extra (box INTEGER);
CREATE VIRTUAL TABLE plain USING fts4 (body, languageid="lid");
CREATE VIRTUAL TABLE five USING fts5 (id, k UNINDEXED);
CREATE INDEX posts_body ON posts_content (body);
SQL
    [ "$(grep '^CREATE TABLE' <<<"$printed" | sort | paste -sd' ')" = \
        'CREATE TABLE box_extra ( CREATE TABLE docs_content ( CREATE TABLE less_content ( CREATE TABLE less_docsize ( CREATE TABLE posts_content (' ]
    "$FULLSCHEMA" diff before.sql before.db --engine sqlite
    # A shell that is careful refuses to make them where the virtual table is there.
    rm after.db
    sqlite3 -bail after.db '.dbconfig defensive on' '.read before.sql'
}

@test "what was set once of a full-text table holds: it is in the snapshot, and a difference" {
    round_trip <<'SQL'
CREATE VIRTUAL TABLE f USING fts5 (a, b);
INSERT INTO f (f, rank) VALUES ('rank', 'bm25(10.0, 5.0)');
INSERT INTO f (f, rank) VALUES ('automerge', 8);
CREATE VIRTUAL TABLE "g h" USING FTS5 (a);
INSERT INTO "g h" ("g h", rank) VALUES ('pgsz', 500);
CREATE VIRTUAL TABLE e USING fts5 (a);
SQL
    grep -qFx "INSERT INTO f (f, rank) VALUES ('rank', 'bm25(10.0, 5.0)');" <<<"$printed"
    grep -qFx "INSERT INTO \"g h\" (\"g h\", rank) VALUES ('pgsz', 500);" <<<"$printed"
    [ "$(grep -c INSERT <<<"$printed")" -eq 3 ]
    "$FULLSCHEMA" diff before.sql before.db --engine sqlite
    sed 's/10\.0/11.0/' before.sql >other.sql
    run -1 "$FULLSCHEMA" diff before.sql other.sql --engine sqlite
    [[ $output == *'~ table f'*'settings: '*'1 change: 0 breaking, 1 needs care'* ]] || { show_run; false; }
    # It is one with what a database has, too.
    run -1 "$FULLSCHEMA" diff before.db other.sql --engine sqlite
    [[ $output == *'~ table f'*'1 change'* ]] || { show_run; false; }
}

@test "an index over rows that stand elsewhere is left out by name" {
    say migrations/1_all.sql "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x');
CREATE VIRTUAL TABLE filled USING fts5 (a, content='t', content_rowid='id'); INSERT INTO filled (filled) VALUES ('rebuild');
CREATE VIRTUAL TABLE bare USING fts5 (a, content='', columnsize=0); INSERT INTO bare (rowid, a) VALUES (1, 'x');
CREATE VIRTUAL TABLE old USING fts4 (a, content='t'); INSERT INTO old (docid, a) VALUES (1, 'x');
CREATE VIRTUAL TABLE empty USING fts5 (a, content='');
CREATE VIRTUAL TABLE own USING fts5 (a); INSERT INTO own VALUES ('x');"
    run --separate-stderr -0 "$FULLSCHEMA" generate -s migrations --engine sqlite -o out.sql
    [ "$(grep -c 'its index is left out, as it keeps no rows of its own' <<<"$stderr")" -eq 3 ] || { show_run; false; }
    [[ $stderr == *'virtual table filled: '*"INSERT INTO filled (filled) VALUES ('rebuild')"* ]]
    [[ $stderr == *'virtual table bare: '*'virtual table old: '* ]]
}

@test "a primary key that names a column twice, of a table that is stored by it" {
    round_trip <<'SQL'
CREATE TABLE t (a, b, PRIMARY KEY (a, a)) WITHOUT ROWID;
CREATE TABLE u (a, b, UNIQUE (a), PRIMARY KEY (a, b, A, a COLLATE NOCASE, a DESC)) WITHOUT ROWID;
CREATE TABLE v (a COLLATE NOCASE, UNIQUE (a, a), PRIMARY KEY (a, a COLLATE nocase)) WITHOUT ROWID;
CREATE TABLE w (a, UNIQUE (a, a, a), PRIMARY KEY (a, a));
SQL
}
