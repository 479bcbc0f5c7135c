#include "check/history_key.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/files.h"

bool history_number(const char *text, struct migration_name *number)
{
    *number = (struct migration_name){0};
    text = base_name(text);
    do {
        text = migration_name_part(text, number);
    } while (text && (*text == '.' || *text == '_') && isdigit((unsigned char)text[1]) && text++);
    return number->n_parts > 0;
}

int history_compare(const struct migration_name *file, const struct migration_name *row)
{
    struct migration_name part = *file;
    if (part.n_parts > row->n_parts)
        part.n_parts = row->n_parts;
    return migration_name_compare(&part, row);
}

/* What tools call a file without its ending. */
static bool is_stem(const char *entry, const char *text)
{
    static const char *const endings[] = {".sql", ".up.sql", ""};
    size_t n = strlen(text);
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (strncmp(entry, text, n) == 0 && strcmp(entry + n, endings[i]) == 0)
            return true;
    return false;
}

static bool is_entry(const char *entry, const char *text)
{
    return strcmp(entry, text) == 0 || strcmp(base_name(entry), base_name(text)) == 0;
}

struct history_entry history_entry_of(const struct history_row *row)
{
    struct history_entry entry = {.row = row};
    if (row->version)
        history_number(row->version, &entry.number);
    return entry;
}

static bool is_number(const struct history_entry *entry, const struct migration_name *number)
{
    return number->n_parts > 0 && entry->number.n_parts > 0 && migration_name_compare(number, &entry->number) == 0;
}

bool history_is_of(const struct tool_history *history, const struct history_entry *entry,
                   const struct history_file *file, const struct migration_name *number)
{
    const struct history_row *row = entry->row;
    if (!row->version)
        return row->script && number->n_parts == 0 && is_entry(file->entry, row->script);
    switch (history->key) {
    case HISTORY_ENTRY:
        return is_entry(file->entry, row->version);
    case HISTORY_STEM:
        return is_stem(base_name(file->entry), row->version);
    case HISTORY_OTHER:
        if (file->key)
            return strcmp(file->key, row->version) == 0;
        return row->checksum && file->checksum && strcasecmp(row->checksum, file->checksum) == 0;
    default:
        return is_number(entry, number);
    }
}
