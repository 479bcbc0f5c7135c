/* What a script says of transactions itself. */
#include "support.h"

#include "engine/engine.h"

/* "any", "ends first", "begins last", as far as they hold. */
static const char *said(struct fixture *p, enum engine engine, const char *script)
{
    const struct script_transactions t = script_transactions(engine, script, p->ctx);
    return mem_printf(p->ctx, "%s%s%s", t.any ? "any" : "", t.ends_first ? " ends" : "",
                      t.begins_last ? " begins" : "");
}

static void statements_of_both_engines_are_told_by_their_first_words(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE TABLE a (b integer);", ""},
        {"", ""},
        {"BEGIN; SELECT 1; COMMIT;", "any"},
        {"begin transaction;\nSELECT 1;\nend;", "any"},
        {"-- why\n/* and how */ BEGIN;\nSELECT 1;\nCOMMIT", "any"},
        {"COMMIT; VACUUM; BEGIN;", "any ends begins"},
        {"COMMIT; SELECT 1;", "any ends"},
        {"SELECT 1; BEGIN; SELECT 2;", "any begins"},
        {"ROLLBACK; SELECT 1;", "any ends"},
        {"COMMIT AND CHAIN; SELECT 1;", "any ends begins"},
        {"BEGIN; ROLLBACK WORK AND CHAIN; SELECT 1", "any begins"},
        {"BEGIN; COMMIT AND NO CHAIN; SELECT 1", "any"},
        {"SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s;", ""},
        {"SAVEPOINT s; ROLLBACK TRANSACTION TO s;", ""},
        {"SELECT 'BEGIN;'; -- COMMIT;\n", ""},
        {"SELECT 'a'';COMMIT;';", ""},
        {"/* ;BEGIN; */ SELECT 1;", ""},
        {"CREATE TABLE begins (x integer); SELECT 1 AS beginning;", ""},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(said(p, ENGINE_POSTGRES, cases[i][0]), cases[i][1]);
        assert_string_equal(said(p, ENGINE_SQLITE, cases[i][0]), cases[i][1]);
    }
}

static void bodies_are_no_transactions(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(
        said(p, ENGINE_SQLITE, "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END; SELECT 1;"), "");
    assert_string_equal(said(p, ENGINE_POSTGRES, "DO $$ BEGIN PERFORM 1; END; $$; SELECT 1;"), "");
    assert_string_equal(
        said(p, ENGINE_POSTGRES, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END; SELECT 1;"),
        "");
    assert_string_equal(said(p, ENGINE_POSTGRES, "START TRANSACTION; SELECT 1; ABORT;"), "any");
}

/* Comments of Postgres nest; a pragma may be quoted. */
static void words_are_what_each_engine_takes_for_words(void **state)
{
    static const char *const pragmas[] = {"PRAGMA foreign_keys = OFF", "PRAGMA main.\"foreign_keys\"(0)",
                                          "PRAGMA /* main. */ [foreign_keys] /**/ = 0"};
    struct fixture *p = *state;
    assert_string_equal(said(p, ENGINE_POSTGRES, "ROLLBACK /* so /* far */ TO */; SELECT 1;"), "any ends");
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
        assert_true(script_transactions(ENGINE_SQLITE, pragmas[i], p->ctx).sets_foreign_keys);
    assert_false(script_transactions(ENGINE_SQLITE, "PRAGMA foreign_keys", p->ctx).sets_foreign_keys);
    assert_false(script_transactions(ENGINE_SQLITE, "PRAGMA foreign_keys.x = 1", p->ctx).sets_foreign_keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(words_are_what_each_engine_takes_for_words),
        with_fixture(statements_of_both_engines_are_told_by_their_first_words),
        with_fixture(bodies_are_no_transactions),
    };
    return RUN_TAP("script transactions", tests);
}
