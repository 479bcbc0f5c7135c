#include "sql/postgres/relation_constant.h"

#include <string.h>

#include "sql/postgres/lex.h"
#include "sql/postgres/tree.h"

static bool is_regclass(const json_t *type)
{
    const json_t *names = field_node(type, "names");
    size_t n = json_array_size(names);
    return n > 0 && strcmp(list_text(names, n - 1), "regclass") == 0 && !field_node(type, "arrayBounds");
}

bool relation_constant(void *ctx, const char *type, const json_t *body, struct relation_constant *constant)
{
    const json_t *string = field_node(node_as(field_node(body, "arg"), "A_Const"), "sval");
    if (strcmp(type, "TypeCast") != 0 || !string || !is_regclass(field_node(body, "typeName")))
        return false;
    const char *text = field_text(string, "sval");
    struct lexemes tokens = lex_all(ctx, text);
    bool qualified = tokens.n == 3 && lexeme_is_name(tokens.items[0]) && lexeme_is(text, tokens.items[1], ".");
    if ((tokens.n != 1 && !qualified) || !lexeme_is_name(tokens.items[tokens.n - 1]))
        return false;
    const char *schema = qualified ? lexeme_name(ctx, text, tokens.items[0]) : "";
    *constant = (struct relation_constant){strcmp(schema, "public") == 0 ? "" : schema,
                                           lexeme_name(ctx, text, tokens.items[tokens.n - 1])};
    return true;
}
