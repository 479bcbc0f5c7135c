#include "check/migration_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/same_text.h"
#include "check/history_checksum.h"
#include "check/history_key.h"
#include "check/passed_program.h"
#include "check/squashed.h"

/* What is known of one migration. */
struct known {
    const struct migration *migration;
    const char *path;
    const struct history_row *row; /* the last that is about it */
    size_t rank;                   /* its place among the rows; those of one moment have one */
    bool applied, failed;
};

struct work {
    void *ctx;
    const struct migrations *migrations;
    const struct history *history;
    const struct tool_history *how;
    struct known *known; /* those that run on the engine */
    struct history_file *files;
    size_t n;
    const struct history_row **strangers; /* rows about no file */
    size_t n_strangers;
    const struct migration_name *newest; /* that has run, of a tool that only keeps that; or NULL */
    struct migration_state *state;
    struct diags *diags;
};

/* Checksums and keys are made of the files as they are; what cannot be read fails where it is to run. */
static bool read_files(struct work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        struct history_file *file = &w->files[i];
        file->entry = w->known[i].migration->entry;
        file->path = w->known[i].path;
        if (!w->how->checksum)
            continue;
        file->text = file_read(w->ctx, migration_root(w->migrations, w->known[i].migration), file->path, &file->size);
        if (!file->text) {
            diag_error(w->diags, "cannot be read")->file = mem_strdup(w->diags->ctx, file->path);
            return false;
        }
        if (w->how->algorithm)
            file->checksum = checksum_hex(w->ctx, w->how->algorithm, file->text, file->size);
    }
    return !w->how->read_keys || w->how->read_keys(w->ctx, w->migrations->root, w->files, w->n, w->diags);
}

static void list_files(struct work *w, enum engine engine)
{
    const struct migrations *all = w->migrations;
    w->known = mem_array(w->ctx, struct known, all->n + 1);
    for (size_t i = 0; i < all->n; i++)
        if (!all->items[i].not_on[engine])
            w->known[w->n++] = (struct known){.migration = &all->items[i],
                                              .path = migration_path(w->ctx, w->migrations, &all->items[i])};
    w->files = mem_array(w->ctx, struct history_file, w->n + 1);
}

/* A row about a version that a baseline of the directory stands for, or a program, is about something that is there. */
static bool is_elsewhere(const struct work *w, const struct history_row *row)
{
    const struct history_entry said = history_entry_of(row);
    for (size_t i = 0; said.number.n_parts > 0 && i < w->n; i++)
        if (w->known[i].migration->number.role == MIGRATION_BASELINE &&
            migration_name_compare(&said.number, &w->known[i].migration->number) < 0)
            return true;
    for (size_t i = 0; i < w->migrations->unrun.n; i++)
        if (passed_is_of(w->ctx, w->how, &said, w->migrations->unrun.items[i].path))
            return true;
    return false;
}

/* Some tools begin with a row of version 0. */
static bool is_beginning(const struct work *w, const struct history_row *row)
{
    struct migration_name number;
    return row->version && w->how->key != HISTORY_ENTRY && strspn(row->version, "0") == strlen(row->version) &&
           history_number(row->version, &number);
}

static const char *text_of(const struct history_row *row)
{
    return row->version ? row->version : row->script ? row->script : "";
}

/* Of several rows of one text the last counts. */
static int by_text(const void *a, const void *b)
{
    const struct history_row *x = *(const struct history_row *const *)a, *y = *(const struct history_row *const *)b;
    int order = strcmp(text_of(x), text_of(y));
    return order ? order : x < y ? -1 : x > y;
}

static int by_place(const void *a, const void *b)
{
    const struct history_row *x = *(const struct history_row *const *)a, *y = *(const struct history_row *const *)b;
    return x < y ? -1 : x > y;
}

static void note_stranger(struct work *w, const struct history_row *row)
{
    if (row->baseline || is_beginning(w, row))
        return;
    size_t at = mem_grow(w->ctx, &w->strangers, &w->n_strangers);
    w->strangers[at] = row;
}

/* Whether the one behind it, in the order of by_text, is of another text. */
static bool is_last(const struct history_row *row, const struct history_row *next)
{
    return !next || !same_text(row->version, next->version) || !same_text(row->script, next->script);
}

/* There may be as many as a stranger likes. */
static void leave_last_strangers(struct work *w)
{
    size_t kept = 0;
    if (w->n_strangers == 0)
        return;
    qsort(w->strangers, w->n_strangers, sizeof(*w->strangers), by_text);
    for (size_t i = 0; i < w->n_strangers; i++) {
        const struct history_row *row = w->strangers[i], *next = i + 1 < w->n_strangers ? w->strangers[i + 1] : NULL;
        if (row && is_last(row, next) && !row->undone && !is_elsewhere(w, row))
            w->strangers[kept++] = row;
    }
    w->n_strangers = kept;
    if (kept)
        qsort(w->strangers, kept, sizeof(*w->strangers), by_place);
}

static void note(struct known *k, const struct history_row *row, size_t rank)
{
    k->row = row;
    k->rank = rank;
    k->failed = row->failed && !row->undone;
    k->applied = !row->failed && !row->undone;
}

/* A baseline stands for what is before it. */
static void note_baseline(struct work *w, const struct history_row *row, size_t rank)
{
    struct migration_name number;
    bool has_number = row->version && history_number(row->version, &number);
    for (size_t i = 0; has_number && i < w->n; i++) {
        struct known *k = &w->known[i];
        if (k->migration->number.n_parts == 0 || k->applied ||
            migration_name_compare(&k->migration->number, &number) > 0)
            continue;
        k->applied = true;
        k->rank = rank;
    }
}

/* Every row is about one file, in the order in which they came to be. */
static void read_rows(struct work *w)
{
    size_t rank = 0;
    for (size_t r = 0; r < w->history->n_rows; r++) {
        const struct history_row *row = &w->history->rows[r];
        if (r > 0 && w->how->order && !same_text(row->order, row[-1].order))
            rank++;
        const struct history_entry said = history_entry_of(row);
        bool found = false;
        for (size_t i = 0; i < w->n; i++) {
            if (!history_is_of(w->how, &said, &w->files[i], &w->known[i].migration->number))
                continue;
            if (!w->known[i].migration->twin || !w->how->hides_twin || !found)
                note(&w->known[i], row, rank);
            found = true;
        }
        if (row->baseline && !row->undone && !row->failed)
            note_baseline(w, row, rank);
        if (!found)
            note_stranger(w, row);
    }
}

/* What a row says of a tool that only keeps how far it has come: a number, or the key of a file. */
static bool read_reached(const struct work *w, const struct history_row *row, struct migration_name *number)
{
    if (!row->version)
        return false;
    for (size_t i = 0; i < w->n; i++)
        if (w->files[i].key && strcmp(w->files[i].key, row->version) == 0) {
            *number = w->known[i].migration->number;
            return true;
        }
    return !w->how->read_keys && history_number(row->version, number);
}

static const struct history_row *newest_row(struct work *w, struct migration_name *number)
{
    const struct history_row *newest = NULL;
    for (size_t r = 0; r < w->history->n_rows; r++) {
        struct migration_name one;
        const struct history_row *row = &w->history->rows[r];
        if (!read_reached(w, row, &one)) {
            if (w->how->read_keys)
                note_stranger(w, row);
            continue;
        }
        if (newest && !w->how->order && migration_name_compare(&one, number) < 0)
            continue;
        *number = one;
        newest = row;
    }
    return newest;
}

static void read_newest(struct work *w)
{
    struct migration_name number;
    const struct history_row *row = newest_row(w, &number);
    bool found = false;
    for (size_t i = 0; row && i < w->n; i++) {
        struct known *k = &w->known[i];
        int order = k->migration->number.n_parts ? history_compare(&k->migration->number, &number) : 1;
        found |= order == 0 || (order > 0 && w->history->tool->arrange);
        k->failed = order == 0 && row->failed;
        k->applied = order <= 0 && !k->failed;
    }
    if (row && !found)
        note_stranger(w, row);
    if (row) {
        struct migration_name *newest = mem_new(w->ctx, struct migration_name);
        *newest = number;
        w->newest = newest;
    }
}

static void add_finding(struct work *w, const struct migration_finding *finding)
{
    size_t at = mem_grow(w->ctx, &w->state->findings, &w->state->n_findings);
    w->state->findings[at] = *finding;
}

/* A file is another one than what has run; what is repeated runs again then. */
static void compare_checksums(struct work *w)
{
    bool summed = true;
    for (size_t i = 0; i < w->n; i++)
        w->files[i].applied = w->known[i].applied;
    for (size_t i = 0; summed && i < w->n; i++) {
        struct known *k = &w->known[i];
        const char *recorded = k->applied && k->row ? k->row->checksum : NULL;
        if (!recorded || !w->how->checksum || !history_is_checksum(recorded))
            continue;
        const char *own = history_checksum(w->ctx, w->how, w->files, i, recorded);
        if (strcmp(own, recorded) == 0)
            continue;
        summed = !w->how->sums_up;
        if (w->how->repeated_again && k->migration->number.role == MIGRATION_REPEATED) {
            w->state->pending[w->state->n_pending++] = k->path;
            continue;
        }
        add_finding(w, &(struct migration_finding){.fault = MIGRATION_CHANGED,
                                                   .name = k->migration->name,
                                                   .path = k->path,
                                                   .expected = own,
                                                   .recorded = recorded});
    }
}

static bool is_hidden(const struct work *w, const struct known *k)
{
    return k->migration->twin && w->how->hides_twin;
}

/* Whether the database says so of a version that two files have. */
static bool counts_as_run(const struct work *w, const struct known *k)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->known[i].applied && strcmp(w->known[i].migration->name, k->migration->twin) == 0)
            return true;
    return false;
}

static void find_faults(struct work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct known *k = &w->known[i];
        struct migration_finding finding = {.name = k->migration->name, .path = k->path, .twin = k->migration->twin};
        if (k->failed)
            finding.fault = MIGRATION_FAILED;
        else if (is_hidden(w, k) && counts_as_run(w, k))
            finding.fault = MIGRATION_HIDDEN;
        else
            continue;
        add_finding(w, &finding);
    }
    for (size_t i = 0; i < w->n_strangers; i++) {
        const struct history_row *row = w->strangers[i];
        add_finding(w, &(struct migration_finding){.fault = row->failed ? MIGRATION_FAILED : MIGRATION_UNKNOWN,
                                                   .name = row->version ? row->version : row->script});
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct known *x = *(const struct known *const *)a, *y = *(const struct known *const *)b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Programs among SQL, from `at` on and up to a number, or all; gives where the next begins. */
static size_t list_programs(struct work *w, size_t at, const struct migration_name *before)
{
    const struct migrations *m = w->migrations;
    for (; at < m->n_passed && (!before || migration_name_compare(&m->passed[at].number, before) < 0); at++) {
        const char *path = path_join(w->ctx, w->migrations->root->path, m->passed[at].name);
        if (w->state->passed[at] == PASSED_PENDING)
            w->state->pending[w->state->n_pending++] = path;
        else if (w->state->passed[at] == PASSED_FAILED)
            add_finding(
                w, &(struct migration_finding){.fault = MIGRATION_FAILED, .name = m->passed[at].name, .path = path});
    }
    return at;
}

static void list_applied(struct work *w)
{
    struct migration_state *state = w->state;
    size_t next = 0;
    const struct known **applied = mem_array(w->ctx, const struct known *, w->n + 1);
    for (size_t i = 0; i < w->n; i++) {
        const struct known *k = &w->known[i];
        next = list_programs(w, next, &k->migration->number);
        if (k->applied)
            applied[state->n_applied++] = k;
        else if (!k->failed && !(is_hidden(w, k) && counts_as_run(w, k)))
            state->pending[state->n_pending++] = k->path;
    }
    list_programs(w, next, NULL);
    qsort(applied, state->n_applied, sizeof(*applied), by_rank);
    state->applied = mem_array(w->ctx, const struct migration *, state->n_applied + 1);
    state->in_order = true;
    for (size_t i = 0; i < state->n_applied; i++) {
        state->applied[i] = applied[i]->migration;
        state->in_order &= applied[i] == &w->known[i];
    }
}

bool migration_state_read(void *ctx, const struct migrations *migrations, enum engine engine,
                          const struct history *history, struct migration_state *state, struct diags *diags)
{
    *state = (struct migration_state){0};
    struct work w = {.ctx = ctx,
                     .migrations = migrations,
                     .history = history,
                     .how = &history->tool->history,
                     .state = state,
                     .diags = diags};
    list_files(&w, engine);
    state->pending = mem_array(ctx, const char *, 2 * w.n + migrations->n_passed + 1);
    if (!read_files(&w))
        return false;
    if (w.how->key == HISTORY_NEWEST)
        read_newest(&w);
    else
        read_rows(&w);
    leave_last_strangers(&w);
    if (w.n > 0 && w.known[0].applied)
        w.n_strangers = squashed_leave_out(ctx, migrations, w.known[0].migration, w.strangers, w.n_strangers);
    state->passed = passed_programs_read(ctx, migrations, history, w.newest);
    list_applied(&w);
    compare_checksums(&w);
    find_faults(&w);
    return true;
}
