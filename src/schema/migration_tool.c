#include "schema/migration_tool.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"
#include "schema/migration_files.h"

/* How far above a directory of migrations the project's own file of dependencies is looked for. */
enum { HIGHEST = 8 };

const struct tool_traits tool_traits[TOOL_COUNT] = {
    [TOOL_UNKNOWN] = {"auto", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, true},
    [TOOL_ATLAS] = {"atlas", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, true},
    [TOOL_DBMATE] = {"dbmate", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
    [TOOL_DIESEL] = {"diesel", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
    [TOOL_DRIZZLE] = {"drizzle", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, true},
    [TOOL_FLYWAY] = {"flyway", PLACEHOLDERS_BRACES, TRANSACTION_EACH, false, false},
    [TOOL_GOLANG_MIGRATE] = {"golang-migrate", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
    [TOOL_GOOSE] = {"goose", PLACEHOLDERS_ENVSUB, TRANSACTION_EACH, false, false},
    [TOOL_LIQUIBASE] = {"liquibase", PLACEHOLDERS_BRACES, TRANSACTION_EACH, false, false},
    [TOOL_MICRATE] = {"micrate", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
    [TOOL_MYBATIS] = {"mybatis", PLACEHOLDERS_BRACES, TRANSACTION_EACH, false, false},
    [TOOL_NODE_PG_MIGRATE] = {"node-pg-migrate", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, false},
    [TOOL_PLAY] = {"play", PLACEHOLDERS_PLAY, TRANSACTION_EACH, false, false},
    [TOOL_POSTGRATOR] = {"postgrator", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, true},
    [TOOL_PRISMA] = {"prisma", PLACEHOLDERS_NONE, TRANSACTION_NONE_SQLITE, true, true},
    [TOOL_RAMBLER] = {"rambler", PLACEHOLDERS_NONE, TRANSACTION_NONE, false, true},
    [TOOL_REFINERY] = {"refinery", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, false},
    [TOOL_SHMIG] = {"shmig", PLACEHOLDERS_NONE, TRANSACTION_NONE, false, true},
    [TOOL_SQL_MIGRATE] = {"sql-migrate", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
    [TOOL_SQLX] = {"sqlx", PLACEHOLDERS_NONE, TRANSACTION_EACH, true, false},
    [TOOL_TERN] = {"tern", PLACEHOLDERS_TEMPLATE, TRANSACTION_EACH, true, false},
    [TOOL_YOYO] = {"yoyo", PLACEHOLDERS_NONE, TRANSACTION_EACH, false, false},
};

const char *const tool_names[TOOL_COUNT + 1] = {
    "auto",           "atlas",      "dbmate",    "diesel",  "drizzle",  "flyway",
    "golang-migrate", "goose",      "liquibase", "micrate", "mybatis",  "node-pg-migrate",
    "play",           "postgrator", "prisma",    "rambler", "refinery", "shmig",
    "sql-migrate",    "sqlx",       "tern",      "yoyo",    NULL};

enum place { FIRST, LINE, ANYWHERE };

/* Comments that only files of one tool have, and are no marks of an up migration. */
static const struct {
    const char *words;
    enum place place; /* what the file begins with, what a line begins with, or wherever */
    enum migration_tool tool;
} signs[] = {
    {"--liquibase formatted sql", FIRST, TOOL_LIQUIBASE},
    {"-- liquibase formatted sql", FIRST, TOOL_LIQUIBASE},
    {"-- depends: ", FIRST, TOOL_YOYO},
    {"-- atlas:", LINE, TOOL_ATLAS},
    {"---- tern: disable-tx ----", LINE, TOOL_TERN},
    {"--> statement-breakpoint", ANYWHERE, TOOL_DRIZZLE},
};

static bool has_sign(const char *text, const char *words, enum place place)
{
    size_t n = strlen(words);
    if (place == FIRST)
        return strncmp(text, words, n) == 0;
    for (const char *at = text; (at = strstr(at, words)); at += n)
        if (place == ANYWHERE || at == text || at[-1] == '\n')
            return true;
    return false;
}

enum migration_tool migration_tool_of_text(const char *text)
{
    enum migration_tool tool = directives_tool(text);
    for (size_t i = 0; tool == TOOL_UNKNOWN && i < sizeof(signs) / sizeof(*signs); i++)
        if (has_sign(text, signs[i].words, signs[i].place))
            tool = signs[i].tool;
    return tool;
}

static enum migration_tool of_file(const struct root *root, const struct migration_file *file)
{
    void *scratch = mem_root("tool of a file");
    size_t size;
    const char *text = file_read(scratch, root, path_join(scratch, root->path, file->path), &size);
    enum migration_tool tool = text ? migration_tool_of_text(text) : TOOL_UNKNOWN;
    mem_free(scratch);
    return tool;
}

/* Of a directory that is around the migrations: whether its Cargo.toml names refinery. */
static bool cargo_names_refinery(void *ctx, const char *dir, bool *top, bool *names)
{
    struct diags unsaid;
    char *text = NULL;
    diags_init(&unsaid, ctx);
    const struct root *root = root_open(ctx, dir, &unsaid);
    *top = !root || is_there(path_join(ctx, dir, ".git"));
    if (!root || !file_read_text_if_any(ctx, root, path_join(ctx, root->path, "Cargo.toml"), &text, &unsaid) || !text)
        return false;
    *names = strstr(text, "refinery") != NULL;
    return true;
}

/* Flyway and refinery have the same names; a Rust project says in its Cargo.toml which it is. */
static enum migration_tool flyway_or_refinery(const struct root *root)
{
    void *scratch = mem_root("refinery");
    const char *dir = root->path;
    bool top = false, names = false;
    for (int i = 0; i < HIGHEST && !top; i++, dir = mem_printf(scratch, "%s/..", dir))
        if (cargo_names_refinery(scratch, *dir ? dir : ".", &top, &names) && names)
            break;
    mem_free(scratch);
    return names ? TOOL_REFINERY : TOOL_FLYWAY;
}

static bool ends(const struct migration_files *files, const char *ending)
{
    for (size_t i = 0; i < files->n; i++)
        if (has_ending(files->items[i].path, ending))
            return true;
    return false;
}

static bool has_names_of_flyway(const struct migration_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        const char *slash = strrchr(files->items[i].entry, '/');
        if (migration_name_is_flyway(slash ? slash + 1 : files->items[i].entry))
            return true;
    }
    return false;
}

/* 007.do.rooms.sql */
static bool has_names_of_postgrator(const struct migration_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        const char *rest = files->items[i].entry + strspn(files->items[i].entry, "0123456789");
        if (strncmp(rest, ".do.", 4) == 0)
            return true;
    }
    return false;
}

/* What a tool keeps beside its migrations. */
static bool find_beside(const struct root *root, enum migration_tool *tool, struct diags *diags)
{
    static const struct {
        const char *path;
        enum migration_tool tool;
    } files[] = {{"migration_lock.toml", TOOL_PRISMA},
                 {"meta/_journal.json", TOOL_DRIZZLE},
                 {"atlas.sum", TOOL_ATLAS},
                 {"tern.conf", TOOL_TERN}};
    void *scratch = mem_root("beside migrations");
    bool ok = true;
    for (size_t i = 0; ok && *tool == TOOL_UNKNOWN && i < sizeof(files) / sizeof(*files); i++) {
        enum path_kind kind;
        ok = path_look(root, path_join(scratch, root->path, files[i].path), &kind, diags);
        if (ok && kind == PATH_FILE)
            *tool = files[i].tool;
    }
    mem_free(scratch);
    return ok;
}

bool migration_tool_find(const struct root *root, const struct migration_files *files, enum migration_tool *tool,
                         struct diags *diags)
{
    *tool = TOOL_UNKNOWN;
    for (size_t i = 0; *tool == TOOL_UNKNOWN && i < files->n; i++)
        *tool = of_file(root, &files->items[i]);
    if (*tool == TOOL_UNKNOWN && has_names_of_flyway(files))
        *tool = flyway_or_refinery(root);
    if (*tool == TOOL_UNKNOWN && !find_beside(root, tool, diags))
        return false;
    if (*tool == TOOL_UNKNOWN && ends(files, "/migration.sql"))
        *tool = TOOL_PRISMA;
    if (*tool == TOOL_UNKNOWN && ends(files, "/up.sql"))
        *tool = TOOL_DIESEL;
    if (*tool == TOOL_UNKNOWN && has_names_of_postgrator(files))
        *tool = TOOL_POSTGRATOR;
    return true;
}
