/* Views and triggers of two engines, two sources of one, and what the application converts. */
#include "parity_sides.h"

static void views_by_what_they_read(void **state)
{
    static const char tables[] =
        "CREATE TABLE a (x int, at text);\nCREATE TABLE b (x int);\nCREATE TABLE at (x int);\n";
    struct fixture *p = *state;
    assert_findings(p,
                    mem_printf(p->ctx,
                               "%sCREATE VIEW v AS WITH at AS (SELECT x FROM a) SELECT b.x, length(at.x::text) AS n "
                               "FROM b LEFT JOIN at USING (x) WHERE b.x IS DISTINCT FROM 1;\n",
                               tables),
                    mem_printf(p->ctx,
                               "%sCREATE VIEW v AS SELECT b.x, (SELECT length(a.at) FROM a WHERE a.x = b.x) AS n FROM "
                               "b WHERE b.x IS NOT 1;\n",
                               tables),
                    "");
    assert_findings(p, mem_printf(p->ctx, "%sCREATE VIEW v AS SELECT a.x AS n FROM a, b;\n", tables),
                    mem_printf(p->ctx, "%sCREATE VIEW v AS SELECT a.x AS m FROM a WHERE a.x IN at;\n", tables),
                    "view v columns: n | m\nview v reads: a, b | a, at\n");
}

static void triggers_by_what_they_do(void **state)
{
    static const char tables[] =
        "CREATE TABLE t (a int, b text);\nCREATE TABLE log (a int);\nCREATE TABLE n (a int);\n";
    static const char function[] =
        "CREATE FUNCTION note() RETURNS void LANGUAGE sql AS $$ INSERT INTO log SELECT a FROM n $$;\n"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE m int; BEGIN\n"
        "  SELECT a INTO m FROM n FOR UPDATE; PERFORM note(); NEW.b := 'x'; RETURN NEW; END $$;\n";
    struct fixture *p = *state;
    const char *postgres = mem_printf(p->ctx,
                                      "%s%sCREATE TRIGGER x BEFORE INSERT OR UPDATE OF b ON t FOR EACH ROW "
                                      "EXECUTE FUNCTION f();\n",
                                      tables, function);
    const char *insert = "CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT OR IGNORE INTO log SELECT a FROM n; "
                         "UPDATE t SET b = 'x' WHERE rowid = NEW.rowid; END;\n";
    const char *update = "CREATE TRIGGER u AFTER UPDATE OF b ON t BEGIN REPLACE INTO log SELECT a FROM n; END;\n";
    assert_findings(p, postgres, mem_printf(p->ctx, "%s%s%s", tables, insert, update), "");
    assert_findings(p, postgres, mem_printf(p->ctx, "%s%s", tables, insert),
                    "triggers t: on INSERT, UPDATE OF b; writes log, t; reads n | on INSERT; writes log, t; reads n\n");
    assert_findings(p, postgres, tables, "triggers t: on INSERT, UPDATE OF b; writes log, t; reads n | -\n");
}

static void triggers_of_which_nobody_can_tell(void **state)
{
    static const char trigger[] = "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n";
    static const char sqlite[] = "CREATE TABLE t (a INT);\n"
                                 "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END;\n";
    struct fixture *p = *state;
    assert_findings(
        p,
        mem_printf(p->ctx,
                   "CREATE TABLE t (a int);\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN EXECUTE 'DELETE FROM t'; RETURN NEW; END $$;\n%s",
                   trigger),
        sqlite,
        "triggers t: on INSERT; what it does cannot be determined: it runs a text as SQL (EXECUTE) | on INSERT; "
        "writes t\n");
    assert_findings(
        p, mem_printf(p->ctx, "CREATE TABLE t (a int);\n%s", trigger), sqlite,
        "triggers t: on INSERT; what it does cannot be determined: function f is not in it | on INSERT; writes t\n");
}

static void two_of_one_engine(void **state)
{
    struct fixture *p = *state;
    const struct model *const models[] = {
        model_read_postgres(p->ctx, "a",
                            "CREATE TABLE t (id bigserial PRIMARY KEY, a varchar(5), CONSTRAINT x UNIQUE (a));\n"
                            "CREATE VIEW v AS SELECT id FROM t;\n",
                            &p->diags),
        model_read_postgres(p->ctx, "b",
                            "CREATE TABLE t (a varchar(6), id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);\n"
                            "CREATE UNIQUE INDEX y ON t (a);\nCREATE VIEW v AS SELECT id FROM t WHERE id > 0;\n",
                            &p->diags)};
    const struct parity_options options = {.known = NULL};
    struct parity_findings found = parity_check(p->ctx, models, &options);
    assert_int_equal(found.n, 2);
    assert_string_equal(found.items[0].subject, "column t.a type");
    assert_string_equal(found.items[1].subject, "view v definition");
    assert_int_equal(parity_conversions(p->ctx, models).n, 0);
}

static void what_the_application_converts(void **state)
{
    struct fixture *p = *state;
    struct sides s = read_sides(p,
                                "CREATE TABLE t (z boolean, a timestamptz, b date, c time, d text, gone boolean);\n"
                                "CREATE TABLE only (a boolean);\n",
                                "CREATE TABLE t (a INTEGER, b TEXT, c TEXT, d TEXT, z BOOLEAN);");
    struct parity_conversions c = parity_conversions(p->ctx, (const struct model *const[]){s.sqlite, s.postgres});
    char *text = mem_strdup(p->ctx, "");
    for (size_t i = 0; i < c.n; i++)
        text = mem_printf(p->ctx, "%s%s.%s %s %s %s\n", text, c.items[i].table, c.items[i].column,
                          parity_sort_name(c.items[i].sort), c.items[i].types[0], c.items[i].types[1]);
    assert_string_equal(text, "t.a timestamp INTEGER timestamp with time zone\nt.b date TEXT date\n"
                              "t.c time TEXT time without time zone\nt.z boolean BOOLEAN boolean\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(views_by_what_they_read),           with_fixture(triggers_by_what_they_do),
        with_fixture(triggers_of_which_nobody_can_tell), with_fixture(two_of_one_engine),
        with_fixture(what_the_application_converts),
    };
    return RUN_TAP("parity_code", tests);
}
