/* Functions and procedures of Postgres, which are named with the types that they take. */
#include <string.h>

#include "base/mem.h"
#include "remark/private.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/piece.h"
#include "sql/postgres/tree.h"

/* No server of old prints types otherwise. */
enum { ANY_VERSION = 150000 };

static bool is_taken(const json_t *parameter)
{
    return !field_is(parameter, "mode", "FUNC_PARAM_OUT") && !field_is(parameter, "mode", "FUNC_PARAM_TABLE");
}

static const char *with_types(void *ctx, const char *name, const json_t *parameters)
{
    const char *all = "";
    const json_t *node;
    size_t i;
    json_array_foreach(parameters, i, node)
    {
        const json_t *parameter = node_as(node, "FunctionParameter");
        if (!is_taken(parameter))
            continue;
        const char *type = piece_text(ctx, PIECE_TYPE, field_node(parameter, "argType"));
        if (!type)
            return NULL;
        all = mem_printf(ctx, "%s%s%s", all, *all ? ", " : "", type);
    }
    return mem_printf(ctx, "%s(%s)", name, all);
}

static json_t *parsed(const char *sql)
{
    json_t *tree = tree_parse(sql);
    if (tree) {
        tree_normalize(tree, ANY_VERSION);
        tree_forget_public(tree);
    }
    return tree;
}

static const char *slice(const struct remark_statement *s, size_t first, size_t end)
{
    const struct mark *m = s->marks->items;
    return mem_strndup(s->ctx, s->marks->text + m[first].start, m[end].start - m[first].start);
}

const char *remark_created_routine(const struct remark_statement *s, const struct remark_name *name)
{
    json_t *tree = parsed(slice(s, s->first, s->end));
    const json_t *body = node_as(tree_statement(tree), "CreateFunctionStmt");
    const char *found = body ? with_types(s->ctx, name->name, field_node(body, "parameters")) : NULL;
    json_decref(tree);
    return found;
}

/* The only one of that name. */
static const char *only(const struct remark_statement *s, const struct remark_name *name)
{
    const char **names =
        remark_things_names(s->ctx, remarks_things(s->remarks), REMARK_ROUTINE, name->schema, name->name);
    return names[0] && !names[1] ? names[0] : NULL;
}

const char *remark_named_routine(const struct remark_statement *s, size_t i, const struct remark_name *name,
                                 size_t *behind)
{
    *behind = name->behind;
    if (!mark_is(s->marks, name->behind, "("))
        return only(s, name);
    *behind = remark_next(s, remark_closing(s, name->behind));
    json_t *tree = parsed(mem_printf(s->ctx, "ALTER ROUTINE %s OWNER TO x", slice(s, i, *behind)));
    const json_t *body = node_as(tree_statement(tree), "AlterOwnerStmt");
    const json_t *call = node_as(field_node(body, "object"), "ObjectWithArgs");
    const char *found = call ? with_types(s->ctx, name->name, field_node(call, "objfuncargs")) : NULL;
    json_decref(tree);
    return found;
}
