/* What is granted on schema public, of which a new database has some, and in a schema that is gone or has another name.
 */
#include <string.h>

#include "model/postgres/privileges.h"

bool is_silent_of_create(const struct reader *r)
{
    return r->version < 150000 && r->dump_version >= 150000;
}

static struct privileges *of_public(struct reader *r, int line)
{
    const struct privileges public = {.object = grantable(r->work, "OBJECT_SCHEMA"),
                                      .schema = "",
                                      .relation = "",
                                      .name = PUBLIC_SCHEMA,
                                      .owned = PUBLIC_SCHEMA,
                                      .on = PUBLIC_SCHEMA,
                                      .object_name = "public",
                                      .line = line};
    return privileges_of(r, &public);
}

void read_silence(struct reader *r)
{
    if (!r->privileges || r->public_gone > 0 || !is_silent_of_create(r))
        return;
    struct privileges *p = of_public(r, 1);
    /* Nothing for everybody: all of it is what a new database of 15 has. */
    struct right *create = right_of(p, "PUBLIC", "CREATE", "");
    create->own = create->held || right_of(p, "PUBLIC", "USAGE", "")->held;
}

void close_public_schema(struct reader *r, int line)
{
    struct privileges *p = of_public(r, line);
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rights[i].role, "PUBLIC") == 0)
            p->rights[i].held = false;
}

void say_public_privileges(struct reader *r, const char *name, int line)
{
    struct privileges *p = of_public(r, line);
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rights[i].role, "PUBLIC") == 0)
            p->rights[i].own = false;
    rename_privileges(r, "", PUBLIC_SCHEMA, "", "SCHEMA", name, name);
}

/* Schemas, servers and the like stand in none, as have defaults of all schemas. */
static bool is_within(const struct privileges *p, const char *schema)
{
    bool in_a_schema = p->defaults ? p->in_schema : !p->object->kind && strcmp(p->object->keyword, "SCHEMA") != 0;
    return in_a_schema && strcmp(p->schema, schema) == 0;
}

void forget_privileges_within(struct reader *r, const char *schema)
{
    for (struct privileges *p = r->privileges, *next; p; p = next) {
        next = p->hh.next;
        if (is_within(p, schema))
            lose_privileges(r, p);
    }
}

void move_default_privileges(struct reader *r, const char *schema, const char *new_schema)
{
    for (struct privileges *p = r->defaults, *next; p; p = next) {
        next = p->beside.next;
        if (!is_within(p, schema))
            continue;
        lose_privileges(r, p);
        p->schema = mem_strdup(p, new_schema);
        p->on = mem_printf(p, " IN SCHEMA %s", quoted_name(p, new_schema));
        keep_privileges(r, p);
    }
}
