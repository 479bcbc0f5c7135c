/* What a schema may use: everything that the library has is either allowed or refused on purpose. */
#include "support.h"

#include <sqlite3.h>

#include "worker/allowed.h"

static const char refused_functions[] =
    " fts3_tokenizer fts5 geopoly_debug load_extension rtreecheck rtreedepth rtreenode sqlite_log sqlite_offset ";
static const char refused_pragmas[] = " data_store_directory hard_heap_limit soft_heap_limit temp_store_directory ";
static const char refused_modules[] =
    " bytecode dbstat pragma_function_list pragma_module_list sqlite_dbpage sqlite_stmt"
    " tables_used ";

static bool is_among(const char *words, const char *name)
{
    char word[80];
    snprintf(word, sizeof word, " %s ", name);
    return strstr(words, word) != NULL;
}

/* The first column of a query: each name is allowed, or among those refused. */
static void all_are_decided(const char *query, bool (*allows)(const char *name), const char *refused)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    int n = 0;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &s, NULL), SQLITE_OK);
    for (; sqlite3_step(s) == SQLITE_ROW; n++) {
        const char *name = (const char *)sqlite3_column_text(s, 0);
        if (allows(name) == is_among(refused, name))
            fail_msg("%s is %s", name, allows(name) ? "allowed, and should be refused" : "neither allowed nor refused");
    }
    assert_true(n > 5);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static void every_function_of_the_library(void **state)
{
    (void)state;
    all_are_decided("PRAGMA function_list", allows_function, refused_functions);
}

static void every_pragma_of_the_library(void **state)
{
    (void)state;
    all_are_decided("PRAGMA pragma_list", allows_pragma, refused_pragmas);
}

static void every_module_of_the_library(void **state)
{
    (void)state;
    all_are_decided("PRAGMA module_list", allows_module, refused_modules);
}

static void names_are_compared_as_the_library_does(void **state)
{
    (void)state;
    assert_true(allows_function("JSON_Extract"));
    assert_true(allows_function("->>"));
    assert_true(allows_pragma("Foreign_Keys"));
    assert_true(allows_module("FTS5"));
    static const char *const none[] = {"", " ", "abs ", " abs", "abs char", "ab", "absx", "Load_Extension"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (allows_function(none[i]) || allows_pragma(none[i]) || allows_module(none[i]))
            fail_msg("'%s' is allowed", none[i]);
    assert_string_equal(refusal_of("LOAD_EXTENSION"), "a schema loads no programs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_of_the_library),
        cmocka_unit_test(every_pragma_of_the_library),
        cmocka_unit_test(every_module_of_the_library),
        cmocka_unit_test(names_are_compared_as_the_library_does),
    };
    return RUN_TAP("worker_allowed", tests);
}
