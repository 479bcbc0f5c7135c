/* One snapshot to be made, and the stages it goes through. */
#ifndef GENERATE_TARGET_H
#define GENERATE_TARGET_H

#include "apply/progress.h"
#include "base/diag.h"
#include "generate/build.h"
#include "generate/proof.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"

struct target {
    void *ctx; /* a root of its own: a thread works on one target at a time */
    size_t task;
    const char *name; /* to a person: "main 60 postgres" */
    bool wanted;      /* false: built only because another database leaves it out */
    const char *path;
    const struct plan *plan;
    struct accepted accepted;
    const struct target *common; /* the target of common on the same engine and version; NULL for common itself */
    struct build_states states;  /* that it goes on from and keeps (generate/states.h) */
    struct built built;
    struct snapshot snapshot;
    bool needs_common;
    const char *proven; /* the text, where an earlier run has made and proved it (generate/proven.h); else NULL */
    size_t n_objects;
    bool idle; /* proven, and no other target needs it to be built */
    bool ok;
    struct diags diags;
};

/* What was made of it, forgotten: it is made again. */
void target_forget(struct target *target);

/* First stage: the database is built and read. */
void target_build(struct target *target, struct server *server, const struct schema_tree *tree, struct updates *updates,
                  const struct progress *progress);

/* Second stage, when every target of the engine is built: subtracted and printed. */
void target_print(struct target *target);

/* Third stage, when every target is printed: loaded and compared. */
void target_prove(struct target *target, struct server *server, struct spare *spare, const struct progress *progress);

/* Whether there is to be a third stage, as far as is known before the first. */
bool target_needs_proof(const struct target *target);

#endif
