/* Two models, and what parity finds between them, as text. */
#ifndef TESTS_PARITY_SIDES_H
#define TESTS_PARITY_SIDES_H

#include "diffing.h"

#include "model/read.h"
#include "parity/parity.h"

struct sides {
    const struct model *postgres, *sqlite;
};

static inline struct sides read_sides(struct fixture *p, const char *postgres, const char *sqlite)
{
    struct sides s = {model_read_postgres(p->ctx, "p", postgres, &p->diags),
                      model_read_sqlite(p->ctx, "s", sqlite, &p->diags)};
    if (!s.postgres || !s.sqlite)
        fail_msg("%s", printed(p));
    return s;
}

/* Every finding as "subject: Postgres | SQLite", a line each; statements as "there". */
static inline const char *said(const char *value)
{
    return !value ? "-" : strncmp(value, "CREATE", strlen("CREATE")) == 0 ? "there" : value;
}

static inline const char *findings(struct fixture *p, const struct sides *s, struct reasons *known)
{
    const struct parity_options options = {.known = known};
    struct parity_findings found =
        parity_check(p->ctx, (const struct model *const[]){s->postgres, s->sqlite}, &options);
    char *text = mem_strdup(p->ctx, "");
    for (size_t i = 0; i < found.n; i++)
        text = mem_printf(p->ctx, "%s%s: %s | %s\n", text, found.items[i].subject, said(found.items[i].values[0]),
                          said(found.items[i].values[1]));
    return text;
}

static inline void assert_findings(struct fixture *p, const char *postgres, const char *sqlite, const char *expected)
{
    struct sides s = read_sides(p, postgres, sqlite);
    assert_string_equal(findings(p, &s, NULL), expected);
}

#endif
