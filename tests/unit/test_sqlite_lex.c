/* SQLite's tokens: where they end, what is inside of quotes, which names stand bare. */
#include "support.h"

#include <sqlite3.h>

#include "sql/sqlite/lex.h"

struct cut {
    const char *sql;
    const char *types; /* a letter a token, see letter_of */
    const char *texts; /* the tokens with | between them */
};

static char letter_of(enum sqlite_token_type type)
{
    static const char letters[] = {
        [TOKEN_WORD] = 'w',   [TOKEN_DOUBLE] = 'd', [TOKEN_BRACKET] = 'b', [TOKEN_STRING] = 's',
        [TOKEN_NUMBER] = 'n', [TOKEN_BLOB] = 'x',   [TOKEN_SYMBOL] = 'y',  [TOKEN_ILLEGAL] = '!',
    };
    return letters[type];
}

static const struct cut cuts[] = {
    {"", "", ""},
    {" \t\r\n\f", "", ""},
    {"SELECT a1,_b,c$d", "wwywyw", "SELECT|a1|,|_b|,|c$d"},
    {"\303\234ber \346\227\245", "ww", "\303\234ber|\346\227\245"},
    /* comments */
    {"a--b\nc", "ww", "a|c"},
    {"a-- the end", "w", "a"},
    {"a/* b * c */d", "ww", "a|d"},
    {"a/* never closed", "w", "a"},
    {"a/*/b*/c", "ww", "a|c"},
    {"a- -b", "wyyw", "a|-|-|b"},
    {"a/b", "wyw", "a|/|b"},
    /* quotes */
    {"'it''s' \"a\"\"b\" `c``d` [e\"f]", "sdbb", "'it''s'|\"a\"\"b\"|`c``d`|[e\"f]"},
    {"'--' '/*'", "ss", "'--'|'/*'"},
    {"''", "s", "''"},
    {"'open", "!w", "'|open"},
    {"[open", "!w", "[|open"},
    /* numbers */
    {"1 1.5 .5 1. 1e3 1.5E-3 1e+3", "nnnnnnn", "1|1.5|.5|1.|1e3|1.5E-3|1e+3"},
    {"0x1F 0XaB", "nn", "0x1F|0XaB"},
    {"1e", "nw", "1|e"},
    {"1e+", "nwy", "1|e|+"},
    {"0x", "nw", "0|x"},
    {"t.1", "wn", "t|.1"},
    {"t.a", "wyw", "t|.|a"},
    /* blobs */
    {"x'aB01' X''", "xx", "x'aB01'|X''"},
    {"x'abc'", "!s", "x|'abc'"},
    {"x'zz'", "!s", "x|'zz'"},
    {"x 'ab'", "ws", "x|'ab'"},
    /* operators: the longest first */
    {"a->>b->c", "wywyw", "a|->>|b|->|c"},
    {"a||b|c", "wywyw", "a||||b|||c"},
    {"a<=b<>c<<d<e", "wywywywyw", "a|<=|b|<>|c|<<|d|<|e"},
    {"a>=b>>c>d", "wywywyw", "a|>=|b|>>|c|>|d"},
    {"a==b=c!=d", "wywywyw", "a|==|b|=|c|!=|d"},
    {"(~a&b%c*d+e);", "yywywywywywyy", "(|~|a|&|b|%|c|*|d|+|e|)|;"},
    {"a!b", "w!w", "a|!|b"},
    {"a#b", "w!w", "a|#|b"},
};

static void test_tokens(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
        struct sqlite_tokens tokens = sqlite_tokenize(p->ctx, cuts[i].sql);
        struct text types, texts;
        text_open(&types);
        text_open(&texts);
        for (size_t t = 0; t < tokens.n; t++) {
            putc(letter_of(tokens.items[t].type), types.out);
            fprintf(texts.out, "%s%.*s", t ? "|" : "", (int)tokens.items[t].length, tokens.items[t].start);
        }
        assert_string_equal(text_close(&texts, p->ctx), cuts[i].texts);
        assert_string_equal(text_close(&types, p->ctx), cuts[i].types);
        assert_int_equal(tokens.items[tokens.n].type, TOKEN_END);
    }
}

static void test_content(void **state)
{
    static const char *const pairs[][2] = {
        {"'it''s'", "it's"}, {"\"a\"\"b\"", "a\"b"}, {"`c``d`", "c`d"}, {"[e\"\"f]", "e\"\"f"},
        {"''''", "'"},       {"\"\"", ""},           {"bare", "bare"},  {"1.5", "1.5"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        struct sqlite_tokens tokens = sqlite_tokenize(p->ctx, pairs[i][0]);
        assert_int_equal(tokens.n, 1);
        assert_string_equal(sqlite_token_content(p->ctx, &tokens.items[0]), pairs[i][1]);
    }
}

static void test_words_are_found_in_any_case_and_whole(void **state)
{
    struct fixture *p = *state;
    struct sqlite_tokens tokens = sqlite_tokenize(p->ctx, "Select \"select\" selected sel");
    assert_true(sqlite_token_is(&tokens.items[0], "SELECT"));
    assert_false(sqlite_token_is(&tokens.items[1], "SELECT"));
    assert_false(sqlite_token_is(&tokens.items[2], "SELECT"));
    assert_false(sqlite_token_is(&tokens.items[3], "SELECT"));
}

static void test_names(void **state)
{
    static const char *const pairs[][2] = {
        {"users", "users"},
        {"Users", "Users"},
        {"a$1", "a$1"},
        {"_", "_"},
        {"\303\234", "\303\234"},
        {"a b", "\"a b\""},
        {"1a", "\"1a\""},
        {"$a", "\"$a\""},
        {"", "\"\""},
        {"a\"b", "\"a\"\"b\""},
        {"order", "\"order\""},
        {"Group", "\"Group\""},
        {"key", "key"},
        {"user", "user"},
        {"orders", "orders"},
        {"ord", "ord"},
        {"true", "\"true\""},
        {"window", "\"window\""},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(sqlite_quote_name(p->ctx, pairs[i][0]), pairs[i][1]);
    assert_string_equal(sqlite_quote_string(p->ctx, "it's"), "'it''s'");
}

/* Every keyword of this library that cannot name a table, a column and an alias after AS has to be known as reserved.
 */
static void test_reserved_words_against_the_library(void **state)
{
    struct fixture *p = *state;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (int i = 0; i < sqlite3_keyword_count(); i++) {
        const char *word;
        int n;
        sqlite3_keyword_name(i, &word, &n);
        char *sql = mem_printf(p->ctx,
                               "CREATE TABLE %.*s (%.*s TEXT);"
                               "CREATE VIEW v AS SELECT %.*s AS %.*s FROM %.*s AS %.*s; DROP VIEW v; DROP TABLE %.*s",
                               n, word, n, word, n, word, n, word, n, word, n, word, n, word);
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
            assert_true(sqlite_reserved(word, (size_t)n));
        sqlite3_exec(db, mem_printf(p->ctx, "DROP TABLE IF EXISTS \"%.*s\"", n, word), NULL, NULL, NULL);
    }
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_tokens),
        with_fixture(test_content),
        with_fixture(test_words_are_found_in_any_case_and_whole),
        with_fixture(test_names),
        with_fixture(test_reserved_words_against_the_library),
    };
    return RUN_TAP("sqlite_lex", tests);
}
