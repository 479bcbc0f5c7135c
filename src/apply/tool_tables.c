#include "apply/tool_tables.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "apply/script.h"
#include "base/files.h"
#include "base/mem.h"

static bool is_of_word(char c)
{
    return c == '_' || isalnum((unsigned char)c);
}

static bool names(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
        if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[n]))
            return true;
    return false;
}

/* CREATE TABLE IF NOT EXISTS public."name" */
static bool makes(const char *text, const char *name, void *ctx)
{
    regex_t regex;
    const char *pattern = mem_printf(ctx,
                                     "create[[:space:]]+table[[:space:]]+(if[[:space:]]+not[[:space:]]+exists"
                                     "[[:space:]]+)?(\"?public\"?[.])?[\"`]?%s[^a-z0-9_]",
                                     name);
    if (regcomp(&regex, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
        return false;
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

/* What is found of the tools' tables in the migrations; tools stand in the order of migration_tools. */
struct search {
    void *ctx;
    const struct migration_tool *of; /* whose the directory is */
    bool *named, *made;
};

/* Whether a table of that name can be meant. Many tables are called "migrations". */
static bool can_be_meant(const struct search *s, const struct migration_tool *tool)
{
    return tool->history.table && (!tool->history.common_name || tool == s->of);
}

static void note(const struct search *s, const char *text)
{
    for (size_t i = 0; migration_tools[i]; i++) {
        const char *table = migration_tools[i]->history.table;
        if (!can_be_meant(s, migration_tools[i]) || !names(text, table))
            continue;
        s->named[i] = true;
        s->made[i] |= makes(text, table, s->ctx);
    }
}

static const struct history_column *column_of(const struct tool_history *history, const char *name)
{
    for (const struct history_column *c = history->columns; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

/* Whose table it can be: that of the directory's tool is its own, where others have one by that name, too. */
static bool has_part(const struct search *s, const struct migration_tool *tool, const char *table)
{
    if (!tool->history.table || strcmp(tool->history.table, table) != 0)
        return false;
    return tool == s->of || !s->of->history.common_name || !s->of->history.table ||
           strcmp(s->of->history.table, table) != 0;
}

static bool is_among(const struct search *s, const struct history_column *column,
                     const struct migration_tool *const *first, size_t n, const char *table)
{
    for (size_t i = 0; i < n; i++)
        if (has_part(s, first[i], table) && column_of(&first[i]->history, column->name))
            return true;
    return false;
}

/* Tools that share a table share a migration's words about it: a column is demanded where each of them has it. */
static bool is_required(const struct search *s, const struct history_column *column, const char *table)
{
    bool required = column->required;
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if (has_part(s, *tool, table))
            required = required && column_of(&(*tool)->history, column->name);
    return required;
}

/* The columns of all tools that call their table so; of two by one name the first. */
static char *definition(const struct search *s, const char *table)
{
    const char *separator = "";
    struct text t;
    text_open(&t);
    fprintf(t.out, "CREATE TABLE \"%s\" (", table);
    for (size_t i = 0; migration_tools[i]; i++) {
        const struct tool_history *history = &migration_tools[i]->history;
        if (!has_part(s, migration_tools[i], table))
            continue;
        for (const struct history_column *c = history->columns; c->name; c++) {
            if (is_among(s, c, migration_tools, i, table))
                continue;
            fprintf(t.out, "%s%s %s%s", separator, c->name, c->type, is_required(s, c, table) ? " NOT NULL" : "");
            separator = ", ";
        }
    }
    fputs(")", t.out);
    return text_close(&t, s->ctx);
}

static bool make(const struct search *s, struct connection *connection, const char *table, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (connection_run(connection, definition(s, table), s->ctx, &failure))
        return true;
    report_failure(diags, connection_engine(connection), "cannot make the table of the migration tool", &failure);
    return false;
}

/* Of tools that share a table the first makes it. */
static bool is_due(const struct search *s, size_t tool)
{
    for (size_t i = 0; s->named[tool] && i < tool; i++)
        if (s->named[i] && strcmp(migration_tools[i]->history.table, migration_tools[tool]->history.table) == 0)
            return false;
    return s->named[tool] && !s->made[tool];
}

/* Where the tool's table is to be in the snapshot it is made as the tool makes it (apply/tool_history.h). */
static bool is_kept(const struct migrations *migrations, size_t tool)
{
    return migrations && migrations->request.with_history &&
           strcmp(migrations->request.tool->history.table, migration_tools[tool]->history.table) == 0;
}

bool tool_tables_make(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    void *ctx = mem_root("tool_tables_make");
    const struct migrations *migrations = plan->steps[plan->n_steps - 1].migrations;
    size_t n = 0;
    bool ok = true;
    while (migration_tools[n])
        n++;
    const struct search s = {ctx, migrations ? migrations->request.tool : &tool_unknown, mem_array(ctx, bool, n),
                             mem_array(ctx, bool, n)};
    for (size_t i = 0; i < plan->n_steps; i++) {
        size_t size;
        /* What cannot be read is reported where it is to run. */
        char *text = plan->steps[i].migrations ? file_read(ctx, plan->steps[i].root, plan->steps[i].path, &size) : NULL;
        if (text)
            note(&s, text);
        mem_free(text);
    }
    for (size_t i = 0; ok && i < n; i++)
        if (is_due(&s, i) && !is_kept(migrations, i))
            ok = make(&s, connection, migration_tools[i]->history.table, diags);
    mem_free(ctx);
    return ok;
}
