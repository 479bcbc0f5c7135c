#!/usr/bin/env bats
# The role that reads a live database: what it needs, and one message with all that it lacks. docs/drift-role.md

load ../lib/common
load ../lib/server

# Role monitor may connect, and nothing else; database app is maker's, with a schema that is closed to others.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    put_schema
    "$FULLSCHEMA" generate -q
    as_boss 'CREATE ROLE monitor LOGIN'
    as_boss 'CREATE DATABASE app OWNER maker'
    { cat schema/common/schema_version.sql full_schemas/2/{common,main,state}/full.sql.postgres
        cat <<'SQL'
INSERT INTO schema_version (version, upgraded) VALUES (2, true);
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
    } | psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=boss dbname=app"
    as_boss 'CREATE DATABASE tools OWNER maker'
    psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=maker dbname=tools" <<'SQL'
CREATE SCHEMA "Audit 1"; CREATE SCHEMA closed;
CREATE TABLE "Audit 1".log (id serial PRIMARY KEY, at timestamptz DEFAULT now(), n integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE closed."T"";x" (a integer CHECK (a > 0)); CREATE TABLE closed.empty (a integer);
CREATE VIEW closed.v AS SELECT * FROM "Audit 1".log; CREATE MATERIALIZED VIEW closed.m AS SELECT a FROM closed."T"";x";
CREATE FUNCTION closed.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE INDEX ON "Audit 1".log ((id + closed.f())) WHERE closed.f() > 0;
CREATE TYPE closed.e AS ENUM ('a'); CREATE DOMAIN closed.d AS integer CHECK (VALUE > 0);
CREATE POLICY own ON "Audit 1".log USING (id > closed.f());
CREATE STATISTICS closed.st ON id, n FROM "Audit 1".log;
SQL
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas} .
    printf '%s\n' 'privilege SCHEMA public: closed' 'privilege * to monitor: reads' >drift.txt
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

url() { echo "postgres://$1@/$2?host=$server&port=5432"; }
tool() { run --separate-stderr "$FULLSCHEMA" "$@"; }
in_database() { psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=boss dbname=$1"; }

# grants: the statements of the message.
grants() { grep -o 'GRANT .*;$' <<<"$stderr" || true; }

@test "the catalog takes no more than the right to connect" {
    tool inspect "$(url monitor tools)" -o monitor.sql
    expect_status 0
    [ -z "$stderr" ]
    tool inspect "$(url boss tools)" -o boss.sql
    expect_status 0
    diff monitor.sql boss.sql
    as_boss 'REVOKE CONNECT ON DATABASE tools FROM PUBLIC'
    tool inspect "$(url monitor tools)"
    as_boss 'GRANT CONNECT ON DATABASE tools TO PUBLIC'
    expect_status 2
    expect_in_stderr 'permission denied for database "tools"'
}

@test "check --against and --targets: one message with all that the role lacks, which is enough" {
    tool check --against "$(url monitor app)"
    expect_status 2
    [ "$(grep -c 'the role lacks rights' <<<"$stderr")" = 1 ]
    diff <(grants) - <<'END'
GRANT USAGE ON SCHEMA public TO monitor;
GRANT SELECT ON TABLE public.applied_schema_deltas TO monitor;
GRANT SELECT ON TABLE public.background_updates TO monitor;
GRANT SELECT ON TABLE public.schema_version TO monitor;
END
    grants >grants.sql
    say fleet "app $(url monitor app)"
    tool check --targets fleet --format json=report.json
    expect_status 2
    jq -e '.failures[0].reasons[0] | endswith("the role lacks rights to read what is needed: GRANT USAGE ON SCHEMA public TO monitor;")' report.json
    diff <(grants) grants.sql
    in_database app <grants.sql
    tool check --against "$(url monitor app)"
    sed 's/GRANT/REVOKE/; s/ TO / FROM /' grants.sql | in_database app
    expect_status 0
    [[ $output == 'no changes; '* ]]
}

@test "the table of a migration tool in a schema of its own" {
    mkdir migrations
    say drift.txt 'privilege * to monitor: reads'
    say migrations/0001_t.sql 'CREATE TABLE t (a integer);'
    as_boss 'CREATE DATABASE tracked OWNER maker'
    in_database tracked <<'SQL'
CREATE TABLE t (a integer); CREATE SCHEMA kept; CREATE TABLE kept.done (id varchar PRIMARY KEY, applied_at timestamptz);
INSERT INTO kept.done VALUES ('0001_t.sql', now());
SQL
    check_tracked() {
        tool check --layout-in numbered --migration-tool sql-migrate -s migrations --engine postgres --history-table kept.done \
            --against "$(url monitor tracked)"
    }
    check_tracked
    expect_status 2
    diff <(grants) - <<'END'
GRANT USAGE ON SCHEMA kept TO monitor;
GRANT SELECT ON TABLE kept.done TO monitor;
END
    grants | in_database tracked
    check_tracked
    expect_status 0
}

@test "rows take the right to read each table: all that is lacking is named at once" {
    in_database tools <<<'INSERT INTO "Audit 1".log DEFAULT VALUES; INSERT INTO closed."T"";x" VALUES (1)'
    tool inspect "$(url monitor tools)" --rows all
    expect_status 2
    # an empty table has nothing to read
    diff <(grants) - <<'END'
GRANT USAGE ON SCHEMA "Audit 1" TO monitor;
GRANT SELECT ON TABLE "Audit 1".log TO monitor;
GRANT USAGE ON SCHEMA closed TO monitor;
GRANT SELECT ON TABLE closed."T"";x" TO monitor;
GRANT SELECT ON SEQUENCE "Audit 1".log_id_seq TO monitor;
GRANT SELECT ON SEQUENCE "Audit 1".log_n_seq TO monitor;
END
    grants >grants.sql
    in_database tools <grants.sql
    tool inspect "$(url monitor tools)" --rows all -o monitor.sql
    expect_status 0
    grep -q 'INSERT INTO closed."T"";x" (a) VALUES (1)' monitor.sql
    sed 's/GRANT/REVOKE/; s/ TO monitor/ FROM monitor/' grants.sql | in_database tools
}

@test "pg_read_all_data is enough from 14 on, and leaves nothing in the database" {
    [ "$(server_major)" -ge 14 ] || skip 'there is no such role before 14'
    as_boss 'CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader'
    tool check --against "$(url reader app)"
    expect_status 0
    [[ $output == 'no changes; '* ]]
    tool inspect "$(url reader tools)" --rows all -o reader.sql
    expect_status 0
    tool inspect "$(url boss tools)" --rows all -o boss.sql
    diff reader.sql boss.sql
}
