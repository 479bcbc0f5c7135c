#!/usr/bin/env bats
# Tables under others come back with what they have of their own: lib/round_trip.bash has the judges.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# What pg_dump prints makes the columns of the parent first, so its text is not the same there.
pg_dump_loses_the_order() {
    trip_text_is_the_same() { :; }
}

@test "a table put under others keeps its own order of columns" {
    pg_dump_loses_the_order
    round_trip <<'SQL'
CREATE TABLE p (a int, b text, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE q (c int DEFAULT 1);
CREATE TABLE ch (b text, c int, a int DEFAULT 5 NOT NULL, CONSTRAINT positive CHECK (a > 0), PRIMARY KEY (a));
ALTER TABLE ch ADD CONSTRAINT again UNIQUE (a);
ALTER TABLE ch INHERIT q;
ALTER TABLE ch INHERIT p;
CREATE TABLE grandchild (x int) INHERITS (ch);
CREATE TABLE usual (a int, b text, x int, CONSTRAINT positive CHECK (a > 0));
ALTER TABLE usual INHERIT p;
SQL
    expect_lines_there '    CONSTRAINT positive CHECK (a > 0)
);
ALTER TABLE ch INHERIT q;
ALTER TABLE ch INHERIT p;
ALTER TABLE ch ADD CONSTRAINT again UNIQUE (a);'
    expect_lines_there ') INHERITS (p);'
    "$FULLSCHEMA" diff --engine postgres postgres:///trip_there there.sql
}

@test "generated columns in tables under others" {
    [ "$(server_major)" -ge 12 ] || skip 'since 12'
    pg_dump_loses_the_order
    round_trip <<'SQL'
CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE without_a_word (x int) INHERITS (p);
CREATE TABLE below () INHERITS (without_a_word);
CREATE TABLE named (b int NOT NULL, x int) INHERITS (p);
CREATE TABLE later (x int, a int) INHERITS (p);
ALTER TABLE p ADD c int GENERATED ALWAYS AS (a + 1) STORED;
CREATE TABLE put_under (x int, b int GENERATED ALWAYS AS (a * 2) STORED, a int);
ALTER TABLE put_under ADD c int GENERATED ALWAYS AS (a + 1) STORED;
ALTER TABLE put_under INHERIT p;
SQL
    [ "$(server_major)" -ge 16 ] || round_trip <<'SQL'
CREATE TABLE p (a int, b int);
CREATE TABLE only_here (b int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (p);
CREATE TABLE put_under (b int GENERATED ALWAYS AS (a * 3) STORED, x int, a int);
ALTER TABLE put_under INHERIT p;
SQL
    [ "$(server_major)" -lt 16 ] || round_trip <<'SQL'
CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE another (b int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (p);
CREATE TABLE put_under (x int, b int GENERATED ALWAYS AS (x * 3) STORED, a int);
ALTER TABLE put_under INHERIT p;
CREATE TABLE below () INHERITS (another);
SQL
}

@test "NOT NULL NO INHERIT above, and a constraint of its own below" {
    needs_server 18
    pg_dump_loses_the_order
    round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL NO INHERIT, b int NOT NULL, c int CONSTRAINT pc NOT NULL);
CREATE TABLE said (a int NOT NULL) INHERITS (p);
CREATE TABLE named (CONSTRAINT mine NOT NULL a) INHERITS (p);
CREATE TABLE later () INHERITS (p);
ALTER TABLE later ALTER a SET NOT NULL;
CREATE TABLE as_above (a int NOT NULL NO INHERIT) INHERITS (p);
CREATE TABLE put_under (x int, a int NOT NULL, c int NOT NULL, b int NOT NULL);
ALTER TABLE put_under INHERIT p;
CREATE TABLE renamed (CONSTRAINT other NOT NULL c) INHERITS (p);
SQL
}

@test "columns that a parent got later stand where they stand, and are only inherited" {
    pg_dump_loses_the_order
    round_trip <<'SQL'
CREATE TABLE p (a int, CHECK (a > 0));
CREATE TABLE ch (x int, a int, CONSTRAINT k UNIQUE (a)) INHERITS (p);
ALTER TABLE ch ADD CONSTRAINT again UNIQUE (a);
ALTER TABLE ch ADD y int;
ALTER TABLE p ADD late int NOT NULL DEFAULT 3 CHECK (late > a);
ALTER TABLE p ADD CONSTRAINT unchecked CHECK (a <> 77) NOT VALID;
ALTER TABLE ch ALTER late SET DEFAULT 8;
ALTER TABLE ch ADD own int DEFAULT 9 CHECK (own > late);
CREATE TABLE q (late int, a int, both_have int);
ALTER TABLE ch ADD both_have int;
ALTER TABLE ch INHERIT q;
ALTER TABLE q ADD latest text COLLATE "C";
CREATE TABLE grandchild (z int) INHERITS (ch);
ALTER TABLE ch ADD last int UNIQUE;
CREATE TABLE usual () INHERITS (p);
CREATE VIEW ch_inherits AS SELECT 'a name that is taken';
SQL
    "$FULLSCHEMA" diff --engine postgres postgres:///trip_there there.sql
    expect_lines_there 'CREATE TABLE ch_inherits1 (
    a integer
);'
    expect_lines_there ') INHERITS (ch_inherits1);
ALTER TABLE ch_inherits1 ADD COLUMN late integer NOT NULL DEFAULT 8;'
    expect_lines_there 'ALTER TABLE ch INHERIT p;
ALTER TABLE ch INHERIT q;
ALTER TABLE ch NO INHERIT ch_inherits1;
DROP TABLE ch_inherits1;'
    psql -Xq -v ON_ERROR_STOP=1 -d trip_back -c 'ALTER TABLE p DROP late CASCADE' -c 'ALTER TABLE q DROP late' -c 'ALTER TABLE q DROP both_have'
    [ "$(psql -XAtq -d trip_back -c "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = 'ch'::regclass AND attnum > 0 AND NOT attisdropped")" = 'a x y own both_have latest last' ]
}

@test "a text whose parents get and lose columns is read as the server reads it" {
    say a.sql.postgres 'CREATE TABLE p (a int); CREATE TABLE ch (x int, y int) INHERITS (p); CREATE TABLE g () INHERITS (ch);
        ALTER TABLE p ADD late int DEFAULT 3, ADD y int; ALTER TABLE p DROP a; ALTER TABLE p DROP y;
        CREATE TABLE r (k int) PARTITION BY LIST (k); CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1); ALTER TABLE r ADD l int;'
    say b.sql.postgres 'CREATE TABLE p (late int DEFAULT 3); CREATE TABLE ch (x int, y int, late int DEFAULT 3);
        ALTER TABLE ch INHERIT p; CREATE TABLE g (x int, y int, late int DEFAULT 3); ALTER TABLE g INHERIT ch;
        CREATE TABLE r (k int, l int) PARTITION BY LIST (k); CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1);
        CREATE TABLE gone (); ALTER TABLE ch INHERIT gone; ALTER TABLE ch NO INHERIT gone; DROP TABLE gone;'
    # INHERIT leaves what a table has of its own, which is all that differs.
    run --separate-stderr "$FULLSCHEMA" diff --patch a.sql.postgres b.sql.postgres
    expect_status 1
    [ "$(grep -c '^        inheritance: (none) -> OWN AS WELL$' <<<"$output")" -eq 4 ]
    [[ $output == *"4 changes: 0 breaking, 0 need care, 4 safe"* ]]
}

@test "what a column below has otherwise than its parent: identity, no NOT NULL, an expression of its own" {
    pg_dump_loses_the_order
    round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL, b int);
CREATE TABLE ch () INHERITS (p);
ALTER TABLE ch ALTER a ADD GENERATED ALWAYS AS IDENTITY (START WITH 5);
CREATE TABLE later (x int) INHERITS (p);
ALTER TABLE p ADD late int NOT NULL;
ALTER TABLE later ALTER late ADD GENERATED BY DEFAULT AS IDENTITY;
SQL
    expect_there 'ALTER TABLE ch ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY (START WITH 5);'
    [ "$(server_major)" -ge 18 ] || round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL, b int NOT NULL);
CREATE TABLE ch (b int, x int) INHERITS (p);
ALTER TABLE ch ALTER a DROP NOT NULL, ALTER b DROP NOT NULL;
CREATE TABLE put_under (x int, a int NOT NULL, b int NOT NULL);
ALTER TABLE put_under INHERIT p;
ALTER TABLE put_under ALTER a DROP NOT NULL;
CREATE TABLE later (x int, a int NOT NULL) INHERITS (p);
ALTER TABLE p ADD late int NOT NULL;
ALTER TABLE later ALTER late DROP NOT NULL;
SQL
    [ "$(server_major)" -lt 17 ] || round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE ch (x int) INHERITS (p);
ALTER TABLE ch ALTER b SET EXPRESSION AS (a * 3);
SQL
}

@test "NOT NULL that a table's own column has from above alone" {
    needs_server 18
    round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL, b int GENERATED ALWAYS AS (a) STORED CONSTRAINT named NOT NULL);
CREATE TABLE from_above (a int, b int, x int) INHERITS (p);
CREATE TABLE its_own (a int NOT NULL, x int) INHERITS (p);
CREATE TABLE key (a int PRIMARY KEY);
CREATE TABLE of_two (a int, x int PRIMARY KEY) INHERITS (key, p);
CREATE TABLE above (a int);
CREATE TABLE later (a int) INHERITS (above);
ALTER TABLE above ALTER a SET NOT NULL;
CREATE TABLE below () INHERITS (later);
SQL
    local query="SELECT conrelid::regclass, conkey, conislocal, coninhcount FROM pg_constraint WHERE contype = 'n'
        ORDER BY conrelid::regclass::text, 2"
    expect_same <(psql -XAtd trip_there -c "$query") <(psql -XAtd trip_back -c "$query")
    expect_lines_there 'CREATE TABLE from_above (
    a integer,
    b integer,
    x integer
) INHERITS (p);'
    expect_lines_there 'CREATE TABLE its_own (
    a integer NOT NULL,'
}

@test "NOT NULL of its own that a table has beside its parent's, under any name" {
    needs_server 18
    pg_dump_loses_the_order
    local query
    round_trip <<'SQL'
CREATE TABLE p (a int NOT NULL, b int CONSTRAINT bn NOT NULL, c int NOT NULL);
CREATE TABLE under_the_name (CONSTRAINT p_a_not_null NOT NULL a) INHERITS (p);
CREATE TABLE later () INHERITS (p);
ALTER TABLE later ALTER a SET NOT NULL, ALTER b SET NOT NULL;
CREATE TABLE of_another_name (NOT NULL b, NOT NULL a) INHERITS (p);
CREATE TABLE above (a int, g int GENERATED ALWAYS AS (a) STORED);
CREATE TABLE before () INHERITS (above);
ALTER TABLE before ALTER a SET NOT NULL, ALTER g SET NOT NULL;
ALTER TABLE above ALTER a SET NOT NULL, ALTER g SET NOT NULL;
CREATE TABLE of_two (NOT NULL a) INHERITS (p, above);
CREATE TABLE below () INHERITS (later);
CREATE TABLE moved (x int, a int NOT NULL) INHERITS (p);
ALTER TABLE p ADD late int NOT NULL, ADD named int CONSTRAINT its NOT NULL;
ALTER TABLE moved ALTER late SET NOT NULL, ALTER c SET NOT NULL, ALTER named SET NOT NULL, ADD z int;
SQL
    query="SELECT conrelid::regclass, attname, conislocal, coninhcount FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype = 'n' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, 2"
    expect_same <(psql -XAtd trip_there -c "$query") <(psql -XAtd trip_back -c "$query")
    expect_there 'ALTER TABLE under_the_name ALTER COLUMN a SET NOT NULL;' 'ALTER TABLE later ALTER COLUMN a SET NOT NULL;'
    expect_lines_there 'CREATE TABLE of_another_name (
    NOT NULL b
) INHERITS (p);'
    sed '/ALTER TABLE later ALTER COLUMN a/d' there.sql >from_above.sql
    "$FULLSCHEMA" diff --engine postgres from_above.sql there.sql
}

@test "NOT NULL of a generated column that its parent's does not have" {
    [ "$(server_major)" -ge 12 ] || skip 'since 12'
    round_trip <<'SQL'
CREATE TABLE p (a int, g int GENERATED ALWAYS AS (a) STORED);
CREATE TABLE ch () INHERITS (p);
ALTER TABLE ch ALTER g SET NOT NULL;
SQL
    expect_there 'ALTER TABLE ch ALTER COLUMN g SET NOT NULL;'
}
