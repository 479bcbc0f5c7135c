/* Fields of messages: what was written reads back, and nothing else is believed. */
#include "support.h"

#include "protocol/fields.h"

static void what_was_written_reads_back(void **state)
{
    struct fixture *p = *state;
    struct writer w;
    struct reader r;
    size_t size;
    writer_open(&w, p->ctx);
    write_u8(&w, 255);
    write_u32(&w, 4000000000U);
    write_i64(&w, INT64_MIN);
    write_real(&w, -0.5);
    write_text(&w, "Räume");
    write_text(&w, "");
    write_text(&w, NULL);
    write_bytes(&w, "a\0b", 3);
    reader_open(&r, w.bytes, w.size);
    assert_int_equal(read_u8(&r), 255);
    assert_int_equal(read_u32(&r), 4000000000U);
    assert_true(read_i64(&r) == INT64_MIN);
    assert_true(read_real(&r) == -0.5);
    assert_string_equal(read_text(&r), "Räume");
    assert_string_equal(read_text(&r), "");
    assert_null(read_text(&r));
    assert_memory_equal(read_bytes(&r, &size), "a\0b", 4);
    assert_int_equal(size, 3);
    assert_true(reader_done(&r));
}

static void large_messages_grow(void **state)
{
    struct fixture *p = *state;
    struct writer w;
    struct reader r;
    size_t size = 3 << 20;
    char *bytes = mem_array(p->ctx, char, size);
    memset(bytes, 'x', size);
    writer_open(&w, p->ctx);
    for (int i = 0; i < 5; i++)
        write_bytes(&w, bytes, size);
    reader_open(&r, w.bytes, w.size);
    for (int i = 0; i < 5; i++) {
        size_t n;
        assert_memory_equal(read_bytes(&r, &n), bytes, size);
        assert_int_equal(n, size);
    }
    assert_true(reader_done(&r));
    writer_reset(&w);
    write_u32(&w, 1);
    rewrite_u32(&w, 0, 7);
    reader_open(&r, w.bytes, w.size);
    assert_int_equal(read_u32(&r), 7);
    assert_true(reader_done(&r));
}

/* Every beginning of a message is wrong, and yields zeros and empty texts. */
static void a_message_that_is_cut_is_wrong(void **state)
{
    struct fixture *p = *state;
    struct writer w;
    writer_open(&w, p->ctx);
    write_u32(&w, 5);
    write_text(&w, "abc");
    write_i64(&w, 9);
    for (size_t size = 0; size < w.size; size++) {
        struct reader r;
        reader_open(&r, mem_copy(p->ctx, w.bytes, size ? size : 1), size);
        assert_int_equal(read_u32(&r), size < 4 ? 0 : 5);
        assert_string_equal(read_text(&r), size < 12 ? "" : "abc");
        assert_true(read_i64(&r) == 0);
        assert_true(r.wrong);
        assert_false(reader_done(&r));
        assert_string_equal(read_text(&r), "");
    }
}

static void what_is_left_over_is_wrong(void **state)
{
    struct reader r;
    (void)state;
    reader_open(&r, "ab", 2);
    read_u8(&r);
    assert_false(reader_done(&r));
}

static void a_text_ends_where_its_length_says(void **state)
{
    struct reader r;
    size_t size;
    (void)state;
    reader_open(&r, "\2\0\0\0a\0\0", 7); /* a NUL within */
    assert_string_equal(read_text(&r), "");
    assert_true(r.wrong);
    reader_open(&r, "\2\0\0\0abc", 7); /* none behind */
    assert_string_equal(read_text(&r), "");
    assert_true(r.wrong);
    reader_open(&r, "\376\377\377\377abc", 7); /* longer than all there is */
    read_bytes(&r, &size);
    assert_true(r.wrong);
    assert_int_equal(size, 0);
}

static void a_count_is_held_against_what_there_is(void **state)
{
    struct reader r;
    (void)state;
    reader_open(&r, "\2\0\0\0abcdefgh", 12);
    assert_int_equal(read_count(&r, 4), 2);
    assert_false(r.wrong);
    reader_open(&r, "\3\0\0\0abcdefgh", 12);
    assert_int_equal(read_count(&r, 4), 0);
    assert_true(r.wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(what_was_written_reads_back),       with_fixture(large_messages_grow),
        with_fixture(a_message_that_is_cut_is_wrong),    with_fixture(what_is_left_over_is_wrong),
        with_fixture(a_text_ends_where_its_length_says), with_fixture(a_count_is_held_against_what_there_is),
    };
    return RUN_TAP("fields", tests);
}
