#!/usr/bin/env bats
# Definitions that hold a time of the run: defaults, names, bounds, bodies. docs/clock.md is the page for this.

load ../lib/common.bash
load ../lib/clock_setup

setup() {
    enter_scratch
    file_cache
}

@test "Postgres: a time that the server puts into a definition is refused, with the place and the way out" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE TABLE plain (id bigint);
CREATE TABLE t (
    id bigint,
    at timestamptz DEFAULT 'now'
);
SQL
    generate --engine postgres --database main
    expect_status 2
    expect_no_output
    [ ! -e full_schemas/1/main/full.sql.postgres ]
    expect_in_stderr 'schema/main/delta/1/01_t.sql.postgres:2:1: postgres: default of t.at would hold the time of this run' \
        'hint: write CURRENT_TIMESTAMP, which is computed when it is used; or keep what this run gives with --accept-clock t.at'
    nothing_left
}

# Each is accepted under its name; one where nothing was found would have a warning.
@test "Postgres: such times are found in definitions of every kind and by every type, and nowhere else" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE TYPE pair AS (at timestamptz, n integer);
CREATE DOMAIN moment AS timestamp;
CREATE DOMAIN born AS timestamp DEFAULT 'now';
CREATE TABLE t (
    a timestamptz DEFAULT ' Now ', b date DEFAULT 'TODAY', c time DEFAULT 'now', d timestamptz[] DEFAULT '{now}',
    e tstzrange DEFAULT '[now,)', f pair DEFAULT '(now,1)', g moment DEFAULT 'tomorrow', h timestamptz(0) DEFAULT timestamptz 'now',
    i timestamp CONSTRAINT checked CHECK (i > 'now'), j timestamp,
    word text DEFAULT 'now', words text[] DEFAULT '{now,today}', chosen text CHECK (chosen IN ('now', 'today')), at timestamptz DEFAULT now()
);
SET TimeZone = 'Asia/Tokyo';
ALTER TABLE t ALTER j SET DEFAULT 'now';
RESET TimeZone;
CREATE INDEX since ON t (j) WHERE j > 'yesterday'::timestamp;
CREATE VIEW v AS SELECT 'now'::timestamptz AS seen;
CREATE VIEW current AS SELECT now() AS seen, 'now'::text AS word;
CREATE MATERIALIZED VIEW m AS SELECT date 'today' AS day;
CREATE FUNCTION f(since timestamptz DEFAULT 'now') RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION later() RETURNS timestamptz LANGUAGE sql AS $$SELECT 'now'::timestamptz$$;
CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER late BEFORE INSERT ON t FOR EACH ROW WHEN (new.j < 'now') EXECUTE PROCEDURE seen();
CREATE RULE double AS ON UPDATE TO t WHERE new.j > 'now' DO INSTEAD NOTHING;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY recent ON t USING (j > 'yesterday');
CREATE TABLE parts (day date) PARTITION BY RANGE (day);
CREATE TABLE part PARTITION OF parts FOR VALUES FROM ('today') TO ('tomorrow');
COMMENT ON TABLE parts IS 'now';
CREATE TYPE e AS ENUM ('now', 'today');
CREATE TABLE enums (e e DEFAULT 'now');
SQL
    local accept=() name
    for name in public.born t.{a,b,c,d,e,f,g,h,j,checked,since,late,double,recent} public.{v,m,f,part}; do
        accept+=(--accept-clock "$name")
    done
    generate --engine postgres --database main "${accept[@]}"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}

@test "Postgres: a body that is parsed when it is made holds such a time, too" {
    needs_server 14
    put_bookkeeping
    say schema/main/delta/1/01_f.sql.postgres "CREATE FUNCTION f() RETURNS timestamptz LANGUAGE sql RETURN 'now'::timestamptz;"
    generate --engine postgres --database main
    expect_status 2
    expect_in_stderr '01_f.sql.postgres:1:1: postgres: function f would hold the time of this run'
}

# made_of_the_time SQL WHAT: the run is refused, WHAT (a pattern) being what it makes of the time or of chance.
made_of_the_time() {
    put schema/main/delta/1/01_do.sql.postgres <<<"$1"
    generate --engine postgres --database main
    expect_status 2
    [[ $stderr == *"postgres: "$2" would be what this run makes of the time or of chance"* ]] || { show_run; return 1; }
}

@test "Postgres: names, bounds and texts that a block or a function makes of the time or of chance are refused" {
    put_bookkeeping
    made_of_the_time "DO \$\$ BEGIN EXECUTE 'CREATE TABLE events_' || to_char(now(), 'YYYY_MM') || ' (id int)'; END \$\$;" \
        "table events_$(date -u +%Y_%m)"
    made_of_the_time "CREATE TABLE parts (at date) PARTITION BY RANGE (at);
DO \$\$ BEGIN EXECUTE format('CREATE TABLE part PARTITION OF parts FOR VALUES FROM (%L) TO (%L)', now(), now() + interval '1 month'); END \$\$;" \
        'table part'
    made_of_the_time "CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS
\$\$ BEGIN EXECUTE 'COMMENT ON SCHEMA public IS ' || quote_literal(CURRENT_DATE); END \$\$;
SELECT make();" 'comment on schema public'
    made_of_the_time "DO \$\$ BEGIN EXECUTE 'CREATE TABLE t_' || md5(random()::text) || ' (id serial primary key)'; END \$\$;" \
        'table t_*'
    made_of_the_time "DO \$\$ BEGIN EXECUTE 'CREATE SEQUENCE s START ' || extract(epoch FROM now())::bigint; END \$\$;" 'sequence s'
    made_of_the_time "CREATE FUNCTION make() RETURNS trigger LANGUAGE plpgsql AS
\$\$ BEGIN EXECUTE 'CREATE TABLE part_' || to_char(clock_timestamp(), 'YYYYMMDD') || ' (a int)'; RETURN NULL; END \$\$;
CREATE TABLE t (a int); CREATE TRIGGER makes AFTER INSERT OR DELETE ON t FOR EACH STATEMENT EXECUTE PROCEDURE make();
INSERT INTO t VALUES (1);" "table part_$(date -u +%Y%m%d)"
    put schema/main/delta/1/01_do.sql.postgres <<'SQL'
CREATE TABLE log (at timestamptz DEFAULT now());
DO $$ BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TABLE part_%s (id serial PRIMARY KEY, at timestamptz DEFAULT now())', i);
    END LOOP;
    PERFORM now();
END $$;
SQL
    generate --engine postgres --database main
    expect_status 0
    [ -z "$stderr" ]
}

@test "Postgres: the condition of a publication holds such a time, too" {
    needs_server 15
    put_bookkeeping
    say schema/main/delta/1/01_p.sql.postgres "CREATE TABLE t (at timestamptz PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t WHERE (at > 'now'::timestamptz);"
    generate --engine postgres --database main
    expect_status 2
    expect_in_stderr '01_p.sql.postgres:2:1: postgres: publication p would hold the time of this run'
}
