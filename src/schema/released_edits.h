/* Deltas that were changed after they had been released: databases that have run them do not get the change. */
#ifndef SCHEMA_RELEASED_EDITS_H
#define SCHEMA_RELEASED_EDITS_H

#include "schema/plan.h"

/* What says that a delta is released, and which text it had. */
struct released_request {
    const char *schema;   /* the schema directory, which the repository is around */
    int version;          /* deltas up to this version are, as a person says; negative: nobody does */
    const char *settings; /* the file in which they may say it */
};

struct released_edit {
    size_t plan; /* the first of the plans that runs it */
    const struct step *step;
    const char *by; /* "tag v1.2", "commit 0123456789ab, in which fullschema.ini says released = 59" */
};

struct released_edits {
    struct released_edit *items;
    size_t n;
};

/*
 * Finds those of the plans' deltas that the newest tag among HEAD's ancestors has with another text, or that are of a
 * released version and had another text in the commit that first called it so, as far back as HEAD's first parents
 * say the same. A plan may be NULL. None where there is no git repository. Belongs to ctx.
 */
struct released_edits released_edits_find(void *ctx, const struct released_request *request,
                                          const struct plan *const *plans, size_t n_plans);

#endif
