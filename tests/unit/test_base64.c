/* base64: the test vectors of RFC 4648, what is none, and a text longer than the library takes at once. */
#include "support.h"

#include "base/base64.h"

static void vectors_of_the_rfc(void **state)
{
    struct fixture *p = *state;
    static const char *const pairs[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        size_t size = 99;
        assert_string_equal(base64_encode(p->ctx, pairs[i][0], strlen(pairs[i][0])), pairs[i][1]);
        assert_string_equal(base64_decode(p->ctx, pairs[i][1], &size), pairs[i][0]);
        assert_int_equal(size, strlen(pairs[i][0]));
    }
}

static void what_is_none(void **state)
{
    struct fixture *p = *state;
    static const char *const texts[] = {"Z",        "Zg",    "Zg=",    "=",     "====", "Z===",   "Z=g=",
                                        "Zg==Zg==", " Zg==", "Zg==\n", "Zm9v ", "Zm-v", "Zm9vYg", "Zm9v\xc3\xa9"};
    size_t size;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_null(base64_decode(p->ctx, texts[i], &size));
}

static void long_ones(void **state)
{
    struct fixture *p = *state;
    enum { SIZE = (3 << 20) * 2 + 2 };
    char *bytes = mem_array(p->ctx, char, SIZE);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 2654435761U >> 13);
    size_t size;
    char *text = base64_encode(p->ctx, bytes, SIZE);
    assert_int_equal(strlen(text), (SIZE + 2) / 3 * 4);
    char *back = base64_decode(p->ctx, text, &size);
    assert_non_null(back);
    assert_int_equal(size, SIZE);
    assert_memory_equal(back, bytes, SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(vectors_of_the_rfc, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(what_is_none, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(long_ones, setup_fixture, teardown_fixture)};
    return RUN_TAP("base64", tests);
}
