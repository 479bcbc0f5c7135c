#include "kind/postgres/text_column.h"

#include <string.h>

#include "base/mem.h"
#include "kind/postgres/common.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/tree.h"

/* The statement that a text stands in, for the parser; where names in lists are columns: in so many parentheses. */
static const struct form {
    const char *before, *behind;
    int depth; /* -1: the text has no such lists */
} forms[] = {
    [COLUMNS_OF_EXPRESSION] = {"SELECT (", ")", -1},
    [COLUMNS_OF_ELEMENTS] = {"CREATE INDEX ON t (", ")", 0},
    [COLUMNS_OF_CONSTRAINT] = {"ALTER TABLE t ADD ", "", 1},
    [COLUMNS_OF_KEY] = {"CREATE TABLE t () PARTITION BY ", "", 1},
    [COLUMNS_OF_LIST] = {NULL, NULL, 1},
};

struct renaming {
    void *ctx; /* until the text is done */
    const struct form *form;
    const char *text, *old;
    struct lexemes lexemes;
    bool *renamed; /* of each lexeme */
};

/* Words of the grammar that cannot be names without quotes are none. */
static bool is_old(const struct renaming *r, size_t i)
{
    const struct lexeme x = r->lexemes.items[i];
    if (x.kind != LEXEME_QUOTED && (x.kind != LEXEME_WORD || !name_is_bare(r->old)))
        return false;
    return strcmp(lexeme_name(r->ctx, r->text, x), r->old) == 0;
}

static bool is_said_at(const struct renaming *r, size_t i, const char *word)
{
    return i < r->lexemes.n && lexeme_is(r->text, r->lexemes.items[i], word);
}

/* A column, or a table and its column: what stands last is the column. */
static void meet_reference(struct renaming *r, const json_t *reference)
{
    size_t start = (size_t)field_number(reference, "location") - strlen(r->form->before);
    size_t last = json_array_size(field_node(reference, "fields")) - 1;
    for (size_t i = 0; i + 2 * last < r->lexemes.n; i++)
        if (r->lexemes.items[i].start == start && is_old(r, i + 2 * last))
            r->renamed[i + 2 * last] = true;
}

static void meet_references(struct renaming *r, const json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    if (node_as(value, "ColumnRef"))
        meet_reference(r, node_body(value));
    json_array_foreach(value, i, part) meet_references(r, part);
    json_object_foreach((json_t *)value, member, part) meet_references(r, part);
}

/* False where the parser does not know the text, as of syntax that is newer. */
static bool meet_in_tree(struct renaming *r)
{
    struct tree_failure failure;
    const char *statement = mem_printf(r->ctx, "%s%s%s", r->form->before, r->text, r->form->behind);
    json_t *tree = tree_parse_located(r->ctx, statement, &failure);
    meet_references(r, tree);
    json_decref(tree);
    return tree != NULL;
}

/* Lists of other things than columns: what is computed, and parameters of storage. */
static bool opens_other(const struct renaming *r, size_t i)
{
    static const char *const words[] = {"check", "where", "with"};
    for (size_t k = 0; i > 0 && k < sizeof(words) / sizeof(*words); k++)
        if (is_said_at(r, i - 1, words[k]))
            return true;
    return false;
}

/* The elements of lists that begin with a name, which the parser gives no place. */
static void meet_in_lists(struct renaming *r)
{
    int depth = 0;
    bool other = false, begins = true;
    for (size_t i = 0; i < r->lexemes.n; i++) {
        bool open = is_said_at(r, i, "(");
        if (open && ++depth == 1 && r->form->depth == 1)
            other = opens_other(r, i);
        depth -= is_said_at(r, i, ")");
        if (begins && depth == r->form->depth && !other && is_old(r, i))
            r->renamed[i] = !is_said_at(r, i + 1, "(") && !is_said_at(r, i + 1, ".");
        begins = open || is_said_at(r, i, ",") || (begins && !r->form->before && is_said_at(r, i, "period"));
    }
}

/* All that is no call, no type of a cast and no part of a longer name. */
static void meet_by_words(struct renaming *r)
{
    int depth = 0;
    for (size_t i = 0; i < r->lexemes.n; i++) {
        bool part =
            i > 0 && (is_said_at(r, i - 1, ".") || is_said_at(r, i - 1, ":") || is_said_at(r, i - 1, "collate"));
        depth += is_said_at(r, i, "(") - is_said_at(r, i, ")");
        if (!part && depth >= r->form->depth && is_old(r, i))
            r->renamed[i] = !is_said_at(r, i + 1, "(") && !is_said_at(r, i + 1, ".");
    }
}

static char *write_renamed(void *ctx, const struct renaming *r, const char *name)
{
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0; i < r->lexemes.n; i++) {
        if (!r->renamed[i])
            continue;
        fwrite(r->text + done, 1, r->lexemes.items[i].start - done, t.out);
        print_name(t.out, name);
        done = r->lexemes.items[i].end;
    }
    fputs(r->text + done, t.out);
    return text_close(&t, ctx);
}

static bool says_old(const struct renaming *r)
{
    for (size_t i = 0; i < r->lexemes.n; i++)
        if (is_old(r, i))
            return true;
    return false;
}

char *text_with_column(void *ctx, enum text_of_columns what, const char *text, const char *old, const char *name)
{
    void *work = mem_context(NULL);
    struct renaming r = {.ctx = work, .form = &forms[what], .text = text, .old = old, .lexemes = lex_all(work, text)};
    r.renamed = mem_array(work, bool, r.lexemes.n + 1);
    if (says_old(&r)) {
        if (r.form->before && !meet_in_tree(&r))
            meet_by_words(&r);
        else if (r.form->depth >= 0)
            meet_in_lists(&r);
    }
    char *renamed = write_renamed(ctx, &r, name);
    mem_free(work);
    return renamed;
}
