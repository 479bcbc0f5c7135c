/*
 * Functions that SQL gives a syntax of its own. Since 14 the server remembers
 * that an expression was written TRIM(BOTH FROM x) and prints it so; before,
 * it printed btrim(x). Both are the same call. The SQL spelling is chosen
 * here, because only that one comes back from the server as it went in: in a
 * plain call it shows the casts it has added itself.
 */
#include "canon/normalise.h"

#include <string.h>

#include "canon/tree.h"

struct spelling {
    const char *name;
    size_t least, most; /* arguments */
};

static const struct spelling spellings[] = {
    {"btrim", 1, 2},     {"extract", 2, 2},  {"is_normalized", 1, 2},    {"ltrim", 1, 2},    {"normalize", 1, 2},
    {"overlaps", 4, 4},  {"overlay", 3, 4},  {"pg_collation_for", 1, 1}, {"position", 2, 2}, {"rtrim", 1, 2},
    {"substring", 2, 3}, {"timezone", 2, 2}, {"xmlexists", 2, 2},
};

static bool has_sql_spelling(const char *name, size_t arguments)
{
    for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++)
        if (strcmp(spellings[i].name, name) == 0)
            return arguments >= spellings[i].least && arguments <= spellings[i].most;
    return false;
}

/* The text of a string constant, bare or cast to text, else NULL. */
static const char *constant_text(const json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    if (cast && !list_is_one(field(field(cast, "typeName"), "names"), "text"))
        return NULL;
    const json_t *constant = node_as(cast ? field(cast, "arg") : node, "A_Const");
    return json_string_value(field(field(constant, "sval"), "sval"));
}

/* The syntax takes a bare word, the function a text: 'epoch'::text becomes 'epoch'. */
static bool strip_word(json_t *arguments, size_t i)
{
    const char *word = constant_text(json_array_get(arguments, i));
    if (!word)
        return false;
    json_array_set_new(arguments, i, make_node("A_Const", json_pack("{s:{s:s}}", "sval", "sval", word)));
    return true;
}

static bool is_word_syntax(const char *name)
{
    return strcmp(name, "normalize") == 0 || strcmp(name, "is_normalized") == 0;
}

/* A plain call, without any of the clauses a call can have besides its arguments. */
static bool is_simple(const json_t *call)
{
    static const char *const clauses[] = {"agg_order",    "agg_filter",       "over",         "agg_star",
                                          "agg_distinct", "agg_within_group", "func_variadic"};
    for (size_t i = 0; i < sizeof(clauses) / sizeof(*clauses); i++)
        if (field(call, clauses[i]))
            return false;
    return true;
}

/*
 * Before 14 EXTRACT(epoch FROM x) was stored as date_part('epoch', x), and
 * nothing tells it from a date_part that somebody wrote. Since 14 they are two
 * functions. EXTRACT is by far the more common in what people write.
 */
static const char *modern_name(const json_t *call, const char *name, int version)
{
    json_t *arguments = field(call, "args");
    bool old = version < 140000 && strcmp(name, "date_part") == 0 && json_array_size(arguments) == 2;
    return old && constant_text(json_array_get(arguments, 0)) ? "extract" : name;
}

void normalise_call(json_t *node, int version)
{
    json_t *call = node_as(node, "FuncCall");
    json_t *names = field(call, "funcname"), *arguments = field(call, "args");
    size_t n = json_array_size(names);
    bool system = n == 1 || (n == 2 && strcmp(list_text(names, 0), "pg_catalog") == 0);
    if (!call || !system || !is_simple(call))
        return;
    const char *name = modern_name(call, list_text(names, n - 1), version);
    if (!has_sql_spelling(name, json_array_size(arguments)))
        return;
    if (strcmp(name, "extract") == 0 && !strip_word(arguments, 0))
        return;
    if (is_word_syntax(name) && json_array_size(arguments) == 2 && !strip_word(arguments, 1))
        return;
    json_t *sql_names = json_pack("[o,o]", make_string("pg_catalog"), make_string(name));
    json_object_set_new(call, "funcname", sql_names);
    json_object_set_new(call, "funcformat", json_string("COERCE_SQL_SYNTAX"));
}
