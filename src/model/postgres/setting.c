/* SET: what a text says of a setting on which the meaning of later statements depends. */
#include <string.h>
#include <strings.h>

#include "model/postgres/setting.h"

/*
 * What the throwaway server has, and dumps say: under another value constants, names or conditions are others. NULL
 * behind the last value. https://www.postgresql.org/docs/current/runtime-config-client.html
 */
static const struct {
    const char *name;
    const char *usual[6];
} settings[] = {
    {"array_nulls", {"on", "true", "yes", "1"}},
    {"client_encoding", {"utf8", "utf-8", "unicode"}},
    {"datestyle", {"iso", "iso, mdy", "iso,mdy", "mdy"}},
    {"intervalstyle", {"postgres"}},
    {"standard_conforming_strings", {"on", "true", "yes", "1"}},
    {"timezone", {"utc", "gmt", "etc/utc", "etc/gmt", "0"}},
    {"transform_null_equals", {"off", "false", "no", "0"}},
    {"xmloption", {"content"}},
};

/* The values of a list as one text, as it would be written. */
static const char *value_of(void *ctx, const json_t *body)
{
    const char *text = "";
    size_t i;
    json_t *argument;
    json_array_foreach(field_node(body, "args"), i, argument)
    {
        const json_t *value = node_as(argument, "A_Const"), *number = field_node(value, "ival");
        const char *word = field_text(field_node(value, "sval"), "sval");
        if (number)
            word = mem_printf(ctx, "%lld", (long long)field_number(number, "ival"));
        text = mem_printf(ctx, "%s%s%s", text, i > 0 ? ", " : "", word);
    }
    return text;
}

static bool is_usual(const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
        if (strcasecmp(name, settings[i].name) != 0)
            continue;
        for (const char *const *usual = settings[i].usual; *usual; usual++)
            if (strcasecmp(*usual, value) == 0)
                return true;
        return false;
    }
    return true;
}

bool setting_is_usual(void *ctx, const json_t *body)
{
    return !field_is(body, "kind", "VAR_SET_VALUE") || is_usual(field_text(body, "name"), value_of(ctx, body));
}

static const char *literal(const json_t *call, size_t at)
{
    const json_t *argument = json_array_get(field_node(call, "args"), at);
    return field_text(field_node(node_as(argument, "A_Const"), "sval"), "sval");
}

bool setting_call_is_usual(const json_t *call)
{
    return is_usual(literal(call, 0), literal(call, 1));
}
