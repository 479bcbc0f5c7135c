#include "check/blame.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "check/tokens.h"
#include "model/kinds.h"

/* A delta, taken apart. */
struct delta {
    const char *path;
    struct tokens tokens;
};

struct deltas {
    enum engine engine;
    struct delta *items;
    size_t n;
};

/* How sure a token makes it: by its own name, by a string with it, by its table alone. */
enum evidence { BY_NAME, BY_STRING, BY_TABLE, EVIDENCES };

/* What to look for. */
struct subject {
    const char *table; /* "" where the own name alone is unique */
    const char *name;  /* "" where only the table has one: rows */
};

static struct deltas read_deltas(void *ctx, const struct plan *plan)
{
    struct deltas deltas = {.engine = plan->engine};
    struct diags ignored;
    diags_init(&ignored, ctx);
    for (size_t i = 0; i < plan->n_files; i++) {
        char *text = file_read_text(ctx, plan->files[i].root, plan->files[i].path, &ignored);
        size_t at = text ? mem_grow(ctx, &deltas.items, &deltas.n) : 0;
        if (text)
            deltas.items[at] = (struct delta){plan->files[i].path, tokens_of_sql(ctx, plan->engine, text)};
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        char *text = step->kind == STEP_DELTA ? file_read_text(ctx, step->root, step->path, &ignored) : NULL;
        if (!text)
            continue;
        size_t at = mem_grow(ctx, &deltas.items, &deltas.n);
        deltas.items[at] = (struct delta){step->path, step->program ? tokens_of_program(ctx, text)
                                                                    : tokens_of_sql(ctx, plan->engine, text)};
    }
    return deltas;
}

/* A function without its arguments; of "COLUMN creator" (a privilege, a comment of SQLite) what it is about. */
static const char *own_name(void *ctx, const struct item *item)
{
    const char *name = item->name, *fact = item_fact(item, "name", 0);
    bool about = item->kind == &model_comment || item->kind == &model_privilege || item->kind == &model_owner;
    if (item->kind == &model_row)
        return "";
    if (fact)
        return fact;
    if (item->kind == &model_function || about)
        name = mem_strndup(ctx, name, strcspn(name, "("));
    const char *blank = strrchr(name, ' ');
    return about && blank ? blank + 1 : name;
}

static struct subject subject_of(void *ctx, const struct item *item)
{
    bool alone = item->kind == &model_index || item->kind == &model_trigger;
    return (struct subject){alone ? "" : item->relation, own_name(ctx, item)};
}

static bool names_table(const struct deltas *deltas, const struct tokens *tokens, int statement, const char *table)
{
    for (size_t i = 0; i < tokens->n; i++)
        if (tokens->items[i].statement == statement && !tokens->items[i].literal &&
            engine_same_name(deltas->engine, tokens->items[i].text, table))
            return true;
    return false;
}

/* The line of the last token that speaks for it; 0 for none. */
static int line_in(const struct deltas *deltas, const struct tokens *tokens, const struct subject *subject,
                   enum evidence evidence)
{
    const char *wanted = evidence == BY_TABLE ? subject->table : subject->name;
    for (size_t i = tokens->n; *wanted && i > 0; i--) {
        const struct token *token = &tokens->items[i - 1];
        if (token->literal != (evidence == BY_STRING) || !engine_same_name(deltas->engine, token->text, wanted))
            continue;
        if (evidence != BY_NAME || !*subject->table || names_table(deltas, tokens, token->statement, subject->table))
            return token->line;
    }
    return 0;
}

static bool blame_by(const struct deltas *deltas, const struct subject *subject, enum evidence evidence,
                     struct change *change)
{
    for (size_t i = deltas->n; i > 0; i--) {
        int line = line_in(deltas, &deltas->items[i - 1].tokens, subject, evidence);
        if (line == 0)
            continue;
        change->delta = deltas->items[i - 1].path;
        change->delta_line = line;
        return true;
    }
    return false;
}

static void blame_change(void *ctx, const struct deltas *deltas, struct change *change)
{
    const struct item *items[] = {change->new_item, change->old_item};
    for (int evidence = BY_NAME; evidence < EVIDENCES; evidence++)
        for (size_t i = 0; i < 2; i++) {
            struct subject subject = items[i] ? subject_of(ctx, items[i]) : (struct subject){"", ""};
            if (evidence == BY_TABLE && items[i])
                subject.table = items[i]->relation;
            if (items[i] && blame_by(deltas, &subject, (enum evidence)evidence, change))
                return;
        }
}

void blame_changes(void *ctx, const struct plan *plan, struct comparison *comparison)
{
    struct deltas deltas = read_deltas(ctx, plan);
    for (size_t i = 0; i < comparison->n_changes; i++)
        blame_change(ctx, &deltas, &comparison->changes[i]);
}
