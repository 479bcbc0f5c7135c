/* Comments of deltas beside indexes, constraints, views, triggers and functions, and what becomes of these. */
#include "support.h"

#include "catalog/remarks.h"
#include "remark/read.h"

/* What is said of a thing once scripts have run, a step each; "" for nothing. */
static const char *said(struct fixture *p, enum engine engine, const char *const *scripts, enum remark_class class,
                        const char *relation, const char *name)
{
    struct remarks *r = remarks_new(p->ctx, engine);
    struct remark_session session;
    remark_session_begin(&session, p->ctx, engine);
    for (; *scripts; scripts++) {
        remarks_read(r, &session, *scripts);
        remarks_end_step(r);
    }
    const char *schema = engine == ENGINE_POSTGRES ? "public" : "", *dot = strchr(name, '.');
    if (dot) {
        schema = mem_strndup(p->ctx, name, (size_t)(dot - name));
        name = dot + 1;
    }
    const struct remark_key key = {class, schema, relation, name};
    const char *text = remark_things_text(remarks_things(r), &key);
    return text ? text : "";
}

static void of(struct fixture *p, enum engine engine, const char *script, enum remark_class class, const char *relation,
               const char *name, const char *expected)
{
    const char *const scripts[] = {script, NULL};
    assert_string_equal(said(p, engine, scripts, class, relation, name), expected);
}

static void on_both(struct fixture *p, const char *script, enum remark_class class, const char *relation,
                    const char *name, const char *expected)
{
    of(p, ENGINE_POSTGRES, script, class, relation, name, expected);
    of(p, ENGINE_SQLITE, script, class, relation, name, expected);
}

static void indexes_and_views(void **state)
{
    struct fixture *p = *state;
    on_both(p, "-- x\nCREATE INDEX i ON t (a); -- y", REMARK_RELATION, "t", "i", "x; y");
    on_both(p, "CREATE UNIQUE INDEX IF NOT EXISTS i\n  ON t (a, -- x\n  b)", REMARK_RELATION, "t", "i", "x");
    on_both(p, "-- x\n\nCREATE INDEX i ON t (a);\n-- y", REMARK_RELATION, "t", "i", "");
    on_both(p, "-- x\nCREATE VIEW v AS -- y\n  SELECT a, -- z\n  b FROM t;", REMARK_RELATION, "", "v", "x; y");
    on_both(p, "CREATE VIEW v (a /* of a */) AS SELECT 1;", REMARK_RELATION, "", "v", "");
    on_both(p, "-- x\nCREATE TEMP VIEW v AS SELECT 1;", REMARK_RELATION, "", "v", "");
    on_both(p, "-- x\nCREATE INDEX i ON t (a);\nDROP INDEX i;", REMARK_RELATION, "t", "i", "");
    on_both(p, "-- x\nCREATE INDEX i ON t (a);\nDROP TABLE t;", REMARK_RELATION, "t", "i", "");
    of(p, ENGINE_POSTGRES, "-- x\nCREATE INDEX i ON t (a);\nALTER INDEX i RENAME TO k;", REMARK_RELATION, "t", "k",
       "x");
    of(p, ENGINE_POSTGRES, "-- x\nCREATE MATERIALIZED VIEW v AS SELECT 1;\nALTER TABLE v SET SCHEMA app;",
       REMARK_RELATION, "", "app.v", "x");
    of(p, ENGINE_POSTGRES, "-- x\nCREATE INDEX CONCURRENTLY i ON ONLY app.t (a);", REMARK_RELATION, "t", "app.i", "x");
    of(p, ENGINE_POSTGRES, "CREATE OR REPLACE VIEW v AS SELECT 1; -- x\nCREATE OR REPLACE VIEW v AS SELECT 2;",
       REMARK_RELATION, "", "v", "x");
}

/* An index that has no name gets the server's; so does a constraint, one beside others that would be called the same.
 */
static void names_that_the_server_chooses(void **state)
{
    struct fixture *p = *state;
    of(p, ENGINE_POSTGRES, "CREATE INDEX ON t (a, lower(b)) INCLUDE (c); -- x", REMARK_RELATION, "t", "t_a_lower_c_idx",
       "x");
    of(p, ENGINE_POSTGRES, "CREATE INDEX ON t (a); CREATE INDEX ON t (a); -- x", REMARK_RELATION, "t", "t_a_idx1", "x");
    static const struct {
        const char *constraint, *name;
    } cases[] = {
        {"PRIMARY KEY (a)", "t_pkey"},
        {"UNIQUE NULLS NOT DISTINCT (a, b)", "t_a_b_key"},
        {"CHECK (a > 0)", "t_a_check"},
        {"CHECK (lower(b) <> b)", "t_b_check"},
        {"CHECK (a > 0 OR b = '')", "t_check"},
        {"CHECK (1 > 0)", "t_check"},
        {"CHECK (c > 0)", "t_c_check1"},
        {"FOREIGN KEY (a, b) REFERENCES u (a, b)", "t_a_b_fkey"},
        {"EXCLUDE USING gist (a WITH =, b WITH &&)", "t_a_b_excl"},
        {"CONSTRAINT own CHECK (a > 0)", "own"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const char *const inside[] = {mem_printf(p->ctx,
                                                 "CREATE TABLE t (a int, b text, c int CHECK (c < 9),\n  -- x\n  %s)",
                                                 cases[i].constraint),
                                      NULL};
        assert_string_equal(said(p, ENGINE_POSTGRES, inside, REMARK_CONSTRAINT, "t", cases[i].name), "x");
        const char *const added[] = {"CREATE TABLE t (a int, b text, c int CHECK (c < 9))",
                                     mem_printf(p->ctx, "-- x\nALTER TABLE t ADD %s;", cases[i].constraint), NULL};
        assert_string_equal(said(p, ENGINE_POSTGRES, added, REMARK_CONSTRAINT, "t", cases[i].name), "x");
    }
    of(p, ENGINE_POSTGRES,
       "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a);\n"
       "ALTER TABLE t ADD UNIQUE USING INDEX i; -- x\nALTER INDEX i RENAME TO k;",
       REMARK_CONSTRAINT, "t", "k", "x");
}

static void constraints(void **state)
{
    struct fixture *p = *state;
    on_both(p, "CREATE TABLE t (a int,\n  CONSTRAINT k UNIQUE (a) -- x\n);", REMARK_CONSTRAINT, "t", "k", "x");
    on_both(p, "CREATE TABLE t (a int,\n  CONSTRAINT k UNIQUE (a) -- x\n);\nALTER TABLE t RENAME TO u;",
            REMARK_CONSTRAINT, "u", "k", "x");
    on_both(
        p, "CREATE TABLE IF NOT EXISTS t (a int); CREATE TABLE IF NOT EXISTS t (a int, CONSTRAINT k UNIQUE (a) -- x\n)",
        REMARK_CONSTRAINT, "t", "k", "");
    of(p, ENGINE_POSTGRES,
       "CREATE TABLE t (a int,\n  CONSTRAINT k UNIQUE (a) -- x\n);\nALTER TABLE t RENAME CONSTRAINT k TO l;",
       REMARK_CONSTRAINT, "t", "l", "x");
    of(p, ENGINE_POSTGRES,
       "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a); -- x\nALTER TABLE t DROP CONSTRAINT IF EXISTS k;", REMARK_CONSTRAINT,
       "t", "k", "");
    of(p, ENGINE_POSTGRES, "-- of all\nALTER TABLE t ADD COLUMN a int, -- x\n  ADD CONSTRAINT k CHECK (a > 0)",
       REMARK_CONSTRAINT, "t", "k", "of all");
    /* SQLite knows those without a name by what they say. */
    of(p, ENGINE_SQLITE, "CREATE TABLE t (a int UNIQUE, b text,\n  CHECK(a>0), -- x\n  unique(\"b\",a) -- y\n)",
       REMARK_CONSTRAINT, "t", "UNIQUE (b, a)", "y");
    of(p, ENGINE_SQLITE,
       "CREATE TABLE t (a int,\n  FOREIGN KEY (a) REFERENCES u (a) -- x\n);\nALTER TABLE t RENAME a TO b;",
       REMARK_CONSTRAINT, "t", "FOREIGN KEY (b) REFERENCES u (a)", "x");
}

static void triggers(void **state)
{
    struct fixture *p = *state;
    static const char sqlite[] =
        "-- x\nCREATE TRIGGER g AFTER UPDATE ON t BEGIN\n  -- y\n  UPDATE t SET a = CASE WHEN a "
        "THEN 1 END;\n  DELETE FROM t; -- z\nEND; -- and\n-- of i\nCREATE INDEX i ON t (a);";
    of(p, ENGINE_SQLITE, sqlite, REMARK_TRIGGER, "t", "G", "x; and");
    of(p, ENGINE_SQLITE, sqlite, REMARK_RELATION, "t", "i", "of i");
    of(p, ENGINE_SQLITE, "CREATE TRIGGER g AFTER DELETE ON t BEGIN -- x\n SELECT 1; END; DROP TRIGGER IF EXISTS main.g",
       REMARK_TRIGGER, "t", "g", "");
    static const char postgres[] =
        "-- x\nCREATE TRIGGER g BEFORE UPDATE OF a ON app.t FOR EACH ROW EXECUTE FUNCTION f();";
    of(p, ENGINE_POSTGRES, postgres, REMARK_TRIGGER, "t", "app.g", "x");
    of(p, ENGINE_POSTGRES, mem_printf(p->ctx, "%s\nALTER TRIGGER g ON app.t RENAME TO h", postgres), REMARK_TRIGGER,
       "t", "app.h", "x");
    of(p, ENGINE_POSTGRES, mem_printf(p->ctx, "%s\nDROP TRIGGER g ON app.t", postgres), REMARK_TRIGGER, "t", "app.g",
       "");
    of(p, ENGINE_POSTGRES, mem_printf(p->ctx, "%s\nALTER SCHEMA app RENAME TO b", postgres), REMARK_TRIGGER, "t", "b.g",
       "x");
}

static void functions(void **state)
{
    struct fixture *p = *state;
    static const char both[] =
        "-- one\nCREATE FUNCTION f(a int, OUT b text, public.mood[] DEFAULT NULL) LANGUAGE sql AS $$\n"
        " SELECT 'x'; -- inside\n$$; -- sum\n"
        "CREATE OR REPLACE FUNCTION f(VARCHAR(3)) RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN "
        "true THEN 2 END; END; -- two\n-- three\nCREATE PROCEDURE app.g() LANGUAGE sql AS '';";
    of(p, ENGINE_POSTGRES, both, REMARK_ROUTINE, "", "f(integer, mood[])", "one; sum");
    of(p, ENGINE_POSTGRES, both, REMARK_ROUTINE, "", "f(character varying)", "two");
    of(p, ENGINE_POSTGRES, both, REMARK_ROUTINE, "", "app.g()", "three");
    static const char *const later[] = {"ALTER FUNCTION f(varchar) RENAME TO h",
                                        "ALTER PROCEDURE app.g SET SCHEMA public",
                                        "DROP FUNCTION IF EXISTS f(int, mood[]), h(text)"};
    const char *const scripts[] = {both, later[0], later[1], later[2], NULL};
    assert_string_equal(said(p, ENGINE_POSTGRES, scripts, REMARK_ROUTINE, "", "h(character varying)"), "two");
    assert_string_equal(said(p, ENGINE_POSTGRES, scripts, REMARK_ROUTINE, "", "g()"), "three");
    assert_string_equal(said(p, ENGINE_POSTGRES, scripts, REMARK_ROUTINE, "", "f(integer, mood[])"), "");
}

/* A step that makes a table again says what its indexes, triggers and constraints were. */
static void a_table_made_again(void **state)
{
    struct fixture *p = *state;
    static const char before[] = "CREATE TABLE t (a int,\n  CHECK (a > 0) -- x\n);\nCREATE INDEX i ON t (a); -- y\n"
                                 "CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT 1; END; -- z";
    static const char *const ways[] = {
        "CREATE TABLE n (a text, CHECK (a > 0)); DROP TABLE t; ALTER TABLE n RENAME TO t;",
        "ALTER TABLE t RENAME TO o; CREATE TABLE t (a text, CHECK (a > 0)); DROP TABLE o;"};
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const char *const scripts[] = {
            before,
            mem_printf(p->ctx,
                       "%s CREATE INDEX i ON t (a); CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT 2; END; -- new",
                       ways[i]),
            NULL};
        assert_string_equal(said(p, ENGINE_SQLITE, scripts, REMARK_CONSTRAINT, "t", "CHECK (a > 0)"), "x");
        assert_string_equal(said(p, ENGINE_SQLITE, scripts, REMARK_RELATION, "t", "i"), "y");
        assert_string_equal(said(p, ENGINE_SQLITE, scripts, REMARK_TRIGGER, "t", "g"), "new");
        const char *const later[] = {before, ways[i], "CREATE INDEX i ON t (a);", NULL};
        assert_string_equal(said(p, ENGINE_SQLITE, later, REMARK_RELATION, "t", "i"), "");
    }
}

static void what_is_packed_is_the_same_again(void **state)
{
    struct fixture *p = *state;
    struct remark_things *things = remark_things_new(p->ctx, ENGINE_POSTGRES);
    const struct remark_key key = {REMARK_TRIGGER, "app", "t", "g"}, gone = {REMARK_RELATION, "app", "t", "i"};
    remark_things_put(things, &key, "x", REMARK_ANEW);
    remark_things_put(things, &gone, "y", REMARK_ANEW);
    remark_things_drop(things, &gone);
    struct text t;
    text_open(&t);
    remark_things_pack(t.out, things);
    const char *packed = text_close(&t, p->ctx), *rest = packed;
    struct remark_things *again = remark_things_new(p->ctx, ENGINE_POSTGRES);
    assert_true(remark_things_unpack(again, &rest));
    assert_string_equal(rest, "");
    assert_string_equal(remark_things_text(again, &key), "x");
    assert_null(remark_things_text(again, &gone));
    remark_things_put(again, &gone, NULL, REMARK_ANEW);
    assert_string_equal(remark_things_text(again, &gone), "y");
    rest = packed;
    assert_false(remark_things_unpack(again, &rest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(indexes_and_views),
        with_fixture(names_that_the_server_chooses),
        with_fixture(constraints),
        with_fixture(triggers),
        with_fixture(functions),
        with_fixture(a_table_made_again),
        with_fixture(what_is_packed_is_the_same_again),
    };
    return RUN_TAP("remark things", tests);
}
