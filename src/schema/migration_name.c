#include "schema/migration_name.h"

#include <ctype.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

static const char digits[] = "0123456789";

static const char *read_part(const char *text, struct migration_name *name)
{
    size_t zeros = strspn(text, "0"), n = strspn(text, digits);
    if (n == 0 || name->n_parts == MIGRATION_PARTS)
        return NULL;
    name->parts[name->n_parts++] = (struct migration_part){text + zeros, n - zeros};
    return text + n;
}

/* 2024-01-31-120000_rooms. 2024-rooms and 7-2fa are no dates. */
static bool is_date(const char *text)
{
    return strspn(text, digits) == 4 && text[4] == '-' && strspn(text + 5, digits) == 2 && text[7] == '-';
}

/* The same as 20240131120000, so that both forms stand in one order, and 2024-01-31_rooms before it. */
static const char *read_date(void *ctx, const char *text, struct migration_name *name)
{
    char *joined = mem_printf(ctx, "%s%s", text, "00000000000000");
    size_t n = 0;
    for (; isdigit((unsigned char)*text) || (*text == '-' && isdigit((unsigned char)text[1])); text++)
        if (*text != '-')
            joined[n++] = *text;
    while (n < strlen("YYYYMMDDHHMMSS"))
        joined[n++] = '0';
    joined[n] = '\0';
    return read_part(joined, name) ? text : NULL;
}

/* yoyo counts the migrations of a day: 20240131_02_rooms. */
static const char *read_plain(const char *text, struct migration_name *name)
{
    const char *rest = read_part(text, name);
    if (rest && rest - text == strlen("YYYYMMDD") && *rest == '_' && strspn(rest + 1, digits) == 2 && rest[3] == '_')
        rest = read_part(rest + 1, name);
    return rest;
}

/* Flyway's 1, 1.2.3 or 1_2_3. */
static const char *read_version(const char *text, struct migration_name *name)
{
    do {
        text = read_part(text, name);
    } while (text && (*text == '.' || *text == '_') && isdigit((unsigned char)text[1]) && text++);
    return text;
}

static bool read_flyway(const char *text, struct migration_name *name)
{
    static const char letters[] = {'V', 'U', 'B'};
    static const enum migration_role roles[] = {MIGRATION_NUMBERED, MIGRATION_UNDO, MIGRATION_BASELINE};
    if (strncmp(text, "R__", 3) == 0) {
        name->role = MIGRATION_REPEATED;
        return true;
    }
    for (size_t i = 0; i < sizeof(letters); i++) {
        if (*text != letters[i])
            continue;
        const char *rest = read_version(text + 1, name);
        name->role = roles[i];
        return rest && (strncmp(rest, "__", 2) == 0 || strcmp(rest, ".sql") == 0);
    }
    return false;
}

bool migration_name_is_flyway(const char *text)
{
    struct migration_name name = {0};
    return read_flyway(text, &name);
}

bool migration_name_read(void *ctx, const char *text, struct migration_name *name)
{
    *name = (struct migration_name){0};
    if (!isdigit((unsigned char)*text))
        return read_flyway(text, name);
    const char *rest = is_date(text) ? read_date(ctx, text, name) : read_plain(text, name);
    return rest && (*rest == '_' || *rest == '-' || *rest == '.');
}

/* 7.undo.rooms.sql */
static bool is_undo(const char *text)
{
    const char *rest = text + strspn(text, digits);
    return rest > text && strncmp(rest, ".undo.", 6) == 0;
}

bool migration_name_is_down(const char *text)
{
    static const char *const ends[] = {".down.sql", "-down.sql", ".undo.sql", ".rollback.sql"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (has_ending(text, ends[i]))
            return true;
    return is_undo(text);
}

static int compare_parts(const struct migration_part *a, const struct migration_part *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return a->n ? memcmp(a->digits, b->digits, a->n) : 0;
}

int migration_name_compare(const struct migration_name *a, const struct migration_name *b)
{
    if (!a->n_parts != !b->n_parts)
        return a->n_parts ? -1 : 1;
    for (size_t i = 0; i < MIGRATION_PARTS; i++) {
        int order = compare_parts(&a->parts[i], &b->parts[i]);
        if (order)
            return order;
    }
    return 0;
}
