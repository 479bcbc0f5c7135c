#include "support.h"

#include "schema/files.h"

static void files_are_classed_by_their_names(void **state)
{
    static const struct {
        const char *name;
        enum file_class class;
        bool postgres, sqlite;
    } cases[] = {
        {"01_rooms.sql", FILE_SQL, true, true},
        {"01_rooms.sql.postgres", FILE_SQL, true, false},
        {"01_rooms.sql.sqlite", FILE_SQL, false, true},
        {"a.b.sql", FILE_SQL, true, true},
        {"a.b.sql.sqlite", FILE_SQL, false, true},
        {"r\xC3\xA4ume.sql", FILE_SQL, true, true},
        {"a b.sql.postgres", FILE_SQL, true, false},
        {"01_rooms.py", FILE_PROGRAM, false, false},
        {"01_rooms.pyc", FILE_SILENT, false, false},
        {".hidden.sql", FILE_SILENT, false, false},
        {".sql", FILE_SILENT, false, false},
        {"01_rooms.sql.mysql", FILE_OTHER, false, false},
        {"01_rooms.sql.", FILE_OTHER, false, false},
        {"01_rooms.sql.postgres.bak", FILE_OTHER, false, false},
        {"01_rooms.sql~", FILE_OTHER, false, false},
        {"01_rooms.SQL", FILE_OTHER, false, false},
        {"01_rooms.sqlx", FILE_OTHER, false, false},
        {"rooms.postgres", FILE_OTHER, false, false},
        {"sql", FILE_OTHER, false, false},
        {"README", FILE_OTHER, false, false},
        {"README.md", FILE_OTHER, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = cases[i].name;
        if (file_classify(name) != cases[i].class)
            fail_msg("%s: class %d, %d expected", name, file_classify(name), cases[i].class);
        /* Which engine is asked of SQL files only. */
        if (cases[i].class == FILE_SQL) {
            assert_int_equal(file_runs_on(name, ENGINE_POSTGRES), cases[i].postgres);
            assert_int_equal(file_runs_on(name, ENGINE_SQLITE), cases[i].sqlite);
        }
    }
}

static void engines_have_names(void **state)
{
    enum engine engine = ENGINE_COUNT;
    (void)state;
    assert_string_equal(engine_name(ENGINE_POSTGRES), "postgres");
    assert_string_equal(engine_name(ENGINE_SQLITE), "sqlite");
    assert_true(engine_from_name("sqlite", &engine));
    assert_int_equal(engine, ENGINE_SQLITE);
    assert_true(engine_from_name("postgres", &engine));
    assert_int_equal(engine, ENGINE_POSTGRES);
    assert_false(engine_from_name("Postgres", &engine));
    assert_false(engine_from_name("", &engine));
    assert_false(engine_from_name("postgresql", &engine));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_classed_by_their_names),
        cmocka_unit_test(engines_have_names),
    };
    return RUN_TAP("schema/files", tests);
}
