#include "schema/next_migration.h"

#include <ctype.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"
#include "schema/migration_line.h"
#include "schema/next_number.h"

/* The parts of a name such as V007__add_rooms.up.sql. */
struct form {
    const char *dir; /* that the file, or the directory that is a migration, stands in; "" for the tree's own */
    const char *base;
    size_t number, number_end; /* of the number in the base name */
    size_t action, action_end; /* of what is done, where that stands in front of the name: 7.do.rooms.sql; else empty */
    size_t name, name_end;     /* of what it is called, between separator and ending; none: both are at the ending */
};

struct work {
    void *ctx;
    const struct migrations *migrations;
    const struct migration_tool *tool;
    const struct migration *newest;
    const struct migration *highest; /* of all directories of the database: the next has one number in all */
    struct form form;
    const char *numbered; /* of the new path, up to its number */
    const char *name;
    bool number_alone; /* its tool takes files of no other name */
    struct drafts *drafts;
    struct diags *diags;
};

static bool refuse(struct work *w, const char *message, const char *hint)
{
    struct diag *e = diag_error(w->diags, "%s", message);
    e->file = mem_strdup(w->diags->ctx,
                         w->newest ? migration_path(w->ctx, w->migrations, w->newest) : w->migrations->root->path);
    diag_hint(w->diags, e, "%s", hint);
    return false;
}

/* The last that has a number of its own: those that are run again and again come behind it. */
static const struct migration *newest_of(const struct migrations *migrations)
{
    for (size_t i = migrations->n; i-- > 0;)
        if (migrations->items[i].number.role == MIGRATION_NUMBERED && migrations->items[i].number.n_parts > 0)
            return &migrations->items[i];
    return NULL;
}

/* Where the number stands. A date with dashes is one number, which its tool puts together elsewhere. */
static bool find_number(struct work *w)
{
    struct form *f = &w->form;
    struct migration_name read;
    if (!migration_name_read(w->ctx, f->base, &read) || read.n_parts == 0)
        return false;
    const char *end = f->base + strlen(f->base);
    const struct migration_part *first = &read.parts[0], *last = &read.parts[read.n_parts - 1];
    if (first->digits >= f->base && first->digits <= end) {
        f->number = (size_t)(first->digits - f->base);
        f->number_end = (size_t)(last->digits - f->base) + last->n;
        while (f->number > 0 && f->base[f->number - 1] == '0')
            f->number--;
        return true;
    }
    const char *c = f->base;
    while (isdigit((unsigned char)*c) || (*c == '-' && isdigit((unsigned char)c[1])))
        c++;
    f->number_end = (size_t)(c - f->base);
    return f->number_end > 0;
}

static bool has_directory(const struct work *w)
{
    return strcmp(w->newest->entry, w->newest->name) != 0;
}

/* How long it is. */
static size_t action_at(const char *text)
{
    return strncmp(text, "do.", strlen("do.")) == 0       ? strlen("do")
           : strncmp(text, "undo.", strlen("undo.")) == 0 ? strlen("undo")
                                                          : 0;
}

static bool take_apart(struct work *w)
{
    struct form *f = &w->form;
    const char *base = base_name(w->newest->entry);
    f->base = base;
    f->dir = mem_strndup(w->ctx, w->newest->entry, (size_t)(base - w->newest->entry));
    if (!find_number(w))
        return refuse(w, "its name has no number, so the next one has none either",
                      "add the next one as its tool does");
    const char *rest = base + f->number_end;
    size_t separator = strspn(rest, "_-. ");
    f->action = f->number_end + separator;
    f->action_end = f->action + action_at(base + f->action);
    const char *name = base + f->action_end + (f->action_end > f->action), *ending = strchr(name, '.');
    bool below = has_directory(w);
    if (!ending && below)
        ending = name + strlen(name);
    if (!ending) { /* 7.sql: what is behind the dot is the ending */
        name = ending = strrchr(rest, '.') ? strrchr(rest, '.') : rest + strlen(rest);
    }
    f->name = (size_t)(name - base);
    f->name_end = (size_t)(ending - base);
    return true;
}

/* Words are joined as those of the newest are: add-rooms, add_rooms. */
static const char *named_alike(const struct work *w)
{
    const struct form *f = &w->form;
    size_t n = f->name_end - f->name;
    char *name = mem_strdup(w->ctx, w->name);
    if (memchr(f->base + f->name, '-', n) && !memchr(f->base + f->name, '_', n))
        for (char *c = name; *c; c++)
            if (*c == '_')
                *c = '-';
    return name;
}

/* That of the newest; where another directory of the database has come further, that one's, as long as this one's. */
static const char *newest_number(const struct work *w)
{
    const struct form *f = &w->form;
    const char *own = mem_strndup(w->ctx, f->base + f->number, f->number_end - f->number);
    const struct migration_name *highest = w->highest ? &w->highest->number : &w->newest->number;
    if (highest->n_parts != 1 || migration_name_compare(highest, &w->newest->number) <= 0)
        return own;
    const struct migration_part *part = &highest->parts[0];
    size_t zeros = strlen(own) > part->n ? strlen(own) - part->n : 0;
    return mem_printf(w->ctx, "%0*d%.*s", (int)zeros, 0, (int)part->n, part->digits) + (zeros == 0);
}

/* What stands between the number and the name, with this action for the newest's. */
static const char *separator_with(const struct work *w, const char *action)
{
    const struct form *f = &w->form;
    if (f->action_end > f->action)
        return mem_printf(w->ctx, "%.*s%.*s.", (int)(f->action - f->number_end), f->base + f->number_end,
                          (int)action_at(action), action);
    const char *separator = mem_strndup(w->ctx, f->base + f->number_end, f->name - f->number_end);
    return *separator ? separator : "_";
}

/* Its path without an ending. */
static const char *stem(const struct work *w, const char *action)
{
    if (w->number_alone)
        return w->numbered;
    return mem_printf(w->ctx, "%s%s%s", w->numbered, separator_with(w, action), named_alike(w));
}

/* What a file of the newest has behind its name; NULL: it is another migration's. */
static const char *ending_of(const struct form *f, const char *file)
{
    const char *rest = file + f->action;
    if (strncmp(file, f->base, f->action) != 0)
        return NULL;
    size_t action = f->action_end > f->action ? action_at(rest) : 0, name = f->name_end - f->action_end;
    if ((action == 0) != (f->action_end == f->action) || strncmp(rest + action, f->base + f->action_end, name) != 0)
        return NULL;
    return rest + action + name;
}

/* What a file of the newest begins its parts with, alone, and room to write between. */
static bool text_like(struct work *w, const char *path, const char **text)
{
    static const char why[] = "-- Why this change is made, for whoever reads it in a year.\n";
    const char *old =
        file_read_text(w->ctx, w->migrations->root, path_join(w->ctx, w->migrations->root->path, path), w->diags);
    if (!old)
        return false;
    const char *up = directives_line(w->ctx, old, true), *down = directives_line(w->ctx, old, false);
    const char *head = w->tool->head ? w->tool->head(w->ctx, &w->newest->number, w->name) : "";
    bool is_down = migration_name_is_down(base_name(path));
    *text = mem_printf(w->ctx, "%s%s%s%s%s", head, up ? up : "", is_down ? "-- How it is taken back.\n" : why,
                       down ? "\n" : "", down ? down : "");
    return true;
}

/* The files of a directory that is one migration. */
static bool draft_directory(struct work *w)
{
    struct dir_listing list;
    const char *entry = w->newest->entry;
    if (!dir_list(w->ctx, w->migrations->root, path_join(w->ctx, w->migrations->root->path, entry), &list, w->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *text, *name = list.entries[i].name;
        if (list.entries[i].is_dir || !has_ending(name, ".sql"))
            continue;
        if (!text_like(w, path_join(w->ctx, entry, name), &text))
            return false;
        drafts_add(w->ctx, w->drafts, w->migrations->root->path,
                   mem_printf(w->ctx, "%s/%s/%s", w->migrations->root->path, stem(w, ""), name), text);
    }
    return true;
}

/* By the marks in the newest, which has no name then. */
static bool find_number_alone(struct work *w)
{
    const char *path = path_join(w->ctx, w->migrations->root->path, w->newest->name);
    const char *text = file_read_text(w->ctx, w->migrations->root, path, w->diags);
    w->number_alone = text && w->form.name == w->form.name_end && directives_tool(text)->number_alone;
    return text != NULL;
}

/* The file, and those beside it that differ in the ending alone. */
static bool draft_files(struct work *w)
{
    struct dir_listing list;
    const struct form *f = &w->form;
    const char *dir = *f->dir ? path_join(w->ctx, w->migrations->root->path, f->dir) : w->migrations->root->path;
    if (!dir_list(w->ctx, w->migrations->root, dir, &list, w->diags) || !find_number_alone(w))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *text, *name = list.entries[i].name, *ending = ending_of(f, name);
        if (list.entries[i].is_dir || !ending || *ending != '.' || !has_ending(name, ".sql"))
            continue;
        if (!text_like(w, mem_printf(w->ctx, "%s%s", f->dir, name), &text))
            return false;
        drafts_add(w->ctx, w->drafts, w->migrations->root->path,
                   mem_printf(w->ctx, "%s/%s%s", w->migrations->root->path, stem(w, name + f->action), ending), text);
    }
    return true;
}

/* For one directory. */
static bool draft_next(void *ctx, const struct migrations *migrations, const struct migration *highest,
                       const char *name, time_t now, struct drafts *drafts, struct diags *diags)
{
    struct work w = {.ctx = ctx,
                     .migrations = migrations,
                     .highest = highest,
                     .tool = migrations->request.tool,
                     .newest = newest_of(migrations),
                     .name = name,
                     .drafts = drafts,
                     .diags = diags};
    if (w.tool->adds_with)
        return refuse(&w, mem_printf(ctx, "%s lists its migrations in a file of its own", w.tool->name),
                      mem_printf(ctx, "add the next one with %s", w.tool->adds_with));
    if (!w.newest)
        return refuse(&w, "no migration here has a number", "add the first one as its tool does");
    if (!take_apart(&w))
        return false;
    w.numbered = mem_printf(ctx, "%s%.*s%s", w.form.dir, (int)w.form.number, w.form.base,
                            migration_next_number(ctx, newest_number(&w), now));
    return has_directory(&w) ? draft_directory(&w) : draft_files(&w);
}

bool next_migration_draft(void *ctx, const struct schema_tree *tree, const char *database, const char *name, time_t now,
                          struct drafts *drafts, struct diags *diags)
{
    const struct migration *highest = NULL;
    bool ok = true;
    for (size_t i = 0; i < tree->n_sets; i++) {
        const struct migration *newest = newest_of(&tree->sets[i].migrations);
        if (strcmp(tree->sets[i].database, database) == 0 && newest &&
            (!highest || migration_name_compare(&newest->number, &highest->number) > 0))
            highest = newest;
    }
    for (size_t i = 0; i < tree->n_sets; i++)
        if (strcmp(tree->sets[i].database, database) == 0)
            ok = ok && draft_next(ctx, &tree->sets[i].migrations, highest, name, now, drafts, diags);
    return ok;
}
