/*
 * DROP ... CASCADE, and new names. Which objects need a dropped or renamed one no text says in full; what surely does
 * goes with it, and where its name is still said somewhere the statement is one whose effects are not known.
 */
#include <string.h>

#include "base/ascii.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/referenced.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/table.h"
#include "kind/postgres/text_type.h"
#include "model/postgres/described.h"
#include "model/postgres/reader.h"
#include "model/postgres/rename_uses.h"
#include "sql/postgres/lex.h"

/* As a whole word, so that 'apps.ticks' has no app; anywhere where a backslash may end the letters before it. */
static bool constant_has(void *ctx, const char *text, struct lexeme x, const char *name)
{
    const char *constant = mem_strndup(ctx, text + x.start, x.end - x.start);
    return strchr(constant, '\\') ? strstr(constant, name) != NULL : ascii_find_word(constant, constant, name) != NULL;
}

static bool has_name(void *ctx, const char *text, const char *name, bool constants)
{
    struct lexer l = {text, 0, strlen(text)};
    if (!strstr(text, name))
        return false;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        bool is_name = x.kind == LEXEME_WORD || x.kind == LEXEME_QUOTED;
        /* A name may stand in a constant, as a sequence's does: nextval('s'::regclass). */
        bool constant = constants && x.kind == LEXEME_STRING && constant_has(ctx, text, x, name);
        if (constant || (is_name && strcmp(lexeme_name(ctx, text, x), name) == 0))
            return true;
    }
    return false;
}

/* What is said of an object goes with it; a row says nothing of objects. */
static bool says_names(const struct item *item)
{
    return item->kind != &model_comment && item->kind != &model_row && item->kind != &model_privilege &&
           item->kind != &model_owner;
}

static bool references_name(void *ctx, const struct item *item, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < item->n_attributes && !found; i++)
        found = item->attributes[i].value && has_name(ctx, item->attributes[i].value, name, true);
    for (size_t i = 0; i < item->n_facts && !found; i++)
        found = item->facts[i].value && strcmp(item->facts[i].value, name) == 0;
    return found || (item->text && has_name(ctx, item->text, name, true));
}

static bool is_of(const struct object *o, const struct object *whole)
{
    return whole && (o == whole || (strcmp(o->relation, whole->name) == 0 && strcmp(o->schema, whole->schema) == 0));
}

static bool is_table_column(struct reader *r, const struct object *o)
{
    return o->kind == &postgres_column && relation_find(r, o->schema, o->relation);
}

/* Tables and columns say names with all that reports show of them; the parts of others say theirs with these. */
static bool says_attributes(struct reader *r, const struct object *o)
{
    return o->kind == &postgres_table || is_table_column(r, o);
}

/* The position of a sequence goes with it, and has no other name. */
static bool has_names(struct reader *r, const struct object *o)
{
    return o->kind != &postgres_sequence_position && (!o->kind->grammar->part || says_attributes(r, o));
}

/* A line for each attribute. */
static const char *attributes_of(struct reader *r, const struct object *o)
{
    const struct relation *table = o->kind == &postgres_table ? relation_find(r, o->schema, o->name) : NULL;
    const struct catalog catalog = table ? table_catalog(r, r->work, table) : described_catalog(r, o);
    const char *text = "", *value;
    for (int f = 0; f < o->kind->grammar->item.n_forms; f++)
        if ((table || f != COLUMN_POSITION) && (value = grammar_attribute(r->work, &catalog, o, f)))
            text = mem_printf(r->work, "%s\n%s", text, value);
    return text;
}

/* A text that has the names of others: of a constraint and a column not its own, nor its table's. */
static const char *names_in(struct reader *r, const struct object *o)
{
    return o->kind == &postgres_constraint ? object_value(o, CONSTRAINT_DEFINITION)
           : says_attributes(r, o)         ? attributes_of(r, o)
                                           : described_text(r, o);
}

bool text_says_name(void *ctx, const char *text, const char *name)
{
    return has_name(ctx, text, name, true);
}

/* An object's own name is no reference: one of another schema may be called the same. */
static bool has_in_fields(const struct object *o, const char *name)
{
    int n = o->kind->n_fields + o->kind->n_beside + o->kind->n_apart;
    for (int f = 0; f < n; f++)
        if (o->values[f] && strstr(o->values[f], name))
            return true;
    return (strcmp(o->name, name) != 0 && strstr(o->name, name)) || strstr(o->relation, name) ||
           strstr(o->schema, name);
}

/* Most objects say nothing of a name, which shows without printing them: not where neither they nor their parts do. */
static bool may_say(struct reader *r, const struct object *o, const char *name)
{
    bool may = o->kind->grammar->parts || has_in_fields(o, name);
    struct object *part = o->kind == &postgres_table ? parsing_child(&r->parsing, o->schema, o->name) : NULL;
    for (; part && !may; part = parsing_next_child(part))
        may = part->kind != &postgres_column && has_in_fields(part, name);
    return may;
}

/* What is printed in order to look is no longer needed then: of many objects, many times, it would be much. */
static void *begin_look(struct reader *r)
{
    void *outer = r->work;
    r->work = mem_context(outer);
    return outer;
}

static bool end_look(struct reader *r, void *outer, bool found)
{
    mem_free(r->work);
    r->work = outer;
    return found;
}

bool object_says_name(struct reader *r, const struct object *o, const char *name)
{
    if (!has_names(r, o) || !may_say(r, o, name))
        return false;
    void *outer = begin_look(r);
    return end_look(r, outer, has_name(r->work, names_in(r, o), name, true));
}

bool an_item_says_name(struct reader *r, const char *name)
{
    for (struct item *item = model_draft_next(r->draft, NULL); item; item = model_draft_next(r->draft, item))
        if (says_names(item) && references_name(r->work, item, name))
            return true;
    return false;
}

static bool find_reference(struct reader *r, const char *name, const struct object *except,
                           bool (*is_followed)(const struct kind *kind))
{
    void *work = mem_context(r->work);
    bool found = false;
    for (struct item *item = model_draft_next(r->draft, NULL); item && !found; item = model_draft_next(r->draft, item))
        found = says_names(item) && references_name(work, item, name);
    for (struct object *o = parsing_next(&r->parsing, NULL); o && !found; o = parsing_next(&r->parsing, o))
        found = !is_of(o, except) && !(except && column_counts_by(o, except)) &&
                !(is_followed && is_followed(o->kind)) && object_says_name(r, o, name);
    mem_free(work);
    return found;
}

bool is_referenced(struct reader *r, const char *name, const struct object *except)
{
    return find_reference(r, name, except, NULL);
}

bool view_is_referenced(struct reader *r, const char *name, const struct object *view)
{
    return find_reference(r, name, view, follows_renaming);
}

bool type_is_referenced(struct reader *r, const char *name, const struct object *type)
{
    return find_reference(r, name, type, types_are_followed);
}

/* A constant is no name that a server would follow. */
static bool says(void *ctx, const char *text, const char *name, const char *also)
{
    return text && has_name(ctx, text, name, false) && (!also || has_name(ctx, text, also, false));
}

static bool item_says(void *ctx, const struct item *item, const char *name, const char *also)
{
    bool found = false;
    for (size_t i = 0; i < item->n_attributes && !found; i++)
        found = says(ctx, item->attributes[i].value, name, also);
    return found;
}

static bool is_part_of(const struct object *o, const struct relation *of)
{
    return of && strcmp(o->schema, object_schema(of->schema)) == 0 && strcmp(o->relation, of->name) == 0;
}

/* Its indexes and sequences say the name of a relation as it is now. */
static bool goes_with(const struct object *o, const struct relation *of)
{
    if (of && o->kind == &postgres_sequence)
        return sequence_is_owned(o, (struct sequence_owner){object_schema(of->schema), of->name, NULL});
    return is_part_of(o, of) && o->kind == &postgres_index;
}

/*
 * Where the relation that an object hangs on stands: behind ON, of a rule behind ON INSERT TO, of what says how it
 * fires behind ALTER TABLE. NULL: nowhere.
 */
static const char *find_own(const char *text, const char *own)
{
    struct lexer l = {text, 0, strlen(text)};
    size_t n = strlen(own);
    struct lexeme x = lex_next(&l);
    for (bool behind = false; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        const char *end = behind && strncmp(text + x.start, own, n) == 0 ? text + x.start + n : NULL;
        /* Not the beginning of a longer name. */
        if (end && *end != '.' && *end != '"' && !ascii_in_word(*end))
            return text + x.start;
        behind = lexeme_is(text, x, "on") || lexeme_is(text, x, "to") || lexeme_is(text, x, "table");
    }
    return NULL;
}

/* Whether it says the name elsewhere than where it says what it hangs on. */
static bool text_says(void *ctx, const char *text, const struct object *o, const char *name, const struct relation *of)
{
    const char *own = is_part_of(o, of) ? qualified_name(ctx, schema_of(o->schema), o->relation) : NULL, *at;
    for (; text && own && (at = find_own(text, own)); text = at + strlen(own))
        if (says(ctx, mem_strndup(ctx, text, (size_t)(at - text)), name, NULL))
            return true;
    return says(ctx, text, name, NULL);
}

/* The tables above another, and the one that a foreign key refers to, follow them when they are renamed. */
static const char *names_not_followed(struct reader *r, const struct object *o)
{
    struct object bare = *o;
    if (o->kind == &postgres_table) {
        bare.values = mem_copy(r->work, o->values, TABLE_N_FIELDS * sizeof(*o->values));
        bare.values[TABLE_PARENTS] = NULL;
    } else if (o->kind == &postgres_constraint) {
        bare.values = mem_copy(r->work, o->values, CONSTRAINT_N_FIELDS * sizeof(*o->values));
        bare.values[CONSTRAINT_DEFINITION] = with_referenced(r->work, object_value(o, CONSTRAINT_DEFINITION), "");
    }
    return names_in(r, &bare);
}

static bool object_says(struct reader *r, const struct object *o, const char *name, const struct relation *of)
{
    void *outer = begin_look(r);
    return end_look(r, outer, text_says(r->work, names_not_followed(r, o), o, name, of));
}

bool relation_is_said(struct reader *r, const char *name, const struct relation *of, bool followed)
{
    void *work = mem_context(r->work);
    bool found = false;
    for (struct item *item = model_draft_next(r->draft, NULL); item && !found; item = model_draft_next(r->draft, item))
        found = says_names(item) && item_says(work, item, name, NULL);
    for (struct object *o = parsing_next(&r->parsing, NULL); o && !found; o = parsing_next(&r->parsing, o))
        found = has_names(r, o) && !goes_with(o, of) && !(followed && follows_renaming(o->kind)) &&
                may_say(r, o, name) && object_says(r, o, name, of);
    mem_free(work);
    return found;
}

static bool column_says(struct reader *r, const struct object *o, const char *name, const char *also)
{
    void *outer = begin_look(r);
    return end_look(r, outer, says(r->work, names_in(r, o), name, also));
}

bool column_is_said(struct reader *r, const struct relation *of, const char *name)
{
    void *work = mem_context(r->work);
    const char *schema = object_schema(of->schema);
    bool found = false;
    for (struct item *item = model_draft_next(r->draft, NULL); item && !found; item = model_draft_next(r->draft, item))
        found = says_names(item) && item_says(work, item, name, of->name);
    for (struct object *o = parsing_next(&r->parsing, NULL); o && !found; o = parsing_next(&r->parsing, o)) {
        bool own = strcmp(o->schema, schema) == 0 && strcmp(o->relation, of->name) == 0;
        bool other = o->kind == &postgres_table && o != of->object;
        bool followed =
            o->kind->grammar->part || o->kind == &postgres_constraint || goes_with(o, of) || follows_renaming(o->kind);
        found = (!followed || other) && may_say(r, o, name) && (own || may_say(r, o, of->name)) &&
                column_says(r, o, name, own ? NULL : of->name);
    }
    mem_free(work);
    return found;
}

void each_key_to(struct reader *r, const char *schema, const char *name,
                 void (*meet)(struct reader *r, struct object *key, const void *data), const void *data)
{
    char *table = qualified_name(r->work, schema, name);
    for (struct object *o = parsing_next(&r->parsing, NULL), *next; o; o = next) {
        next = parsing_next(&r->parsing, o);
        if (constraint_is(o, 'f') && refers_to_table(object_value(o, CONSTRAINT_DEFINITION), table))
            meet(r, o, data);
    }
}
