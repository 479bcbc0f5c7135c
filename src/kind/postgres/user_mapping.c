#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/owner.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/refusal.h"
#include "kind/postgres/secret.h"

extern const char postgres_user_mapping_query[];
extern const struct kind postgres_user_mapping;

/* USER: "" for PUBLIC, "*" for the role that owns most and loads the snapshot. */
enum { USER, SERVER, OPTIONS, HIDDEN, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [USER] = "user", [SERVER] = "server", [OPTIONS] = "options", [HIDDEN] = "hidden"};
static const int forms[N_FIELDS] = {
    [USER] = ANSWER_TEXT,
    [SERVER] = ANSWER_TEXT,
    [OPTIONS] = ANSWER_LIST | ANSWER_NULL,
    [HIDDEN] = ANSWER_FLAG,
};

static const char *name_of(void *ctx, const char *user, const char *server)
{
    const char *role = strcmp(user, "*") == 0 ? "CURRENT_USER" : !user[0] ? "PUBLIC" : user;
    return mem_printf(ctx, "FOR %s SERVER %s", role, server);
}

/* Options that the reading role may not see are no options that are not there. */
static bool refuse_hidden(struct reading *reading, size_t first)
{
    struct catalog *catalog = reading->catalog;
    for (size_t i = first; i < catalog->n_objects;) {
        const struct object *o = catalog->objects[i];
        bool hidden = object_flag(o, HIDDEN);
        o->values[HIDDEN] = NULL;
        if (!hidden)
            i++;
        else if (!refuse_object(reading, o, "its options are hidden from the role that reads the database",
                                "read it as a superuser"))
            return false;
    }
    return true;
}

static bool read_mappings(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!own_role(reading) || !read_without_secrets(kind, reading, OPTIONS, SECRET_UNLESS_KNOWN))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++) {
        struct object *o = (struct object *)catalog->objects[i];
        if (strcmp(object_value(o, USER), catalog->own_role) != 0)
            continue;
        o->values[USER] = "*";
        o->name = name_of(catalog->ctx, "*", object_value(o, SERVER));
    }
    return refuse_hidden(reading, first);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE USER MAPPING FOR ", out);
    print_role(out, NULL, object_value(o, USER));
    fputs(" SERVER ", out);
    print_name(out, object_value(o, SERVER));
    print_fdw_options(out, o->values[OPTIONS]);
    fputs(";\n", out);
}

static struct object *find(struct parsing *parsing, const json_t *body)
{
    const char *user = field_of_role(parsing, field_node(body, "user")), *server = field_text(body, "servername");
    return parsing_find(parsing, &postgres_user_mapping, "", "", name_of(parsing->ctx, user, server));
}

static void set_options(struct parsing *parsing, struct object *o, const json_t *body)
{
    const char *left_out, *all = field_of_options(parsing, o->values[OPTIONS], field_node(body, "options"));
    o->values[OPTIONS] = visible_options(parsing->ctx, all, SECRET_UNLESS_KNOWN, &left_out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const char *user = field_of_role(parsing, field_node(body, "user")), *server = field_text(body, "servername");
    if (find(parsing, body))
        return field_flag(body, "if_not_exists");
    struct object *o = parsing_add(parsing, &postgres_user_mapping, "", "", name_of(parsing->ctx, user, server));
    o->values[USER] = user;
    o->values[SERVER] = field_of_text(parsing, body, "servername");
    set_options(parsing, o, body);
    return true;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = find(parsing, body);
    if (o)
        set_options(parsing, o, body);
    return o != NULL;
}

static bool parse_drop(struct parsing *parsing, json_t *body)
{
    struct object *o = find(parsing, body);
    if (o)
        parsing_remove(parsing, o);
    return o || field_flag(body, "missing_ok");
}

static void recompute(struct parsing *parsing, struct object *o)
{
    parsing_move(parsing, o, "", name_of(parsing->ctx, object_value(o, USER), object_value(o, SERVER)));
}

static void resolve_role(struct parsing *parsing, struct object *o, const char *own_role)
{
    if (strcmp(object_value(o, USER), own_role) != 0)
        return;
    o->values[USER] = "*";
    recompute(parsing, o);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [SERVER] = {.names = "OBJECT_FOREIGN_SERVER"},
    [OPTIONS] = {.label = "options",
                 .show = show_fdw_options,
                 .weight = {CHANGE_BREAKING, "the role is another one there, or is refused", "user-mapping"}},
};

static const struct grammar_statement statements[] = {{.node = "CreateUserMappingStmt", .parse = parse_create},
                                                      {.node = "AlterUserMappingStmt", .parse = parse_alter},
                                                      {.node = "DropUserMappingStmt", .parse = parse_drop},
                                                      {0}};

static const struct grammar grammar = {
    .item = {.name = "user mapping", .plural = "user mappings", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_user_mapping",
    .statements = statements,
    .recompute = recompute,
    .resolve_role = resolve_role,
};

const struct kind postgres_user_mapping = {
    .name = "user mapping",
    .query = postgres_user_mapping_query,
    .present = "EXISTS (SELECT FROM pg_user_mappings)",
    .read = read_mappings,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
