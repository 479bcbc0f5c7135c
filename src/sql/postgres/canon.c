#include "sql/postgres/canon.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/cycle_mark.h"
#include "sql/postgres/form.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"
#include "sql/postgres/newer.h"
#include "sql/postgres/plain.h"
#include "sql/postgres/reloaded.h"
#include "sql/postgres/shorten.h"
#include "sql/postgres/tree.h"

/* For texts that are canonical already: no rewriting for servers of old. */
enum { SAME_VERSION = 999999 };

/* For types: no version has anything that is not a name in them. */
enum { ANY_VERSION = 150000 };

/* Most types are built in and printed alike by every version: no need to take them apart. */
static bool is_common_type(const char *type)
{
    static const char *const common[] = {
        "bigint",  "boolean", "bytea",    "date", "double precision", "integer", "jsonb",
        "numeric", "real",    "smallint", "text", "text[]",           "uuid",    "timestamp with time zone"};
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
        if (strcmp(type, common[i]) == 0)
            return true;
    return false;
}

/* pg_get_viewdef() ends with a semicolon and begins with a blank. */
static char *trimmed(void *ctx, const char *text)
{
    text += strspn(text, " \n");
    size_t n = strlen(text);
    while (n > 0 && strchr("; \n", text[n - 1]))
        n--;
    return mem_strndup(ctx, text, n);
}

/* True where psql would take the colon, with what stands behind it, for a variable: not that of a cast. */
static bool is_variable_of_psql(const char *text, struct lexeme colon, struct lexeme next)
{
    return lexeme_is(text, colon, ":") && next.start == colon.end &&
           (lexeme_is_name(next) || next.kind == LEXEME_STRING) && (colon.start == 0 || text[colon.start - 1] != ':');
}

/* The text with a blank behind such colons, as of slices. May be `text` itself; else belongs to ctx. */
static const char *with_colons_apart(void *ctx, const char *text)
{
    if (!strchr(text, ':'))
        return text;
    struct text t;
    struct lexemes all = lex_all(ctx, text);
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0; i + 1 < all.n; i++)
        if (is_variable_of_psql(text, all.items[i], all.items[i + 1])) {
            fprintf(t.out, "%.*s ", (int)(all.items[i].end - done), text + done);
            done = all.items[i].end;
        }
    fputs(text + done, t.out);
    return text_close(&t, ctx);
}

/* What stays as the server said it. */
static char *original(void *ctx, enum canon_form form, const char *text, int version)
{
    text = as_reloaded(ctx, with_newer_keywords_quoted(ctx, with_constant_marks(ctx, text), version));
    text = with_colons_apart(ctx, text);
    if (form == CANON_DEFAULT)
        return mem_printf(ctx, "(%s)", text);
    return mem_strdup(ctx, text);
}

char *canon_text(void *ctx, enum canon_form form, const char *text, int version)
{
    bool type = form == CANON_TYPE || form == CANON_RESULT;
    if (type && is_common_type(text))
        return mem_strdup(ctx, text);
    if (form == CANON_QUERY)
        text = trimmed(ctx, text);
    char *plain = plain_text(ctx, form, text);
    if (plain)
        return plain;
    version = type ? ANY_VERSION : version;
    json_t *tree = form_parse(form, text, version);
    char *printed = tree ? form_print(ctx, form, tree, version) : NULL;
    json_decref(tree);
    return printed ? printed : original(ctx, form, text, version);
}

static char *shortened(void *ctx, enum canon_form form, const char *text, const struct canon_columns *columns)
{
    json_t *tree = form_parse(form, text, SAME_VERSION);
    char *printed = NULL;
    if (tree) {
        tree_shorten(tree, columns);
        printed = form_print(ctx, form, tree, SAME_VERSION);
        json_decref(tree);
    }
    return printed ? printed : mem_strdup(ctx, text);
}

/* Casts and written-out arrays are all there is to shorten: most texts have neither. */
char *canon_short(void *ctx, enum canon_form form, const char *text, const struct canon_columns *columns)
{
    if (!strstr(text, "::") && !strstr(text, "ARRAY["))
        return mem_strdup(ctx, text);
    return shortened(ctx, form, text, columns);
}

/* 'x' for 'x'::text where the type is text; NULL for anything else. */
static char *bare_constant(void *ctx, const char *text, const char *type)
{
    json_t *tree = form_parse(CANON_DEFAULT, text, SAME_VERSION);
    const json_t *cast = node_as(form_expression(tree_statement(tree)), "TypeCast");
    const json_t *constant = field_node(node_as(field_node(cast, "arg"), "A_Const"), "sval");
    char *printed = NULL;
    if (constant && is_cast_to_type(cast, type)) {
        struct text t;
        text_open(&t);
        print_literal(t.out, field_text(constant, "sval"));
        printed = text_close(&t, ctx);
    }
    json_decref(tree);
    return printed;
}

char *canon_short_default(void *ctx, const char *text, const char *type)
{
    static const struct canon_columns none = {"", NULL, NULL, NULL, NULL};
    if (!strstr(text, "::"))
        return mem_strdup(ctx, text);
    char *constant = plain_short_default(ctx, text, type);
    if (!constant)
        constant = bare_constant(ctx, text, type);
    return constant ? constant : canon_short(ctx, CANON_DEFAULT, text, &none);
}
