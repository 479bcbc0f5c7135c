#include "kind/postgres/column.h"

#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/secret.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_inherits.h"
#include "kind/postgres/table_item.h"
#include "sql/postgres/server_name.h"

extern const char postgres_column_query[];

#define FIELD_NAME(id, field, ...)         [COLUMN_##id] = #field,
#define FIELD_FORM(id, field, form, label) [COLUMN_##id] = (form),
#define HIDDEN_FORM(id, field, form)       [COLUMN_##id] = (form),
static const char *const fields[COLUMN_N_FIELDS] = {COLUMN_FIELDS(FIELD_NAME, FIELD_NAME, )};
static const int forms[COLUMN_N_FIELDS] = {COLUMN_FIELDS(FIELD_FORM, HIDDEN_FORM, )};

static const struct answer_column beside[COLUMN_N_VALUES - COLUMN_N_FIELDS] = {
    [COLUMN_CLASS - COLUMN_N_FIELDS] = {"class", ANSWER_OID | ANSWER_NULL},
    [COLUMN_COLLATION_ID - COLUMN_N_FIELDS] = {"collation_id", ANSWER_OID},
    [COLUMN_NOT_NULL_LOCAL - COLUMN_N_FIELDS] = {"not_null_local", ANSWER_FLAG},
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    bool generated = object_value(o, COLUMN_GENERATED)[0] != '\0';
    normalize_text(catalog, o, COLUMN_TYPE, CANON_TYPE);
    normalize_text(catalog, o, COLUMN_DEFAULT, generated ? CANON_EXPRESSION : CANON_DEFAULT);
}

/* What the query says of the name of a constraint NOT NULL. */
enum { SAID_NAME, SAID_COMMENT, SAID_PRIMARY_KEY, SAID_PARENTS };

/* The columns of one relation, which stand together: of their names only those stay that a person chose. */
static void choose_names(const struct reading *reading, size_t first, size_t n)
{
    void *work = mem_context(NULL);
    struct catalog *catalog = reading->catalog;
    const char **columns = mem_array(work, const char *, n), **names = mem_array(work, const char *, n);
    bool *used = mem_array(work, bool, n);
    struct not_null_names all = {
        .table = catalog->objects[first]->relation, .columns = columns, .names = names, .used = used, .n = n};
    for (size_t i = 0; i < n; i++) {
        const struct object *o = catalog->objects[first + i];
        struct list said = parse_array(work, o->values[COLUMN_NOT_NULL_NAME]);
        columns[i] = o->name;
        if (said.n < SAID_PARENTS || !said.items[SAID_NAME])
            continue;
        char **parents = mem_array(work, char *, (size_t)said.n);
        memcpy(parents, said.items + SAID_PARENTS, (size_t)(said.n - SAID_PARENTS) * sizeof(*parents));
        names[i] = said.items[SAID_NAME];
        used[i] = said.items[SAID_COMMENT] != NULL;
        if (!used[i] && volatiles_is_server_name(reading->volatiles, names[i]))
            names[i] = NULL;
        all.primary_key = said.items[SAID_PRIMARY_KEY];
        all.parents = (const char *const *)parents;
    }
    for (size_t i = 0; i < n; i++) {
        bool stays = not_null_is_chosen(&all, i);
        catalog->objects[first + i]->values[COLUMN_NOT_NULL_NAME] = stays ? mem_strdup(catalog->ctx, names[i]) : NULL;
    }
    mem_free(work);
}

static bool of_same_relation(const struct object *a, const struct object *b)
{
    return strcmp(a->relation, b->relation) == 0 && strcmp(a->schema, b->schema) == 0;
}

static bool read_columns(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!read_canonicalized(kind, reading, canonicalize))
        return false;
    take_out_secrets(reading, first, COLUMN_FOREIGN_OPTIONS, SECRET_BY_NAME);
    for (size_t next; first < catalog->n_objects; first = next) {
        for (next = first + 1; next < catalog->n_objects; next++)
            if (!of_same_relation(catalog->objects[first], catalog->objects[next]))
                break;
        choose_names(reading, first, next - first);
    }
    return true;
}

static void print_constraint_name(FILE *out, const struct object *o)
{
    if (!o->values[COLUMN_NOT_NULL_NAME])
        return;
    fputs("CONSTRAINT ", out);
    print_name(out, o->values[COLUMN_NOT_NULL_NAME]);
    putc(' ', out);
}

void print_not_null_constraint(FILE *out, const struct object *o)
{
    print_constraint_name(out, o);
    fputs("NOT NULL ", out);
    print_name(out, o->name);
    fputs(object_flag(o, COLUMN_NOT_NULL_NO_INHERIT) ? " NO INHERIT" : "", out);
}

void print_unchecked_not_null(FILE *out, const struct object *o)
{
    if (!object_flag(o, COLUMN_NOT_NULL) || object_flag(o, COLUMN_NOT_NULL_VALID))
        return;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ADD ", out);
    print_not_null_constraint(out, o);
    fputs(" NOT VALID;\n", out);
}

static void print_not_null(FILE *out, const struct object *o)
{
    if (!object_flag(o, COLUMN_NOT_NULL) || !object_flag(o, COLUMN_NOT_NULL_VALID))
        return;
    putc(' ', out);
    print_constraint_name(out, o);
    fputs("NOT NULL", out);
    fputs(object_flag(o, COLUMN_NOT_NULL_NO_INHERIT) ? " NO INHERIT" : "", out);
}

static bool is_usual_sequence(const struct object *o, const char *sequence)
{
    char *usual = server_name(NULL, o->relation, o->name, "seq");
    bool same = strcmp(usual, sequence) == 0;
    mem_free(usual);
    return same;
}

void print_identity_options(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const char *sequence = object_value(o, COLUMN_IDENTITY_SEQUENCE);
    if (sequence[0] && !is_usual_sequence(o, sequence)) {
        fputs(" SEQUENCE NAME ", out);
        print_qualified(out, o->schema, sequence);
    }
    print_sequence_options(out, object_value(o, COLUMN_IDENTITY_OPTIONS), false);
    if (catalog->of_text && o->values[COLUMN_IDENTITY_PERSISTENCE])
        fprintf(out, " %s", o->values[COLUMN_IDENTITY_PERSISTENCE]);
}

void print_identity(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    print_identity_options(t.out, catalog, o);
    char *options = text_close(&t, work);
    bool always = object_value(o, COLUMN_IDENTITY)[0] == 'a';
    fprintf(out, " GENERATED %s AS IDENTITY", always ? "ALWAYS" : "BY DEFAULT");
    if (options[0])
        fprintf(out, " (%s)", options + 1);
    mem_free(work);
}

bool identity_has_other_type(const struct object *o)
{
    if (!object_value(o, COLUMN_IDENTITY)[0] || !o->values[COLUMN_IDENTITY_OPTIONS])
        return false;
    void *work = mem_context(NULL);
    const char *type = sequence_option(work, o->values[COLUMN_IDENTITY_OPTIONS], SEQUENCE_TYPE);
    bool other = type && strcmp(type, object_value(o, COLUMN_TYPE)) != 0;
    mem_free(work);
    return other;
}

void print_identity_type(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    const char *options = object_value(o, COLUMN_IDENTITY_OPTIONS);
    fputs("ALTER SEQUENCE ", out);
    print_qualified(out, o->schema, object_value(o, COLUMN_IDENTITY_SEQUENCE));
    fprintf(out, " AS %s MINVALUE %s MAXVALUE %s;\n", sequence_option(work, options, SEQUENCE_TYPE),
            sequence_option(work, options, SEQUENCE_MINIMUM), sequence_option(work, options, SEQUENCE_MAXIMUM));
    mem_free(work);
}

void print_default(FILE *out, const char *expression, const char *type)
{
    char *text = canon_short_default(NULL, expression, type);
    fprintf(out, " DEFAULT %s", text);
    mem_free(text);
}

void print_set_default(FILE *out, const struct object *o)
{
    print_object_relation(out, o);
    fputs(" ALTER COLUMN ", out);
    print_name(out, o->name);
    fputs(" SET", out);
    print_default(out, o->values[COLUMN_DEFAULT], object_value(o, COLUMN_TYPE));
    fputs(";\n", out);
}

void print_column_value(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const char *generated = object_value(o, COLUMN_GENERATED);
    if (generated[0])
        fprintf(out, " GENERATED ALWAYS AS (%s) %s", object_value(o, COLUMN_DEFAULT),
                generated[0] == 'v' ? "VIRTUAL" : "STORED");
    else if (o->values[COLUMN_DEFAULT] && catalog->of_text)
        fprintf(out, " DEFAULT %s", o->values[COLUMN_DEFAULT]);
    else if (o->values[COLUMN_DEFAULT] && !catalog_postpones(catalog, o))
        print_default(out, o->values[COLUMN_DEFAULT], object_value(o, COLUMN_TYPE));
}

static void print_own_value(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (object_value(o, COLUMN_IDENTITY)[0])
        print_identity(out, catalog, o);
    else
        print_column_value(out, catalog, o);
}

void print_column_clauses(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_not_null(out, o);
    print_own_value(out, catalog, o);
}

static void print_name_and_type(FILE *out, const struct object *o, bool options)
{
    print_typed_name(out, o->name, object_value(o, COLUMN_TYPE));
    fprintf(out, " %s", object_value(o, COLUMN_TYPE));
    if (options && o->values[COLUMN_FOREIGN_OPTIONS]) {
        fputs(" OPTIONS (", out);
        show_fdw_options(out, o->values[COLUMN_FOREIGN_OPTIONS]);
        putc(')', out);
    }
    if (o->values[COLUMN_COLLATION]) {
        fputs(" COLLATE ", out);
        print_visible(out, o->values[COLUMN_COLLATION]);
    }
}

void print_typed_column(FILE *out, const struct object *o)
{
    print_name_and_type(out, o, false);
}

void print_column(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_name_and_type(out, o, true);
    print_column_clauses(out, catalog, o);
}

void print_column_below(FILE *out, const struct catalog *catalog, const struct object *table, const struct object *o)
{
    print_name_and_type(out, o, true);
    if (object_flag(o, COLUMN_NOT_NULL_LOCAL))
        print_not_null(out, o);
    if (!takes_expression(catalog, table, o))
        print_own_value(out, catalog, o);
    fputs(lacks_default(catalog, table, o) ? " DEFAULT NULL" : "", out);
}

void print_merged_column(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_name_and_type(out, o, true);
    if (object_value(o, COLUMN_GENERATED)[0])
        print_not_null(out, o);
    else
        print_column_clauses(out, catalog, o);
}

/* ---- in order ---- */

static int compare_positions(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    int length = (int)strlen(object_value(x, COLUMN_POSITION)) - (int)strlen(object_value(y, COLUMN_POSITION));
    return length ? length : strcmp(object_value(x, COLUMN_POSITION), object_value(y, COLUMN_POSITION));
}

struct objects columns_of(void *ctx, const struct catalog *catalog, const struct object *relation)
{
    struct objects found = catalog_children(catalog, &postgres_column, relation->schema, relation->name);
    const struct object **items = mem_array(ctx, const struct object *, found.n);
    if (found.n) {
        memcpy(items, found.items, found.n * sizeof(*items));
        qsort(items, found.n, sizeof(*items), compare_positions);
    }
    return (struct objects){items, found.n};
}

static bool has_default(const struct object *o)
{
    return o->values[COLUMN_DEFAULT] && !object_value(o, COLUMN_GENERATED)[0];
}

/* Tables below have defaults of their own, in statements of their own. */
static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    bool view = catalog_find(catalog, &postgres_view, o->schema, "", o->relation) != NULL;
    fputs(view ? "ALTER VIEW " : table_has_below(catalog, o) ? "ALTER TABLE ONLY " : "ALTER TABLE ", out);
    print_set_default(out, o);
}

static const struct postponable postponable = {.has = has_default, .print = print_postponed};

const struct kind postgres_column = {
    .name = "column",
    .query = postgres_column_query,
    .read = read_columns,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = COLUMN_N_FIELDS,
    .beside = beside,
    .n_beside = COLUMN_N_VALUES - COLUMN_N_FIELDS,
    .n_apart = COLUMN_N_TEXT_VALUES - COLUMN_N_VALUES,
    .phase = PHASE_INSIDE,
    .postponable = &postponable,
    .changes = &column_changes,
    .grammar = &column_grammar,
};
