/* Strangers' texts in Markdown: they are shown, and nothing of them is markup. */
#include "support.h"

#include "markdown/text.h"

static void sentences_are_no_markup(void **state)
{
    struct fixture *p = *state;
    static const char *const pairs[][2] = {
        {"snake_case, 5 times", "snake_case, 5 times"},
        {"_a_ *b* `c` [d](e) ~f~ \\", "\\_a\\_ \\*b\\* \\`c\\` \\[d\\](e) \\~f\\~ \\\\"},
        {"<b>&amp;", "&lt;b&gt;&amp;amp;"},
        {"a | b", "a &#124; b"},
        {"a \\| b", "a \\\\&#124; b"},
        {"# a\n- b\n1. c\n12) d\n    e\n+ f\n= g", "\\# a<br>\\- b<br>1\\. c<br>12\\) d<br>e<br>\\+ f<br>\\= g"},
        {"a # b - c. 1.5", "a # b - c. 1.5"},
        {"$x$", "<span>$</span>x<span>$</span>"},
        {":tada: at 10:30 x", "<span>:</span>tada: at 10:30 x"},
        {"a\n\nb\n", "a<br><br>b"},
        {"a\x1b[1m\xe2\x80\xae"
         "b",
         "a\\\\x1b\\[1m\\\\u202eb"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(markdown_text(p->ctx, pairs[i][0]), pairs[i][1]);
}

static void code_in_a_cell_ends_no_cell(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(markdown_cell_code(p->ctx, "a `b`", 0), "`` a `b` ``");
    assert_string_equal(markdown_cell_code(p->ctx, "a\\|`<b>", 0), "<code>a&#92;&#124;&#96;&#60;b&#62;</code>");
    assert_string_equal(markdown_cell_code(p->ctx, "a\nb", 0), "`a\\nb`");
    assert_string_equal(markdown_cell_code(p->ctx, "ab|cdef", 6), "<code>ab&#124;&#46;&#46;&#46;</code>");
}

static const char *fenced(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    markdown_fence(t.out, "sql", text);
    return text_close(&t, ctx);
}

static void no_text_ends_its_fence(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(fenced(p->ctx, "SELECT 1;"), "```sql\nSELECT 1;\n```\n");
    assert_string_equal(fenced(p->ctx, "a\n```\n````\n"), "`````sql\na\n```\n````\n`````\n");
    assert_string_equal(fenced(p->ctx, "\ta\x1b\r\n"), "```sql\n\ta\\x1b\\r\n```\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sentences_are_no_markup, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(code_in_a_cell_ends_no_cell, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(no_text_ends_its_fence, setup_fixture, teardown_fixture)};
    return RUN_TAP("markdown_text", tests);
}
