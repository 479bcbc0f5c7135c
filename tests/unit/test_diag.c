#include "support.h"

/* The diagnostic that points at byte `offset` of `text`. */
static struct diag *locate(struct fixture *p, const char *text, size_t offset)
{
    struct diag *e = diag_error(&p->diags, "wrong");
    diag_locate(&p->diags, e, "d.sql", text, offset);
    return e;
}

static void positions_count_lines_and_characters(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
        int line, column;
        const char *source;
    } cases[] = {
        {"", 0, 1, 1, ""},
        {"SELECT x;", 0, 1, 1, "SELECT x;"},
        {"SELECT x;", 7, 1, 8, "SELECT x;"},
        {"a\nbc\nd\n", 3, 2, 2, "bc"},
        /* The line break itself belongs to the line it ends. */
        {"a\nbc\nd\n", 4, 2, 3, "bc"},
        {"a\nbc\nd\n", 5, 3, 1, "d"},
        /* The end of the text, with and without a last line break, and beyond. */
        {"a\nbc", 4, 2, 3, "bc"},
        {"a\nbc\n", 5, 3, 1, ""},
        {"a\nbc", 400, 2, 3, "bc"},
        /* Two, three and four bytes are one character each: é, €, U+1F600. */
        {"'\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80' x", 12, 1, 7, "'\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80' x"},
        /* Characters of earlier lines do not count. */
        {"-- \xC3\xA9\xC3\xA9\n  x", 10, 2, 3, "  x"},
        /* Lines of Windows: the CR is no part of what is shown. */
        {"a\r\nbc x\r\nd", 6, 2, 4, "bc x"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag *e = locate(p, cases[i].text, cases[i].offset);
        assert_string_equal(e->file, "d.sql");
        assert_int_equal(e->line, cases[i].line);
        assert_int_equal(e->column, cases[i].column);
        assert_string_equal(e->source, cases[i].source);
    }
}

static void an_error_shows_the_line_with_a_caret(void **state)
{
    struct fixture *p = *state;
    struct diag *e = locate(p, "CREATE\n\tTABLE '\xC3\xA9' x (\n", 19);
    diag_detail(&p->diags, e, "one\ntwo");
    diag_hint(&p->diags, e, "try %s", "y");
    assert_string_equal(printed(p), "d.sql:2:12: wrong\n"
                                    "    \tTABLE '\xC3\xA9' x (\n"
                                    "    \t          ^\n"
                                    "    one\n"
                                    "    two\n"
                                    "hint: try y\n");
}

/* The caret stands under the character pointed at, whatever of a long line is shown. */
static void of_a_long_line_the_part_around_is_shown(void **state)
{
    struct fixture *p = *state;
    struct text t;
    text_open(&t);
    for (int i = 0; i < 300; i++)
        fputs("\xC3\xA9", t.out);
    fputs("HERE", t.out);
    for (int i = 0; i < 300; i++)
        fputs("\xC3\xA9", t.out);
    locate(p, text_close(&t, p->ctx), 600);
    const char *shown = printed(p);
    assert_memory_equal(shown, "d.sql:1:301: wrong\n", 19);
    const char *source = shown + 19, *caret = strchr(source, '\n');
    assert_non_null(caret);
    const char *here = strstr(source, "HERE");
    assert_non_null(here);
    assert_true(here < caret);
    size_t before = 0;
    for (const char *c = source; c < here; c++)
        before += ((unsigned char)*c & 0xC0) != 0x80;
    assert_true(before < 160);
    assert_int_equal(strspn(caret + 1, " "), before);
    assert_string_equal(caret + 1 + before, "^\n");
    assert_int_equal(utf8_check(shown, strlen(shown)), strlen(shown));
}

static void a_long_line_is_shown_from_its_start_or_to_its_end(void **state)
{
    struct fixture *p = *state;
    char line[500];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    memcpy(line, "FIRST", 5);
    memcpy(line + sizeof line - 5, "LAST", 4);
    locate(p, line, 0);
    const char *shown = printed(p);
    assert_memory_equal(shown, "d.sql:1:1: wrong\n    FIRSTx", 27);
    assert_non_null(strstr(shown, "\n    ^\n"));
    assert_null(strstr(shown, "LAST"));
    diags_init(&p->diags, p->ctx);
    locate(p, line, sizeof line - 5);
    shown = printed(p);
    assert_non_null(strstr(shown, "LAST\n"));
    assert_null(strstr(shown, "FIRST"));
}

static void without_a_place_the_program_speaks(void **state)
{
    struct fixture *p = *state;
    diag_error(&p->diags, "no %s", "luck");
    diag_warning(&p->diags, "odd")->file = "x.txt";
    assert_string_equal(printed(p), "fullschema: no luck\nx.txt: warning: odd\n");
    assert_int_equal(p->diags.n, 2);
    assert_int_equal(p->diags.n_errors, 1);
}

static void colour_wraps_the_place_and_the_word_warning(void **state)
{
    struct fixture *p = *state;
    struct text t;
    diag_warning(&p->diags, "odd")->file = "x.txt";
    text_open(&t);
    diags_print(&p->diags, t.out, true);
    assert_string_equal(text_close(&t, p->ctx), "\033[1mx.txt: \033[0m\033[33mwarning:\033[0m odd\n");
}

static void appended_diagnostics_outlive_their_source(void **state)
{
    struct fixture *p = *state;
    void *other = mem_root("other");
    struct diags from;
    diags_init(&from, other);
    struct diag *e = diag_error(&from, "gone");
    diag_locate(&from, e, "f.sql", "abc\n", 1);
    diag_detail(&from, e, "detail");
    diag_hint(&from, e, "hint");
    diag_warning(&from, "odd");
    diag_error(&p->diags, "first");
    diags_append(&p->diags, &from);
    memset((char *)from.items[0].message, '?', 4);
    mem_free(other);
    assert_int_equal(p->diags.n, 3);
    assert_int_equal(p->diags.n_errors, 2);
    assert_string_equal(printed(p), "fullschema: first\n"
                                    "f.sql:1:2: gone\n    abc\n     ^\n    detail\nhint: hint\n"
                                    "fullschema: warning: odd\n");
}

/* Beginning and end stay, of whole lines and whole characters. */
static void what_is_too_long_is_cut(void **state)
{
    struct fixture *p = *state;
    struct text lines, letters;
    text_open(&lines);
    for (int i = 0; i < 100000; i++)
        fprintf(lines.out, "line %d\n", i);
    text_open(&letters);
    for (int i = 0; i < 100000; i++)
        fputs("\xE2\x82\xAC", letters.out);
    struct diag *e = diag_error(&p->diags, "%s", text_close(&letters, p->ctx));
    diag_detail(&p->diags, e, text_close(&lines, p->ctx));
    diag_hint(&p->diags, e, "%s", e->detail);
    assert_true(strlen(e->message) < 4100 && strlen(e->hint) < 4100 && strlen(e->detail) < 16100);
    assert_int_equal(utf8_check(e->message, strlen(e->message)), strlen(e->message));
    assert_non_null(strstr(e->message, " bytes are left out) "));
    assert_int_equal(strncmp(e->detail, "line 0\nline 1\n", 14), 0);
    assert_non_null(strstr(e->detail, "\n("));
    assert_non_null(strstr(e->detail, " bytes are left out)\nline 9"));
    assert_non_null(strstr(e->detail, "\nline 99999\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(positions_count_lines_and_characters),
        with_fixture(an_error_shows_the_line_with_a_caret),
        with_fixture(of_a_long_line_the_part_around_is_shown),
        with_fixture(a_long_line_is_shown_from_its_start_or_to_its_end),
        with_fixture(without_a_place_the_program_speaks),
        with_fixture(colour_wraps_the_place_and_the_word_warning),
        with_fixture(what_is_too_long_is_cut),
        with_fixture(appended_diagnostics_outlive_their_source),
    };
    return RUN_TAP("diag", tests);
}
