/* What the files of databases that live share: living.c what they live through, living_rows.c with rows in them. */
#ifndef GENERATE_LIVING_PRIVATE_H
#define GENERATE_LIVING_PRIVATE_H

#include "generate/build_private.h"
#include "generate/living.h"

struct living {
    struct build_context build;
    const struct schema_tree *tree;
    struct updates *updates;
    const struct life *life;
    struct lived *lived;
    struct rows_maker *rows; /* NULL: none are made */
    void *ctx;
};

/* Something that rows may stand in the way of: a step's file, or the queue after it. */
typedef bool (*living_act)(struct living *living, size_t step, struct diags *diags);

/*
 * Does it, with rows that it takes: with those that are there, with others that are plain, with none. What it did not
 * take is noted as a refusal. False with the first failure where the rows are not the reason.
 */
bool living_insist(struct living *living, living_act act, size_t step, struct diags *diags);

/* Fills empty tables, where the life has rows and this step ends what comes before a version. */
bool living_furnish(struct living *living, size_t step, struct diags *diags);

/* Whether the step is the last before a newer version, or before all that is newer than the base. */
bool living_version_ends(const struct living *living, size_t step);

#endif
