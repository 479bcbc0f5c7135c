#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/secret.h"

extern const char postgres_foreign_server_query[];
extern const struct kind postgres_foreign_server;

enum { WRAPPER, TYPE, VERSION, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [WRAPPER] = "wrapper", [TYPE] = "type", [VERSION] = "version", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {[WRAPPER] = ANSWER_TEXT, [OPTIONS] = ANSWER_LIST | ANSWER_NULL};

static bool read_objects(const struct kind *kind, struct reading *reading)
{
    return read_without_secrets(kind, reading, OPTIONS, SECRET_BY_NAME);
}

static void set_options(struct parsing *parsing, struct object *o, const json_t *body)
{
    const char *left_out, *all = field_of_options(parsing, o->values[OPTIONS], field_node(body, "options"));
    o->values[OPTIONS] = visible_options(parsing->ctx, all, SECRET_BY_NAME, &left_out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE SERVER ", out);
    print_name(out, o->name);
    if (o->values[TYPE]) {
        fputs(" TYPE ", out);
        print_literal(out, o->values[TYPE]);
    }
    if (o->values[VERSION]) {
        fputs(" VERSION ", out);
        print_literal(out, o->values[VERSION]);
    }
    fputs(" FOREIGN DATA WRAPPER ", out);
    print_name(out, object_value(o, WRAPPER));
    print_fdw_options(out, o->values[OPTIONS]);
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_add(parsing, &postgres_foreign_server, "", "", field_text(body, "servername"));
    o->values[WRAPPER] = field_of_text(parsing, body, "fdwname");
    o->values[TYPE] = field_of_text(parsing, body, "servertype");
    o->values[VERSION] = field_of_text(parsing, body, "version");
    set_options(parsing, o, body);
    return true;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_find(parsing, &postgres_foreign_server, "", "", field_text(body, "servername"));
    if (!o)
        return false;
    if (field_flag(body, "has_version"))
        o->values[VERSION] = field_of_text(parsing, body, "version");
    set_options(parsing, o, body);
    return true;
}

static const struct attribute_form attributes[N_FIELDS] = {
    [WRAPPER] = {.label = "wrapper",
                 .weight = {CHANGE_BREAKING, "its foreign tables are read in another way", "foreign-server"},
                 .names = "OBJECT_FDW"},
    [TYPE] = {.label = "type",
              .weight = {CHANGE_BREAKING, "its foreign tables may be read from elsewhere", "foreign-server"}},
    [VERSION] = {.label = "version",
                 .weight = {CHANGE_BREAKING, "its foreign tables may be read in another way", "foreign-server"}},
    [OPTIONS] = {.label = "options",
                 .show = show_fdw_options,
                 .weight = {CHANGE_BREAKING, "its foreign tables may be read from elsewhere", "foreign-server"}},
};

static const struct grammar_statement statements[] = {{.node = "CreateForeignServerStmt", .parse = parse_create},
                                                      {.node = "AlterForeignServerStmt", .parse = parse_alter},
                                                      {0}};

static const struct grammar grammar = {
    .item = {.name = "foreign server", .plural = "foreign servers", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_foreign_server",
    .object_type = "OBJECT_FOREIGN_SERVER",
    .keyword = "SERVER",
    .owned = true,
    .statements = statements,
    .privileges = {'S', "srv", "FOREIGN SERVER", "USAGE", ""},
};

const struct kind postgres_foreign_server = {
    .name = "foreign server",
    .query = postgres_foreign_server_query,
    .present = "EXISTS (SELECT FROM pg_foreign_server)",
    .read = read_objects,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
