#!/usr/bin/env bats
# Texts of Postgres that a server takes otherwise than they look, or not at all.

load ../lib/common

setup() { enter_scratch; }

# says STATUS SQL: of the text beside an empty one.
says() {
    : >empty.sql.postgres
    printf '%b' "$2" >text.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff empty.sql.postgres text.sql.postgres
    expect_status "$1"
}

@test "tables that would come above themselves: the statement is named, whatever follows" {
    local circle change
    for circle in 'CREATE TABLE c (a integer);\nALTER TABLE c INHERIT c;\n' \
        'CREATE TABLE c (a integer) PARTITION BY LIST (a);\nALTER TABLE c ATTACH PARTITION c DEFAULT;\n' \
        'CREATE TABLE c (a integer);\nCREATE TABLE d () INHERITS (c);\nALTER TABLE c INHERIT d;\n' \
        'CREATE TABLE c (a int) PARTITION BY LIST (a);\nCREATE TABLE d PARTITION OF c DEFAULT PARTITION BY LIST (a);\nALTER TABLE d ATTACH PARTITION c DEFAULT;\n'; do
        for change in 'DROP TABLE c;' 'DROP TABLE c CASCADE;' 'ALTER TABLE c RENAME a TO b;' 'ALTER TABLE c ALTER a TYPE text;' \
            'ALTER TABLE c ALTER a SET NOT NULL;' 'ALTER TABLE c ADD PRIMARY KEY (a);' 'ALTER TABLE c ADD z integer;'; do
            says 1 "$circle$change"
            [[ $output == *'statement TABLE'* ]] || { show_run; return 1; }
        done
    done
}

@test "a carriage return ends a comment for Postgres: what stands behind it runs, and is in the snapshot" {
    mkdir m
    printf 'CREATE TABLE t (a integer, b text); -- x\rALTER TABLE t ADD COLUMN c integer;\n' >m/1_a.sql
    printf -- '-- a\rCREATE TABLE hid (a integer);\nCREATE TABLE u (a integer, -- x\r b text);\n' >m/2_b.sql
    "$FULLSCHEMA" generate -q --engine postgres -s m -o full.sql
    diff -u full.sql - <<'END'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE hid (
    a integer
);

CREATE TABLE t (
    a integer,
    b text,
    c integer
);

CREATE TABLE u (
    a integer,
    b text
);
END
    cat m/*.sql >all.sql
    run "$FULLSCHEMA" diff --engine postgres all.sql full.sql
    expect_status 0
}

@test "commands of psql that may do anything are named, those that change nothing are not" {
    says 0 '\\restrict abc\n\\connect app\n\\set ON_ERROR_STOP on\n\\echo x\n\\unrestrict abc\n\\.\n'
    local command
    for command in 'i more.sql' 'ir more.sql' 'include x' "copy t from 'f'" '! rm x' 'if false' endif gexec o g q; do
        says 1 "CREATE TABLE t (a integer);\n\\\\$command\n"
        [[ $output == *"statement \\${command%% *}"* ]] || { show_run; return 1; }
        [[ $output == *'+ table t'* ]] || { show_run; return 1; }
    done
}

@test "what a transaction takes back stays in the reading, so that is named" {
    local end
    for end in ROLLBACK ABORT 'ROLLBACK TO s' "PREPARE TRANSACTION 'x'"; do
        says 1 "BEGIN;\nSAVEPOINT s;\nCREATE TABLE t (a integer);\n$end;\n"
        [[ $output == *'does not know what the statement does'* ]] || { show_run; return 1; }
    done
    says 1 'BEGIN;\nCREATE TABLE t (a integer);\nRELEASE SAVEPOINT s;\nCOMMIT;\n'
    [[ $output != *'does not know'* ]] || { show_run; return 1; }
}

@test "backslashes that are escapes are named, since they are read as they stand" {
    local value
    for value in '= off' 'TO OFF' "= 'off'" '= false' '= 0' '= no'; do
        says 1 "SET standard_conforming_strings $value;\n"
        [[ $output == *'does not know what the statement does'* ]] || { show_run; return 1; }
    done
    for value in '= on' "TO 'on'" '= true' '= 1' 'TO DEFAULT'; do
        says 0 "SET standard_conforming_strings $value;\n"
    done
}

@test "names are cut to 63 bytes, as a server cuts them, by all ways of reading" {
    local long pair
    printf -v long 'n%.0s' {1..63}
    for pair in "${long}a ${long}b" "\"${long}A\" \"${long}B\"" "${long%n}éa ${long%n}éb"; do
        # shellcheck disable=SC2086 # two words
        set -- $pair
        for name; do
            printf '%s\n' "CREATE TABLE $name ($name integer, y text);" "INSERT INTO $name ($name) VALUES (1);" \
                "COPY $name ($name, y) FROM stdin;" $'1\ta' '\.' 'CREATE TABLE z (x integer);' "CREATE INDEX i_${name//\"/} ON z (x);" \
                "ALTER TABLE z ADD $name text;" >"$((++n)).sql.postgres"
        done
        run "$FULLSCHEMA" diff $((n - 1)).sql.postgres $n.sql.postgres
        expect_status 0
    done
}

@test "passwords of roles, subscriptions and servers stand in no report" {
    say a.sql 'CREATE TABLE t (a int);'
    say b.sql "CREATE TABLE t (a int);
CREATE ROLE amy LOGIN ENCRYPTED PASSWORD 'hidden-secret';
ALTER USER amy PASSWORD \$a\$hidden-secret\$a\$;
CREATE SUBSCRIPTION s CONNECTION 'host=h password=hidden-secret' PUBLICATION p;
ALTER SUBSCRIPTION s CONNECTION 'postgres://u:hidden-secret@h/d';
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (password 'hidden-secret');
CREATE USER MAPPING FOR amy SERVER s OPTIONS (password 'hidden-secret');
ALTER USER MAPPING FOR amy SERVER s OPTIONS (SET password 'hidden-secret');"
    local format
    for format in text json markdown html sarif github gitlab; do
        run --separate-stderr "$FULLSCHEMA" diff --engine postgres --format "$format" a.sql b.sql
        [ "$status" -eq 1 ]
        [[ $output$stderr != *hidden-secret* ]] || { echo "$format: $output"; false; }
    done
}

@test "domains over themselves" {
    say a.sql "CREATE DOMAIN d AS d DEFAULT 1; CREATE DOMAIN e AS f; CREATE DOMAIN f AS e DEFAULT NULL;
CREATE TABLE t (a d, b int, c e); INSERT INTO t (b) VALUES (1); INSERT INTO t VALUES (1, 2, 3);
ALTER TABLE t ADD g f; ALTER DOMAIN d SET DEFAULT 2;"
    run -1 timeout 60 "$FULLSCHEMA" diff --engine postgres /dev/null a.sql
}

@test "settings under which what stands behind them means something else" {
    local set
    say a.sql "CREATE TABLE t (a timestamptz DEFAULT '2020-01-02 00:00');"
    for set in "SET timezone = 'Asia/Tokyo'" "SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE" "SET datestyle = 'SQL, DMY'" \
        'SET datestyle = ISO, DMY' "SET intervalstyle = 'sql_standard'" 'SET array_nulls = off' 'SET transform_null_equals = on' \
        "SET NAMES 'LATIN1'" "SELECT set_config('timezone', 'Asia/Tokyo', false)" 'SET xmloption = document'; do
        say b.sql "$set; $(cat a.sql)"
        run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
        [[ $output == *'+ statement '*'1 change: 1 breaking'* ]] || { echo "$set"; show_run; false; }
    done
    say b.sql "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET xmloption = content; SET TIME ZONE 'UTC';
SET datestyle = 'ISO, MDY'; SET DateStyle TO iso; SET intervalstyle = postgres; SET timezone = DEFAULT; RESET ALL; $(cat a.sql)"
    "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}
