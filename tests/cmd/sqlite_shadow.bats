#!/usr/bin/env bats
# What a person makes on the tables in which virtual tables keep their data, and what those keep of settings.

load ../lib/common

# put_searches FILE: a virtual table of each module, with an index; one is made behind what it reads.
put_searches() {
    sqlite3 "$1" <<'SQL'
CREATE TABLE zz (a, b);
CREATE VIRTUAL TABLE f USING fts4 (a, content='zz');
CREATE VIRTUAL TABLE g USING fts5 (a);
CREATE VIRTUAL TABLE h USING fts3 (a, b);
CREATE VIRTUAL TABLE r USING rtree (id, x, y);
CREATE UNIQUE INDEX q ON f_docsize (size) WHERE DOCID > 0;
CREATE INDEX q2 ON G_CONTENT (c0 COLLATE nocase);
CREATE INDEX q3 ON r_node (data DESC);
CREATE INDEX q4 ON h_content (c0a);
SQL
}

@test "an index on a shadow table is printed behind its virtual table, loads, and is a difference" {
    put_searches a.db
    "$FULLSCHEMA" inspect a.db >a.sql
    [ "$(grep -cE '^CREATE (UNIQUE )?INDEX' a.sql)" -eq 4 ]
    grep -qFx 'CREATE UNIQUE INDEX q ON f_docsize (size) WHERE docid > 0;' a.sql
    grep -qFx 'CREATE INDEX q2 ON g_content (c0 COLLATE NOCASE);' a.sql
    # A shell that is careful takes it.
    sqlite3 -bail b.db '.dbconfig defensive on' '.read a.sql'
    "$FULLSCHEMA" inspect b.db >b.sql
    diff a.sql b.sql
    "$FULLSCHEMA" diff a.sql a.db
    sqlite3 b.db 'DROP INDEX q4; DROP INDEX q; CREATE INDEX q ON f_docsize (size) WHERE docid > 0'
    run -1 --separate-stderr "$FULLSCHEMA" diff a.db b.db
    [[ $output == *'~ index q'*'unique:'*'- index q4'*'2 changes'* ]] || { show_run; false; }
    run -1 --separate-stderr "$FULLSCHEMA" diff --sql a.db b.db
    [[ $output == *'DROP INDEX q4;'* && $output == *$'\nCREATE INDEX q ON'* ]] || { show_run; false; }
    sqlite3 -bail a.db <<<"$output"
    "$FULLSCHEMA" diff a.db b.db
}

@test "generate prints it, and what the modules themselves have indexed stays out" {
    mkdir migrations
    say migrations/1_all.sql "CREATE VIRTUAL TABLE f USING fts4 (a); CREATE INDEX q ON f_content (c0a);"
    "$FULLSCHEMA" generate -s migrations --engine sqlite -o out.sql
    [ "$(grep '^CREATE' out.sql)" = $'CREATE VIRTUAL TABLE f USING fts4 (a);\nCREATE INDEX q ON f_content (c0a);' ]
}

@test "automerge of fts3 and fts4 is kept: it is in the snapshot, and a difference" {
    sqlite3 a.db "CREATE VIRTUAL TABLE f USING fts4 (a); CREATE VIRTUAL TABLE \"g h\" USING FTS3 (a);
        CREATE VIRTUAL TABLE i USING fts4 (a); INSERT INTO i (i) VALUES ('automerge=0');"
    "$FULLSCHEMA" inspect a.db >none.sql
    run -1 grep INSERT none.sql
    sqlite3 a.db "INSERT INTO f (f) VALUES ('automerge=4'); INSERT INTO \"g h\" (\"g h\") VALUES ('automerge=1')"
    "$FULLSCHEMA" inspect a.db >a.sql
    grep -qFx "INSERT INTO f (f) VALUES ('automerge=4');" a.sql
    grep -qFx "INSERT INTO \"g h\" (\"g h\") VALUES ('automerge=8');" a.sql
    [ "$(grep -c INSERT a.sql)" -eq 2 ]
    "$FULLSCHEMA" diff a.sql a.db
    run -1 --separate-stderr "$FULLSCHEMA" diff --engine sqlite none.sql a.sql
    [[ $output == *'~ table f'*'settings:'*'~ table g h'*'2 changes'* ]] || { show_run; false; }
}
