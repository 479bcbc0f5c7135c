#include <string.h>
#include <strings.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/publication.h"

extern const char postgres_publication_query[];

enum { ALL_TABLES, OPERATIONS, VIA_ROOT, GENERATED_COLUMNS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [ALL_TABLES] = "all_tables",
    [OPERATIONS] = "operations",
    [VIA_ROOT] = "via_root",
    [GENERATED_COLUMNS] = "generated_columns",
};
static const int forms[N_FIELDS] = {
    [ALL_TABLES] = ANSWER_FLAG,
    [OPERATIONS] = ANSWER_TEXT,
    [VIA_ROOT] = ANSWER_FLAG,
};

static const char all_operations[] = "insert, update, delete, truncate";

static const char *options_text(void *ctx, const struct object *o)
{
    struct text t;
    text_open(&t);
    if (strcmp(object_value(o, OPERATIONS), all_operations) != 0)
        fprintf(t.out, ", publish = '%s'", object_value(o, OPERATIONS));
    if (object_flag(o, VIA_ROOT))
        fputs(", publish_via_partition_root = true", t.out);
    if (object_value(o, GENERATED_COLUMNS)[0] == 's')
        fputs(", publish_generated_columns = stored", t.out);
    return text_close(&t, ctx);
}

/* Tables and schemas are added one by one (publication_member.c): each shows as a line of its own. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *work = mem_context(NULL);
    const char *options = options_text(work, o);
    fputs("CREATE PUBLICATION ", out);
    print_name(out, o->name);
    fputs(object_flag(o, ALL_TABLES) ? " FOR ALL TABLES" : "", out);
    if (options[0])
        fprintf(out, " WITH (%s)", options + 2);
    fputs(";\n", out);
    mem_free(work);
}

static bool has_item(const char *list, const char *item)
{
    size_t n = strlen(item);
    for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
        size_t length = strcspn(list, ", ");
        if (length == n && strncasecmp(list, item, n) == 0)
            return true;
        list += length;
    }
    return false;
}

/* Those of the list, in the order in which the server has them. */
static const char *field_of_operations(struct parsing *parsing, const char *list)
{
    static const char *const operations[] = {"insert", "update", "delete", "truncate"};
    const char *text = "";
    for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++)
        if (has_item(list, operations[i]))
            text = mem_printf(parsing->ctx, "%s%s%s", text, text[0] ? ", " : "", operations[i]);
    return text;
}

/* False where there is an option that is not known. */
static bool set_options(struct parsing *parsing, struct object *o, const json_t *options)
{
    bool known = true;
    size_t i;
    json_t *node;
    json_array_foreach(options, i, node)
    {
        const json_t *option = node_body(node);
        if (field_is(option, "defname", "publish"))
            o->values[OPERATIONS] = field_of_operations(parsing, element_text(option));
        else if (field_is(option, "defname", "publish_via_partition_root"))
            o->values[VIA_ROOT] = element_flag(option) ? "t" : "f";
        else if (field_is(option, "defname", "publish_generated_columns"))
            o->values[GENERATED_COLUMNS] = strcasecmp(element_text(option), "none") == 0 ? "n" : "s";
        else
            known = false;
    }
    return known;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_add(parsing, &postgres_publication, "", "", field_text(body, "pubname"));
    parsing_remove_relation(parsing, "", o->name);
    o->values[ALL_TABLES] = field_flag(body, "for_all_tables") ? "t" : "f";
    o->values[OPERATIONS] = all_operations;
    o->values[VIA_ROOT] = "f";
    o->values[GENERATED_COLUMNS] = "n";
    parse_publication_members(parsing, o->name, field_node(body, "pubobjects"), false);
    return set_options(parsing, o, field_node(body, "options"));
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_find(parsing, &postgres_publication, "", "", field_text(body, "pubname"));
    if (!o)
        return false;
    if (field_node(body, "options"))
        return set_options(parsing, o, field_node(body, "options"));
    if (field_is(body, "action", "AP_SetObjects"))
        parsing_remove_relation(parsing, "", o->name);
    parse_publication_members(parsing, o->name, field_node(body, "pubobjects"),
                              field_is(body, "action", "AP_DropObjects"));
    return true;
}

static const struct grammar_statement statements[] = {{.node = "CreatePublicationStmt", .parse = parse_create},
                                                      {.node = "AlterPublicationStmt", .parse = parse_alter},
                                                      {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_PUBLICATION",
    .keyword = "PUBLICATION",
    .statements = statements,
    .parts = (const struct kind *const[]){&postgres_publication_member, NULL},
};

static bool alter(struct alteration *a)
{
    if (object_flag(a->from, ALL_TABLES) != object_flag(a->to, ALL_TABLES))
        return false;
    fputs("ALTER PUBLICATION ", a->out);
    print_name(a->out, a->to->name);
    fprintf(a->out, " SET (publish = '%s', publish_via_partition_root = %s", object_value(a->to, OPERATIONS),
            object_flag(a->to, VIA_ROOT) ? "true" : "false");
    if (strcmp(object_value(a->from, GENERATED_COLUMNS), object_value(a->to, GENERATED_COLUMNS)) != 0)
        fprintf(a->out, ", publish_generated_columns = %s",
                object_value(a->to, GENERATED_COLUMNS)[0] == 's' ? "stored" : "none");
    fputs(");\n", a->out);
    return true;
}

static const struct change_forms changes = {.alter = alter};

const struct kind postgres_publication = {
    .name = "publication",
    .query = postgres_publication_query,
    .present = "EXISTS (SELECT FROM pg_publication)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
