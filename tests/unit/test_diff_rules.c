/* What each change means, and that docs/changes.md explains it. Sides are texts, as people compare them. */
#include "diffing.h"

#include "base/root.h"
#include "diff/rule.h"
#include "model/read.h"

#define P ENGINE_POSTGRES
#define S ENGINE_SQLITE

struct rule_test {
    enum engine engine;
    const struct model_kind *kind; /* of the change that is looked at */
    const char *before, *after;
    const char *expected; /* "class anchor" */
};

#define OWNED                                                                                                          \
    "CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c (); ALTER TABLE a OWNER TO x; ALTER TABLE b OWNER TO x;"     \
    "ALTER TABLE c OWNER TO x;"

static const struct rule_test cases[] = {
    {P, &model_table, "", "CREATE TABLE t (a integer, z text);", "safe table-added"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);", "", "breaking table-removed"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);", "CREATE TABLE u (a integer, z text);",
     "breaking table-renamed"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);", "CREATE UNLOGGED TABLE t (a integer, z text);",
     "care table-rewritten"},
    {P, &model_table, "CREATE TABLE t (a integer);", "CREATE FOREIGN TABLE t (a integer) SERVER s;",
     "breaking foreign-table"},
    {P, &model_table, "CREATE FOREIGN TABLE t (a integer) SERVER s;", "CREATE FOREIGN TABLE t (a integer) SERVER z;",
     "breaking foreign-table"},
    {P, &model_table, "CREATE FOREIGN TABLE t (a integer) SERVER s;",
     "CREATE FOREIGN TABLE t (a integer) SERVER s OPTIONS (x 'y');", "breaking foreign-table"},
    {P, &model_table, "CREATE TABLE t (a integer);", "CREATE TABLE t (a integer) USING other;", "care table-rewritten"},
    {P, &model_column, "CREATE FOREIGN TABLE t (a integer) SERVER s;",
     "CREATE FOREIGN TABLE t (a integer OPTIONS (x 'y')) SERVER s;", "breaking foreign-table"},
    {S, &model_table, "CREATE VIRTUAL TABLE t USING fts4 (a);", "CREATE TABLE t (a);", "breaking virtual-table"},
    {S, &model_table, "CREATE VIRTUAL TABLE t USING fts4 (a);", "CREATE VIRTUAL TABLE t USING fts4 (a, b);",
     "breaking virtual-table"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text) PARTITION BY LIST (a);", "care table-rewritten"},
    {P, &model_table, "CREATE TABLE t (a integer) PARTITION BY LIST (a);",
     "CREATE TABLE t (a integer) PARTITION BY LIST (a) USING other;", "safe table-options"},
    {P, &model_table, "CREATE TABLE u (a integer);CREATE TABLE t (a integer, z text);",
     "CREATE TABLE u (a integer);CREATE TABLE t (a integer, z text) INHERITS (u);", "breaking table-parent"},
    {P, &model_table, "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);",
     "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);ALTER TABLE p ATTACH PARTITION t FOR "
     "VALUES IN (1);",
     "breaking table-parent"},
    {P, &model_table,
     "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);ALTER TABLE p ATTACH PARTITION t FOR "
     "VALUES IN (1);",
     "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);ALTER TABLE p ATTACH PARTITION t FOR "
     "VALUES IN (2);",
     "breaking partition-bound"},
    {P, &model_table, "CREATE TYPE y AS (a integer);CREATE TABLE t (a integer);",
     "CREATE TYPE y AS (a integer);CREATE TABLE t OF y;", "safe table-options"},
    {S, &model_table, "CREATE TABLE t (a INT);", "CREATE TABLE t (a INT) STRICT;", "breaking table-options"},
    {S, &model_table, "CREATE TABLE t (a INT PRIMARY KEY) STRICT;",
     "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID, STRICT;", "breaking table-options"},
    {S, &model_table, "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID;", "CREATE TABLE t (a INT PRIMARY KEY);",
     "care table-options"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);", "CREATE TABLE t (a integer, z text) WITH (fillfactor=70);",
     "safe table-options"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);ALTER TABLE t ENABLE ROW LEVEL SECURITY;", "breaking row-security"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);ALTER TABLE t FORCE ROW LEVEL SECURITY;",
     "CREATE TABLE t (a integer, z text);", "breaking row-security"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);ALTER TABLE t REPLICA IDENTITY FULL;", "safe table-options"},
    {P, &model_table, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);ALTER TABLE t REPLICA IDENTITY NOTHING;", "breaking replica-identity"},
    {P, &model_table,
     "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);ALTER TABLE p ATTACH PARTITION t FOR "
     "VALUES IN (1);CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'x';CREATE TRIGGER g BEFORE INSERT ON p "
     "FOR EACH ROW EXECUTE FUNCTION f();",
     "CREATE TABLE p (a integer) PARTITION BY LIST (a);CREATE TABLE t (a integer);ALTER TABLE p ATTACH PARTITION t FOR "
     "VALUES IN (1);CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'x';CREATE TRIGGER g BEFORE INSERT ON p "
     "FOR EACH ROW EXECUTE FUNCTION f();ALTER TABLE t DISABLE TRIGGER g;",
     "breaking trigger-changed"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x text NOT NULL);",
     "breaking column-required"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x integer GENERATED ALWAYS AS IDENTITY);",
     "care column-filled"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x uuid DEFAULT gen_random_uuid());",
     "care column-filled"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x timestamp DEFAULT clock_timestamp());",
     "care column-filled"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x text GENERATED ALWAYS AS (z) STORED);",
     "care column-filled"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x text GENERATED ALWAYS AS (z) VIRTUAL);",
     "safe column-added"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x timestamp with time zone DEFAULT now());",
     "safe column-added"},
    {P, &model_column, "CREATE TABLE t (z text);",
     "CREATE TABLE t (z text, x character varying(5) DEFAULT 'f(x)'::character varying(5));", "safe column-added"},
    {P, &model_column, "CREATE TABLE t (z text);",
     "CREATE TABLE t (z text, x text DEFAULT lower('X') || upper(btrim(' y ')));", "safe column-added"},
    {P, &model_column, "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';CREATE TABLE t (z text);",
     "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';CREATE TABLE t (z text, x integer DEFAULT f());",
     "care column-filled"},
    {P, &model_column, "CREATE FUNCTION f() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';CREATE TABLE t (z text);",
     "CREATE FUNCTION f() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';CREATE TABLE t (z text, x integer DEFAULT "
     "f());",
     "safe column-added"},
    {P, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x integer DEFAULT s.f());",
     "care column-filled"},
    {P, &model_column, "CREATE EXTENSION \"uuid-ossp\";CREATE TABLE t (z text);",
     "CREATE EXTENSION \"uuid-ossp\";CREATE TABLE t (z text, x uuid DEFAULT uuid_generate_v4());",
     "care column-filled"},
    {P, &model_column, "CREATE EXTENSION \"uuid-ossp\";CREATE TABLE t (z text);",
     "CREATE EXTENSION \"uuid-ossp\";CREATE TABLE t (z text, x timestamp DEFAULT now());", "safe column-added"},
    {P, &model_column, "CREATE DOMAIN d AS integer;CREATE TABLE t (z text);",
     "CREATE DOMAIN d AS integer;CREATE TABLE t (z text, x d);", "safe column-added"},
    {P, &model_column,
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text);",
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text, x d);",
     "care column-filled"},
    {P, &model_column,
     "CREATE DOMAIN s.d AS integer;ALTER DOMAIN s.d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text);",
     "CREATE DOMAIN s.d AS integer;ALTER DOMAIN s.d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text, x s.d);",
     "care column-filled"},
    {P, &model_column, "CREATE DOMAIN d AS integer NOT NULL;CREATE TABLE t (z text);",
     "CREATE DOMAIN d AS integer NOT NULL;CREATE TABLE t (z text, x d DEFAULT 5);", "care column-filled"},
    {P, &model_column,
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE DOMAIN e AS d;CREATE TABLE t "
     "(z text);",
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE DOMAIN e AS d;CREATE TABLE t "
     "(z text, x e);",
     "care column-filled"},
    {P, &model_column,
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text);",
     "CREATE DOMAIN d AS integer;ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);CREATE TABLE t (z text, x d[]);",
     "safe column-added"},
    {S, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x TEXT DEFAULT (random()));",
     "care column-filled"},
    {S, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x TEXT DEFAULT CURRENT_TIMESTAMP);",
     "care column-filled"},
    {S, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x TEXT AS (z) STORED);",
     "care column-filled"},
    {S, &model_column, "CREATE TABLE t (z text);", "CREATE TABLE t (z text, x TEXT NOT NULL DEFAULT 'x');",
     "safe column-added"},
    {P, &model_column, "CREATE TABLE t (x text, z text);", "CREATE TABLE t (z text);", "breaking column-removed"},
    {P, &model_column, "CREATE TABLE t (x integer, z text);", "CREATE TABLE t (y integer, z text);",
     "breaking column-renamed"},
    {P, &model_column, "CREATE TABLE t (x character varying(20), z text);", "CREATE TABLE t (x text, z text);",
     "safe column-type"},
    {P, &model_column, "CREATE TABLE t (x character varying(20), z text);CREATE VIEW v AS SELECT x FROM t;",
     "CREATE TABLE t (x text, z text);CREATE VIEW v AS SELECT x FROM t;", "care column-type-used"},
    {P, &model_column, "CREATE TABLE t (x character varying(20), z text);CREATE VIEW v AS SELECT z FROM t;",
     "CREATE TABLE t (x text, z text);CREATE VIEW v AS SELECT z FROM t;", "safe column-type"},
    {P, &model_column, "CREATE TABLE t (x character varying(20), z text);CREATE POLICY p ON t USING (x = 'y');",
     "CREATE TABLE t (x text, z text);CREATE POLICY p ON t USING (x = 'y');", "care column-type-used"},
    {P, &model_column,
     "CREATE TABLE t (x character varying(20), z text);CREATE TRIGGER g BEFORE UPDATE OF x ON t FOR EACH ROW EXECUTE "
     "FUNCTION f();",
     "CREATE TABLE t (x text, z text);CREATE TRIGGER g BEFORE UPDATE OF x ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "care column-type-used"},
    {P, &model_column,
     "CREATE TABLE t (x character varying(20), z text);CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO u VALUES "
     "(new.x);",
     "CREATE TABLE t (x text, z text);CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO u VALUES (new.x);",
     "care column-type-used"},
    {P, &model_column, "CREATE TABLE t (x integer, z text);", "CREATE TABLE t (x bigint, z text);", "care column-type"},
    {P, &model_column, "CREATE TABLE t (x varchar(5) CHECK (x <> 'y'));",
     "CREATE TABLE t (x varchar(9) CHECK (x <> 'y'));", "care column-type"},
    {P, &model_column, "CREATE TABLE t (x varchar(5), y int CHECK (y > 0));",
     "CREATE TABLE t (x varchar(9), y int CHECK (y > 0));", "safe column-type"},
    {P, &model_column, "CREATE TABLE t (x varchar(5));CREATE INDEX i ON t (lower(x));",
     "CREATE TABLE t (x varchar(9));CREATE INDEX i ON t (lower(x));", "care column-type"},
    {P, &model_column, "CREATE TABLE t (x varchar(5));CREATE INDEX i ON t (x);",
     "CREATE TABLE t (x varchar(9));CREATE INDEX i ON t (x);", "safe column-type"},
    {P, &model_column, "CREATE TABLE t (x varchar(5));CREATE TABLE u (r t);",
     "CREATE TABLE t (x varchar(9));CREATE TABLE u (r t);", "care column-type-used"},
    {P, &model_column,
     "CREATE TABLE t (y varchar(5) CHECK (y <> 'y'));ALTER TABLE t RENAME y TO x;ALTER TABLE t RENAME CONSTRAINT "
     "t_y_check "
     "TO t_x_check;",
     "CREATE TABLE t (x varchar(9) CHECK (x <> 'y'));", "care column-type"},
    {P, &model_column, "CREATE TABLE s (x varchar(5) CONSTRAINT c CHECK (x <> 'y'));ALTER TABLE s RENAME TO t;",
     "CREATE TABLE t (x varchar(9) CONSTRAINT c CHECK (x <> 'y'));", "care column-type"},
    {P, &model_column, "CREATE TABLE t (x text CONSTRAINT c CHECK (x IS NOT NULL));",
     "CREATE TABLE t (x text NOT NULL CONSTRAINT c CHECK (x IS NOT NULL));", "care column-not-null"},
    {P, &model_column, "CREATE TABLE t (x text, y text, CONSTRAINT c CHECK (x IS NOT NULL OR y IS NOT NULL));",
     "CREATE TABLE t (x text NOT NULL, y text, CONSTRAINT c CHECK (x IS NOT NULL OR y IS NOT NULL));",
     "breaking column-not-null"},
    {P, &model_constraint,
     "CREATE TABLE t (y text, CONSTRAINT c UNIQUE (y));CREATE UNIQUE INDEX i ON t (y);"
     "ALTER TABLE t RENAME y TO x;",
     "CREATE TABLE t (x text);CREATE UNIQUE INDEX i ON t (x);", "safe constraint-kept"},
    {P, &model_column, "CREATE TABLE t (x bigint, z text);", "CREATE TABLE t (x integer, z text);",
     "breaking column-type-narrowed"},
    {P, &model_column, "CREATE TABLE t (x text, z text);", "CREATE TABLE t (x bytea, z text);",
     "breaking column-type-other"},
    {S, &model_column, "CREATE TABLE t (x BIGINT, z text);", "CREATE TABLE t (x TEXT, z text);",
     "breaking column-type-other"},
    {S, &model_column, "CREATE TABLE t (x BIGINT, z text);", "CREATE TABLE t (x INTEGER, z text);", "care column-type"},
    {P, &model_column, "CREATE TABLE t (x text DEFAULT '', z text);",
     "CREATE TABLE t (x text DEFAULT '' NOT NULL, z text);", "care column-not-null"},
    {S, &model_column, "CREATE TABLE t (x TEXT DEFAULT '', z text);",
     "CREATE TABLE t (x TEXT DEFAULT '' NOT NULL, z text);", "care column-not-null"},
    {P, &model_column, "CREATE TABLE t (x text DEFAULT '');",
     "CREATE TABLE t (x text DEFAULT '');ALTER TABLE t ADD CONSTRAINT n NOT NULL x NOT VALID;", "safe column-not-null"},
    {P, &model_column, "CREATE TABLE t (x text);ALTER TABLE t ADD CONSTRAINT n NOT NULL x NOT VALID;",
     "CREATE TABLE t (x text CONSTRAINT n NOT NULL);", "care constraint-validated"},
    {P, &model_column, "CREATE TABLE t (x text NOT NULL NO INHERIT);", "CREATE TABLE t (x text NOT NULL);",
     "safe column-null"},
    {P, &model_column, "CREATE TABLE t (x text CONSTRAINT m NOT NULL);",
     "CREATE TABLE t (x text CONSTRAINT n NOT NULL);", "safe column-null"},
    {P, &model_column, "CREATE TABLE t (x text, z text);", "CREATE TABLE t (x text NOT NULL, z text);",
     "breaking column-not-null"},
    {P, &model_column, "CREATE TABLE t (x text NOT NULL, z text);", "CREATE TABLE t (x text, z text);",
     "safe column-null"},
    {S, &model_column, "CREATE TABLE t (x TEXT NOT NULL, z text);", "CREATE TABLE t (x TEXT, z text);",
     "care column-null"},
    {P, &model_column, "CREATE TABLE t (x integer NOT NULL DEFAULT 1, z text);",
     "CREATE TABLE t (x integer NOT NULL, z text);", "breaking column-required"},
    {P, &model_column, "CREATE TABLE t (x integer DEFAULT 1, z text);", "CREATE TABLE t (x integer DEFAULT 2, z text);",
     "safe column-default"},
    {S, &model_column, "CREATE TABLE t (x INT DEFAULT 1, z text);", "CREATE TABLE t (x INT DEFAULT 2, z text);",
     "care column-default"},
    {P, &model_column, "CREATE TABLE t (x text, z text);",
     "CREATE TABLE t (x text GENERATED ALWAYS AS (z) STORED, z text);", "breaking column-generated"},
    {P, &model_column, "CREATE TABLE t (x text GENERATED ALWAYS AS (z) STORED, z text);",
     "CREATE TABLE t (x text GENERATED ALWAYS AS (lower(z)) STORED, z text);", "care column-generated"},
    {P, &model_column, "CREATE TABLE t (x text GENERATED ALWAYS AS (z) VIRTUAL, z text);",
     "CREATE TABLE t (x text GENERATED ALWAYS AS (lower(z)) VIRTUAL, z text);", "safe column-generated"},
    {S, &model_column, "CREATE TABLE t (x TEXT AS (z) STORED, z text);",
     "CREATE TABLE t (x TEXT AS (lower(z)) STORED, z text);", "care column-generated"},
    {P, &model_column, "CREATE TABLE t (x integer GENERATED BY DEFAULT AS IDENTITY, z text);",
     "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY, z text);", "breaking column-identity"},
    {P, &model_column, "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY, z text);",
     "CREATE TABLE t (x integer GENERATED BY DEFAULT AS IDENTITY, z text);", "safe column-identity"},
    {P, &model_column, "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY, z text);",
     "CREATE TABLE t (x integer NOT NULL, z text);", "breaking column-required"},
    {P, &model_column, "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY, z text);",
     "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY (MAXVALUE 5), z text);", "breaking sequence-range"},
    {P, &model_column, "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY, z text);",
     "CREATE TABLE t (x integer GENERATED ALWAYS AS IDENTITY (START WITH 5), z text);", "safe sequence-options"},
    {P, &model_column, "CREATE TABLE t (x text, z text);", "CREATE TABLE t (x text COLLATE \"C\", z text);",
     "care column-collation"},
    {S, &model_column, "CREATE TABLE t (x TEXT, z text);", "CREATE TABLE t (x TEXT COLLATE NOCASE, z text);",
     "care column-collation"},
    {P, &model_column, "CREATE TABLE t (x text, z text, y text);", "CREATE TABLE t (z text, x text, y text);",
     "care column-position"},
    {P, &model_column, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);ALTER TABLE t ALTER COLUMN a SET STATISTICS 500;", "safe column-storage"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a, b), CONSTRAINT twin UNIQUE (b, a));",
     "care constraint-kept"},
    {S, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a, b), CONSTRAINT twin UNIQUE (b, a));",
     "care constraint-kept"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > 0));", "breaking constraint-added"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a));", "breaking constraint-added"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a), CONSTRAINT twin UNIQUE (b, a));",
     "breaking constraint-added"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;",
     "safe constraint-added"},
    {P, &model_constraint,
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a, b), CONSTRAINT twin UNIQUE (b, a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a));", "safe constraint-kept"},
    {S, &model_constraint,
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a, b), CONSTRAINT twin UNIQUE (b, a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a));", "care constraint-kept"},
    {P, &model_constraint,
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a, b), CONSTRAINT twin UNIQUE (b, a) DEFERRABLE);",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT twin UNIQUE (b, a) DEFERRABLE);", "breaking unique-removed"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a));",
     "CREATE TABLE t (a integer, b integer);", "breaking unique-removed"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c EXCLUDE USING btree (a WITH =));",
     "CREATE TABLE t (a integer, b integer);", "breaking unique-removed"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > 0));",
     "CREATE TABLE t (a integer, b integer);", "safe constraint-removed"},
    {S, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > 0));",
     "CREATE TABLE t (a integer, b integer);", "care constraint-removed"},
    {P, &model_constraint,
     "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;",
     "CREATE TABLE t (a integer, b integer);", "safe constraint-removed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);", "safe constraint-removed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) ON DELETE CASCADE;",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);", "breaking constraint-removed"},
    {P, &model_constraint, "CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree ((a + 1) WITH =));",
     "CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree ((a + 1) WITH =));"
     "ALTER INDEX x ALTER COLUMN 1 SET STATISTICS 77;",
     "safe statistics"},
    {P, &model_constraint, "CREATE TABLE t (a integer, CONSTRAINT x UNIQUE (a));",
     "CREATE TABLE t (a integer, CONSTRAINT y UNIQUE (a));", "safe constraint-renamed"},
    {S, &model_constraint, "CREATE TABLE t (a integer, CONSTRAINT x UNIQUE (a));",
     "CREATE TABLE t (a integer, CONSTRAINT y UNIQUE (a));", "care constraint-renamed"},
    {P, &model_constraint,
     "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
     "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
     "care constraint-validated"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
     "CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
     "safe constraint-validated"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > 0));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > 1));", "breaking constraint-changed"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c PRIMARY KEY (a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c PRIMARY KEY (a) WITH (fillfactor=70));", "safe index-options"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a) INCLUDE (b));", "care constraint-kept"},
    {P, &model_constraint, "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a));",
     "CREATE TABLE t (a integer, b integer, CONSTRAINT c UNIQUE (a) DEFERRABLE);", "breaking constraint-changed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) DEFERRABLE;",
     "safe constraint-changed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) DEFERRABLE INITIALLY DEFERRED;",
     "breaking constraint-changed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) ON DELETE CASCADE;",
     "breaking constraint-changed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) NOT ENFORCED;",
     "safe constraint-changed"},
    {P, &model_constraint,
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a) NOT ENFORCED;",
     "CREATE TABLE p (a integer PRIMARY KEY);CREATE TABLE t (a integer, b integer);ALTER TABLE t ADD CONSTRAINT c "
     "FOREIGN KEY (a) REFERENCES p (a);",
     "breaking constraint-changed"},
    {P, &model_index, "", "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);", "safe table-added"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE UNIQUE INDEX x ON t (a DESC);",
     "care index-added"},
    {S, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE UNIQUE INDEX x ON t (a DESC);",
     "safe index-added"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);", "breaking unique-added"},
    {P, &model_index, "", "CREATE UNIQUE INDEX x ON t (a);", "breaking unique-added"},
    {P, &model_index, "", "CREATE INDEX x ON t (a);", "care index-added"},
    {P, &model_index, "CREATE INDEX x ON t (a);", "", "safe index-removed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);", "care index-added"},
    {S, &model_index, "CREATE TABLE t (a integer, b integer);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);", "safe index-added"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);", "",
     "safe table-removed"},
    {P, &model_index,
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE UNIQUE INDEX x ON t (a DESC);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);", "safe constraint-kept"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);", "breaking unique-removed"},
    {P, &model_index,
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE UNIQUE INDEX x ON t (a) WHERE a > "
     "0;",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);", "breaking unique-removed"},
    {P, &model_index,
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE UNIQUE INDEX x ON t (a) NULLS NOT "
     "DISTINCT;",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);", "breaking unique-removed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);", "safe index-removed"},
    {P, &model_index,
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX twin ON t (a);", "safe index-removed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX y ON t (a);", "safe index-renamed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a) WITH (fillfactor=70);", "safe index-options"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t ((a + 1));",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t ((a + 1));ALTER INDEX x ALTER COLUMN 1 SET STATISTICS "
     "100;",
     "safe statistics"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);", "breaking unique-added"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);", "breaking unique-removed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (b);", "breaking constraint-changed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a) NULLS NOT DISTINCT;",
     "breaking constraint-changed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a, b);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (b DESC, a);", "care index-changed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a) INCLUDE (b);", "care index-changed"},
    {S, &model_index, "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (a, b);",
     "CREATE TABLE t (a integer, b integer);CREATE UNIQUE INDEX x ON t (b DESC, a);", "safe index-changed"},
    {P, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (b);", "care index-changed"},
    {S, &model_index, "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (a);",
     "CREATE TABLE t (a integer, b integer);CREATE INDEX x ON t (b);", "safe index-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;", "safe view-added"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);", "breaking view-removed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t WHERE b > 0;",
     "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a, b FROM t;", "safe view-column-added"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a, b FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;", "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a, b FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT b, a FROM t;", "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a, b FROM t WHERE b > 0;",
     "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT DISTINCT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT DISTINCT a, b FROM t;",
     "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT b AS a, c FROM t;",
     "breaking view-changed"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;ALTER VIEW v ALTER COLUMN a "
     "SET DEFAULT 5;",
     "safe view-options"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v WITH (security_barrier = true) AS SELECT a FROM "
     "t;",
     "safe view-options"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM "
     "t;",
     "breaking view-rights"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t WITH LOCAL CHECK OPTION;",
     "breaking view-rights"},
    {P, &model_view,
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t WITH LOCAL CHECK OPTION;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;", "safe view-options"},
    {P, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW w AS SELECT a FROM t;", "breaking other-renamed"},
    {S, &model_view, "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT a FROM t;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE VIEW v AS SELECT b FROM t;", "breaking view-changed"},
    {P, &model_materialized_view, "CREATE TABLE t (a integer, b integer, c integer);",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO DATA;",
     "safe view-added"},
    {P, &model_materialized_view,
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO DATA;",
     "CREATE TABLE t (a integer, b integer, c integer);", "breaking view-removed"},
    {P, &model_materialized_view,
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO DATA;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT b FROM t WITH NO DATA;",
     "breaking view-changed"},
    {P, &model_materialized_view,
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO DATA;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v WITH (fillfactor=70) AS SELECT a "
     "FROM t WITH NO DATA;",
     "safe view-options"},
    {P, &model_materialized_view,
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO DATA;",
     "CREATE TABLE t (a integer, b integer, c integer);CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH NO "
     "DATA;ALTER MATERIALIZED VIEW v ALTER COLUMN a SET STATISTICS 100;",
     "safe view-options"},
    {P, &model_function, "", "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "safe function-added"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "",
     "breaking function-removed"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';", "safe function-body"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE plpgsql AS 'SELECT 1';", "safe function-body"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';", "safe function-volatility"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "care function-volatility"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql STRICT AS 'SELECT 1';", "breaking function-null"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
     "breaking function-rights"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql SET search_path TO '' AS 'SELECT 1';",
     "breaking function-settings"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql LEAKPROOF AS 'SELECT 1';", "safe function-planner"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql PARALLEL SAFE AS 'SELECT 1';", "safe function-planner"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql COST 5 AS 'SELECT 1';", "safe function-planner"},
    {P, &model_function, "CREATE FUNCTION f(a hstore) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a hstore) RETURNS integer LANGUAGE sql TRANSFORM FOR TYPE hstore AS 'SELECT 1';",
     "safe function-body"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS bigint LANGUAGE sql AS 'SELECT 1';", "breaking function-signature"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "breaking function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "breaking function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "safe function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer DEFAULT 5) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "breaking function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer DEFAULT 5) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "safe function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer DEFAULT 5) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer DEFAULT 6) RETURNS integer LANGUAGE sql AS 'SELECT 1';", "safe function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(VARIADIC a integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "breaking function-arguments"},
    {P, &model_function, "CREATE FUNCTION f(a integer, OUT b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "CREATE FUNCTION f(a integer, OUT c integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
     "breaking function-signature"},
    {P, &model_function, "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS '';",
     "CREATE PROCEDURE f() LANGUAGE sql AS '';", "breaking function-signature"},
    {P, &model_trigger, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "safe trigger-added"},
    {P, &model_trigger,
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();", "",
     "safe table-removed"},
    {P, &model_trigger,
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "CREATE TABLE t (a integer, z text);", "breaking trigger-removed"},
    {P, &model_trigger,
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "breaking trigger-changed"},
    {P, &model_trigger,
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
     "CREATE TABLE t (a integer, z text);CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();ALTER "
     "TABLE t DISABLE TRIGGER g;",
     "breaking trigger-changed"},
    {S, &model_trigger, "CREATE TABLE t (a);CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;",
     "CREATE TABLE t (a);CREATE TRIGGER h AFTER INSERT ON t BEGIN SELECT 1; END;", "safe trigger-renamed"},
    {P, &model_rule, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING;", "breaking rewrite-rule"},
    {P, &model_rule, "CREATE TABLE t (a integer, z text);CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING;",
     "CREATE TABLE t (a integer, z text);", "breaking rewrite-rule"},
    {P, &model_rule, "CREATE TABLE t (a integer, z text);CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING;",
     "CREATE TABLE t (a integer, z text);CREATE RULE r AS ON INSERT TO t DO INSTEAD SELECT 1;",
     "breaking rewrite-rule"},
    {P, &model_policy, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);CREATE POLICY p ON t USING (a > 0);", "breaking row-security"},
    {P, &model_policy, "CREATE TABLE t (a integer, z text);CREATE POLICY p ON t USING (a > 0);",
     "CREATE TABLE t (a integer, z text);", "breaking row-security"},
    {P, &model_policy, "CREATE TABLE t (a integer, z text);CREATE POLICY p ON t USING (a > 0);",
     "CREATE TABLE t (a integer, z text);CREATE POLICY p ON t USING (a > 1);", "breaking row-security"},
    {P, &model_type, "CREATE TYPE y AS ENUM ('a', 'it''s');", "CREATE TYPE y AS ENUM ('a', 'b', 'it''s', 'c');",
     "safe type-labels"},
    {P, &model_type, "CREATE TYPE y AS ENUM ('a', 'b');", "CREATE TYPE y AS ENUM ('a');", "breaking type-labels"},
    {P, &model_type, "CREATE TYPE y AS ENUM ('a', 'b');", "CREATE TYPE y AS ENUM ('b', 'a');", "breaking type-labels"},
    {P, &model_type, "CREATE TYPE y AS ENUM ('a, b', 'c');", "CREATE TYPE y AS ENUM ('a', 'b', 'c');",
     "breaking type-labels"},
    {P, &model_type, "CREATE DOMAIN y AS integer;", "CREATE DOMAIN y AS bigint;", "breaking type-changed"},
    {P, &model_type, "CREATE DOMAIN y AS integer;", "CREATE DOMAIN y AS integer DEFAULT 5;", "safe type-changed"},
    {P, &model_type, "CREATE DOMAIN y AS integer;", "CREATE DOMAIN y AS integer NOT NULL;", "breaking type-changed"},
    {P, &model_type, "CREATE DOMAIN y AS integer NOT NULL;", "CREATE DOMAIN y AS integer;", "safe type-changed"},
    {P, &model_sequence, "CREATE SEQUENCE s AS bigint;", "CREATE SEQUENCE s AS integer;", "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s AS smallint;", "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s AS integer;", "CREATE SEQUENCE s;", "safe sequence-options"},
    {P, &model_sequence, "CREATE SEQUENCE s MAXVALUE 100;", "CREATE SEQUENCE s MAXVALUE 10;",
     "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s MINVALUE 10 START WITH 10;",
     "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s MINVALUE -10;", "safe sequence-options"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s CYCLE;", "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s INCREMENT BY -1;", "breaking sequence-range"},
    {P, &model_sequence, "CREATE SEQUENCE s;", "CREATE SEQUENCE s INCREMENT BY 5;", "safe sequence-options"},
    {P, &model_sequence, "CREATE SEQUENCE s MAXVALUE 10;", "CREATE SEQUENCE s MAXVALUE 100;", "safe sequence-options"},
    {P, &model_schema, "", "DROP SCHEMA public;", "breaking other-removed"},
    {P, &model_schema, "DROP SCHEMA public;", "", "safe other-added"},
    {P, &model_extension, "CREATE EXTENSION hstore;", "CREATE EXTENSION hstore SCHEMA x;", "breaking extension-schema"},
    {P, &model_statistics, "CREATE TABLE t (a integer, z text);CREATE STATISTICS x (ndistinct) ON a, z FROM t;",
     "CREATE TABLE t (a integer, z text);", "safe statistics"},
    {P, &model_statistics, "CREATE TABLE t (a integer, z text);CREATE STATISTICS x (ndistinct) ON a, z FROM t;",
     "CREATE TABLE t (a integer, z text);CREATE STATISTICS x (mcv) ON a, z FROM t;", "safe statistics"},
    {P, &model_statistics, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);CREATE STATISTICS x ON a, z FROM t;", "safe statistics"},
    {P, &model_comment, "CREATE TABLE t (a integer);", "CREATE TABLE t (a integer);COMMENT ON TABLE t IS 'y';",
     "safe comment"},
    {P, &model_comment, "CREATE TABLE t (a integer, z text);COMMENT ON TABLE t IS 'x';",
     "CREATE TABLE t (a integer, z text);", "safe comment"},
    {P, &model_comment, "CREATE TABLE t (a integer, z text);COMMENT ON TABLE t IS 'x';",
     "CREATE TABLE t (a integer, z text);COMMENT ON TABLE t IS 'y';", "safe comment"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;", "safe privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT, INSERT ON TABLE t TO reader;", "safe privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT INSERT ON TABLE t TO reader;", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader_all;", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO PUBLIC;", "safe privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT (a) ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;", "safe privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT (a) ON TABLE t TO reader;", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader WITH GRANT OPTION;",
     "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);REVOKE INSERT ON TABLE t FROM CURRENT_USER;", "breaking privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);REVOKE INSERT ON TABLE t FROM CURRENT_USER;",
     "CREATE TABLE t (a integer, z text);", "safe privileges"},
    {P, &model_privilege, "", "CREATE TABLE t (a integer, z text);REVOKE INSERT ON TABLE t FROM CURRENT_USER;",
     "safe privileges"},
    {P, &model_privilege, "CREATE TABLE t (a integer, z text);GRANT SELECT ON TABLE t TO reader;", "",
     "safe privileges"},
    {P, &model_privilege, "", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x;", "safe privileges"},
    {P, &model_privilege, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x;", "", "safe privileges"},
    {P, &model_privilege, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x;",
     "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO y;", "safe privileges"},
    {P, &model_row, "CREATE TABLE t (a integer, z text);INSERT INTO t (a) VALUES (1);",
     "CREATE TABLE t (a integer, z text);", "breaking row-removed"},
    {P, &model_row, "CREATE TABLE t (a integer, z text);",
     "CREATE TABLE t (a integer, z text);INSERT INTO t (a) VALUES (1);", "safe row-changed"},
    {P, &model_row,
     "CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY, b integer);INSERT INTO t (a, b) VALUES (1, 1);",
     "CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY, b integer);INSERT INTO t (a, b) VALUES (1, 2);",
     "safe row-changed"},
    {P, &model_sequence_position, "CREATE SEQUENCE s;SELECT setval('s', 5);", "CREATE SEQUENCE s;",
     "safe sequence-position"},
    {P, &model_sequence_position, "CREATE SEQUENCE s;", "CREATE SEQUENCE s;SELECT setval('s', 5);",
     "safe sequence-position"},
    {P, &model_sequence_position, "CREATE SEQUENCE s;SELECT setval('s', 5);",
     "CREATE SEQUENCE s;SELECT setval('s', 6);", "safe sequence-position"},
    {S, &model_setting, "", "-- Made by fullschema \nPRAGMA user_version = 1;", "safe setting"},
    {S, &model_setting, "-- Made by fullschema \nPRAGMA user_version = 1;", "", "safe setting"},
    {S, &model_setting, "PRAGMA user_version = 1;", "PRAGMA user_version = 2;", "safe setting"},
    {P, &model_statement, "", "UPDATE t SET a = 1;", "breaking statement"},
    {P, &model_statement, "UPDATE t SET a = 1;", "", "breaking statement"},
    {S, &model_statement, "ALTER TABLE x RENAME TO y;", "ALTER TABLE x RENAME TO z;", "breaking statement"},
    {P, &model_owner, OWNED, OWNED "ALTER TABLE c OWNER TO y;", "care owner"},
    {P, &model_owner, OWNED "ALTER TABLE c OWNER TO y;", OWNED "ALTER TABLE c OWNER TO z;", "care owner"},
    {P, &model_owner, OWNED "ALTER TABLE c OWNER TO y;", OWNED, "care owner"},
    {P, &model_other, "", "CREATE PUBLICATION p;", "safe other-added"},
    {P, &model_other, "CREATE PUBLICATION p;", "", "breaking other-removed"},
    {P, &model_other, "CREATE PUBLICATION p;", "CREATE PUBLICATION p FOR ALL TABLES;", "breaking other-changed"},
};

enum { N_CASES = sizeof(cases) / sizeof(*cases) };

static const struct model *read_side(struct fixture *p, enum engine engine, const char *text)
{
    const struct model *model = model_read(p->ctx, engine, "x", text, &p->diags);
    assert_non_null(model);
    return model;
}

static struct comparison run(struct fixture *p, const struct rule_test *t)
{
    struct comparison c = {.database = ""};
    diff_models(p->ctx, read_side(p, t->engine, t->before), read_side(p, t->engine, t->after), &c);
    return c;
}

/* The first change of its kind: with a table, what stands on it may be told too. */
static const struct change *change_of(const struct rule_test *t, const struct comparison *c)
{
    for (size_t i = 0; i < c->n_changes; i++)
        if (change_item(&c->changes[i])->kind == t->kind)
            return &c->changes[i];
    return NULL;
}

static void each_change_has_its_class(void **state)
{
    struct fixture *p = *state;
    bool ok = true;
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p, &cases[i]);
        const struct change *found = change_of(&cases[i], &c);
        const char *got =
            found ? mem_printf(p->ctx, "%s %s", change_class_name(found->class), found->anchor) : "no change";
        if (strcmp(got, cases[i].expected) != 0) {
            ok = false;
            fprintf(stderr, "%s, expected %s:\n  %s\n  %s\n", got, cases[i].expected, cases[i].before, cases[i].after);
        }
    }
    assert_true(ok);
}

/* A rule has a case when some case's change is what it says. */
static bool is_reported(const struct rule *rule, const struct change *change, enum engine engine)
{
    bool kind = change && (!rule->kind || rule->kind == change_item(change)->kind);
    bool action = kind && rule->action == change->action &&
                  (!rule->attribute || strcmp(rule->attribute, change->attributes[0].name) == 0);
    bool at = rule->engines == ON_BOTH || (rule->engines == ON_POSTGRES) == (engine == ENGINE_POSTGRES);
    return kind && action && at && rule->class == change->class &&
           strncmp(rule->reason, change->reason, strlen(rule->reason)) == 0 &&
           strcmp(rule->anchor, change->anchor) == 0;
}

static void each_rule_has_a_case(void **state)
{
    struct fixture *p = *state;
    const struct change *changes[N_CASES];
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p, &cases[i]);
        changes[i] = change_of(&cases[i], &c);
    }
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++) {
            size_t i = 0;
            while (i < N_CASES && !is_reported(rule, changes[i], cases[i].engine))
                i++;
            if (i == N_CASES)
                fail_msg("no case for: %s (%s)", rule->reason, rule->anchor);
        }
}

/* "## Column type" is what #column-type leads to. */
static const char *heading_of(void *ctx, const char *anchor)
{
    char *heading = mem_printf(ctx, "\n## %s\n", anchor);
    heading[4] = (char)(heading[4] - 'a' + 'A');
    for (char *c = heading; *c; c++)
        if (*c == '-')
            *c = ' ';
    return heading;
}

/* A rule leads there, or what is reported without rules: of snapshots that stand alone and of live databases. */
/* Of changes that no rule judges, and of drift, which has tables of its own (src/diff/drift.c). */
static const char *const others[] = {"\n## Snapshot\n",        "\n## Live\n",          "\n## Delta not run\n",
                                     "\n## Delta edited\n",    "\n## Drift missing\n", "\n## Drift extra\n",
                                     "\n## Drift different\n", "\n## Drift renamed\n", NULL};

/* The i-th weight that a kind gives a change itself; NULL behind the last. */
static const struct weight *weight_at(size_t i)
{
    const struct model_kind *kind;
    for (size_t k = 0; (kind = model_kind_at(k)); k++) {
        const struct weight *const own[] = {&kind->added, &kind->removed, &kind->renamed};
        for (size_t w = 0; w < 3; w++)
            if (own[w]->reason && i-- == 0)
                return own[w];
        for (int f = 0; f < kind->n_forms; f++)
            if (kind->forms[f].weight.reason && i-- == 0)
                return &kind->forms[f].weight;
    }
    return NULL;
}

static bool is_led_to(void *ctx, const char *heading)
{
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++)
            if (strcmp(heading, heading_of(ctx, rule->anchor)) == 0)
                return true;
    for (size_t i = 0; weight_at(i); i++)
        if (strcmp(heading, heading_of(ctx, weight_at(i)->anchor)) == 0)
            return true;
    for (const char *const *other = others; *other; other++)
        if (strcmp(heading, *other) == 0)
            return true;
    return false;
}

/* Run from the root of the source tree, as the makefile does. */
static void each_anchor_is_a_section(void **state)
{
    void *ctx = mem_root("test");
    struct diags diags;
    (void)state;
    diags_init(&diags, ctx);
    const char *document = file_read_text(ctx, &root_own, "docs/changes.md", &diags);
    assert_non_null(document);
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++)
            if (!strstr(document, heading_of(ctx, rule->anchor)))
                fail_msg("docs/changes.md has no section %s", rule->anchor);
    for (size_t i = 0; weight_at(i); i++)
        if (!strstr(document, heading_of(ctx, weight_at(i)->anchor)))
            fail_msg("docs/changes.md has no section %s", weight_at(i)->anchor);
    for (const char *section = document; (section = strstr(section, "\n## ")); section++) {
        const char *heading = mem_strndup(ctx, section, strcspn(section + 1, "\n") + 2);
        if (!is_led_to(ctx, heading))
            fail_msg("docs/changes.md: nothing leads to%s", heading);
        if (strstr(section + 1, heading))
            fail_msg("docs/changes.md has twice%s", heading);
    }
    mem_free(ctx);
}

/* What servers from 11 to 18 did: tests/cmd/changes.bats asks them again. */
static void types_of_postgres(void **state)
{
    static const struct {
        const char *before, *after, *expected;
    } types[] = {
        {"character varying(10)", "character varying(20)", "safe column-type"},
        {"character varying(20)", "character varying", "safe column-type"},
        {"text", "character varying", "safe column-type"},
        {"text", "varchar(10)", "breaking column-type-narrowed"},
        {"character varying(20)", "character varying(10)", "breaking column-type-narrowed"},
        {"character(5)", "character(9)", "care column-type"},
        {"character(5)", "text", "care column-type"},
        {"text", "character(9)", "breaking column-type-narrowed"},
        {"smallint", "integer", "care column-type"},
        {"integer", "numeric", "care column-type"},
        {"integer", "numeric(5,0)", "breaking column-type-narrowed"},
        {"numeric(5,2)", "numeric(7,2)", "safe column-type"},
        {"numeric(5,0)", "numeric(6)", "safe column-type"},
        {"numeric(5,2)", "numeric", "safe column-type"},
        {"numeric(5,2)", "numeric(7,3)", "care column-type"},
        {"numeric(5,2)", "numeric(5,3)", "breaking column-type-narrowed"},
        {"numeric", "numeric(5,2)", "breaking column-type-narrowed"},
        {"real", "double precision", "care column-type"},
        {"double precision", "real", "breaking column-type-narrowed"},
        {"bit varying(3)", "bit varying(5)", "safe column-type"},
        {"bit(3)", "bit(5)", "breaking column-type-narrowed"},
        {"timestamp(3) without time zone", "timestamp without time zone", "safe column-type"},
        {"timestamp without time zone", "timestamp(3) without time zone", "breaking column-type-narrowed"},
        {"timestamp without time zone", "timestamp with time zone", "breaking column-type-other"},
        {"interval(3)", "interval", "safe column-type"},
        {"cidr", "inet", "safe column-type"},
        {"inet", "cidr", "breaking column-type-narrowed"},
        {"character varying(5)[]", "character varying(9)[]", "care column-type"},
        {"integer[]", "bigint[]", "care column-type"},
        {"integer[]", "integer", "breaking column-type-other"},
        {"date", "timestamp without time zone", "breaking column-type-other"},
        {"interval", "interval day", "breaking column-type-narrowed"},
        {"interval day", "interval", "safe column-type"},
        {"time(3)", "time(5)", "safe column-type"},
        {"geometry(Point,4326)", "geometry(Point,3857)", "breaking column-type-other"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        const struct rule_test t = {P, &model_column, mem_printf(p->ctx, "CREATE TABLE t (a %s);", types[i].before),
                                    mem_printf(p->ctx, "CREATE TABLE t (a %s);", types[i].after), types[i].expected};
        struct comparison c = run(p, &t);
        const struct change *found = change_of(&t, &c);
        const char *got = found ? mem_printf(p->ctx, "%s %s", change_class_name(found->class), found->anchor) : "none";
        if (strcmp(got, types[i].expected) != 0)
            fail_msg("%s to %s: %s, expected %s", types[i].before, types[i].after, got, types[i].expected);
    }
}

/* The server refuses it while something else uses the column: that is named. */
static void what_uses_a_column_is_named(void **state)
{
    static const char *const after[] = {"text", "integer"};
    struct fixture *p = *state;
    for (size_t i = 0; i < 2; i++) {
        static const char rest[] = "CREATE TABLE u (b integer);CREATE VIEW v AS SELECT x.a FROM t x JOIN u ON true;"
                                   "CREATE VIEW w AS SELECT b FROM u;";
        const struct rule_test t = {P, &model_column, mem_printf(p->ctx, "CREATE TABLE t (a varchar(9));%s", rest),
                                    mem_printf(p->ctx, "CREATE TABLE t (a %s);%s", after[i], rest), ""};
        struct comparison c = run(p, &t);
        assert_non_null(
            strstr(change_of(&t, &c)->reason, "; the server refuses it while these use the column: view v"));
        assert_null(strstr(change_of(&t, &c)->reason, "view w"));
    }
}

static void the_worst_attribute_counts(void **state)
{
    struct fixture *p = *state;
    const struct rule_test t = {P, &model_column, "CREATE TABLE t (a integer);",
                                "CREATE TABLE t (a bigint NOT NULL);ALTER TABLE t ALTER COLUMN a SET STORAGE MAIN;",
                                ""};
    struct comparison c = run(p, &t);
    assert_told(p->ctx, &c,
                "breaking changed column t.a (type: integer -> bigint) (not null: - -> NOT NULL) (storage: - -> MAIN) "
                "[column-not-null]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, because a fixture leaves the working directory. */
        cmocka_unit_test(each_anchor_is_a_section), with_fixture(types_of_postgres),
        with_fixture(each_change_has_its_class),    with_fixture(each_rule_has_a_case),
        with_fixture(the_worst_attribute_counts),   with_fixture(what_uses_a_column_is_named),
    };
    return RUN_TAP("diff_rules", tests);
}
