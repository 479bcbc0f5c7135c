#!/usr/bin/env bats
# fullschema diff: statements are cut and compared whole, in short texts and in long ones.

load ../lib/common

setup_file() {
    seq 1 1000 | sed 's/.*/\nCREATE TABLE padding_& (\n    id bigint NOT NULL\n);/' >"$BATS_FILE_TMPDIR/padding"
}

# expect_both STATUS ENGINE OLD NEW: the exit status of comparing two texts, alone and with 50 KB that both have.
# $output is that of the long ones, with the name of the engine for the paths.
expect_both() {
    local old=$3 new=$4 size
    for size in short long; do
        printf '%s\n' "$old" >"old.sql.$2"
        printf '%s\n' "$new" >"new.sql.$2"
        [ "$size" = short ] || cat "$BATS_FILE_TMPDIR/padding" | tee -a "old.sql.$2" >>"new.sql.$2"
        run --separate-stderr "$FULLSCHEMA" diff "old.sql.$2" "new.sql.$2"
        [ "$status" -eq "$1" ] || { echo "$size texts: status $status"; echo "$output$stderr"; return 1; }
        [ -z "$stderr" ] || { echo "$size texts: $stderr"; return 1; }
    done
}

users='CREATE TABLE users (
    name text,
    seen bigint
);
'

@test "a body's statements in another order are a change, CASE ... END; among them or not" {
    local first="        SELECT CASE WHEN seen > 0 THEN 1 ELSE 2 END FROM users;" second="        DELETE FROM users;"
    body() {
        printf '%sCREATE FUNCTION f() RETURNS void\n    LANGUAGE sql\n    BEGIN ATOMIC\n%s\n%s\n    END;\n' "$users" "$1" "$2"
        echo 'CREATE TABLE after_it (id bigint);'
    }
    expect_both 1 postgres "$(body "$first" "$second")" "$(body "$second" "$first")"
    [[ $output == *'~ function f()'*'1 change: '* ]]
    expect_both 0 postgres "$(body "$first" "$second")" "$(body "$first" "$second" | tr -s ' ')"
}

@test "json has all lines of a body" {
    body() {
        printf "%sCREATE FUNCTION f() RETURNS void\n    LANGUAGE sql\n    BEGIN ATOMIC\n%s    END;\n" "$users" \
            "$(seq 1 5 | sed 's/.*/        INSERT INTO users (seen) VALUES (CASE WHEN true THEN & END);\n/' | sed "s/THEN 5/THEN $1/")"
    }
    expect_both 1 postgres "$(body 5)" "$(body 6)"
    "$FULLSCHEMA" diff --fail-on none --format json old.sql.postgres new.sql.postgres >diff.json
    [ "$(jq -r '.comparisons[].changes[].new.text' diff.json | grep -c 'INSERT INTO users')" -eq 5 ]
}

@test "a trigger of SQLite with CASE" {
    trigger() {
        echo "CREATE TABLE t (a INTEGER, b TEXT);"
        echo "CREATE TRIGGER g AFTER INSERT ON t BEGIN"
        echo "    UPDATE t SET b = CASE WHEN a > 0 THEN $1 ELSE 'z' END;"
        echo "    SELECT CASE a WHEN 1 THEN 2 END;"
        echo "END;"
        echo "CREATE INDEX i ON t (a);"
    }
    expect_both 0 sqlite "$(trigger "'x'")" "$(trigger "'x'")"
    expect_both 1 sqlite "$(trigger "'x'")" "$(trigger "'y'")"
    [[ $output == *'~ trigger g'*'1 change: '* ]]
}

@test "a serial's sequence" {
    local serial="CREATE SEQUENCE users_id_seq AS integer;
$users
CREATE TABLE serial (
    id integer NOT NULL DEFAULT nextval('users_id_seq'::regclass)
);
ALTER SEQUENCE users_id_seq OWNED BY serial.id;
"
    expect_both 1 postgres "$serial" "${serial/seen bigint/seen integer}"
    [[ $output == *'1 change: '* ]]
    expect_both 1 postgres "$serial" "${serial/OWNED BY serial.id/OWNED BY NONE}"
    [[ $output == *'~ sequence users_id_seq'*'owner: serial.id -> (none)'* ]]
}

@test "semicolons and blank lines inside of what is quoted, commented or a body end no statement" {
    local statement
    for statement in "INSERT INTO users (name) VALUES ('a;

b''c');" 'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $x$
    SELECT 1;

    SELECT 2;
$x$;' 'CREATE INDEX "a;

b" ON users (name);' '/* one;

two */ CREATE INDEX i ON users (name);'; do
        expect_both 0 postgres "$users$statement" "-- one; two
$users


$statement"
        expect_both 1 postgres "$users$statement" "$users"
        [[ $output == *'1 change: '* ]]
    done
    expect_both 1 sqlite "${users}CREATE TRIGGER t AFTER INSERT ON users BEGIN
    DELETE FROM users;

    SELECT 1;
END;" "$users"
    [[ $output == *'1 change: '* ]]
}

# What fullschema does not understand: subscriptions on both sides, and what is newer than any parser it may have.
unknown() {
    cat <<SQL
CREATE TABLE before_it (a integer);
CREATE SUBSCRIPTION s CONNECTION '$1' PUBLICATION p;
CREATE SUBSCRIPTION films
    CONNECTION '$2'
    PUBLICATION p;
ALTER SUBSCRIPTION films SET (slot_name = NONE);
UPDATE before_it SET a = $3;
CREATE PROPERTY GRAPH g VERTEX TABLES (before_it LABEL l$3);
CREATE TABLE after_it (b integer);
SQL
}

@test "what is not understood is compared as text: equal, or a difference" {
    unknown a x 1 >old.sql.postgres
    unknown b x 2 >new.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    expect_status 1
    expect_output <<'END'
postgres: old.sql.postgres -> new.sql.postgres

  ~ statement PROPERTY GRAPH g
      breaking: fullschema does not know what the statement does (fullschema explain statement)
@@ -8 +8 @@
-CREATE PROPERTY GRAPH g VERTEX TABLES (before_it LABEL l1);
+CREATE PROPERTY GRAPH g VERTEX TABLES (before_it LABEL l2);
  ~ statement SUBSCRIPTION s
      breaking: fullschema does not know what the statement does (fullschema explain statement)
@@ -2 +2 @@
-CREATE SUBSCRIPTION s CONNECTION 'a' PUBLICATION p;
+CREATE SUBSCRIPTION s CONNECTION 'b' PUBLICATION p;
  ~ statement UPDATE before_it
      breaking: fullschema does not know what the statement does (fullschema explain statement)
@@ -7 +7 @@
-UPDATE before_it SET a = 1;
+UPDATE before_it SET a = 2;

3 changes: 3 breaking, 0 need care, 0 safe
END
    expect_in_stderr 'old.sql.postgres:8:8: warning: not understood, so compared as text: syntax error at or near'
    run "$FULLSCHEMA" diff old.sql.postgres old.sql.postgres
    expect_status 0
}

@test "what is not understood: order, blanks, comments and spelling do not count" {
    unknown a x 1 >old.sql.postgres
    {
        sed -n 9p old.sql.postgres
        sed -n 6,8p old.sql.postgres
        sed -e 's/(/ ( /g' -e 's/films/"films"/' -e 's/CONNECTION/Connection -- x\n/' -e 6,9d old.sql.postgres
    } >new.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    expect_status 0
    expect_output <<<'no changes'
    sed -i "s/'x'/' x'/" new.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    expect_status 1
    [[ $output == *'~ statement SUBSCRIPTION films'*'1 change: '* ]]
}

@test "what is not understood stands in every format, with both texts and where they are" {
    unknown a x 1 >old.sql.postgres
    unknown a "$(printf 'y%.0s' {1..300})" 1 | sed '1i -- a line more' >new.sql.postgres
    local format
    for format in text json sarif markdown github html; do
        run --separate-stderr "$FULLSCHEMA" diff --format "$format" old.sql.postgres new.sql.postgres
        expect_status 1
        [[ $output == *'SUBSCRIPTION films'* ]]
        [[ $output == *"'x'"* || $output == *'&#39;x&#39;'* ]]
        [[ $output == *yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy* ]]
        echo "$output" >"out.$format"
    done
    grep -q '^@@ -3,4 +4,4 @@' out.text
    [ "$(jq -c '.comparisons[0].changes[0] | [.kind, .name, .old.line, .new.line]' out.json)" = '["statement","SUBSCRIPTION films",3,4]' ]
    [ "$(jq '.runs[0].results[0].locations[0].physicalLocation.region.startLine' out.sarif)" = 4 ]
    grep -q '  - old: .*`old.sql.postgres:3`' out.markdown
    grep -q '  - new: .*`new.sql.postgres:4`' out.markdown
    grep -q '^::error file=new.sql.postgres,line=4,' out.github
    git init -q . && echo '*.postgres diff=fullschema' >.gitattributes
    git config diff.fullschema.command "'$FULLSCHEMA' git-diff"
    git add old.sql.postgres && cp new.sql.postgres old.sql.postgres
    run git diff
    [[ $output == *'~ statement SUBSCRIPTION films'*"-    CONNECTION 'x'"*"+    CONNECTION '"* ]]
}

@test "a view's query and a function's body are compared as text where the parser does not know them" {
    text() {
        cat <<SQL
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT j.a FROM JSON_TABLE('[$1]', '\$[*]' COLUMNS (a integer PATH '\$')) AS j;
CREATE FUNCTION f() RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
        MERGE INTO t USING t AS u ON t.a = u.a WHEN NOT MATCHED BY SOURCE THEN DELETE;
        SELECT CASE WHEN a > $1 THEN CASE WHEN a > 2 THEN 1 END END FROM t;
        UPDATE t SET a = 2 RETURNING WITH (OLD AS o) o.a;
    END;
CREATE FUNCTION g() RETURNS json
    LANGUAGE sql
    RETURN JSON_SCALAR($1);
CREATE MATERIALIZED VIEW m AS
SELECT JSON_SCALAR($1) AS a
WITH NO DATA;
CREATE TABLE u (a integer);
SQL
    }
    expect_both 0 postgres "$(text 1)" "$(text 1 | sed 's/^ *//')"
    expect_both 1 postgres "$(text 1)" "$(text 3)"
    [[ $output == *'~ function f()'*'~ function g()'*'~ materialized view m'*'~ view v'*'4 changes: '* ]]
    expect_both 1 postgres "$(text 1)" "$(text 1 | sed 's/g() RETURNS json$/g() RETURNS json STABLE/')"
    [[ $output == *'~ function g()'*'1 change: '* ]]
}

@test "syntax newer than the grammar differs from itself only where it does, whichever parser there is" {
    # newer NUMBER
    newer() {
        cat <<SQL
CREATE TABLE t (a integer, b text);
MERGE INTO t USING t AS u ON t.a = u.a WHEN NOT MATCHED BY SOURCE THEN UPDATE SET a = $1;
MERGE INTO t USING t AS u ON t.a = u.a WHEN MATCHED THEN UPDATE SET a = $1 RETURNING old.a;
CREATE STATISTICS ON a, (a + $1) FROM t;
CREATE TABLE d (a integer DEFAULT JSON_VALUE(jsonb '1', '\$.a$1'), b integer DEFAULT 0x$1F);
CREATE TABLE after_it (b integer);
SQL
    }
    newer 1 >old.sql.postgres
    newer 2 >new.sql.postgres
    newer 1 | sed 's/, / ,  /g' >same.sql.postgres
    run -0 --separate-stderr "$FULLSCHEMA" diff old.sql.postgres same.sql.postgres
    run -1 --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    [[ $stderr == *'not understood, so compared as text'*'so are 2 more statements'* ]]
    [[ $output == *'statement MERGE t'*'statement STATISTICS ON'* ]]
    [[ $output == *"JSON_VALUE('1'::jsonb, '\$.a1') -> JSON_VALUE('1'::jsonb, '\$.a2')"* ]]
    [[ $output == *'31 -> 47'*'4 changes: '* ]]
}

@test "a statement with a mistake takes none of the others with it" {
    local rest='CREATE TABLE rest (a integer);' mistake
    for mistake in 'CREATE TABLE t (a integer;' 'CREAT TABLE t (a integer);' 'CREATE TABLE t (a integer));' \
        'CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC SELECT 1;' 'SELECT 1 \gexec'; do
        printf '%s\n%s\n' "$mistake" "$rest" >old.sql.postgres
        printf '%s\n%s\n' "$mistake" "${rest/integer/text}" >new.sql.postgres
        run --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
        expect_status 1
        [[ $output == *'~ column a'*'type: integer -> text'*'1 change: '* ]]
    done
}

@test "SQLite: what it refuses is compared as text, and the rest is read" {
    local rest='CREATE TABLE rest (a INTEGER);' refused
    for refused in 'CREATE VIRTUAL TABLE t USING fts5 (nosuch=1);' 'CREATE INDEX i ON rest (nosuch);' \
        "CREATE TABLE t (nosuch, nosuch); INSERT INTO t VALUES ('x');" 'CREAT TABLE t (nosuch);' 'INSERT INTO nosuch VALUES (1);'; do
        expect_refused 0 "$rest$refused" "$refused$rest"
        expect_refused 1 "$rest$refused" "$rest${refused//nosuch/missing}"
        [[ $output == *' statement '* ]]
        expect_refused 1 "$rest$refused" "${rest/INTEGER/TEXT}$refused"
        [[ $output == *'type: INTEGER -> TEXT'* ]]
    done
}

expect_refused() {
    printf '%s\n' "$2" >old.sql.sqlite
    printf '%s\n' "$3" >new.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite
    [ "$status" -eq "$1" ] || { echo "status $status"; cat old.sql.sqlite new.sql.sqlite; echo "$output"; return 1; }
    expect_in_stderr 'old.sql.sqlite:1:'
    expect_in_stderr 'warning: not understood, so compared as text: '
}

@test "DROP ... CASCADE: what surely goes with it is gone; where that is not certain the statement counts" {
    say made.sql.postgres 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p, b int);
        CREATE SCHEMA s; CREATE TABLE s.u (c int); CREATE TYPE s.e AS ENUM (); CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS $$SELECT 1$$;
        CREATE INDEX i ON s.u (c); CREATE AGGREGATE s.g(int) (SFUNC = int4pl, STYPE = int);
        CREATE TYPE gone AS ENUM ();
        DROP TABLE p CASCADE; DROP SCHEMA s CASCADE; DROP TYPE gone CASCADE; DROP TABLE IF EXISTS never CASCADE;'
    say same.sql.postgres 'CREATE TABLE t (a int, b int);'
    "$FULLSCHEMA" diff --patch made.sql.postgres same.sql.postgres
    say view.sql.postgres 'CREATE TABLE p (id int); CREATE VIEW v AS SELECT count(*) AS n FROM p; CREATE TABLE t (a int, b int);
        DROP TABLE p CASCADE;'
    "$FULLSCHEMA" diff --patch view.sql.postgres same.sql.postgres
    say type.sql.postgres 'CREATE TYPE m AS ENUM (); CREATE TABLE t (a int, b int, c m); DROP TYPE m CASCADE;'
    "$FULLSCHEMA" diff --patch type.sql.postgres same.sql.postgres
    say sequence.sql.postgres "CREATE SEQUENCE q; CREATE TABLE t (a int DEFAULT nextval('q'), b int); DROP SEQUENCE q CASCADE;"
    "$FULLSCHEMA" diff --patch sequence.sql.postgres same.sql.postgres
    # Which f the operator calls is not looked into.
    say unsure.sql.postgres "CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS ''; CREATE TABLE t (a int, b int);
        CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, PROCEDURE = f); DROP FUNCTION f CASCADE;"
    run -1 "$FULLSCHEMA" diff unsure.sql.postgres same.sql.postgres
    [[ $output == *'- statement FUNCTION f'*'breaking: fullschema does not know what the statement does'* ]]
}

@test "CREATE TYPE ... (LIKE = other): of the types of the server and of the text" {
    local rest='INPUT = i, OUTPUT = o' like layout
    while read -r like layout; do
        say like.sql.postgres "CREATE TYPE t ($rest, LIKE = $like);"
        say said.sql.postgres "CREATE TYPE t ($rest, $layout);"
        "$FULLSCHEMA" diff --patch like.sql.postgres said.sql.postgres
    done <<'END'
macaddr INTERNALLENGTH = 6
pg_catalog.regclass INTERNALLENGTH = 4, PASSEDBYVALUE
"time" INTERNALLENGTH = 8, ALIGNMENT = double, PASSEDBYVALUE
inet STORAGE = main
polygon ALIGNMENT = double, STORAGE = extended
tsquery INTERNALLENGTH = VARIABLE
float8 INTERNALLENGTH = 8, ALIGNMENT = double, PASSEDBYVALUE
END
    say like.sql.postgres "CREATE TYPE mine ($rest, INTERNALLENGTH = 12, ALIGNMENT = char); CREATE TYPE t ($rest, LIKE = mine);"
    say said.sql.postgres "CREATE TYPE mine ($rest, INTERNALLENGTH = 12, ALIGNMENT = char); CREATE TYPE t ($rest, INTERNALLENGTH = 12, ALIGNMENT = char);"
    "$FULLSCHEMA" diff --patch like.sql.postgres said.sql.postgres
}

@test "CLUSTER ON and REPLICA IDENTITY follow an index, or a constraint, that is renamed or dropped" {
    local table='a int NOT NULL, b int NOT NULL, CONSTRAINT'
    say made.sql.postgres "CREATE TABLE t ($table k UNIQUE (a)); CREATE UNIQUE INDEX i ON t (b);
        ALTER TABLE t CLUSTER ON k, REPLICA IDENTITY USING INDEX i;
        ALTER TABLE t RENAME CONSTRAINT k TO k2; ALTER INDEX i RENAME TO i2;
        CREATE TABLE u ($table l UNIQUE (a)); CREATE UNIQUE INDEX j ON u (b);
        ALTER TABLE u CLUSTER ON j, REPLICA IDENTITY USING INDEX l;
        ALTER INDEX l RENAME TO l2; ALTER INDEX j RENAME TO j2;
        CREATE TABLE v ($table m UNIQUE (a)); CREATE UNIQUE INDEX n ON v (b);
        ALTER TABLE v CLUSTER ON n, REPLICA IDENTITY USING INDEX m; DROP INDEX n; ALTER TABLE v DROP CONSTRAINT m;"
    say same.sql.postgres "CREATE TABLE t ($table k2 UNIQUE (a)); CREATE UNIQUE INDEX i2 ON t (b);
        ALTER TABLE t CLUSTER ON k2, REPLICA IDENTITY USING INDEX i2;
        CREATE TABLE u ($table l2 UNIQUE (a)); CREATE UNIQUE INDEX j2 ON u (b);
        ALTER TABLE u CLUSTER ON j2, REPLICA IDENTITY USING INDEX l2;
        CREATE TABLE v (a int NOT NULL, b int NOT NULL); ALTER TABLE v REPLICA IDENTITY NOTHING;"
    run -0 "$FULLSCHEMA" diff --patch made.sql.postgres same.sql.postgres
    [ "$output" = 'no changes' ]
}

@test "the access method of a materialized view is compared" {
    say a.sql.postgres 'CREATE MATERIALIZED VIEW v USING heap2 AS SELECT 1 AS a;'
    say b.sql.postgres 'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;'
    say c.sql.postgres 'SET default_table_access_method = heap2; CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;'
    run -1 "$FULLSCHEMA" diff a.sql.postgres b.sql.postgres
    [[ $output == *'access method: heap2 -> (none)'* ]]
    "$FULLSCHEMA" diff a.sql.postgres c.sql.postgres
}

@test "what is said of columns, constraints, indexes and tables follows them when they are renamed and dropped" {
    say made.sql.postgres "CREATE SCHEMA s; CREATE TABLE t (a int, b int CONSTRAINT c CHECK (b > 0), d int, CHECK (d > b));
        COMMENT ON COLUMN t.a IS 'a'; COMMENT ON CONSTRAINT c ON t IS 'c'; COMMENT ON COLUMN t.d IS 'd';
        CREATE INDEX i ON t ((d + 1)); COMMENT ON INDEX i IS 'i'; CREATE INDEX k ON t (a) WHERE d > 0;
        GRANT SELECT ON t TO PUBLIC; GRANT UPDATE (a), INSERT (d) ON t TO PUBLIC;
        CREATE TABLE key (id int PRIMARY KEY, id2 int); CREATE TABLE far (id int REFERENCES key (id) ON DELETE CASCADE);
        CREATE TABLE gone (a int, CONSTRAINT g CHECK (a > 0)); COMMENT ON CONSTRAINT g ON gone IS 'g';
        GRANT SELECT ON gone TO PUBLIC; ALTER TABLE gone DROP CONSTRAINT g; DROP TABLE gone; CREATE TABLE gone (a int);
        ALTER TABLE t RENAME a TO n; ALTER TABLE t RENAME CONSTRAINT c TO o; ALTER TABLE t DROP d;
        ALTER TABLE t RENAME TO u; ALTER TABLE u SET SCHEMA s; ALTER TABLE key RENAME id TO own;"
    say same.sql.postgres "CREATE SCHEMA s; CREATE TABLE s.u (n int, b int CONSTRAINT o CHECK (b > 0));
        COMMENT ON COLUMN s.u.n IS 'a'; COMMENT ON CONSTRAINT o ON s.u IS 'c';
        GRANT SELECT ON s.u TO PUBLIC; GRANT UPDATE (n) ON s.u TO PUBLIC;
        CREATE TABLE key (own int PRIMARY KEY, id2 int); CREATE TABLE far (id int REFERENCES key (own) ON DELETE CASCADE);
        CREATE TABLE gone (a int);"
    run -0 "$FULLSCHEMA" diff --patch made.sql.postgres same.sql.postgres
}

@test "ALTER FUNCTION and ALTER TYPE ... ATTRIBUTE are followed" {
    say made.sql.postgres "CREATE TYPE pair AS (x int, y text, z text); COMMENT ON COLUMN pair.x IS 'x'; COMMENT ON COLUMN pair.y IS 'y';
        ALTER TYPE pair ADD ATTRIBUTE n int, DROP ATTRIBUTE y, ALTER ATTRIBUTE z TYPE varchar(5);
        ALTER TYPE pair RENAME ATTRIBUTE x TO first;
        CREATE FUNCTION f(int) RETURNS SETOF int LANGUAGE sql SET work_mem = '1MB' SET lock_timeout = 5 AS 'SELECT 1';
        ALTER FUNCTION f(int) IMMUTABLE STRICT PARALLEL SAFE COST 7 ROWS 5 SECURITY DEFINER LEAKPROOF;
        ALTER FUNCTION f SET search_path = x, y; ALTER FUNCTION f(int) SET work_mem = '2MB'; ALTER FUNCTION f RESET lock_timeout;
        ALTER FUNCTION f(int) CALLED ON NULL INPUT SET jit = off; CREATE FUNCTION g() RETURNS int LANGUAGE sql SET jit = on AS 'SELECT 1';
        ALTER FUNCTION g RESET ALL; CREATE PROCEDURE p() LANGUAGE sql AS ''; ALTER ROUTINE p SECURITY DEFINER;"
    say same.sql.postgres "CREATE TYPE pair AS (first int, z varchar(5), n int); COMMENT ON COLUMN pair.first IS 'x';
        CREATE FUNCTION f(int) RETURNS SETOF int LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 7 ROWS 5 SECURITY DEFINER LEAKPROOF
        SET work_mem = '2MB' SET search_path = x, y SET jit = off AS 'SELECT 1';
        CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE PROCEDURE p() LANGUAGE sql SECURITY DEFINER AS '';"
    run -0 "$FULLSCHEMA" diff --patch made.sql.postgres same.sql.postgres
}

@test "a new name that is not followed into all that says the old one counts as a statement of its own" {
    local tables='CREATE TABLE t (a int, b int); CREATE TABLE u (c int, d int);' change after
    after="CREATE VIEW v AS SELECT c AS a FROM u; CREATE RULE r AS ON INSERT TO u DO ALSO DELETE FROM t WHERE t.a = 1; CREATE SCHEMA s;
        CREATE RULE q AS ON UPDATE TO u WHERE old.d > 1 DO INSTEAD NOTHING;
        CREATE TYPE pair AS (x int); CREATE VIEW w AS SELECT (ROW(1)::pair).x;"
    for change in 'ALTER TABLE t RENAME TO z' 'ALTER TABLE t RENAME a TO z' 'ALTER TABLE t SET SCHEMA s' \
        'ALTER TABLE u RENAME d TO z' 'ALTER VIEW v RENAME COLUMN a TO z; CREATE VIEW vv AS SELECT a FROM v; ALTER VIEW v RENAME TO z' \
        'ALTER TYPE pair RENAME ATTRIBUTE x TO z'; do
        say made.sql.postgres "$tables $after $change;"
        say same.sql.postgres "$tables $after"
        run "$FULLSCHEMA" diff made.sql.postgres same.sql.postgres
        [ "$status" -eq 1 ] && [[ $output == *'- statement '* ]] || { echo "$change: $output"; return 1; }
    done
    # What says it elsewhere, or in a text, is none of it.
    say made.sql.postgres "$tables CREATE VIEW v AS SELECT c AS a, 'a t' AS s FROM u; ALTER TABLE t RENAME a TO z; ALTER TABLE t RENAME TO x;"
    say same.sql.postgres "CREATE TABLE x (z int, b int); CREATE TABLE u (c int, d int); CREATE VIEW v AS SELECT c AS a, 'a t' AS s FROM u;"
    run -0 "$FULLSCHEMA" diff --patch made.sql.postgres same.sql.postgres
}
