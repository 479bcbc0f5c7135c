#include "schema/migration_files.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_engine.h"

/* Symbolic links may lead in cycles. */
enum { DEEPEST = 8 };

/* How often one reason is reported file by file; some directories are full of programs. */
enum { SHOWN = 3 };

enum reason { NO_NAME, NO_SQL, NO_FILE, BELOW, DELTAS, ONLY_DOWN, N_REASONS };

/* What the migrations' own tool passes over as well is no difference. */
static const struct {
    const char *words;
    bool its_tool_runs_it;
} reasons[N_REASONS] = {
    [NO_NAME] = {"not the name of a migration, such as 001_rooms.sql", false},
    [NO_SQL] = {"its number makes it a migration, but only those in SQL can be run", true},
    [NO_FILE] = {"it has a migration's name, but neither up.sql nor migration.sql in it", true},
    [BELOW] = {"SQL in directories below is read where its names are such as V1__rooms.sql", false},
    [DELTAS] = {"a database's deltas are read without --layout-in numbered", false},
    [ONLY_DOWN] = {"it takes back a migration that is not there", false},
};

static void append(void *ctx, struct migration_files *to, const struct migration_file *file)
{
    size_t at = mem_grow(ctx, &to->items, &to->n);
    to->items[at] = *file;
}

void migration_files_add(struct migration_search *search, const struct migration_file *file)
{
    append(search->ctx, &search->up, file);
}

static void pass_over(struct migration_search *s, const char *entry, enum reason reason)
{
    const char *path = path_join(s->ctx, s->dir, entry);
    const struct unrun one = {NULL, path, is_directory(path) ? NULL : path, reasons[reason].words,
                              reasons[reason].its_tool_runs_it};
    unrun_add(s->ctx, s->unrun, &one);
}

/* By a tool, with the directory beside it that says what it is. */
static bool is_added(const struct migration_search *s, const char *path)
{
    for (size_t i = 0; i < s->up.n; i++)
        if (strcmp(s->up.items[i].path, path) == 0)
            return true;
    return false;
}

static bool is_settings(const char *entry)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->settings_ending && has_ending(entry, (*tool)->settings_ending))
            return true;
    return false;
}

static bool is_program(const char *entry)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        for (const char *const *ending = (*tool)->programs; ending && *ending; ending++)
            if (has_ending(entry, *ending))
                return true;
    return false;
}

/* What else is in such directories (a README, a lock, a journal) has no number, or is a file's own settings. */
static void add_file(struct migration_search *s, const char *entry)
{
    struct migration_file file = {.entry = entry, .path = entry};
    if (is_added(s, entry) || !migration_engine_read(entry, file.not_on))
        return;
    bool sql = has_ending(entry, ".sql"), read = migration_name_read(s->ctx, entry, &file.name);
    if (migration_name_is_down(entry)) {
        if (read)
            append(s->ctx, &s->down, &file);
    } else if (sql && read) {
        migration_files_add(s, &file);
    } else if (sql) {
        pass_over(s, entry, NO_NAME);
    } else if (read && !is_settings(entry)) {
        pass_over(s, entry, NO_SQL);
        if (is_program(entry))
            append(s->ctx, &s->programs, &file);
    }
}

/* What has up.sql or migration.sql in it is one migration: 7_rooms/up.sql. */
static bool add_as_migration(struct migration_search *s, const char *entry)
{
    struct migration_file file = {.entry = entry};
    bool read = migration_name_read(s->ctx, entry, &file.name);
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        enum path_kind kind;
        if (!(*tool)->file_in_directory)
            continue;
        file.path = path_join(s->ctx, entry, (*tool)->file_in_directory);
        file.directory_of = *tool;
        if (!path_look(s->root, path_join(s->ctx, s->dir, file.path), &kind, s->diags))
            return true;
        if (kind != PATH_FILE)
            continue;
        if (read || (*tool)->by_name)
            migration_files_add(s, &file);
        else
            pass_over(s, entry, NO_NAME);
        return true;
    }
    if (read)
        pass_over(s, entry, NO_FILE);
    return read;
}

/* Some tools look for migrations in directories, too. */
static void add_below(struct migration_search *s, const char *entry, int depth)
{
    struct dir_listing list;
    if (depth > DEEPEST || !dir_list(s->ctx, s->root, path_join(s->ctx, s->dir, entry), &list, s->diags))
        return;
    bool lost = false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name;
        struct migration_file file = {.entry = path_join(s->ctx, entry, name)};
        file.path = file.entry;
        if (list.entries[i].is_dir)
            add_below(s, file.entry, depth + 1);
        else if (has_ending(name, ".sql") && migration_name_read_below(s->ctx, name, &file.name))
            migration_files_add(s, &file);
        else
            lost |= has_ending(file.entry, ".sql");
    }
    if (!lost)
        return;
    pass_over(s, entry, BELOW);
    if (!s->below)
        s->below = entry;
}

/* What one of the tools makes of a directory of several migrations. */
static bool add_by_tool(struct migration_search *s, const char *entry)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->add_directory && (*tool)->add_directory(s, entry))
            return true;
    return false;
}

static void add_directory(struct migration_search *s, const char *entry)
{
    bool deltas;
    if (!directory_is_there(s->root, path_join(s->ctx, s->dir, path_join(s->ctx, entry, "delta")), &deltas, s->diags))
        return;
    if (deltas) {
        pass_over(s, entry, DELTAS);
        s->deltas = entry;
    } else if (!add_by_tool(s, entry) && !add_as_migration(s, entry)) {
        add_below(s, entry, 1);
    }
}

static const struct migration_file *same_number(const struct migration_files *files, const struct migration_file *file)
{
    for (size_t i = 0; i < files->n; i++)
        if (files->items[i].name.role != MIGRATION_UNDO && files->items[i].name.n_parts > 0 &&
            migration_name_compare(&files->items[i].name, &file->name) == 0)
            return &files->items[i];
    return NULL;
}

/* Of the baselines the last; a new database starts from it. */
static const struct migration_file *last_baseline(const struct migration_files *files)
{
    const struct migration_file *last = NULL;
    for (size_t i = 0; i < files->n; i++)
        if (files->items[i].name.role == MIGRATION_BASELINE &&
            (!last || migration_name_compare(&files->items[i].name, &last->name) > 0))
            last = &files->items[i];
    return last;
}

static bool is_stood_for(const struct migration_files *files, const struct migration_file *file,
                         const struct migration_file *baseline)
{
    /* Without a V7__ to take back, U7__ is a migration of its own. */
    if (file->name.role == MIGRATION_UNDO && same_number(files, file))
        return true;
    if (!baseline || file == baseline || file->name.n_parts == 0)
        return false;
    /* A base may be several files. */
    int order = migration_name_compare(&file->name, &baseline->name);
    return order < 0 || (order == 0 && file->name.role != MIGRATION_BASELINE);
}

void migration_files_leave_out(void *ctx, struct migration_files *files)
{
    struct migration_files kept = {.programs = files->programs};
    const struct migration_file *baseline = last_baseline(files);
    for (size_t i = 0; i < files->n; i++)
        if (!is_stood_for(files, &files->items[i], baseline))
            append(ctx, &kept, &files->items[i]);
    *files = kept;
}

static void leave_out(struct migration_search *s)
{
    for (size_t i = 0; i < s->down.n; i++)
        if (!same_number(&s->up, &s->down.items[i]))
            pass_over(s, s->down.items[i].entry, ONLY_DOWN);
    for (size_t i = 0; i < s->up.n; i++)
        if (s->up.items[i].name.role == MIGRATION_UNDO && same_number(&s->up, &s->up.items[i]))
            append(s->ctx, &s->down, &s->up.items[i]);
    migration_files_leave_out(s->ctx, &s->up);
}

static bool refuse_empty(struct migration_search *s)
{
    struct diag *e = diag_error(s->diags, "there is no migration in it");
    e->file = mem_strdup(s->diags->ctx, s->dir);
    if (s->deltas)
        diag_hint(s->diags, e, "it is a schema directory: leave out --layout-in numbered");
    else if (s->below)
        diag_hint(s->diags, e, "-s names the directory of the migrations themselves, perhaps %s",
                  path_join(s->ctx, s->dir, s->below));
    else if (s->down.n > 0)
        diag_hint(s->diags, e,
                  "%s and its like are down migrations; the up migration is in 001_rooms.up.sql or 001_rooms.sql",
                  s->down.items[0].entry);
    else
        diag_hint(s->diags, e,
                  "migrations are files such as V1__rooms.sql, 001_rooms.up.sql or 20240101120000_rooms.sql, or "
                  "directories such as 001_rooms with up.sql or migration.sql in them");
    return false;
}

/* Then they are the migrations, and not what was passed over. */
static void take_programs(struct migration_search *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->unrun->n; i++)
        if (strcmp(s->unrun->items[i].reason, reasons[NO_SQL].words) != 0)
            s->unrun->items[kept++] = s->unrun->items[i];
    s->unrun->n = kept;
    s->up = s->programs;
    s->up.programs = true;
}

bool migration_files_find(void *ctx, const struct root *root, struct migrations_found *found, struct unrun_list *unrun,
                          bool programs, struct diags *diags)
{
    struct migration_search s = {.ctx = ctx, .root = root, .dir = root->path, .unrun = unrun, .diags = diags};
    struct dir_listing list;
    size_t errors = diags->n_errors;
    unrun->shown = SHOWN;
    if (!dir_list(ctx, root, root->path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        if (entry->name[0] == '.')
            continue;
        if (entry->is_dir)
            add_directory(&s, entry->name);
        else
            add_file(&s, entry->name);
    }
    leave_out(&s);
    *found = (struct migrations_found){0};
    if (programs && s.up.n == 0 && s.programs.n > 0)
        take_programs(&s);
    else if (programs)
        found->passed = s.programs;
    if (diags->n_errors > errors)
        return false;
    found->files = s.up;
    found->downs = s.down;
    return s.up.n > 0 || refuse_empty(&s);
}
