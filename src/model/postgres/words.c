/* Canonical words from the parts of statements. */
#include <stdlib.h>
#include <string.h>

#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"
#include "sql/postgres/shorten.h"

int line_at(const struct statement *s, long location)
{
    int line = s->line;
    for (const char *c = s->text; (c = memchr(c, '\n', (size_t)(s->text + location - c))); c++)
        line++;
    return line;
}

const char *statement_deparse(struct statement *s, enum piece piece, const json_t *part)
{
    const char *text = part ? piece_text(s->ctx, piece, part) : "";
    s->lost = s->lost || !text;
    return text ? text : "";
}

static const char *type_of(const void *data, const char *schema, const char *relation, const char *column)
{
    struct relation *found = relation_find((struct reader *)data, schema, relation);
    if (!found)
        return NULL;
    if (found->kind == RELATION_VIEW)
        return CANON_SOME_TYPE;
    const struct column *c = column_find(found, column);
    if (!c)
        return NULL;
    return column_type(c)[0] ? column_type(c) : CANON_SOME_TYPE;
}

struct canon_columns known_columns(struct reader *r, const char *schema, const char *relation)
{
    return (struct canon_columns){schema, relation, type_of, r};
}

const char *deparse_short(struct reader *r, struct statement *s, enum piece piece, json_t *part, const char *schema,
                          const char *relation)
{
    if (s->casts && part) {
        struct canon_columns columns = known_columns(r, schema, relation);
        tree_shorten(part, &columns);
    }
    return statement_deparse(s, piece, part);
}

static int by_name(const void *a, const void *b)
{
    const json_t *first = node_body(*(json_t *const *)a), *second = node_body(*(json_t *const *)b);
    int order = strcmp(field_text(first, "defnamespace"), field_text(second, "defnamespace"));
    return order ? order : strcmp(field_text(first, "defname"), field_text(second, "defname"));
}

/* toast.autovacuum_enabled = false; an option without a value is true. */
static void print_option(FILE *out, const json_t *option, const char *value)
{
    if (field_node(option, "defnamespace")) {
        print_name(out, field_text(option, "defnamespace"));
        putc('.', out);
    }
    print_name(out, field_text(option, "defname"));
    fputs(" = ", out);
    print_option_value(out, value);
}

const char *option_words(struct statement *s, json_t *options)
{
    size_t n = json_array_size(options);
    if (n == 0)
        return "";
    json_t **sorted = mem_array(s->ctx, json_t *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = json_array_get(options, i);
    qsort(sorted, n, sizeof(json_t *), by_name);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++) {
        const json_t *option = node_body(sorted[i]), *value = field_node(option, "arg");
        fputs(i > 0 ? ", " : "", t.out);
        print_option(t.out, option, value ? field_text(node_as(value, "String"), "sval") : "true");
    }
    return text_close(&t, s->ctx);
}

const char *role_words(struct statement *s, const json_t *role)
{
    const json_t *spec = node_as(role, "RoleSpec") ? node_as(role, "RoleSpec") : role;
    if (field_is(spec, "roletype", "ROLESPEC_PUBLIC"))
        return "PUBLIC";
    return field_is(spec, "roletype", "ROLESPEC_CSTRING") ? quoted_name(s->ctx, field_text(spec, "rolename"))
                                                          : "CURRENT_USER";
}
