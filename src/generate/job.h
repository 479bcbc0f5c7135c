/* Which snapshots a run makes: from the options and the schema directory to targets with plans. */
#ifndef GENERATE_JOB_H
#define GENERATE_JOB_H

#include "generate/generate.h"
#include "generate/target.h"

struct job {
    void *ctx;
    void *result_ctx; /* the tree, the plans and `unrun` belong to it: they outlive the job */
    const struct generate_options *options;
    const struct generate_observer *observer;
    const struct schema_tree *tree;
    struct snapshot_layout layout; /* belongs to result_ctx, too */
    struct unrun_list unrun;
    struct updates *updates;
    struct target *targets; /* by engine, version, database: common first of its group */
    size_t n;
};

/*
 * Opens the schema directory and makes the targets, those that are not wanted
 * for themselves but for others to leave out among them. False with
 * diagnostics. job_end is to be called either way.
 */
bool job_prepare(struct job *job, struct diags *diags);
void job_end(struct job *job);

/* How many columns options->accepted names. */
size_t job_n_accepted(const struct job *job);

#endif
