#include "schema/numbered.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

/* The highest number of a name that is a version too; larger ones are dates. */
enum { HIGHEST_NUMBER = 1000000, MOST_PARTS = 8 };

/* A file name taken apart. */
struct name {
    const char *file;
    unsigned long long parts[MOST_PARTS]; /* of V1.2: 1 and 2 */
    size_t n_parts;                       /* 0: R__, which runs after all others */
};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* Reads "1", or with `dotted` "1.2.3" and "1_2_3"; returns what follows, NULL where there is no number. */
static const char *read_number(const char *text, bool dotted, struct name *name)
{
    for (;;) {
        char *end;
        if (!isdigit((unsigned char)*text) || name->n_parts == MOST_PARTS)
            return NULL;
        name->parts[name->n_parts++] = strtoull(text, &end, 10);
        text = end;
        bool goes_on = dotted && (*text == '.' || *text == '_') && isdigit((unsigned char)text[1]);
        if (!goes_on)
            return text;
        text++;
    }
}

static bool parse_name(const char *file, struct name *name)
{
    *name = (struct name){.file = file};
    if (strncmp(file, "R__", 3) == 0)
        return true;
    bool flyway = *file == 'V';
    const char *rest = read_number(file + flyway, flyway, name);
    if (!rest)
        return false;
    return flyway ? strncmp(rest, "__", 2) == 0 || strcmp(rest, ".sql") == 0 : strchr("_-.", *rest) != NULL;
}

/* The way down is nobody's loss, and hidden files are none of ours. */
static bool is_passed_in_silence(const char *file)
{
    bool undo = *file == 'U' && isdigit((unsigned char)file[1]);
    return *file == '.' || ends_with(file, ".down.sql") || undo;
}

static int by_number(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    if (!x->n_parts != !y->n_parts)
        return x->n_parts ? -1 : 1;
    for (size_t i = 0; i < MOST_PARTS; i++)
        if (x->parts[i] != y->parts[i])
            return x->parts[i] < y->parts[i] ? -1 : 1;
    return 0;
}

static int by_number_and_name(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    int order = by_number(x, y);
    return order ? order : strcmp(x->file, y->file);
}

static bool collect(void *ctx, const char *dir, struct name **names, size_t *n, struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list(ctx, dir, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        struct name name;
        const char *file = list.entries[i].name;
        if (is_passed_in_silence(file))
            continue;
        if (list.entries[i].is_dir || !ends_with(file, ".sql") || !parse_name(file, &name)) {
            struct diag *w = diag_warning(diags, "passed over: not the name of a migration, such as 001_rooms.sql");
            w->file = path_join(diags->ctx, dir, file);
            continue;
        }
        size_t at = mem_grow(ctx, names, n);
        (*names)[at] = name;
    }
    return true;
}

/* The same number twice has no order. */
static bool check_order(const char *dir, const struct name *names, size_t n, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 1; i < n; i++)
        if (names[i].n_parts && by_number(&names[i - 1], &names[i]) == 0) {
            struct diag *e = diag_error(diags, "has the number of %s", names[i - 1].file);
            e->file = path_join(diags->ctx, dir, names[i].file);
            diag_hint(diags, e, "migrations run in the order of their numbers; give one of them another");
            ok = false;
        }
    return ok;
}

static bool numbers_count(const struct name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].n_parts != 1 || names[i].parts[0] == 0 || names[i].parts[0] > HIGHEST_NUMBER)
            return false;
    return true;
}

bool migrations_list(void *ctx, const char *dir, struct migrations *migrations, struct diags *diags)
{
    struct name *names = NULL;
    size_t n = 0;
    if (!collect(ctx, dir, &names, &n, diags))
        return false;
    if (n == 0) {
        struct diag *e = diag_error(diags, "there is no migration in it");
        e->file = mem_strdup(diags->ctx, dir);
        diag_hint(diags, e, "migrations are files such as V1__rooms.sql, 001_rooms.up.sql or 20240101120000_rooms.sql");
        return false;
    }
    qsort(names, n, sizeof(*names), by_number_and_name);
    bool count = numbers_count(names, n);
    *migrations = (struct migrations){mem_array(ctx, struct migration, n), n};
    for (size_t i = 0; i < n; i++)
        migrations->items[i] = (struct migration){names[i].file, count ? (int)names[i].parts[0] : (int)i + 1};
    return check_order(dir, names, n, diags);
}
