#include "schema/migration_down.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"

/* Blanks, comments and semicolons alone. */
static bool is_empty(const char *text)
{
    while (*text) {
        if (strncmp(text, "--", 2) == 0) {
            text += strcspn(text, "\r\n"); /* either ends it for Postgres */
        } else if (strncmp(text, "/*", 2) == 0) {
            const char *end = strstr(text + 2, "*/");
            text = end ? end + 2 : text + strlen(text);
        } else if (strchr(" \t\r\n\f;", *text)) {
            text++;
        } else {
            return false;
        }
    }
    return true;
}

static const struct migration *migration_of(const struct step *up)
{
    for (size_t i = 0; i < up->migrations->n; i++)
        if (strcmp(up->migrations->items[i].name, up->name) == 0)
            return &up->migrations->items[i];
    return NULL;
}

/* 7_rooms.down.sql beside 7_rooms.up.sql, U7__rooms.sql beside V7__rooms.sql: the same number, for this engine. */
static const char *file_beside(const struct step *up, const struct migration *m, enum engine engine)
{
    const struct migrations *migrations = up->migrations;
    for (size_t i = 0; i < migrations->n_downs; i++)
        if (!migrations->downs[i].not_on[engine] && m->number.n_parts > 0 &&
            migration_name_compare(&migrations->downs[i].number, &m->number) == 0)
            return migrations->downs[i].name;
    return NULL;
}

/* 7_rooms/down.sql beside 7_rooms/up.sql. */
static const char *file_in_directory(void *ctx, const struct step *up, const struct migration *m, struct diags *diags)
{
    static const char last[] = "/up.sql";
    size_t n = strlen(m->name), k = strlen(last);
    enum path_kind kind;
    if (n <= k || strcmp(m->name + n - k, last) != 0)
        return NULL;
    const char *name = mem_printf(ctx, "%.*s/down.sql", (int)(n - k), m->name);
    const char *path = path_join(ctx, up->migrations->root->path, name);
    return path_look(up->root, path, &kind, diags) && kind == PATH_FILE ? name : NULL;
}

static bool look_at(void *ctx, const struct step *step, enum way_down *way, struct diags *diags)
{
    const char *text = file_read_text(ctx, step->root, step->path, diags);
    if (text)
        *way = is_empty(text) ? DOWN_EMPTY : DOWN_THERE;
    return text != NULL;
}

/* The part of the migration's own file that its marks, or those of the directory's tool, set apart. */
static bool look_inside(void *ctx, struct step *step, enum way_down *way, struct diags *diags)
{
    char *text = file_read_text(ctx, step->root, step->path, diags);
    if (!text)
        return false;
    const struct migration_tool *marked = directives_tool(text);
    const struct migrations *migrations = step->migrations;
    bool is_dirs = marked == &tool_unknown || migrations->tool_chosen;
    *way = !directives_keep_down(text, is_dirs ? migrations->request.tool : marked) ? DOWN_MISSING
           : is_empty(text)                                                         ? DOWN_EMPTY
                                                                                    : DOWN_THERE;
    step->down = true;
    return true;
}

bool migration_down_find(void *ctx, const struct step *up, enum engine engine, enum way_down *way, struct step *step,
                         struct diags *diags)
{
    const struct migration *m = migration_of(up);
    size_t before = diags->n_errors;
    *way = DOWN_MISSING;
    *step = *up;
    step->undoes = true;
    if (!m)
        return true;
    const char *beside = file_beside(up, m, engine);
    if (!beside)
        beside = file_in_directory(ctx, up, m, diags);
    if (diags->n_errors > before)
        return false;
    if (!beside)
        return look_inside(ctx, step, way, diags);
    step->name = beside;
    step->path = path_join(ctx, up->migrations->root->path, beside);
    return look_at(ctx, step, way, diags);
}
