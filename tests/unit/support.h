/* What the unit tests share: cmocka with the headers it asks for, and private directories. */
#ifndef TESTS_UNIT_SUPPORT_H
#define TESTS_UNIT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/files.h"
#include "base/mem.h"

/* A test's own memory, directory and diagnostics; made by setup_fixture, removed by teardown_fixture. */
struct fixture {
    void *ctx;
    char *dir; /* an empty private directory; also the working directory */
    struct diags diags;
};

static inline int setup_fixture(void **state)
{
    void *ctx = mem_root("test");
    struct fixture *p = mem_new(ctx, struct fixture);
    const char *parent = getenv("TMPDIR");
    p->ctx = ctx;
    p->dir = mem_printf(ctx, "%s/unit-XXXXXX", parent && *parent ? parent : "/tmp");
    diags_init(&p->diags, ctx);
    *state = p;
    return mkdtemp(p->dir) && chdir(p->dir) == 0 ? 0 : -1;
}

/* Removes a directory with all it holds, whatever the modes. */
static inline void remove_tree(void *ctx, const char *path)
{
    struct diags ignored;
    struct dir_listing list = {0};
    diags_init(&ignored, ctx);
    chmod(path, 0700);
    dir_list(ctx, &root_own, path, &list, &ignored);
    for (size_t i = 0; i < list.n; i++) {
        char *below = path_join(ctx, path, list.entries[i].name);
        if (unlink(below) != 0)
            remove_tree(ctx, below);
    }
    rmdir(path);
}

static inline int teardown_fixture(void **state)
{
    struct fixture *p = *state;
    int ok = chdir("/");
    remove_tree(p->ctx, p->dir);
    mem_free(p->ctx);
    return ok;
}

#define with_fixture(f) cmocka_unit_test_setup_teardown(f, setup_fixture, teardown_fixture)

/* Makes a directory and those above it. */
static inline bool make_directories(const char *path)
{
    void *ctx = mem_root("make_directories");
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    int fd = place_make(path, path, "", &unsaid);
    if (fd >= 0)
        close(fd);
    mem_free(ctx);
    return fd >= 0;
}

/* Writes a file below the working directory, with the directories it needs. */
static inline void put_bytes(const char *path, const char *bytes, size_t size)
{
    char *dir = mem_strdup(NULL, path);
    char *slash = strrchr(dir, '/');
    if (slash) {
        *slash = '\0';
        assert_true(make_directories(dir));
    }
    mem_free(dir);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

static inline void put(const char *path, const char *text)
{
    put_bytes(path, text, strlen(text));
}

/* All diagnostics as they would be printed. Belongs to p->ctx. */
static inline const char *printed(struct fixture *p)
{
    struct text t;
    text_open(&t);
    diags_print(&p->diags, t.out, false);
    return text_close(&t, p->ctx);
}

static inline int run_tap(const char *name, const struct CMUnitTest *tests, size_t n)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return _cmocka_run_group_tests(name, tests, n, NULL, NULL);
}

#define RUN_TAP(name, tests) run_tap(name, tests, sizeof(tests) / sizeof(*(tests)))

#endif
