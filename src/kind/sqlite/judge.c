/*
 * Whether two statements mean the same: SQLite compiles both, and the programs
 * are compared. In one database nothing but the statements can make a
 * difference (https://sqlite.org/opcode.html).
 */
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/expansion.h"
#include "kind/sqlite/sqlite.h"

/* What EXPLAIN answers: addr, opcode, p1, p2, p3, p4, p5, and a comment for people. */
enum { OPCODE = 1, COMMENT = 7 };

static bool same_cell(const struct rows *a, const struct rows *b, int row, int column)
{
    const char *x = rows_text(a, row, column), *y = rows_text(b, row, column);
    return strcmp(x ? x : "", y ? y : "") == 0;
}

static bool is_remark(const struct rows *program, int row)
{
    return strcmp(rows_text(program, row, OPCODE), "Explain") == 0;
}

static bool same_program(const struct rows *a, const struct rows *b)
{
    bool same = a->n_rows == b->n_rows && a->n_columns == b->n_columns;
    for (int row = 0; same && row < a->n_rows; row++) {
        bool remark = is_remark(a, row) && is_remark(b, row);
        for (int column = OPCODE; same && !remark && column < a->n_columns && column != COMMENT; column++)
            same = same_cell(a, b, row, column);
    }
    return same;
}

static bool compile(struct reading *reading, void *ctx, const char *statement, struct rows *program)
{
    return sqlite_try(reading, ctx, mem_printf(ctx, "EXPLAIN %s", statement), NULL, program);
}

/* Of views of views; more takes SQLite longer than the question is worth. */
enum { MOST_MENTIONS = 200 };

struct compiling {
    struct reading *reading;
    struct expansion *expansion; /* NULL: nobody knows the views */
};

/* What would take too long is as different, and stays as it was typed. */
static bool same(void *data, const char *typed, const char *printed)
{
    const struct compiling *c = data;
    struct reading *reading = c->reading;
    struct rows a, b;
    if (c->expansion && expansion_of(c->expansion, typed) > MOST_MENTIONS)
        return false;
    void *ctx = mem_root("sqlite_judge");
    bool same = compile(reading, ctx, typed, &a) && compile(reading, ctx, printed, &b) && same_program(&a, &b);
    mem_free(ctx);
    return same;
}

struct sqlite_judge *sqlite_judge_new(struct reading *reading, void *ctx)
{
    struct sqlite_judge *judge = mem_new(ctx, struct sqlite_judge);
    struct compiling *c = mem_new(ctx, struct compiling);
    *c = (struct compiling){reading, sqlite_shared(reading)->expansion};
    *judge = (struct sqlite_judge){same, c};
    return judge;
}
