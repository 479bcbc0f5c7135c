#include "kind/postgres/referenced.h"

#include <string.h>

#include "base/mem.h"

/* Up to the first of these characters that is in no quotes, else to the end. */
static size_t up_to(const char *text, const char *ends)
{
    bool in_quotes = false;
    size_t n = 0;
    for (; text[n] && (in_quotes || !strchr(ends, text[n])); n++)
        in_quotes ^= text[n] == '"';
    return n;
}

/* Behind the words, which stand in no quotes; NULL: they do not. */
static const char *behind(const char *text, const char *words)
{
    for (; *text; text += 1 + up_to(text + 1, " "))
        if (strncmp(text, words, strlen(words)) == 0)
            return text + strlen(words);
    return NULL;
}

bool find_referenced(const char *definition, struct referenced *found)
{
    static const char begin[] = "FOREIGN KEY ";
    bool foreign = strncmp(definition, begin, strlen(begin)) == 0;
    found->table = foreign ? behind(definition, " REFERENCES ") : NULL;
    if (!found->table)
        return false;
    found->table_length = up_to(found->table, " (");
    const char *end = found->table + found->table_length;
    found->columns = end;
    found->columns_length = 0;
    end += *end == ' ';
    if (*end == '(') {
        found->columns = end;
        found->columns_length = up_to(end, ")") + 1;
    }
    return true;
}

bool refers_to_table(const char *definition, const char *table)
{
    struct referenced found;
    return find_referenced(definition, &found) && found.table_length == strlen(table) &&
           strncmp(found.table, table, found.table_length) == 0;
}

const char *with_referenced(void *ctx, const char *definition, const char *table)
{
    struct referenced found;
    if (!find_referenced(definition, &found))
        return definition;
    return mem_printf(ctx, "%.*s%s%s", (int)(found.table - definition), definition, table,
                      found.table + found.table_length);
}
