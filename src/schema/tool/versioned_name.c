#include "schema/tool/versioned_name.h"

#include <ctype.h>
#include <string.h>

bool versioned_name_begins(const char *name)
{
    return *name && strchr("VUBR", *name);
}

/* 1, 1.2.3 or 1_2_3. */
static const char *read_version(const char *text, struct migration_name *read)
{
    do {
        text = migration_name_part(text, read);
    } while (text && (*text == '.' || *text == '_') && isdigit((unsigned char)text[1]) && text++);
    return text;
}

bool versioned_name_read(void *ctx, const char *name, struct migration_name *read)
{
    (void)ctx;
    static const char letters[] = {'V', 'U', 'B'};
    static const enum migration_role roles[] = {MIGRATION_NUMBERED, MIGRATION_UNDO, MIGRATION_BASELINE};
    if (strncmp(name, "R__", 3) == 0) {
        read->role = MIGRATION_REPEATED;
        return true;
    }
    for (size_t i = 0; i < sizeof(letters); i++) {
        if (*name != letters[i])
            continue;
        const char *rest = read_version(name + 1, read);
        read->role = roles[i];
        return rest && (strncmp(rest, "__", 2) == 0 || strcmp(rest, ".sql") == 0);
    }
    return false;
}

bool versioned_name_is(const char *name)
{
    struct migration_name read = {0};
    return versioned_name_read(NULL, name, &read);
}
