# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. drift.txt: what is meant to differ, so that all other drift is seen. docs/drift.md

# A server's database app as an application's in production: with a monitoring role, extensions, a publication, and a
# job that makes partitions; schema, full_schemas and drift.txt are its project.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server -c wal_level=logical
    put_bookkeeping
    put schema/main/delta/1/01_rooms.sql.postgres <<'SQL'
CREATE TYPE visibility AS ENUM ('public', 'private');
CREATE SEQUENCE tickets;
CREATE TABLE rooms (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', creator text, shown visibility,
    size integer CHECK (size > 0), CONSTRAINT rooms_name_key UNIQUE (name));
CREATE INDEX rooms_creator_idx ON rooms (creator);
CREATE TABLE members (room bigint REFERENCES rooms, person text NOT NULL);
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, body text) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE VIEW busy AS SELECT id, name FROM rooms WHERE size > 100;
CREATE FUNCTION greet(who text, loud boolean DEFAULT false) RETURNS text LANGUAGE sql AS 'SELECT who';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER rooms_stamp BEFORE INSERT ON rooms FOR EACH ROW EXECUTE PROCEDURE stamp();
COMMENT ON TABLE rooms IS 'where people meet';
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON members USING (person = current_user);
SQL
    say schema/main/delta/1/01_rooms.sql.sqlite 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    "$FULLSCHEMA" generate -q
    as_boss 'CREATE ROLE monitor LOGIN; CREATE ROLE app LOGIN'
    as_boss 'CREATE DATABASE app OWNER maker'
    { cat schema/common/schema_version.sql; echo 'INSERT INTO schema_version (version, upgraded) VALUES (1, true);'
        cat full_schemas/1/*/full.sql.postgres; } | in_app app maker
    in_app app boss <<'SQL'
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pg_trgm;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO monitor;
GRANT SELECT (room) ON members TO monitor;
SQL
    in_app app maker <<'SQL'
CREATE SCHEMA partman;
CREATE TABLE partman.jobs (parent text PRIMARY KEY, months integer);
GRANT USAGE ON SCHEMA partman TO monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO monitor;
CREATE TABLE events_p2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
CREATE TABLE events_p2026_12 PARTITION OF events FOR VALUES FROM ('2026-12-01') TO ('2027-01-01')
    PARTITION BY HASH (id);
CREATE TABLE events_p2026_12_0 PARTITION OF events_p2026_12 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE INDEX events_p2026_11_body_idx ON events_p2026_11 (body);
ALTER TABLE rooms ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE rooms SET (autovacuum_vacuum_scale_factor = 0.01);
CREATE PUBLICATION analytics FOR TABLE rooms;
SQL
    put drift.txt <<'END'
# what the operators have made
privilege * to monitor: reads everything
extension pg_*: statistics of statements, and its search
schema partman: the job that makes partitions
partitions of events: a month each
other PUBLICATION analytics: to the warehouse
column * statistics: the operators set targets
table * options: how vacuum looks at it
END
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas,drift.txt} .
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

in_app() { psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=$2 dbname=$1"; }
url() { echo "postgres://maker@/${1:-app}?host=$server&port=5432"; }
check() { run --separate-stderr "$FULLSCHEMA" check "$@"; }
compare() { run --separate-stderr "$FULLSCHEMA" diff "$@"; }
