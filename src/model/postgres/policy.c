/* CREATE POLICY. Which of its roles is the text's own is known when all is read. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/postgres/facts.h"

/* NULL: every command. */
static const char *command_of(const json_t *body)
{
    static const char *const commands[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (strcasecmp(commands[i], field_text(body, "cmd_name")) == 0)
            return commands[i];
    return NULL;
}

static void set_condition(struct reader *r, struct statement *s, struct item *item, const char *attribute,
                          json_t *expression)
{
    if (!expression)
        return;
    add_references(r, item, "uses", expression, item->schema, item->relation);
    model_set(r->draft, item, attribute,
              deparse_short(r, s, PIECE_EXPRESSION, expression, item->schema, item->relation));
}

bool read_policy(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *range = field_node(body, "table");
    const char *schema = schema_of(field_text(range, "schemaname")), *relation = field_text(range, "relname");
    const char *name = field_text(body, "policy_name");
    struct item *old = model_draft_find(r->draft, &model_policy, schema, relation, name);
    if (old)
        model_remove(r->draft, old);
    struct item *item = model_add(r->draft, &model_policy, schema, relation, name, s->line);
    model_set(r->draft, item, "kind", field_flag(body, "permissive") ? NULL : "RESTRICTIVE");
    model_set(r->draft, item, "command", command_of(body));
    set_condition(r, s, item, "using", field_node(body, "qual"));
    set_condition(r, s, item, "with check", field_node(body, "with_check"));
    size_t i;
    json_t *role;
    json_array_foreach(field_node(body, "roles"), i, role)
    {
        const char *words_of_role = role_words(s, role);
        if (!item_has_fact(item, "role", words_of_role))
            model_add_fact(r->draft, item, "role", words_of_role);
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order; the text's own as CURRENT_USER. */
static const char **roles_of(void *ctx, const struct item *item, const char *own)
{
    const char **names = mem_array(ctx, const char *, item->n_facts + 1), *name;
    size_t n = 0;
    while ((name = item_fact(item, "role", n)))
        names[n++] = own && strcmp(name, own) == 0 ? "CURRENT_USER" : name;
    if (n > 0)
        qsort(names, n, sizeof(*names), by_name);
    return names;
}

/* The text's own role stands first; TO PUBLIC goes without saying. */
static const char *roles_words(void *ctx, const char *const *names)
{
    const char *text = NULL;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; names[i]; i++) {
            bool is_own = strcmp(names[i], "CURRENT_USER") == 0, again = i > 0 && strcmp(names[i], names[i - 1]) == 0;
            if (is_own == (others == 0) && !again)
                text = mem_printf(ctx, "%s%s%s", text ? text : "", text ? ", " : "", names[i]);
        }
    return text && strcmp(text, "PUBLIC") == 0 ? NULL : text;
}

static const char *part(void *ctx, const struct item *item, const char *before, const char *attribute,
                        const char *after)
{
    const char *value = item_attribute(item, attribute);
    return value ? mem_printf(ctx, "%s%s%s", before, value, after) : "";
}

static void finish_policy(struct reader *r, struct item *item)
{
    const char *own = r->own_role ? quoted_name(r->work, r->own_role) : NULL;
    const char *const *roles = roles_of(r->work, item, own);
    model_set(r->draft, item, "roles", roles_words(r->work, roles));
    model_drop_facts(r->draft, item, "role");
    for (; *roles; roles++)
        if (!item_has_fact(item, "role", *roles))
            model_add_fact(r->draft, item, "role", *roles);
    model_set_text(r->draft, item,
                   mem_printf(r->work, "CREATE POLICY %s ON %s%s%s%s%s%s;", quoted_name(r->work, item->name),
                              qualified_name(r->work, item->schema, item->relation),
                              part(r->work, item, " AS ", "kind", ""), part(r->work, item, " FOR ", "command", ""),
                              part(r->work, item, " TO ", "roles", ""),
                              part(r->work, item, "\n    USING (", "using", ")"),
                              part(r->work, item, "\n    WITH CHECK (", "with check", ")")));
}

void finish_policies(struct reader *r)
{
    for (struct item *item = model_draft_next(r->draft, NULL); item; item = model_draft_next(r->draft, item))
        if (item->kind == &model_policy)
            finish_policy(r, item);
}
