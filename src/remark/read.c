#include "remark/read.h"

#include <string.h>

#include "base/mem.h"
#include "remark/private.h"
#include "sql/postgres/atomic.h"

size_t remark_next(const struct remark_statement *s, size_t i)
{
    return i < s->end ? mark_token(s->marks, i + 1) : s->end;
}

size_t remark_skip(const struct remark_statement *s, size_t i, const char *const *words)
{
    size_t at = i;
    for (; *words; words++) {
        if (at >= s->end || !mark_is(s->marks, at, *words))
            return i;
        at = remark_next(s, at);
    }
    return at;
}

static bool is_trigger(const struct marks *m, size_t i)
{
    static const char *const temporary[] = {"temp", "temporary", NULL};
    if (!mark_is(m, i, "create"))
        return false;
    i = mark_token(m, i + 1);
    return mark_is(m, mark_is_any(m, i, temporary) ? mark_token(m, i + 1) : i, "trigger");
}

/* A trigger of SQLite has semicolons in its body, and ends at `; END;`, as no CASE does. */
static size_t trigger_end(const struct marks *m, size_t i)
{
    bool semicolon = false;
    while (m->items[i].kind != MARK_END) {
        bool end = semicolon && mark_is(m, i, "end");
        semicolon = mark_is(m, i, ";");
        i = mark_token(m, i + 1);
        if (end && mark_is(m, i, ";"))
            break;
    }
    return i;
}

/* Semicolons of Postgres stand in parentheses (CREATE RULE) and in BEGIN ATOMIC ... END, too. */
static size_t statement_end(const struct marks *m, size_t i)
{
    struct atomic_body body = {0};
    int depth = 0;
    if (m->engine == ENGINE_SQLITE && is_trigger(m, i))
        return trigger_end(m, i);
    for (; m->items[i].kind != MARK_END; i = mark_token(m, i + 1)) {
        if (depth <= 0 && body.depth == 0 && mark_is(m, i, ";"))
            break;
        depth += mark_is(m, i, "(") - mark_is(m, i, ")");
        if (m->engine == ENGINE_POSTGRES)
            atomic_follow(&body, m->text, mark_lexeme(m, i));
    }
    return i;
}

static void read_statement(const struct remark_statement *s)
{
    if (!remark_create_table(s) && !remark_alter_table(s) && !remark_drop_table(s) && !remark_create_thing(s) &&
        !remark_alter_thing(s) && !remark_drop_thing(s))
        remark_session_read(s);
}

/* Comments from `from` on that stand above the statement; those of a file's head are a notice first. */
static void find_above(struct remark_statement *s, size_t from)
{
    size_t above = remarks_above(s->marks, from, s->first);
    if (above == 0)
        above = remark_behind_notice(s->ctx, s->marks, above, s->first);
    for (size_t i = above; i < s->first; i++)
        remark_list_add(s->ctx, &s->above, i);
}

/* Returns where the next statement's comments begin. */
static size_t find_behind(struct remark_statement *s)
{
    const struct marks *m = s->marks;
    if (m->items[s->end].kind == MARK_END)
        return s->end;
    size_t from = s->end + 1, to = mark_token(m, from);
    size_t next = from + remarks_behind(m, s->end, from, to, false);
    for (size_t i = from; i < next; i++)
        remark_list_add(s->ctx, &s->behind, i);
    return next;
}

void remarks_read(struct remarks *remarks, struct remark_session *session, const char *script)
{
    void *work = mem_root("remarks_read");
    struct marks marks;
    bool cut = marks_cut(work, remarks_engine(remarks), script, &marks);
    for (size_t at = 0; cut;) {
        struct remark_statement s = {
            .ctx = work, .marks = &marks, .remarks = remarks, .session = session, .first = mark_token(&marks, at)};
        s.end = statement_end(&marks, s.first);
        if (marks.items[s.first].kind == MARK_END)
            break;
        find_above(&s, at);
        at = find_behind(&s);
        if (s.end > s.first)
            read_statement(&s);
    }
    remark_session_end_transaction(session);
    mem_free(work);
}
