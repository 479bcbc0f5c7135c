/* Postgres: where a name without a schema is, by what scripts say; and schemas that are renamed. */
#include <string.h>

#include "base/mem.h"
#include "remark/private.h"

static const char usual[] = "public";

void remark_session_begin(struct remark_session *session, void *ctx, enum engine engine)
{
    *session = (struct remark_session){.ctx = ctx, .schema = engine == ENGINE_POSTGRES ? usual : ""};
}

void remark_session_end_transaction(struct remark_session *session)
{
    if (session->before)
        session->schema = session->before;
    session->before = NULL;
}

/* The first schema of a list that names one; tables are made there. */
static const char *first_schema(const struct remark_statement *s, size_t i)
{
    for (; i < s->end; i = remark_next(s, i)) {
        const char *name = mark_string(s->ctx, s->marks, i);
        if (!name && mark_is_name(s->marks, i))
            name = mark_name(s->ctx, s->marks, i);
        if (name && strcmp(name, "$user") != 0)
            return mark_is(s->marks, i, "default") ? usual : name;
    }
    return NULL;
}

/* The text of set_config is a list of names itself. */
static const char *schema_in_text(void *ctx, const char *list)
{
    struct marks m;
    if (!marks_cut(ctx, ENGINE_POSTGRES, list, &m))
        return NULL;
    for (size_t i = 0; i + 1 < m.n; i++)
        if (mark_is_name(&m, i)) {
            const char *name = mark_name(ctx, &m, i);
            if (strcmp(name, "$user") != 0)
                return name;
        }
    return NULL;
}

static void set(const struct remark_statement *s, const char *schema, bool local)
{
    struct remark_session *session = s->session;
    if (!schema)
        return;
    if (local && !session->before)
        session->before = session->schema;
    else if (!local)
        session->before = NULL;
    session->schema = mem_strdup(session->ctx, schema);
}

static void read_set(const struct remark_statement *s, size_t i)
{
    static const char *const to[] = {"to", NULL}, *const equals[] = {"=", NULL};
    bool local = mark_is(s->marks, i, "local");
    if (local || mark_is(s->marks, i, "session"))
        i = remark_next(s, i);
    if (mark_is(s->marks, i, "schema"))
        set(s, first_schema(s, remark_next(s, i)), local);
    else if (mark_is(s->marks, i, "search_path"))
        set(s, first_schema(s, remark_skip(s, remark_skip(s, remark_next(s, i), to), equals)), local);
}

/* SELECT set_config('search_path', 'app', false) */
static void read_set_config(const struct remark_statement *s)
{
    for (size_t i = s->first; i < s->end; i = remark_next(s, i)) {
        if (!mark_is(s->marks, i, "set_config"))
            continue;
        size_t name = remark_next(s, remark_next(s, i)), value = remark_next(s, remark_next(s, name));
        const char *key = mark_string(s->ctx, s->marks, name), *list = mark_string(s->ctx, s->marks, value);
        if (key && list && strcmp(key, "search_path") == 0)
            set(s, schema_in_text(s->ctx, list), mark_is(s->marks, remark_next(s, remark_next(s, value)), "true"));
    }
}

static void rename_schema(const struct remark_statement *s, size_t i)
{
    static const char *const words[] = {"rename", "to", NULL};
    size_t behind = remark_next(s, i), to = remark_skip(s, behind, words);
    if (to == behind || !mark_is_name(s->marks, i) || !mark_is_name(s->marks, to))
        return;
    const char *from = mark_name(s->ctx, s->marks, i), *name = mark_name(s->ctx, s->marks, to);
    remarks_rename_schema(s->remarks, from, name);
}

void remark_session_read(const struct remark_statement *s)
{
    static const char *const ends[] = {"commit", "rollback", "end", "abort", NULL};
    static const char *const all[] = {"all", "search_path", NULL};
    static const char *const alter_schema[] = {"alter", "schema", NULL};
    size_t second = remark_next(s, s->first), schema = remark_skip(s, s->first, alter_schema);
    if (s->marks->engine != ENGINE_POSTGRES)
        return;
    if (mark_is(s->marks, s->first, "set"))
        read_set(s, second);
    else if (mark_is(s->marks, s->first, "select"))
        read_set_config(s);
    else if ((mark_is(s->marks, s->first, "reset") || mark_is(s->marks, s->first, "discard")) &&
             mark_is_any(s->marks, second, all))
        set(s, usual, false);
    else if (schema > s->first)
        rename_schema(s, schema);
    else if (mark_is_any(s->marks, s->first, ends))
        remark_session_end_transaction(s->session);
}
