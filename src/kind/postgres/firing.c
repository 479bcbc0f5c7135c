#include "kind/postgres/firing.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "sql/postgres/lex.h"

const char *const firing_fields[FIRING_N_FIELDS] = {
    [FIRING_DEFINITION] = "definition", [FIRING_ENABLED] = "enabled", [FIRING_ON_INSERT] = "on_insert"};
const int firing_forms[FIRING_N_FIELDS] = {
    [FIRING_DEFINITION] = ANSWER_TEXT,
    [FIRING_ON_INSERT] = ANSWER_FLAG,
};

bool firing_read(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, FIRING_DEFINITION, CANON_STATEMENT);
}

const char *firing_clause(const char *enabled)
{
    return enabled[0] == 'D'   ? "DISABLE"
           : enabled[0] == 'R' ? "ENABLE REPLICA"
           : enabled[0] == 'A' ? "ENABLE ALWAYS"
                               : "ENABLE";
}

static void show_enabled(FILE *out, const char *enabled)
{
    fputs(firing_clause(enabled), out);
}

const struct attribute_form firing_attributes[FIRING_N_FIELDS] = {
    [FIRING_DEFINITION] = {.label = "definition"},
    [FIRING_ENABLED] = {.label = "enabled", .show = show_enabled},
};

void firing_print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_short(out, catalog, o, CANON_STATEMENT, object_value(o, FIRING_DEFINITION));
    fputs(";\n", out);
    if (o->values[FIRING_ENABLED])
        print_firing(out, o, o->kind->grammar->keyword, o->values[FIRING_ENABLED]);
}

void firing_needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    if (object_flag(o, FIRING_ON_INSERT))
        need_rows(catalog, o->schema, o->relation, need, to);
}

bool firing_parse(struct parsing *parsing, const struct kind *kind, const char *node, json_t *body, const char *name)
{
    struct name_pair relation = field_of_range(field_node(body, "relation"));
    struct object *o = parsing_add(parsing, kind, relation.schema, relation.name, name);
    parsing->reader->find_uses(parsing, o, "uses", body, o->schema, o->relation);
    use_columns(parsing, o, field_node(body, "columns"));
    o->values[FIRING_DEFINITION] = field_of_statement(parsing, node, body, o->schema, o->relation);
    return true;
}

/* The name stands behind the word: CREATE CONSTRAINT TRIGGER t, CREATE RULE r. */
static const char *with_name(void *ctx, const char *definition, const char *keyword, const char *name)
{
    struct lexer l = {definition, 0, strlen(definition)};
    struct lexeme x = lex_next(&l);
    struct text t;
    while (x.kind != LEXEME_END && x.kind != LEXEME_OPEN && !lexeme_is(definition, x, keyword))
        x = lex_next(&l);
    x = lex_next(&l);
    text_open(&t);
    fprintf(t.out, "%.*s", (int)x.start, definition);
    print_name(t.out, name);
    fputs(definition + x.end, t.out);
    return text_close(&t, ctx);
}

void firing_rename(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    (void)schema;
    o->values[FIRING_DEFINITION] =
        with_name(parsing->ctx, object_value(o, FIRING_DEFINITION), o->kind->grammar->keyword, name);
    parsing_move(parsing, o, o->schema, name);
}

/* The relation stands behind the word: ... UPDATE OF a ON t, ... AS ON INSERT TO t. */
void firing_follow(struct parsing *parsing, struct object *o)
{
    const char *definition = object_value(o, FIRING_DEFINITION);
    const char *word = strcmp(o->kind->grammar->keyword, "RULE") == 0 ? "to" : "on";
    struct lexer l = {definition, 0, strlen(definition)};
    struct lexeme x = lex_next(&l);
    while (x.kind != LEXEME_END && x.kind != LEXEME_OPEN && !lexeme_is(definition, x, word))
        x = lex_next(&l);
    struct lexeme last = lex_next(&l), dot = lex_next(&l);
    struct text t;
    x = last;
    if (lexeme_is(definition, dot, "."))
        last = lex_next(&l);
    text_open(&t);
    fprintf(t.out, "%.*s", (int)x.start, definition);
    print_visible_name(t.out, o->schema, o->relation);
    fputs(definition + last.end, t.out);
    o->values[FIRING_DEFINITION] = text_close(&t, parsing->ctx);
}

/* Whether it fires; all else is that of a new one. */
static bool alter(struct alteration *a)
{
    if (strcmp(object_value(a->from, FIRING_DEFINITION), object_value(a->to, FIRING_DEFINITION)) != 0)
        return false;
    const char *enabled = object_value(a->to, FIRING_ENABLED);
    print_firing(a->out, a->to, a->to->kind->grammar->keyword, enabled[0] ? enabled : "O");
    return true;
}

const struct change_forms firing_changes = {.alter = alter};
