/* CREATE POLICY. Which of its roles is the text's own is known when all is read. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/postgres/reader.h"

struct policy {
    struct item *item; /* NULL: it was dropped */
    const char *before, *after;
    const char **roles; /* quoted names */
    size_t n_roles;
};

static const char *condition(struct reader *r, struct statement *s, const char *before, const char *words_before,
                             json_t *expression, const struct item *item)
{
    if (!expression)
        return before;
    return mem_printf(s->ctx, "%s\n    %s (%s)", before, words_before,
                      short_words(r, s, PIECE_EXPRESSION, expression, item->schema, item->relation));
}

static const char *head(struct statement *s, const json_t *body, const struct item *item)
{
    static const char *const commands[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
    const char *text = mem_printf(s->ctx, "CREATE POLICY %s ON %s%s", quoted(s->ctx, item->name),
                                  qualified(s->ctx, item->schema, item->relation),
                                  field_flag(body, "permissive") ? "" : " AS RESTRICTIVE");
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (strcasecmp(commands[i], field_text(body, "cmd_name")) == 0)
            text = mem_printf(s->ctx, "%s FOR %s", text, commands[i]);
    return text;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The text's own role stands first, the others by name; TO PUBLIC goes without saying. */
static const char *roles_words(void *ctx, const struct policy *p, const char *own)
{
    const char *text = "";
    if (p->n_roles)
        qsort(p->roles, p->n_roles, sizeof(*p->roles), by_name);
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < p->n_roles; i++) {
            bool is_own = strcmp(p->roles[i], "CURRENT_USER") == 0 || (own && strcmp(p->roles[i], own) == 0);
            if (is_own == (others == 0))
                text = mem_printf(ctx, "%s%s%s", text, text[0] ? ", " : " TO ", is_own ? "CURRENT_USER" : p->roles[i]);
        }
    return p->n_roles == 1 && strcmp(text, " TO PUBLIC") == 0 ? "" : text;
}

static void set_text(struct reader *r, struct item *item, const struct policy *p, const char *own)
{
    const char *text = mem_printf(r->work, "%s%s%s", p->before, roles_words(r->work, p, own), p->after);
    model_set(r->draft, item, "definition", text);
    model_set_text(r->draft, item, mem_printf(r->work, "%s;", text));
}

bool read_policy(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *range = field(body, "table"), *roles = field(body, "roles");
    const char *schema = schema_of(field_text(range, "schemaname")), *relation = field_text(range, "relname");
    const char *name = field_text(body, "policy_name");
    struct item *old = model_draft_find(r->draft, &model_policy, schema, relation, name);
    if (old)
        model_remove(r->draft, old);
    struct item *item = model_add(r->draft, &model_policy, schema, relation, name, s->line);
    size_t at = mem_grow(r->work, &r->policies, &r->n_policies), i;
    struct policy *p = &r->policies[at];
    const char *after = condition(r, s, "", "USING", field(body, "qual"), item);
    *p = (struct policy){.item = item,
                         .before = mem_strdup(r->work, head(s, body, item)),
                         .after =
                             mem_strdup(r->work, condition(r, s, after, "WITH CHECK", field(body, "with_check"), item)),
                         .roles = mem_array(r->work, const char *, json_array_size(roles) + 1)};
    json_t *role;
    json_array_foreach(roles, i, role) p->roles[p->n_roles++] = mem_strdup(r->work, role_words(s, role));
    set_text(r, item, p, NULL);
    return true;
}

/* One that was dropped or renamed since has no part in it. */
void finish_policies(struct reader *r)
{
    const char *own = r->own_role ? quoted(r->work, r->own_role) : NULL;
    for (size_t i = 0; own && i < r->n_policies; i++)
        for (struct item *item = model_draft_next(r->draft, NULL); item; item = model_draft_next(r->draft, item))
            if (item == r->policies[i].item && item->kind == &model_policy)
                set_text(r, item, &r->policies[i], own);
}
