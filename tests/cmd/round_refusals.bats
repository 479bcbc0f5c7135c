#!/usr/bin/env bats
# Valid schemas whose snapshot has to make the same again, and once did not: generate proves each on a server.

load ../lib/common
load ../lib/texts

# made < SQL: a snapshot comes of it, made.sql.
made() {
    put migrations/1_all.sql
    "$FULLSCHEMA" generate -s migrations --engine postgres -o made.sql -q
}

# has LINE...: each is a line of it.
has() {
    local line
    for line; do
        grep -qxF -e "$line" made.sql || { echo "no line: $line"; cat made.sql; return 1; }
    done
}

# has_not PATTERN
has_not() {
    run grep -e "$1" made.sql
    [ "$status" -eq 1 ]
}

@test "options of the keys of partitioned tables stand with the key, as no ALTER INDEX sets them" {
    same_as_on_server 'CREATE SCHEMA s;
CREATE TABLE p (a int, b int, CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (a int NOT NULL, b int, CONSTRAINT own PRIMARY KEY (a) WITH (fillfactor = 33));
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
CREATE TABLE s.p4 PARTITION OF p FOR VALUES IN (4) PARTITION BY LIST (a);
CREATE TABLE p41 PARTITION OF s.p4 FOR VALUES IN (4);
ALTER TABLE p ADD CONSTRAINT u UNIQUE (a) INCLUDE (b) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED;'
    has '    CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70),' 'ALTER INDEX p1_pkey SET (fillfactor = 70);' \
        '    CONSTRAINT u UNIQUE (a) INCLUDE (b) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED' \
        'ALTER INDEX own SET (fillfactor = 33);' '    CONSTRAINT p4_pkey PRIMARY KEY (a) WITH (fillfactor = 70)'
    made <<'SQL'
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
ALTER TABLE p ADD CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70);
ALTER TABLE p ADD CONSTRAINT u UNIQUE (a) WITH (fillfactor = 60);
ALTER INDEX p1_pkey RESET (fillfactor);
ALTER INDEX p2_a_key SET (fillfactor = 50);
CREATE VIEW v AS SELECT a, b FROM p GROUP BY a;
SQL
    has 'ALTER TABLE p ADD CONSTRAINT u UNIQUE (a) WITH (fillfactor = 60);' 'ALTER INDEX p2_pkey SET (fillfactor = 70);' \
        'ALTER INDEX p2_a_key SET (fillfactor = 50);'
    has_not 'p1_pkey SET'
}

@test "what changes the options of a partitioned table's key is the key made again" {
    say old.sql 'CREATE TABLE p (a int, CONSTRAINT pk PRIMARY KEY (a)) PARTITION BY LIST (a);'
    say new.sql 'CREATE TABLE p (a int, CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70)) PARTITION BY LIST (a);'
    run -1 "$FULLSCHEMA" diff --engine postgres --sql old.sql new.sql
    [[ $output == *'ALTER TABLE p ADD CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70);'* ]]
}

@test "options of exclusions stand in one place, whatever their order was" {
    same_as_on_server 'CREATE TABLE t (a int, b int4range,
    CONSTRAINT e EXCLUDE USING gist (b WITH &&) WITH (fillfactor = 60, buffering = on) WHERE (a > 0) DEFERRABLE);'
    has '    CONSTRAINT e EXCLUDE USING gist (b WITH &&) WHERE (a > 0) DEFERRABLE' \
        'ALTER INDEX e SET (buffering = on, fillfactor = 60);'
}

@test "options of exclusions that partitions have from their parent, or otherwise" {
    needs_server 17
    made <<'SQL'
CREATE TABLE p (a int, b int, CONSTRAINT e EXCLUDE USING btree (a WITH =, b WITH =) WITH (fillfactor = 70)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);
ALTER INDEX p2_a_b_excl SET (fillfactor = 20);
ALTER INDEX p3_a_b_excl RESET (fillfactor);
SQL
    has '    CONSTRAINT e EXCLUDE USING btree (a WITH =, b WITH =) WITH (fillfactor = 70)' \
        'ALTER INDEX p2_a_b_excl SET (fillfactor = 20);' 'ALTER INDEX p3_a_b_excl RESET (fillfactor);'
    has_not 'p1_a_b_excl'
}

@test "keys WITHOUT OVERLAPS of partitioned tables, which no partition has beforehand" {
    needs_server 18
    same_as_on_server 'CREATE TABLE p (b int4range, c daterange, CONSTRAINT k PRIMARY KEY (b, c WITHOUT OVERLAPS)) PARTITION BY LIST (b);
CREATE TABLE p1 PARTITION OF p DEFAULT PARTITION BY LIST (b);
CREATE TABLE p11 PARTITION OF p1 DEFAULT;'
    made <<'SQL'
CREATE TABLE p (a int4range, b int4range, c daterange, CONSTRAINT k PRIMARY KEY (a, b WITHOUT OVERLAPS)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p DEFAULT;
ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, c WITHOUT OVERLAPS) WITH (fillfactor = 22);
ALTER INDEX p1_a_c_excl RENAME TO other;
ALTER INDEX other SET (fillfactor = 55);
COMMENT ON CONSTRAINT other ON p1 IS 'x';
COMMENT ON CONSTRAINT p1_pkey ON p1 IS 'x';
SQL
    has '    CONSTRAINT k PRIMARY KEY (a, b WITHOUT OVERLAPS),' 'ALTER INDEX p1_a_c_excl RENAME TO other;' \
        'ALTER INDEX other SET (fillfactor = 55);' "COMMENT ON CONSTRAINT p1_pkey ON p1 IS 'x';"
}

@test "a table whose parent has no column left" {
    same_as_on_server 'CREATE TABLE p (a int);
CREATE TABLE c (b int) INHERITS (p);
ALTER TABLE p DROP COLUMN a;'
    has ') INHERITS (p);'
    made <<'SQL'
CREATE TABLE p (a int, x int);
CREATE TABLE q (y int);
CREATE TABLE c () INHERITS (p, q);
ALTER TABLE p DROP COLUMN x, DROP COLUMN a;
ALTER TABLE ONLY q DROP COLUMN y;
SQL
    has '    y integer'
}

@test "checks and NOT NULL that a table keeps when a column of ONLY its parent goes are its own" {
    made <<'SQL'
CREATE TABLE p (a int CONSTRAINT k CHECK (a > 0), z int CONSTRAINT kz CHECK (z > 0), n int NOT NULL);
CREATE TABLE c (b int) INHERITS (p);
CREATE TABLE d () INHERITS (c);
ALTER TABLE ONLY p DROP COLUMN a;
ALTER TABLE p ADD CONSTRAINT nv CHECK (z > 1) NOT VALID;
ALTER TABLE ONLY p DROP COLUMN z;
ALTER TABLE ONLY p DROP COLUMN n;
SQL
    has '    CONSTRAINT k CHECK (a > 0),' '    CONSTRAINT kz CHECK (z > 0)' '    n integer NOT NULL,' \
        'ALTER TABLE c ADD CONSTRAINT nv CHECK (z > 1) NOT VALID;'
}

@test "NOT NULL that only a parent had, and NOT VALID below a parent that keeps its own to itself" {
    needs_server 18
    made <<'SQL'
CREATE TABLE p (a int CONSTRAINT ann NOT NULL, b int NOT NULL, c int);
CREATE TABLE ch (x int) INHERITS (p);
ALTER TABLE ONLY p DROP CONSTRAINT ann;
ALTER TABLE ONLY p DROP COLUMN b;
ALTER TABLE ONLY p ADD CONSTRAINT cc NOT NULL c NO INHERIT;
ALTER TABLE ch ADD CONSTRAINT own NOT NULL c NOT VALID;
SQL
    has '    b integer NOT NULL' 'ALTER TABLE ch ADD CONSTRAINT own NOT NULL c NOT VALID;'
    made <<'SQL'
CREATE TABLE p (b int NOT NULL);
CREATE TABLE c () INHERITS (p);
ALTER TABLE ONLY p DROP COLUMN b;
SQL
    has '    b integer NOT NULL'
}

@test "domains over domains take over the default that these had, or drop it" {
    same_as_on_server "CREATE DOMAIN a AS varchar(3) DEFAULT 'xy';
CREATE DOMAIN b AS a;
CREATE DOMAIN c AS b NOT NULL;
CREATE DOMAIN d AS b DEFAULT 'z';
ALTER DOMAIN a SET DEFAULT 'w';
CREATE DOMAIN l AS int[] DEFAULT '{1}';
CREATE DOMAIN m AS l;
CREATE DOMAIN n AS l[];
CREATE DOMAIN o AS l DEFAULT NULL;
CREATE DOMAIN p AS l;
ALTER DOMAIN p DROP DEFAULT;
CREATE TABLE t (b b, c c, m m, n n, o o, p p);"
    has "CREATE DOMAIN c AS b NOT NULL DEFAULT 'xy';" "CREATE DOMAIN m AS l DEFAULT '{1}';" 'CREATE DOMAIN n AS l[];' \
        'ALTER DOMAIN p DROP DEFAULT;'
    made <<'SQL'
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE SEQUENCE s;
CREATE DOMAIN a AS int DEFAULT f();
CREATE DOMAIN b AS a;
CREATE DOMAIN c AS bigint DEFAULT nextval('s');
CREATE DOMAIN d AS c CHECK (VALUE > 0);
SQL
    has 'CREATE DOMAIN b AS a DEFAULT f();' "CREATE DOMAIN d AS c DEFAULT nextval('s'::regclass)"
}

@test "a column without the default of the tables above, and above which there are two" {
    made <<'SQL'
CREATE DOMAIN dm AS int CHECK (VALUE > 0);
CREATE TABLE p (a int DEFAULT 1, x dm DEFAULT 7);
CREATE TABLE q (a int, b int);
CREATE TABLE c (a int, x dm) INHERITS (p);
CREATE TABLE d (a int DEFAULT 3) INHERITS (p, q);
CREATE TABLE n () INHERITS (p, q);
ALTER TABLE c ALTER a DROP DEFAULT, ALTER x DROP DEFAULT;
ALTER TABLE d ALTER a DROP DEFAULT;
ALTER TABLE ONLY q ALTER a SET DEFAULT 9;
ALTER TABLE n ALTER a SET DEFAULT 4;
SQL
    has '    a integer DEFAULT NULL,' 'ALTER TABLE c ALTER COLUMN x DROP DEFAULT;' 'CREATE TABLE n () INHERITS (n_inherits);'
}

@test "keys of ONLY a partitioned table, and what is attached to them" {
    same_as_on_server 'CREATE SCHEMA s;
CREATE TABLE p (a int NOT NULL, b int, CONSTRAINT whole UNIQUE (a)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE s.p2 PARTITION OF p FOR VALUES IN (2, 3) PARTITION BY LIST (a);
CREATE TABLE p22 PARTITION OF s.p2 FOR VALUES IN (3);
CREATE TABLE p23 PARTITION OF s.p2 FOR VALUES IN (2);
ALTER TABLE ONLY p ADD CONSTRAINT u UNIQUE (a) WITH (fillfactor = 71) DEFERRABLE;
ALTER TABLE p1 ADD CONSTRAINT u1 UNIQUE (a) DEFERRABLE;
ALTER INDEX u ATTACH PARTITION u1;
ALTER TABLE ONLY s.p2 ADD CONSTRAINT u2 UNIQUE (a) DEFERRABLE;
ALTER TABLE p22 ADD CONSTRAINT u22 UNIQUE (a) DEFERRABLE;
ALTER INDEX s.u2 ATTACH PARTITION u22;
ALTER INDEX u ATTACH PARTITION s.u2;
ALTER TABLE ONLY p ADD CONSTRAINT pk PRIMARY KEY (a);
COMMENT ON CONSTRAINT u2 ON s.p2 IS NULL;'
    has 'ALTER TABLE ONLY p ADD CONSTRAINT pk PRIMARY KEY (a);' 'ALTER INDEX s.u2 ATTACH PARTITION u22;' \
        'ALTER TABLE ONLY p ADD CONSTRAINT u UNIQUE (a) WITH (fillfactor = 71) DEFERRABLE;'
    made <<'SQL'
CREATE TABLE p (a int NOT NULL, b int, CONSTRAINT whole UNIQUE (a)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
ALTER TABLE ONLY p ADD CONSTRAINT aaa UNIQUE (a);
ALTER TABLE p1 ADD CONSTRAINT a1 UNIQUE (a);
ALTER INDEX aaa ATTACH PARTITION a1;
SQL
    has 'ALTER INDEX aaa ATTACH PARTITION a1;'
}

@test "settings of a column that once had tables below are its table's alone no more" {
    same_as_on_server 'CREATE TABLE w (a int);
CREATE TABLE below () INHERITS (w);
ALTER TABLE w ALTER a SET (n_distinct = 2);
DROP TABLE below;
CREATE TABLE v (a text);
CREATE TABLE apart () INHERITS (v);
ALTER TABLE ONLY v ALTER a SET STORAGE PLAIN, ALTER a SET STATISTICS 7;
ALTER TABLE apart NO INHERIT v;
CREATE TABLE kept (a int);
CREATE TABLE heir () INHERITS (kept);
ALTER TABLE ONLY kept ALTER a SET (n_distinct = 3);'
    has 'ALTER TABLE w ALTER COLUMN a SET (n_distinct = 2);' 'ALTER TABLE v ALTER COLUMN a SET STORAGE PLAIN;' \
        'ALTER TABLE v ALTER COLUMN a SET STATISTICS 7;' 'ALTER TABLE ONLY kept ALTER COLUMN a SET (n_distinct = 3);'
}

@test "a replica identity whose index was dropped is NOTHING, as for the server" {
    same_as_on_server 'CREATE TABLE t (a int NOT NULL);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t REPLICA IDENTITY USING INDEX i;
DROP INDEX i;
CREATE TABLE k (a int NOT NULL, CONSTRAINT u UNIQUE (a));
ALTER TABLE k REPLICA IDENTITY USING INDEX u;
ALTER TABLE k DROP CONSTRAINT u;
CREATE TABLE kept (a int NOT NULL, b int NOT NULL, CONSTRAINT kept_a UNIQUE (a), CONSTRAINT kept_b UNIQUE (b));
ALTER TABLE kept REPLICA IDENTITY USING INDEX kept_a;
ALTER TABLE kept REPLICA IDENTITY USING INDEX kept_b;
ALTER TABLE kept DROP CONSTRAINT kept_a;'
    has 'ALTER TABLE t REPLICA IDENTITY NOTHING;' 'ALTER TABLE k REPLICA IDENTITY NOTHING;' \
        'ALTER TABLE kept REPLICA IDENTITY USING INDEX kept_b;'
}

@test "options of a TOAST table that no column needs, or needs any more, are none" {
    same_as_on_server 'CREATE TABLE gone (a int, b text, c varchar(20), d numeric(10,2), e timestamptz, f uuid);
ALTER TABLE gone SET (toast.autovacuum_enabled = off, fillfactor = 70);
ALTER TABLE gone DROP COLUMN b;
CREATE TABLE never (a int) WITH (toast.autovacuum_enabled = off);
CREATE TABLE long (a varchar(600)) WITH (toast.autovacuum_enabled = off);
CREATE TABLE list (a int[]) WITH (toast.autovacuum_enabled = off);
CREATE TABLE chars (a varchar(3)[]) WITH (toast.autovacuum_enabled = off);
CREATE TABLE heir () INHERITS (list) WITH (toast.autovacuum_enabled = off);
CREATE TABLE digits (a int, b numeric) WITH (toast.autovacuum_enabled = off);'
    has 'WITH (fillfactor = 70);'
    [ "$(grep -c '^WITH (toast.autovacuum_enabled = off);$' made.sql)" -eq 5 ] || { cat made.sql; false; }
}

@test "materialized views: by which index they are clustered, and how their rows are told apart" {
    same_as_on_server 'CREATE TABLE t (a int NOT NULL);
CREATE MATERIALIZED VIEW m1 AS SELECT a FROM t;
CREATE INDEX i1 ON m1 (a);
ALTER TABLE m1 CLUSTER ON i1;
ALTER INDEX i1 RENAME TO j1;
ALTER MATERIALIZED VIEW m1 RENAME TO n1;
CREATE MATERIALIZED VIEW m2 AS SELECT a FROM t;
CREATE INDEX i2 ON m2 (a);
ALTER MATERIALIZED VIEW m2 CLUSTER ON i2;
ALTER MATERIALIZED VIEW m2 SET WITHOUT CLUSTER;
CREATE MATERIALIZED VIEW m3 AS SELECT a FROM t;
CREATE INDEX i3 ON m3 (a);
CLUSTER m3 USING i3;
ALTER TABLE m3 REPLICA IDENTITY FULL;
CREATE MATERIALIZED VIEW m4 AS SELECT a FROM t;
CREATE INDEX i4 ON m4 (a);
ALTER MATERIALIZED VIEW m4 CLUSTER ON i4;
DROP INDEX i4;'
    has 'ALTER TABLE n1 CLUSTER ON j1;' 'ALTER TABLE m3 CLUSTER ON i3;' 'ALTER TABLE m3 REPLICA IDENTITY FULL;'
    has_not 'm[24] CLUSTER'
    sed '/ CLUSTER ON j1/d' made.sql >without.sql
    run -1 "$FULLSCHEMA" diff --engine postgres without.sql made.sql
    [[ $output == *'clustered on: (none) -> j1'* ]] || { show_run; false; }
    run -1 "$FULLSCHEMA" diff --engine postgres --sql without.sql made.sql
    [[ $output == *$'-- clustering n1\n'*'ALTER TABLE n1 CLUSTER ON j1;'* ]] || { show_run; false; }
}
