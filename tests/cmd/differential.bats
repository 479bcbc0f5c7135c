#!/usr/bin/env bats
# One database, two ways: what its catalogs say beside what is read from the text that is printed of it, over all the
# schemas there are here.

load ../lib/common
load ../lib/server
load ../lib/server_a_file

# On each engine: empty ENGINE NAME, run ENGINE NAME FILE..., at ENGINE NAME (what fullschema calls it).
empty() {
    if [ "$1" = postgres ]; then
        psql -Xq -d postgres -c "DROP DATABASE IF EXISTS $2" -c "CREATE DATABASE $2 TEMPLATE template0" 2>log
    else
        rm -f "$2.db"
    fi
}

run_files() {
    local file key='BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY'
    [ "$1" = postgres ] || key='INTEGER PRIMARY KEY AUTOINCREMENT'
    for file in "${@:3}"; do
        sed "s/[$]%AUTO_INCREMENT_PRIMARY_KEY%[$]/$key/" "$file" >file.sql
        file=file.sql
        if [ "$1" = postgres ]; then
            psql -Xq1 -v ON_ERROR_STOP=1 -d "$2" -f "$file" >log 2>&1 || { cat log; return 1; }
        else
            sqlite3 -bail "$2.db" <"$file" >log 2>&1 || { cat log; return 1; }
        fi
    done
}

at() {
    if [ "$1" = postgres ]; then echo "postgres:///$2"; else echo "$2.db"; fi
}

# Whether a database of these statements is the same seen all ways:
# - its snapshot, loaded, gives the same bytes again (inspect, load, inspect);
# - the copy has the same objects with the same fields;
# - the items read from the snapshot print as statements that read as the same items;
# - diff finds the database and its snapshot to be the same.
same_both_ways() { # same_both_ways ENGINE FILE...
    local engine=$1
    empty "$engine" a
    empty "$engine" b
    run_files "$engine" a "${@:2}"
    "$FULLSCHEMA" inspect --rows all -o a.sql "$(at "$engine" a)" 2>log || { cat log; return 1; }
    run_files "$engine" b a.sql
    "$FULLSCHEMA" inspect --rows all -o b.sql "$(at "$engine" b)" 2>log || { cat log; return 1; }
    diff -u a.sql b.sql
    "$(dirname "$FULLSCHEMA")/tests/differential" "$engine" "$(at "$engine" a)" "$(at "$engine" b)" a.sql >log ||
        { cat log; return 1; }
    grep -qE '^[0-9]+ objects, [0-9]+ items$' log
    run --separate-stderr "$FULLSCHEMA" diff --engine "$engine" "$(at "$engine" a)" a.sql
    expect_status 0
    [[ $stderr != *error* && ( -z $stderr || $stderr == "fullschema: warning: rows and sequence positions are not compared: "* ) ]] ||
        { show_run; return 1; }
}

# deltas ENGINE DIRECTORY: its files for that engine, in order.
deltas() {
    local file
    for file in "$2"/*; do
        case $file in *.sql | *.sql."$1") echo "$file" ;; esac
    done
}

@test "the snapshots of schema/" {
    local engine version database
    for engine in postgres sqlite; do
        for version in "$repo"/full_schemas/*; do
            for database in common main state; do
                echo "$version $database $engine"
                same_both_ways $engine "$version/$database/full.sql.$engine"
            done
        done
    done
}

@test "databases that the deltas of each case make" {
    local engine case files
    for engine in postgres sqlite; do
        for case in "$repo"/tests/cases/*/delta; do
            case=$(basename "$(dirname "$case")")
            [ "$case" != common ] || continue
            case $engine-$case in
            postgres-enum_values | postgres-generated) [ "$(server_major)" -ge 12 ] || continue ;;
            esac
            mapfile -t files < <(deltas $engine "$repo/tests/cases/$case/delta/1")
            [ ${#files[@]} -gt 0 ]
            echo "$case $engine"
            same_both_ways $engine "${files[@]}"
        done
    done
}

@test "the database of every kind of object" {
    local version files=()
    for version in 11 12 14 15 18; do
        [ "$(server_major)" -ge "$version" ] || continue
        mapfile -t -O ${#files[@]} files < <(deltas postgres "$repo/tests/fixtures/postgres_kinds/main/delta/$version")
    done
    [ ${#files[@]} -gt 5 ]
    same_both_ways postgres "${files[@]}"
}

# Indexes and keys, plain and not: their definitions are made of the columns of catalogs where they are plain
# (src/kind/postgres/definition.h), and the judge holds each against the server's own.
indexes_of_all_forms() {
    cat <<'SQL'
CREATE SCHEMA "Other";
CREATE DOMAIN word AS text; CREATE DOMAIN words AS word COLLATE "C"; CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN few AS integer CHECK (VALUE < 9);
CREATE TYPE pair AS (a integer, b text);
CREATE TABLE "Other".kinds ("user" text, "Mixed ""case" varchar(9), b bit(3), vb varbit, i integer, s smallint, o oid,
    c char(3), ch "char", n name, d word, dd words, f few, m mood, l text[], r int4range, p pair, t timestamptz, u uuid,
    j jsonb, x text COLLATE "C", y varchar COLLATE "POSIX", gone integer, g point, v tsvector, rc regclass, q cidr, z inet);
ALTER TABLE "Other".kinds DROP COLUMN gone;
ALTER TABLE "Other".kinds ADD COLUMN late integer;
CREATE INDEX "An index" ON "Other".kinds (i DESC, "user", s DESC NULLS LAST, late NULLS FIRST, t);
ALTER TABLE "Other".kinds RENAME late TO "order";
CREATE INDEX ON "Other".kinds ("Mixed ""case" varchar_pattern_ops, "user" text_pattern_ops DESC);
CREATE INDEX ON "Other".kinds (x COLLATE "POSIX", y, "user" COLLATE "C", dd, d COLLATE "C");
CREATE INDEX ON "Other".kinds (i) INCLUDE (s);
CREATE INDEX ON "Other".kinds (i) WHERE s > 1;
CREATE INDEX ON "Other".kinds (lower("user"), i);
CREATE INDEX ON "Other".kinds (i) WITH (fillfactor = 70);
CREATE INDEX ON "Other".kinds USING hash (i);
CREATE INDEX ON "Other".kinds USING gin (j);
CREATE INDEX ON "Other".kinds USING gist (g, r);
CREATE INDEX ON "Other".kinds USING brin (i, t);
-- Each column with each operator class of B-trees that takes it.
DO $$ DECLARE a name; c name; BEGIN
    FOR a IN SELECT attname FROM pg_attribute WHERE attrelid = '"Other".kinds'::regclass AND attnum > 0 AND NOT attisdropped LOOP
        FOR c IN SELECT DISTINCT opcname FROM pg_opclass WHERE opcmethod = 403 ORDER BY 1 LOOP
            BEGIN EXECUTE format('CREATE INDEX ON "Other".kinds (%I %I)', a, c); EXCEPTION WHEN OTHERS THEN NULL; END;
        END LOOP;
    END LOOP;
END $$;
CREATE TABLE keyed (a integer, b text, "C" integer NOT NULL, d integer, PRIMARY KEY ("C", a), UNIQUE (b), UNIQUE (d, a) INCLUDE (b),
    UNIQUE (a) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "Fill" UNIQUE (d) WITH (fillfactor = 50), EXCLUDE USING btree (b WITH =),
    CHECK (a > d), UNIQUE ("C", d, b));
CREATE UNIQUE INDEX promoted ON keyed (d, "C"); ALTER TABLE keyed ADD CONSTRAINT "Promoted" UNIQUE USING INDEX promoted;
CREATE TABLE pg_like (a integer PRIMARY KEY); CREATE TABLE public.pg_class (a integer PRIMARY KEY);
CREATE TABLE "Other"."Keyed" (a integer, b integer, x integer, PRIMARY KEY (a, b), UNIQUE (b));
CREATE TABLE referring (a integer REFERENCES pg_like, b integer REFERENCES public.pg_class, c integer, d integer,
    FOREIGN KEY (c, d) REFERENCES "Other"."Keyed", FOREIGN KEY (d, c) REFERENCES "Other"."Keyed" (a, b) ON DELETE CASCADE ON UPDATE SET NULL,
    FOREIGN KEY (c) REFERENCES "Other"."Keyed" (b) ON UPDATE RESTRICT ON DELETE SET DEFAULT,
    FOREIGN KEY (c, a) REFERENCES "Other"."Keyed" MATCH FULL, FOREIGN KEY (b) REFERENCES pg_like DEFERRABLE,
    FOREIGN KEY (a) REFERENCES "Other"."Keyed" (b) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE referring ADD FOREIGN KEY (d) REFERENCES pg_like NOT VALID;
ALTER TABLE referring ADD selfish integer UNIQUE, ADD FOREIGN KEY (a) REFERENCES referring (selfish);
CREATE TABLE parts (a integer, b text, PRIMARY KEY (a), FOREIGN KEY (a) REFERENCES pg_like) PARTITION BY RANGE (a);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (5);
CREATE INDEX ON parts (b DESC); CREATE INDEX alone ON ONLY parts (b, a);
CREATE MATERIALIZED VIEW seen AS SELECT a, b FROM keyed; CREATE UNIQUE INDEX ON seen (b, a DESC);
SQL
    [ "$(server_major)" -lt 15 ] || cat <<'SQL'
CREATE UNIQUE INDEX ON keyed (b, d) NULLS NOT DISTINCT; ALTER TABLE keyed ADD UNIQUE NULLS NOT DISTINCT (d, b);
ALTER TABLE referring ADD FOREIGN KEY (c, d) REFERENCES "Other"."Keyed" ON DELETE SET NULL (d);
SQL
    [ "$(server_major)" -lt 18 ] || cat <<'SQL'
CREATE TABLE during (a int4range, b int4range, UNIQUE (a, b WITHOUT OVERLAPS));
CREATE TABLE meanwhile (a int4range, b int4range, FOREIGN KEY (a, PERIOD b) REFERENCES during (a, PERIOD b));
ALTER TABLE referring ADD FOREIGN KEY (b) REFERENCES keyed (d) NOT ENFORCED;
SQL
}

@test "indexes and keys of all forms" {
    indexes_of_all_forms >forms.sql
    same_both_ways postgres forms.sql
}

@test "indexes beside an operator class that people made the usual one" {
    cat >class.sql <<'SQL'
CREATE OPERATOR CLASS varchar_first DEFAULT FOR TYPE varchar USING btree AS OPERATOR 1 <(text, text), OPERATOR 2 <=(text, text),
    OPERATOR 3 =(text, text), OPERATOR 4 >=(text, text), OPERATOR 5 >(text, text), FUNCTION 1 (varchar, varchar) bttextcmp(text, text);
CREATE TABLE t (a varchar, b text);
CREATE INDEX ON t (a); CREATE INDEX ON t (a text_ops); CREATE INDEX ON t (b, a text_ops);
SQL
    same_both_ways postgres class.sql
}
