/*
 * The C library's allocation, for this program and all its libraries: one that
 * fails ends the program (base/mem.h). Some libraries take no notice of one and
 * crash, some report less than there was, and some have only a boolean to say
 * that it was not done; one that comes back too short is worse than none.
 *
 * It is linked with the tool alone: the process that runs SQLite tells of its
 * limit by the statement that reached it. A sanitizer has functions of its own.
 */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#ifndef __SANITIZE_ADDRESS__

/* Sizes for which there is never room are the caller's mistake, or the test of a library for one. */
static void *checked(void *p, size_t size)
{
    if (!p && size != 0 && size <= PTRDIFF_MAX)
        mem_exhausted();
    return p;
}

/* Looked up at each first call rather than once for all: it comes before anything that could do so. */
#define NEXT(name)                                                                                                     \
    static __typeof__(&name) next;                                                                                     \
    if (!next)                                                                                                         \
    *(void **)&next = dlsym(RTLD_NEXT, #name)

void *malloc(size_t size)
{
    NEXT(malloc);
    return checked(next(size), size);
}

void *calloc(size_t n, size_t size)
{
    NEXT(calloc);
    size_t all;
    return checked(next(n, size), __builtin_mul_overflow(n, size, &all) ? SIZE_MAX : all);
}

void *realloc(void *p, size_t size)
{
    NEXT(realloc);
    return checked(next(p, size), size);
}

#endif
