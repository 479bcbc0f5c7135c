#include "support.h"

#include <errno.h>

static void utf8_is_checked_by_the_table_of_rfc_3629(void **state)
{
    static const struct {
        const char *bytes;
        size_t size, valid;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"a\0b", 3, 1},                 /* NUL */
        {"\x7F", 1, 1},                 /* last of one byte */
        {"\x80", 1, 0},                 /* a continuation alone */
        {"a\xBF", 2, 1},                /* the last continuation alone */
        {"\xC0\x80", 2, 0},             /* overlong NUL */
        {"\xC1\xBF", 2, 0},             /* overlong U+007F */
        {"\xC2\x80", 2, 2},             /* U+0080 */
        {"\xDF\xBF", 2, 2},             /* U+07FF */
        {"\xC2", 1, 0},                 /* cut */
        {"\xC2\x41", 2, 0},             /* not continued */
        {"\xE0\x9F\xBF", 3, 0},         /* overlong U+07FF */
        {"\xE0\xA0\x80", 3, 3},         /* U+0800 */
        {"\xE2\x82\xAC", 3, 3},         /* U+20AC */
        {"\xE2\x82", 2, 0},             /* cut */
        {"\xED\x9F\xBF", 3, 3},         /* U+D7FF */
        {"\xED\xA0\x80", 3, 0},         /* U+D800, a surrogate */
        {"\xED\xBF\xBF", 3, 0},         /* U+DFFF, a surrogate */
        {"\xEE\x80\x80", 3, 3},         /* U+E000 */
        {"\xEF\xBB\xBF", 3, 3},         /* the byte order mark is a character */
        {"\xEF\xBF\xBF", 3, 3},         /* U+FFFF */
        {"\xF0\x8F\xBF\xBF", 4, 0},     /* overlong U+FFFF */
        {"\xF0\x90\x80\x80", 4, 4},     /* U+10000 */
        {"\xF0\x9F\x98", 3, 0},         /* cut */
        {"\xF0\x9F\x98\x41", 4, 0},     /* last byte not a continuation */
        {"\xF4\x8F\xBF\xBF", 4, 4},     /* U+10FFFF */
        {"\xF4\x90\x80\x80", 4, 0},     /* beyond */
        {"\xF5\x80\x80\x80", 4, 0},     /* beyond */
        {"\xFF", 1, 0},                 /* never */
        {"ok\xC3\xA9 \xE9t\xE9", 8, 5}, /* Latin-1 after UTF-8 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (utf8_check(cases[i].bytes, cases[i].size) != cases[i].valid)
            fail_msg("case %zu: %zu bytes valid, %zu expected", i, utf8_check(cases[i].bytes, cases[i].size),
                     cases[i].valid);
}

static void text_is_read_whole(void **state)
{
    struct fixture *p = *state;
    for (size_t size = 0; size < 40000; size = size * 2 + 1) {
        char *bytes = mem_array(p->ctx, char, size + 1);
        memset(bytes, 'x', size);
        put_bytes("f", bytes, size);
        assert_string_equal(file_read_text(p->ctx, &root_own, "f", &p->diags), bytes);
    }
    assert_int_equal(p->diags.n, 0);
}

static void bytes_are_read_as_they_are(void **state)
{
    struct fixture *p = *state;
    size_t size = 0;
    put_bytes("f",
              "\xEF\xBB\xBF"
              "a\0\xFF",
              6);
    char *bytes = file_read(p->ctx, &root_own, "f", &size);
    assert_int_equal(size, 6);
    assert_memory_equal(bytes,
                        "\xEF\xBB\xBF"
                        "a\0\xFF",
                        7);
    errno = 0;
    assert_null(file_read(p->ctx, &root_own, "missing", &size));
    assert_int_equal(errno, ENOENT);
}

static void a_byte_order_mark_is_left_out(void **state)
{
    struct fixture *p = *state;
    put("mark", "\xEF\xBB\xBFSELECT 1;\n");
    put("mark only", "\xEF\xBB\xBF");
    assert_string_equal(file_read_text(p->ctx, &root_own, "mark", &p->diags), "SELECT 1;\n");
    assert_string_equal(file_read_text(p->ctx, &root_own, "mark only", &p->diags), "");
}

static void a_bad_byte_is_pointed_at(void **state)
{
    struct fixture *p = *state;
    put("latin1.sql", "-- \xC3\xA9\nSELECT '\xC3\xA9\xE9t\xE9';\n");
    put_bytes("nul.sql", "a\0b", 3);
    put("mark.sql", "\xEF\xBB\xBF"
                    "ab\xFF");
    assert_null(file_read_text(p->ctx, &root_own, "latin1.sql", &p->diags));
    assert_null(file_read_text(p->ctx, &root_own, "nul.sql", &p->diags));
    assert_null(file_read_text(p->ctx, &root_own, "mark.sql", &p->diags));
    assert_string_equal(printed(p), "latin1.sql:2:10: not UTF-8: byte 0xE9\n"
                                    "hint: save the file as UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8)\n"
                                    "nul.sql:1:2: not UTF-8: byte 0x00\n"
                                    "hint: save the file as UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8)\n"
                                    "mark.sql:1:3: not UTF-8: byte 0xFF\n"
                                    "hint: save the file as UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8)\n");
}

static void what_cannot_be_read_says_why(void **state)
{
    struct fixture *p = *state;
    assert_int_equal(mkdir("dir.sql", 0700), 0);
    assert_null(file_read_text(p->ctx, &root_own, "dir.sql", &p->diags));
    assert_null(file_read_text(p->ctx, &root_own, "missing.sql", &p->diags));
    assert_string_equal(printed(p), "dir.sql: is a directory, not a regular file\n"
                                    "missing.sql: cannot read: No such file or directory\n");
}

static void directories_are_listed_bytewise(void **state)
{
    static const char *const expected[] = {".hidden", "10_b.sql", "9_a.sql", "B.sql",
                                           "_c.sql",  "a.sql",    "link",    "\xC3\xA4.sql"};
    struct fixture *p = *state;
    struct dir_listing list;
    for (int i = 7; i >= 0; i--)
        if (strcmp(expected[i], "link") != 0)
            put(mem_printf(p->ctx, "d/%s", expected[i]), "");
    assert_int_equal(mkdir("elsewhere", 0700), 0);
    assert_int_equal(symlink("../elsewhere", "d/link"), 0);
    assert_true(dir_list(p->ctx, &root_own, "d", &list, &p->diags));
    assert_int_equal(list.n, 8);
    for (size_t i = 0; i < list.n; i++) {
        assert_string_equal(list.entries[i].name, expected[i]);
        assert_int_equal(list.entries[i].is_dir, strcmp(expected[i], "link") == 0);
    }
    assert_false(dir_list(p->ctx, &root_own, "missing", &list, &p->diags));
    assert_string_equal(printed(p), "missing: cannot list the directory: No such file or directory\n");
}

static void kinds_of_files_are_told_apart(void **state)
{
    (void)state;
    put("d/f", "");
    assert_true(is_directory("d"));
    assert_false(is_directory("d/f"));
    assert_false(is_directory("missing"));
    assert_true(is_file("d/f"));
    assert_false(is_file("d"));
    assert_false(is_file("missing"));
}

static void paths_are_joined_with_one_slash(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(path_join(p->ctx, "a", "b"), "a/b");
    assert_string_equal(path_join(p->ctx, "a/", "b"), "a/b");
    assert_string_equal(path_join(p->ctx, "/", "b"), "/b");
}

static void directories_are_made_with_their_parents(void **state)
{
    struct fixture *p = *state;
    assert_true(make_directories("a/b/c"));
    assert_true(make_directories("a/b/c"));
    assert_true(make_directories(mem_printf(p->ctx, "%s/x//y/", p->dir)));
    assert_true(is_directory("a/b/c"));
    assert_true(is_directory("x/y"));
    put("file", "");
    assert_false(make_directories("file/a"));
    assert_false(make_directories("file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_checked_by_the_table_of_rfc_3629),
        with_fixture(text_is_read_whole),
        with_fixture(bytes_are_read_as_they_are),
        with_fixture(a_byte_order_mark_is_left_out),
        with_fixture(a_bad_byte_is_pointed_at),
        with_fixture(what_cannot_be_read_says_why),
        with_fixture(directories_are_listed_bytewise),
        with_fixture(kinds_of_files_are_told_apart),
        with_fixture(paths_are_joined_with_one_slash),
        with_fixture(directories_are_made_with_their_parents),
    };
    return RUN_TAP("files", tests);
}
