/* Checksums that other programs make: values that these, or their standards, have published. */
#include "support.h"

#include "base/checksum.h"

static void crc_32_is_that_of_zlib(void **state)
{
    (void)state;
    assert_int_equal(checksum_crc32(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(checksum_crc32(checksum_crc32(0, "12345", 5), "6789", 4), 0xcbf43926);
    assert_int_equal(checksum_crc32(0, "", 0), 0);
}

/* Name, version and text, as refinery hashes them; the value is that of tests/lib/siphash13.py. */
static void siphash_is_that_of_another_implementation(void **state)
{
    static const char hashed[] = "rooms\xff\x01\0\0\0"
                                 "CREATE TABLE rooms (id integer);\n\xff";
    (void)state;
    assert_true(checksum_siphash13(hashed, sizeof(hashed) - 1) == UINT64_C(131944326000440635));
}

static void hashes_of_libcrypto_are_written_in_digits(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(checksum_hex(f->ctx, "md5", "abc", 3), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(checksum_hex(f->ctx, "sha1", "abc", 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(checksum_hex(f->ctx, "sha384", "", 0),
                        "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898"
                        "b95b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(crc_32_is_that_of_zlib),
        with_fixture(siphash_is_that_of_another_implementation),
        with_fixture(hashes_of_libcrypto_are_written_in_digits),
    };
    return RUN_TAP("checksums", tests);
}
