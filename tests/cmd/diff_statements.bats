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
