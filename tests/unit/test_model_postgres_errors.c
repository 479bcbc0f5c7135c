/* What is wrong with a text is reported where it stands. */
#include "model_support.h"

static char *told(struct fixture *f, const char *text, bool readable)
{
    struct text t;
    assert_int_equal(model_read_postgres(f->ctx, "full.sql", text, &f->diags) != NULL, readable);
    assert_int_equal(f->diags.n_errors, readable ? 0 : 1);
    text_open(&t);
    diags_print(&f->diags, t.out, false);
    return text_close(&t, f->ctx);
}

static void a_statement_that_does_not_parse_has_a_caret(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(told(f,
                             "CREATE TABLE a (b text);\n\n-- \xc3\xbc\nCREATE TABLE c (\n    \"\xc3\xbc\" text NOT NOT "
                             "NULL\n);\nCREAT VIEW;\n",
                             true),
                        "full.sql:5:18: warning: not understood, so compared as text: syntax error at or near \"NOT\"\n"
                        "        \"\xc3\xbc\" text NOT NOT NULL\n"
                        "                     ^\n"
                        "hint: so is one more statement\n");
}

static void a_quote_that_does_not_end_is_pointed_at(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(told(f, "CREATE TABLE a (b text);\nCOMMENT ON TABLE a IS 'x;\nSELECT 1;\n", false),
                        "full.sql:2:23: the snapshot does not parse: a quote or comment does not end\n"
                        "    COMMENT ON TABLE a IS 'x;\n"
                        "                          ^\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(a_statement_that_does_not_parse_has_a_caret),
        with_fixture(a_quote_that_does_not_end_is_pointed_at),
    };
    return RUN_TAP("model_postgres_errors", tests);
}
