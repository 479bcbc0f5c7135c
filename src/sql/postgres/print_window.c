/* Window definitions. */
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

/* The bits of WindowDef.frameOptions (nodes/parsenodes.h of the server). */
enum {
    FRAME_NONDEFAULT = 0x1,
    FRAME_RANGE = 0x2,
    FRAME_ROWS = 0x4,
    FRAME_GROUPS = 0x8,
    FRAME_BETWEEN = 0x10,
    FRAME_START_UNBOUNDED = 0x20,
    FRAME_END_UNBOUNDED = 0x100,
    FRAME_START_CURRENT = 0x200,
    FRAME_END_CURRENT = 0x400,
    FRAME_START_PRECEDING = 0x800,
    FRAME_END_PRECEDING = 0x1000,
    FRAME_START_FOLLOWING = 0x2000,
    FRAME_END_FOLLOWING = 0x4000,
    FRAME_EXCLUDE_CURRENT = 0x8000,
    FRAME_EXCLUDE_GROUP = 0x10000,
    FRAME_EXCLUDE_TIES = 0x20000
};

static void print_offset(struct printer *p, const json_t *offset, const char *direction)
{
    print_operand(p, offset, BIND_CAST);
    fputs(direction, p->out);
}

static void print_start(struct printer *p, const json_t *body, long frame)
{
    if (frame & FRAME_START_UNBOUNDED)
        fputs("UNBOUNDED PRECEDING", p->out);
    else if (frame & FRAME_START_CURRENT)
        fputs("CURRENT ROW", p->out);
    else if (frame & FRAME_START_PRECEDING)
        print_offset(p, field_node(body, "startOffset"), " PRECEDING");
    else if (frame & FRAME_START_FOLLOWING)
        print_offset(p, field_node(body, "startOffset"), " FOLLOWING");
    else
        print_lost(p);
}

static void print_end(struct printer *p, const json_t *body, long frame)
{
    if (frame & FRAME_END_UNBOUNDED)
        fputs("UNBOUNDED FOLLOWING", p->out);
    else if (frame & FRAME_END_CURRENT)
        fputs("CURRENT ROW", p->out);
    else if (frame & FRAME_END_PRECEDING)
        print_offset(p, field_node(body, "endOffset"), " PRECEDING");
    else if (frame & FRAME_END_FOLLOWING)
        print_offset(p, field_node(body, "endOffset"), " FOLLOWING");
    else
        print_lost(p);
}

static void print_frame(struct printer *p, const json_t *body)
{
    long frame = field_number(body, "frameOptions");
    fputs(frame & FRAME_ROWS ? "ROWS " : frame & FRAME_GROUPS ? "GROUPS " : "RANGE ", p->out);
    fputs(frame & FRAME_BETWEEN ? "BETWEEN " : "", p->out);
    print_start(p, body, frame);
    if (frame & FRAME_BETWEEN) {
        fputs(" AND ", p->out);
        print_end(p, body, frame);
    }
    if (frame & FRAME_EXCLUDE_CURRENT)
        fputs(" EXCLUDE CURRENT ROW", p->out);
    else if (frame & FRAME_EXCLUDE_GROUP)
        fputs(" EXCLUDE GROUP", p->out);
    else if (frame & FRAME_EXCLUDE_TIES)
        fputs(" EXCLUDE TIES", p->out);
}

void print_window(struct printer *p, const json_t *body)
{
    const char *blank = "";
    if (field_node(body, "refname")) {
        print_name(p->out, field_text(body, "refname"));
        blank = " ";
    }
    if (field_node(body, "partitionClause")) {
        fprintf(p->out, "%sPARTITION BY ", blank);
        print_expressions(p, field_node(body, "partitionClause"));
        blank = " ";
    }
    if (field_node(body, "orderClause")) {
        fprintf(p->out, "%sORDER BY ", blank);
        print_sort(p, field_node(body, "orderClause"));
        blank = " ";
    }
    if (field_number(body, "frameOptions") & FRAME_NONDEFAULT) {
        fputs(blank, p->out);
        print_frame(p, body);
    }
}
