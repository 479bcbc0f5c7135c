/* Alembic: alembic/ddl/impl.py, alembic/runtime/migration.py and alembic/templates, as of 1.17. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

enum { REVISION_DIGITS = 12 };

/* 1975ea83b712_rooms.py */
static bool has_form(const char *name)
{
    size_t n = strspn(name, "0123456789abcdef");
    return n == REVISION_DIGITS && name[n] == '_' && has_ending(name, ".py");
}

/* Its names have no numbers: which comes first is in the files. */
static bool read_name(void *ctx, const char *name, struct migration_name *read)
{
    (void)ctx;
    (void)name;
    *read = (struct migration_name){0};
    return true;
}

/* Behind `revision: str = `, at the beginning of a line; NULL: there is none. */
static const char *value_of(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (strncmp(line, name, n) != 0 || !strchr(" :=", line[n]))
            continue;
        size_t to = strcspn(line, "=\n");
        return line[to] == '=' ? line + to + 1 : NULL;
    }
    return NULL;
}

/* The next literal up to `end`, and *text behind it; NULL: there is none. */
static char *literal(void *ctx, const char **text, const char *end)
{
    const char *from = *text + strcspn(*text, "'\"");
    const char *to = from < end ? strchr(from + 1, *from) : NULL;
    if (!to || to > end)
        return NULL;
    *text = to + 1;
    return mem_strndup(ctx, from + 1, (size_t)(to - from) - 1);
}

struct revision {
    const char *own;
    const char *before, *end; /* the text that names those before it; NULL: there is none */
    bool placed;
};

static bool read_revision(void *ctx, const struct root *root, const char *entry, struct revision *r,
                          struct diags *diags)
{
    const char *path = path_join(ctx, root->path, entry), *text = file_read_text(ctx, root, path, diags);
    const char *value = text ? value_of(text, "revision") : NULL;
    r->before = text ? value_of(text, "down_revision") : NULL;
    r->own = value ? literal(ctx, &value, value + strcspn(value, "\n")) : NULL;
    if (r->before) {
        char open = r->before[strspn(r->before, " \t")];
        r->end = r->before + strcspn(r->before, open == '(' ? ")" : open == '[' ? "]" : "\n");
    }
    if (r->own || !text)
        return r->own != NULL;
    diag_error(diags, "there is no revision in it, as Alembic's migrations have one")->file =
        mem_strdup(diags->ctx, path);
    return false;
}

/* Whether all before it have their places. */
static bool is_next(void *ctx, const struct revision *revisions, size_t n, const struct revision *r)
{
    const char *text = r->before, *name;
    while (text && (name = literal(ctx, &text, r->end)))
        for (size_t i = 0; i < n; i++)
            if (!revisions[i].placed && strcmp(revisions[i].own, name) == 0)
                return false;
    return true;
}

static bool refuse_cycle(const struct root *root, struct diags *diags)
{
    diag_error(diags, "its revisions form a cycle")->file = mem_strdup(diags->ctx, root->path);
    return false;
}

/* The number of a file is its place. */
static bool arrange(void *ctx, const struct root *root, struct migration_files *files, struct diags *diags)
{
    struct revision *revisions = mem_array(ctx, struct revision, files->n);
    for (size_t i = 0; i < files->n; i++)
        if (!read_revision(ctx, root, files->items[i].path, &revisions[i], diags))
            return false;
    for (size_t place = 1; place <= files->n; place++) {
        size_t i = 0;
        while (i < files->n && (revisions[i].placed || !is_next(ctx, revisions, files->n, &revisions[i])))
            i++;
        if (i == files->n)
            return refuse_cycle(root, diags);
        const char *digits = mem_printf(ctx, "%zu", place);
        revisions[i].placed = true;
        files->items[i].name = (struct migration_name){.parts = {{digits, strlen(digits)}}, .n_parts = 1};
    }
    return true;
}

static bool read_keys(void *ctx, const struct root *root, struct history_file *files, size_t n, struct diags *diags)
{
    for (size_t i = 0; i < n; i++) {
        struct revision r;
        if (!read_revision(ctx, root, files[i].entry, &r, diags))
            return false;
        files[i].key = r.own;
    }
    return true;
}

static const char *const programs[] = {".py", NULL};

static const struct history_column columns[] = {{"version_num", "varchar(32) PRIMARY KEY", true}, {NULL, NULL, false}};

const struct migration_tool tool_alembic = {
    .name = "alembic",
    .owns_name = has_form,
    .is_sure = true,
    .has_form = has_form,
    .read_name = read_name,
    .programs = programs,
    .arrange = arrange,
    /* A row a branch; nearly all have one. */
    .history = {.table = "alembic_version",
                .columns = columns,
                .version = "version_num",
                .key = HISTORY_NEWEST,
                .read_keys = read_keys},
};
