#include "remark/list.h"

#include <string.h>

#include "base/mem.h"

size_t remarks_behind(const struct marks *marks, size_t before, size_t from, size_t to, bool inside)
{
    const struct mark *m = marks->items;
    size_t i = from;
    /* In front of something in the same line it is about that. */
    if (from == to || m[from].line != m[before].last_line ||
        (!inside && m[to].kind != MARK_END && m[to].line == m[to - 1].last_line &&
         m[to - 1].line == m[before].last_line))
        return 0;
    int column = m[i++].column;
    while (i < to &&
           (m[i].line == m[i - 1].last_line || (m[i].line == m[i - 1].last_line + 1 && m[i].column == column)))
        i++;
    return i - from;
}

size_t remarks_above(const struct marks *marks, size_t from, size_t to)
{
    const struct mark *m = marks->items;
    while (to > from && m[to - 1].last_line + 1 >= m[to].line)
        to--;
    return to;
}

struct reading {
    void *ctx;
    const struct marks *marks;
    struct remark_items *list;
    bool in_item;
    struct remark_list pending; /* of the next item */
};

static void add_all(struct reading *r, struct remark_list *to, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        remark_list_add(r->ctx, to, i);
}

static struct remark_list *last_or_beside(struct reading *r)
{
    return r->list->n ? &r->list->items[r->list->n - 1].remarks : &r->list->beside;
}

/* The comments [from, to) between two tokens. */
static void read_comments(struct reading *r, size_t from, size_t to, size_t close)
{
    const struct marks *m = r->marks;
    size_t behind = from + remarks_behind(m, from - 1, from, to, r->in_item);
    add_all(r, last_or_beside(r), from, behind);
    if (to == close)
        add_all(r, &r->list->beside, behind, to);
    else if (!r->in_item || mark_is(m, to, ","))
        add_all(r, &r->pending, remarks_above(m, behind, to), to);
    else
        add_all(r, last_or_beside(r), behind, to);
}

static void begin_item(struct reading *r, size_t i)
{
    size_t at = mem_grow(r->ctx, &r->list->items, &r->list->n);
    r->list->items[at] = (struct remark_item){.first = i, .end = i, .remarks = r->pending};
    r->pending = (struct remark_list){0};
    r->in_item = true;
}

static int step_of(const struct marks *m, size_t i)
{
    static const char *const opening[] = {"(", "[", NULL}, *const closing[] = {")", "]", NULL};
    return mark_is_any(m, i, opening) - mark_is_any(m, i, closing);
}

void remark_items_read(void *ctx, const struct marks *marks, size_t open, size_t close, struct remark_items *list)
{
    *list = (struct remark_items){0};
    struct reading r = {.ctx = ctx, .marks = marks, .list = list};
    int depth = 0;
    for (size_t i = open + 1; i < close; i++) {
        size_t token = mark_token(marks, i);
        if (token > i) {
            read_comments(&r, i, token, close);
            i = token;
            if (i >= close)
                break;
        }
        bool comma = depth == 0 && mark_is(marks, i, ",");
        depth += step_of(marks, i);
        if (comma) {
            r.in_item = false;
            continue;
        }
        if (!r.in_item)
            begin_item(&r, i);
        list->items[list->n - 1].end = i + 1;
    }
}
