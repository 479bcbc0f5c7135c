#include "schema/numbered.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_base.h"
#include "schema/migration_engine.h"
#include "schema/migration_files.h"
#include "schema/project.h"

/* How many of one fault are reported one by one. */
enum { SHOWN = 5 };

/* What makes a database at once comes first. */
static int by_name(const void *a, const void *b)
{
    const struct migration_file *x = a, *y = b;
    if (!x->root != !y->root)
        return x->root ? -1 : 1;
    return strcmp(x->entry, y->entry);
}

/* Those without numbers by their names, in whichever directory. */
static int by_number(const void *a, const void *b)
{
    const struct migration_file *x = a, *y = b;
    int order = migration_name_compare(&x->name, &y->name);
    if (order == 0)
        order = strcmp(base_name(x->entry), base_name(y->entry));
    return order ? order : by_name(a, b);
}

/* Whether the file's own tool takes those of one number by their names. */
static bool repeats_numbers(const struct root *root, const struct migration_file *file)
{
    void *scratch = mem_root("tool of a migration");
    size_t size;
    const char *text = file_read(scratch, root, path_join(scratch, root->path, file->path), &size);
    bool repeats = text && migration_tool_of_text(text)->repeats_numbers;
    mem_free(scratch);
    return repeats;
}

/* To some tools 10_x is before 9_x. */
static bool is_by_name(const struct migration_file *file)
{
    return file->directory_of && file->directory_of->by_name;
}

enum project_order migrations_order(const struct migrations *migrations)
{
    const struct migration_request *request = &migrations->request;
    if (request->section && request->section->order != ORDER_USUAL)
        return request->section->order;
    if (!migrations->tool_chosen)
        return ORDER_USUAL;
    return request->tool->by_name ? ORDER_NAME : request->tool->repeats_numbers ? ORDER_NUMBER_NAME : ORDER_USUAL;
}

static bool are_by_name(const struct migration_files *files, const struct migrations *migrations)
{
    const struct migration_tool *tool = migrations->request.tool;
    if (migrations_order(migrations) != ORDER_USUAL)
        return migrations_order(migrations) == ORDER_NAME;
    for (size_t i = 0; i < files->n; i++)
        if (!is_by_name(&files->items[i]) && !tool->by_name)
            return false;
    return true;
}

static void refuse_same_number(const struct migrations *migrations, const struct migration_file *a,
                               const struct migration_file *b, struct diags *diags)
{
    struct diag *e = diag_error(diags, "has the number of %s", a->entry);
    e->file = path_join(diags->ctx, migrations->root->path, b->entry);
    if (strchr(a->entry, '/') || strchr(b->entry, '/'))
        diag_hint(diags, e, "where the directories are for one database each, -s names one of them");
    else
        diag_hint(diags, e, "migrations run in the order of their numbers; give one of them another%s",
                  migrations->request.section ? ", or say `order = name` or `order = number-name` in the section" : "");
}

static bool is_doubtful(const struct root *root, const struct migration_file *a, const struct migration_file *b)
{
    if (a->root && b->root)
        return false;
    return migration_engines_meet(a->not_on, b->not_on) && !is_by_name(b) && b->name.n_parts > 0 &&
           migration_name_compare(&a->name, &b->name) == 0 && !(repeats_numbers(root, a) && repeats_numbers(root, b));
}

/* The nearest before it with which it has no order; NULL: there is none. */
static const struct migration_file *twin_of(const struct root *root, const struct migration_files *files, size_t i)
{
    const struct migration_file *b = &files->items[i];
    for (size_t k = i; k-- > 0 && migration_name_compare(&files->items[k].name, &b->name) == 0;)
        if (is_doubtful(root, &files->items[k], b))
            return &files->items[k];
    return NULL;
}

/* Whether twins are known to be there, of which the tool only runs the first. */
static bool allows_twins(const struct migrations *migrations)
{
    return migrations->request.twins && migrations->request.tool->history.hides_twin;
}

/* The same number twice has no order. A directory that is meant otherwise has it throughout; some are enough. */
static bool check_order(const struct root *root, const struct migration_files *files, struct migrations *migrations,
                        struct diags *diags)
{
    size_t n = 0;
    bool allowed = allows_twins(migrations);
    if (migrations_order(migrations) != ORDER_USUAL)
        return true;
    for (size_t i = 1; i < files->n; i++) {
        const struct migration_file *a = twin_of(root, files, i);
        if (a && allowed)
            migrations->items[i].twin = a->path;
        else if (a && n++ < SHOWN)
            refuse_same_number(migrations, a, &files->items[i], diags);
    }
    if (n > SHOWN)
        diag_error(diags, "%zu more have the number of another", n - SHOWN);
    return n == 0;
}

/* Whether it is one migration with the one before it: the same number, for another engine or as its twin. */
static bool is_the_same(const struct migration_files *files, size_t i, bool twins)
{
    if (i == 0 || files->items[i].name.n_parts == 0)
        return false;
    const struct migration_file *a = &files->items[i - 1], *b = &files->items[i];
    return migration_name_compare(&a->name, &b->name) == 0 &&
           (twins || (a->root && b->root) || !migration_engines_meet(a->not_on, b->not_on));
}

/* Whether the numbers can be versions: small, and in the order in which the migrations run. */
static bool numbers_count(const struct migration_files *files, bool twins)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct migration_name *name = &files->items[i].name;
        if (name->n_parts != 1 || name->parts[0].n == 0 || name->parts[0].n > LONGEST_VERSION)
            return false;
        if (i > 0 && !is_the_same(files, i, twins) && migration_name_compare(&files->items[i - 1].name, name) >= 0)
            return false;
    }
    return true;
}

/* In the order in which they run, with versions. */
static void take(void *ctx, const struct migration_files *files, struct migrations *migrations)
{
    bool twins = allows_twins(migrations), count = numbers_count(files, twins);
    int place = 0;
    migrations->items = mem_array(ctx, struct migration, files->n);
    migrations->n = files->n;
    migrations->by_number = count;
    for (size_t i = 0; i < files->n; i++) {
        const struct migration_file *file = &files->items[i];
        place += !is_the_same(files, i, twins);
        struct migration *m = &migrations->items[i];
        *m = (struct migration){.name = file->path,
                                .root = file->root,
                                .entry = file->entry,
                                .number = file->name,
                                .version = count ? (int)strtol(file->name.parts[0].digits, NULL, 10) : place};
        memcpy(m->not_on, file->not_on, sizeof(m->not_on));
    }
}

/* Files that count as no version, by their numbers: the others have the ones that they have without them. */
static struct migration *beside(void *ctx, struct migration_files *files)
{
    struct migration *items = mem_array(ctx, struct migration, files->n + 1);
    if (files->n)
        qsort(files->items, files->n, sizeof(*files->items), by_number);
    for (size_t i = 0; i < files->n; i++) {
        const struct migration_file *file = &files->items[i];
        items[i] = (struct migration){.name = file->path, .entry = file->entry, .number = file->name};
        memcpy(items[i].not_on, file->not_on, sizeof(file->not_on));
    }
    return items;
}

static void take_beside(void *ctx, struct migrations_found *found, struct migrations *migrations)
{
    migrations->passed = beside(ctx, &found->passed);
    migrations->n_passed = found->passed.n;
    if (found->downs.n)
        qsort(found->downs.items, found->downs.n, sizeof(*found->downs.items), by_number);
    migration_engines_pair(&found->downs);
    migration_engines_prefer(&found->downs);
    migrations->downs = beside(ctx, &found->downs);
    migrations->n_downs = found->downs.n;
}

static bool list_found(void *ctx, const struct root *root, struct migrations *migrations, struct migration_files *files,
                       struct diags *diags)
{
    struct migrations_found found;
    if (!migration_files_find(ctx, root, &found, &migrations->unrun, migrations->request.programs, diags))
        return false;
    *files = found.files;
    migrations->programs = files->programs;
    take_beside(ctx, &found, migrations);
    if (!migrations->tool_chosen && !migration_tool_find(root, files, &migrations->request.tool, diags))
        return false;
    const struct migration_tool *tool = migrations->request.tool;
    return !tool->arrange || tool->arrange(ctx, root, files, diags);
}

/* What a base stands for is recorded by who loads it. */
static bool refuse_history(const struct migrations *migrations, struct diags *diags)
{
    struct diag *e = diag_error(diags, "--with-history: what the tool records of a base is not known");
    e->file = mem_strdup(diags->ctx, migrations->request.base->file.path);
    return false;
}

static bool list(void *ctx, const struct root *root, struct migrations *migrations, struct diags *diags)
{
    struct migration_files files = {0};
    if (!migrations->tool_chosen)
        migrations->request.tool = &tool_unknown;
    if (root && !list_found(ctx, root, migrations, &files, diags))
        return false;
    if (migrations->request.base && migrations->request.with_history)
        return refuse_history(migrations, diags);
    if (migrations->request.base && !migration_base_add(ctx, migrations->request.project->file,
                                                        migrations->request.base, &files, &migrations->root, diags))
        return false;
    migration_files_leave_out(ctx, &files);
    qsort(files.items, files.n, sizeof(*files.items), are_by_name(&files, migrations) ? by_name : by_number);
    migration_engines_pair(&files);
    migration_engines_prefer(&files);
    take(ctx, &files, migrations);
    return check_order(migrations->root, &files, migrations, diags);
}

const struct root *migration_root(const struct migrations *migrations, const struct migration *migration)
{
    return migration->root ? migration->root : migrations->root;
}

char *migration_path(void *ctx, const struct migrations *migrations, const struct migration *migration)
{
    return path_join(ctx, migration_root(migrations, migration)->path, migration->name);
}

bool migrations_list(void *ctx, const struct root *root, const struct migration_request *request,
                     struct migrations *migrations, struct diags *diags)
{
    struct diags errors;
    diags_init(&errors, ctx);
    *migrations = (struct migrations){.root = root};
    if (request)
        migrations->request = *request;
    migrations->tool_chosen = migrations->request.tool && migrations->request.tool != &tool_unknown;
    bool ok = list(ctx, root, migrations, &errors);
    if (!ok)
        unrun_warn(&migrations->unrun, true, diags);
    diags_append(diags, &errors);
    return ok;
}
