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
