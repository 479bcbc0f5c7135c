/*
 * What the targets of libFuzzer share. A target is one file, which reads what a
 * stranger wrote with the real module and calls fuzz_fail where something
 * is wrong that no sanitizer sees. `make fuzz SECONDS=60` runs each; what one
 * finds lies below build/fuzz/found/.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/root.h"

struct fuzz {
    void *ctx;
    struct diags diags;
    const char *text;
    size_t size;
};

/* The target's own part: one text, valid UTF-8 without NUL, as files are when they have been read; FUZZ_BYTES: any. */
static void fuzz_one(struct fuzz *f);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

_Noreturn static inline void fuzz_fail(const char *what, const char *text)
{
    fprintf(stderr, "%s: %s\n", what, text ? text : "");
    abort();
}

/* A place to write files into, which is the working directory from then on. */
static inline void fuzz_directory(void)
{
    static char place[] = "/tmp/fullschema-fuzz-XXXXXX";
    static int made;
    if (!made++ && (!mkdtemp(place) || chdir(place) != 0))
        fuzz_fail("cannot make a directory", place);
}

static inline void fuzz_put(const char *path, const struct fuzz *f)
{
    FILE *file = fopen(path, "w");
    if (!file || fwrite(f->text, 1, f->size, file) != f->size || fclose(file) != 0)
        fuzz_fail("cannot write", path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct fuzz f = {.ctx = mem_root("fuzz")};
    diags_init(&f.diags, f.ctx);
#ifdef FUZZ_BYTES
    f.text = mem_copy(f.ctx, bytes, size);
    f.size = size;
#else
    char *copy = mem_strndup(f.ctx, size ? (const char *)bytes : "", size);
    f.text = strlen(copy) == size ? text_accept(copy, size, "input", &f.diags) : NULL;
    f.size = f.text ? strlen(f.text) : 0;
#endif
    if (f.text)
        fuzz_one(&f);
    mem_free(f.ctx);
    return 0;
}

#endif
