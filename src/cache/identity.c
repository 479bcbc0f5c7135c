#include "cache/identity.h"

#include <elf.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/release.h"

enum { MOST_HEADERS = 64, MOST_NOTES = 4096 };

/* The build id among the notes of an ELF file, added. */
static bool add_note(struct digest *key, const char *notes, size_t size)
{
    ElfW(Nhdr) note;
    for (size_t at = 0; at + sizeof note <= size;) {
        memcpy(&note, notes + at, sizeof note);
        size_t name = at + sizeof note, bytes = name + ((note.n_namesz + 3U) & ~3U);
        size_t end = bytes + ((note.n_descsz + 3U) & ~3U);
        if (note.n_namesz > size || note.n_descsz > size || end > size)
            break;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(notes + name, "GNU", 4) == 0) {
            digest_bytes(key, notes + bytes, note.n_descsz);
            return true;
        }
        at = end;
    }
    return false;
}

static void add_build_id(struct digest *key, int fd)
{
    ElfW(Ehdr) head;
    ElfW(Phdr) part;
    char notes[MOST_NOTES];
    if (pread(fd, &head, sizeof head, 0) != (ssize_t)sizeof head || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
        return;
    for (unsigned i = 0; i < head.e_phnum && i < MOST_HEADERS; i++) {
        off_t at = (off_t)(head.e_phoff + (ElfW(Off))i * sizeof part);
        if (pread(fd, &part, sizeof part, at) != (ssize_t)sizeof part)
            return;
        if (part.p_type != PT_NOTE)
            continue;
        ssize_t n = pread(fd, notes, part.p_filesz < sizeof notes ? part.p_filesz : sizeof notes, (off_t)part.p_offset);
        if (n > 0 && add_note(key, notes, (size_t)n))
            return;
    }
}

static void add_state(struct digest *key, const struct stat *st)
{
    digest_number(key, (int64_t)st->st_size);
    digest_number(key, (int64_t)st->st_mtim.tv_sec);
    digest_number(key, (int64_t)st->st_mtim.tv_nsec);
}

void identity_add_program(struct digest *key, const char *path)
{
    struct stat st;
    char *real = realpath(path, NULL);
    digest_field(key, real);
    int fd = real ? open(real, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    if (fd >= 0 && fstat(fd, &st) == 0) {
        add_state(key, &st);
        add_build_id(key, fd);
    }
    if (fd >= 0)
        close(fd);
    free(real);
}

void identity_add_place(struct digest *key, const char *path)
{
    struct stat st;
    digest_field(key, path);
    if (stat(path, &st) == 0)
        add_state(key, &st);
    else
        digest_number(key, -1);
}

void identity_add_self(struct digest *key)
{
    digest_field(key, release_version);
    identity_add_program(key, "/proc/self/exe");
}

void identity_add_locales(struct digest *key)
{
    static const char *const places[] = {"/usr/lib/locale", "/usr/lib/locale/locale-archive", "/usr/share/i18n"};
    digest_field(key, gnu_get_libc_version());
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        identity_add_place(key, places[i]);
}
