/*
 * What is expected of live databases: what the deltas make, up to those that
 * one has run. A snapshot that is there already is taken; else the deltas run
 * on a throwaway server, once for all databases that have run the same.
 */
#ifndef CHECK_EXPECTATION_H
#define CHECK_EXPECTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "check/passed_program.h"
#include "check/shared_models.h"
#include "engine/live.h"
#include "generate/generate.h"
#include "model/model.h"
#include "schema/plan.h"
#include "schema/unrun.h"
#include "source/source.h"

struct live_options {
    const struct generate_options *generate; /* directories, layout, version, servers */
    struct database_limits limits;
    bool at_head;              /* compare with the newest version, whatever the database has run */
    bool owners;               /* compare whose objects are */
    const char *history_table; /* what the migration tool's table is called; NULL: as the tool does */
    const struct cancellation *stop;
};

/* What a database has run of the deltas. */
struct reached {
    bool head;       /* all of them, in their usual order; or that is what is asked for */
    int version;     /* of their directories; or that which the first migrations in their order make */
    bool in_between; /* others than all up to that version */
    const struct migration *const *migrations; /* that ran, in their order; NULL where there are none of these */
    size_t n_migrations;
    const char **deltas; /* of later versions than that: "60/01_rooms.sql" */
    size_t n_deltas;
};

/* A snapshot of it. */
struct expected_text {
    const char *path, *text;
};

/* What is expected of all databases that have run the same. */
struct expected {
    enum engine engine;
    const char *key;             /* that says what */
    const char *path;            /* what it was read from, for people */
    const struct plan *plan;     /* what made it, where it is of no snapshot; else NULL */
    const struct model *model;   /* without rows; NULL: it could not be had, and `diags` says why */
    struct expected_text *texts; /* that it was read from, common's first */
    size_t n_texts;
    struct diags diags;
};

struct expectation {
    void *ctx;
    const struct live_options *options;
    const struct schema_tree *tree;
    int version;                             /* the newest, or the one asked for */
    bool at_head;                            /* what is compared with is that version */
    const struct plan **plans[ENGINE_COUNT]; /* of the logical databases it holds, from nothing; NULL-terminated */
    const struct plan **known[ENGINE_COUNT]; /* of all there are */
    struct expected **items;
    size_t n;
    struct snapshot_layout layout; /* of the snapshots */
    struct source newest;          /* those of that version */
    bool has_newest;
    bool needs_none;                      /* where there is no snapshot the deltas make what is compared with */
    struct diags newest_diags;            /* what was said of reading them, where it is not said yet */
    size_t n_snapshots[ENGINE_COUNT];     /* of these, those that are wanted */
    struct server *servers[ENGINE_COUNT]; /* that were needed */
    struct shared_models *read;           /* of the databases */
    struct unrun_list unrun;              /* files that nobody here runs */
    bool *passed_run[ENGINE_COUNT];       /* of programs among SQL: some database has run it */
    bool has_history[ENGINE_COUNT];       /* some database says what it has run */
};

/* Reads the schema directory and lists the deltas. Belongs to ctx; NULL with diagnostics. */
struct expectation *expectation_new(void *ctx, const struct live_options *options, struct diags *diags);

/*
 * The logical database whose migrations live databases have run, and its migrations on an engine; NULL where a layout
 * has no migrations, and of the latter where the database is not made on that engine.
 */
const char *expectation_database(const struct expectation *x);
const struct migrations *expectation_migrations(const struct expectation *x, enum engine engine);

/* Whether a database of the engine can be compared at all. False with a diagnostic, which calls it `label`. */
bool expectation_has(const struct expectation *x, enum engine engine, const char *label, struct diags *diags);

/* Whether the logical database is one that live databases hold; common always is. */
bool expectation_wants(const struct expectation *x, const char *database);

/*
 * Finds or makes what is expected of those that have run so much. Not
 * from several threads at once. Never NULL.
 */
const struct expected *expectation_find(struct expectation *x, enum engine engine, const struct reached *reached);

/* Notes what a database has run of the programs among SQL. Not from several threads at once. */
void expectation_note_run(struct expectation *x, enum engine engine, const enum passed_state *passed);

/* Stops the servers that were started for it; what nobody here runs, and what could not be cleaned up becomes a
 * warning. */
void expectation_end(struct expectation *x, struct diags *diags);

#endif
