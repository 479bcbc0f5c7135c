#include "support.h"

#include <fcntl.h>

#include "cache/cache.h"

static const uint8_t key[DIGEST_SIZE] = {1, 2, 3};

static struct cache *opened(struct fixture *p, int limit_mib)
{
    const struct cache_options options = {mem_printf(p->ctx, "%s/kept", p->dir), limit_mib};
    struct cache *cache = cache_open(p->ctx, &options, &p->diags);
    assert_string_equal(printed(p), "");
    assert_non_null(cache);
    return cache;
}

static int directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(fd >= 0);
    return fd;
}

static void put_tree(void)
{
    put("tree/a", "the same");
    put("tree/below/b", "the same");
    put("tree/below/deeper/c", "");
    put_bytes("tree/zeros", "\0\0\0\1", 4);
    assert_true(make_directories("tree/nothing"));
    assert_int_equal(chmod("tree/below/b", 0640), 0);
}

/* Everything below a directory as one text. */
static void describe(struct fixture *p, FILE *out, const char *path)
{
    struct dir_listing list;
    assert_true(dir_list(p->ctx, &root_own, path, &list, &p->diags));
    for (size_t i = 0; i < list.n; i++) {
        struct stat st;
        size_t size = 0;
        const char *below = path_join(p->ctx, path, list.entries[i].name);
        assert_int_equal(stat(below, &st), 0);
        fprintf(out, "%s %o ", strchr(below, '/') + 1, st.st_mode);
        const char *bytes = list.entries[i].is_dir ? "" : file_read(p->ctx, &root_own, below, &size);
        fwrite(bytes, 1, size, out);
        fputc('\n', out);
        if (list.entries[i].is_dir)
            describe(p, out, below);
    }
}

static const char *described(struct fixture *p, const char *path)
{
    struct text t;
    text_open(&t);
    describe(p, t.out, path);
    return text_close(&t, p->ctx);
}

static bool pack(struct cache *cache)
{
    int fd = directory("tree");
    bool ok = cache_pack(cache, CACHE_CLUSTER, key, fd, NULL);
    close(fd);
    return ok;
}

/* What comes out of the entry; NULL where it is refused. */
static const char *unpacked(struct fixture *p, struct cache *cache)
{
    struct cache_entry entry;
    const struct cache_owner owner = {geteuid(), getegid()};
    if (!cache_find(cache, CACHE_CLUSTER, key, p->ctx, &entry))
        return NULL;
    remove_tree(p->ctx, "again");
    assert_int_equal(mkdir("again", 0700), 0);
    int fd = directory("again");
    bool ok = cache_unpack(&entry, fd, &owner, NULL);
    close(fd);
    cache_entry_close(&entry);
    return ok ? described(p, "again") : NULL;
}

static const char *entry_path(struct fixture *p)
{
    char hex[DIGEST_HEX + 1];
    digest_hex(key, hex);
    return mem_printf(p->ctx, "kept/cluster-%s", hex);
}

static void a_digest_is_sha_256_and_its_fields_are_kept_apart(void **state)
{
    uint8_t one[DIGEST_SIZE], other[DIGEST_SIZE];
    char hex[DIGEST_HEX + 1];
    struct digest d;
    (void)state;
    digest_of("abc", 3, one);
    digest_hex(one, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(digest_from_hex(hex, other));
    assert_memory_equal(one, other, DIGEST_SIZE);
    assert_false(digest_from_hex("ba78", other));
    digest_begin(&d);
    digest_field(&d, "ab");
    digest_field(&d, "c");
    digest_end(&d, one);
    digest_begin(&d);
    digest_field(&d, "a");
    digest_field(&d, "bc");
    digest_end(&d, other);
    assert_memory_not_equal(one, other, DIGEST_SIZE);
    digest_begin(&d);
    digest_field(&d, NULL);
    digest_end(&d, one);
    digest_begin(&d);
    digest_field(&d, "");
    digest_end(&d, other);
    assert_memory_not_equal(one, other, DIGEST_SIZE);
}

static void a_directory_comes_back_as_it_was(void **state)
{
    struct fixture *p = *state;
    struct cache *cache = opened(p, 10);
    put_tree();
    assert_null(unpacked(p, cache));
    assert_true(pack(cache));
    assert_string_equal(unpacked(p, cache), described(p, "tree"));
}

static void what_is_no_file_is_not_kept(void **state)
{
    struct fixture *p = *state;
    struct cache *cache = opened(p, 10);
    put_tree();
    assert_int_equal(symlink("a", "tree/link"), 0);
    assert_false(pack(cache));
    assert_null(unpacked(p, cache));
    struct dir_listing list;
    assert_true(dir_list(p->ctx, &root_own, "kept", &list, &p->diags));
    assert_int_equal(list.n, 0);
}

/* The first and last bytes are head and index, and a few pages lie between. */
static void no_changed_byte_is_believed(void **state)
{
    struct fixture *p = *state;
    struct cache *cache = opened(p, 10);
    size_t size, refused = 0;
    put_tree();
    assert_true(pack(cache));
    const char *path = entry_path(p), *expected = described(p, "tree");
    char *bytes = file_read(p->ctx, &root_own, path, &size);
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i += i < 128 || i + 700 > size ? 1 : 61) {
        bytes[i] ^= 4;
        put_bytes(path, bytes, size);
        bytes[i] ^= 4;
        assert_int_equal(chmod(path, 0600), 0);
        const char *made = unpacked(p, cache);
        refused += made == NULL;
        if (made)
            assert_string_equal(made, expected);
    }
    assert_true(refused >= 128);
    for (size_t cut = 0; cut < size; cut += 97) {
        put_bytes(path, bytes, cut);
        assert_int_equal(chmod(path, 0600), 0);
        assert_null(unpacked(p, cache));
    }
}

static void no_index_leads_out_of_the_directory(void **state)
{
    struct fixture *p = *state;
    struct cache *cache = opened(p, 10);
    /* Of nothing, which every file holds at its beginning. */
    static const char content[] = "c 0 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n";
    static const char *const wrong[] = {"f 600 ../out\n",
                                        "f 600 /tmp/cache-test-out\n",
                                        "f 600 a/../../out\n",
                                        "f 600 ..\n",
                                        "f 600 \n",
                                        "f 600 a//b\n",
                                        "f 600 missing/b\n",
                                        "f 600\n",
                                        "x 600 a\n",
                                        "f 600 a"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_true(cache_put(cache, CACHE_CLUSTER, key, mem_printf(p->ctx, "%s%s", content, wrong[i])));
        assert_null(unpacked(p, cache));
    }
    assert_true(cache_put(cache, CACHE_CLUSTER, key, "d 700 ../out\n"));
    assert_null(unpacked(p, cache));
    assert_false(is_there("out"));
    assert_true(cache_put(cache, CACHE_CLUSTER, key, mem_printf(p->ctx, "d 700 a\n%sf 600 a/b\n", content)));
    assert_string_equal(unpacked(p, cache), "a 40700 \na/b 100600 \n");
}

static void the_oldest_go_first(void **state)
{
    struct fixture *p = *state;
    struct cache *cache = opened(p, 1);
    char *large = mem_array(p->ctx, char, 400 << 10);
    struct cache_list list;
    memset(large, 'x', (400 << 10) - 1);
    for (uint8_t i = 0; i < 5; i++) {
        uint8_t other[DIGEST_SIZE] = {i};
        struct cache_entry entry;
        assert_true(cache_put(cache, CACHE_PROOF, other, large));
        /* The first is used again and again. */
        memset(other, 0, sizeof other);
        assert_true(cache_find(cache, CACHE_PROOF, other, p->ctx, &entry));
        assert_string_equal(entry.index, large);
        cache_entry_close(&entry);
        usleep(20000); /* a file system may count time in steps of some milliseconds */
    }
    cache_look(cache, p->ctx, &list);
    assert_int_equal(list.n, 2);
    assert_true(list.size <= 1 << 20);
    cache_check(cache, &list);
    assert_null(list.items[0].fault);
    assert_int_equal(cache_drop(cache, &list, false), 0);
    assert_int_equal(cache_drop(cache, &list, true), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_is_sha_256_and_its_fields_are_kept_apart),
        with_fixture(a_directory_comes_back_as_it_was),
        with_fixture(what_is_no_file_is_not_kept),
        with_fixture(no_changed_byte_is_believed),
        with_fixture(no_index_leads_out_of_the_directory),
        with_fixture(the_oldest_go_first),
    };
    return RUN_TAP("cache", tests);
}
