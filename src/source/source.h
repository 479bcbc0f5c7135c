/*
 * A side of a comparison, as a person names it:
 *
 *   FILE                       a snapshot; its engine by the last part of its name, or by what it holds
 *   DIRECTORY                  of snapshots, in either layout of `generate`; a version's directory or the whole
 *   schema.{engine}.sql        snapshots of both engines, or with {database} of several databases, at fixed paths
 *   REV:PATH                   the same in a git repository, read from its objects
 *   REV                        the same, the directory of snapshots being found
 *   postgres://..., key=value  a live Postgres database, read in a read-only transaction
 *   FILE of SQLite             opened read-only and never changed
 *
 * Every kind of source ends as snapshot texts: a live database is read with
 * the catalog and printed as `inspect` does.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "catalog/read.h"
#include "engine/live.h"
#include "model/model.h"

enum source_form {
    SOURCE_FILE,
    SOURCE_DIRECTORY,
    SOURCE_PATTERN,
    SOURCE_GIT,
    SOURCE_POSTGRES,
    SOURCE_SQLITE,
    SOURCE_OTHER_URL, /* of a database that is none of ours */
    SOURCE_REVISION   /* neither a file nor like any of the others: a revision of git, or nothing */
};

/* By the look of it, and for files by what they begin with. */
enum source_form source_form_of(const char *spec);

/*
 * False with a diagnostic where a database was named and is a file that is not
 * opened: a FIFO, a device, a link that leads out of the repository.
 */
bool source_can_be_database(const char *spec, struct diags *diags);

/* As it may be shown to anybody: of a URL without the password. Belongs to ctx. */
char *source_label(void *ctx, const char *spec);

/* What is left out of a live database's snapshot, as somebody else knows. */
struct source_exclusion {
    void *data;
    /*
     * Whether an item of the snapshot is unwanted; of a privilege what a role has of it ("PUBLIC", "CURRENT_USER"),
     * else NULL.
     */
    bool (*is_unwanted)(void *data, const struct model *model, const struct item *item, const char *role);
    /* All of it has been asked about; the model is of the whole database. */
    void (*asked)(void *data, const struct model *model, struct diags *diags);
};

struct source_options {
    int version;                   /* of a directory with several: this one; VERSION_HIGHEST: the highest */
    struct database_limits limits; /* of a live database */
    struct catalog_rows rows;      /* of a live database */
    const char *bookkeeping; /* a schema directory whose bookkeeping tables are left out of a live database; or NULL */
    const struct source_exclusion *exclusion; /* of a live database; or NULL */
    bool engine_given;                        /* a file whose engine nobody can tell is for `engine` */
    enum engine engine;
    const char *snapshots; /* where a revision has its snapshots, as a path of today's; NULL: they are found */
    const struct cancellation *stop;
};
enum { VERSION_HIGHEST = -1 };

/* One snapshot of a source. */
struct source_snapshot {
    const char *database; /* "" where the source does not say */
    int version;          /* -1 where it does not say */
    enum engine engine;
    const char *path; /* for people: what they would type to see it; of a live database without a password */
    const char *text;
    enum source_form form; /* of the snapshot itself: a file, SOURCE_GIT, a database */
};

struct source {
    const char *spec;              /* as it may be shown */
    bool live;                     /* a database rather than files */
    bool single;                   /* one snapshot was named, not a directory of them */
    bool rows;                     /* rows and sequence positions are in it */
    bool none;                     /* it could not be read because there is no such snapshot, and for no other reason */
    struct source_snapshot *items; /* by database ("common" first), engine */
    size_t n;
};

/* Reads a source; all texts belong to ctx. False with a diagnostic: what was looked for, and where. */
bool source_open(void *ctx, const char *spec, const struct source_options *options, struct source *source,
                 struct diags *diags);

/*
 * The sources that the words of a comparison name, at most two:
 *
 *   (none)     HEAD and the working tree
 *   REV        that revision and the working tree
 *   A..B       two revisions; an end that is left out is HEAD
 *   A...B      where their histories part, and B
 *   OLD NEW    any two
 *
 * Belongs to ctx. False with a diagnostic.
 */
bool source_sides(void *ctx, const char *const *words, size_t n, const struct source_options *options,
                  const char *sides[2], struct diags *diags);

/*
 * The same words as revisions: of what their files make, not of snapshots. The second is NULL for the working tree.
 */
bool source_revisions(void *ctx, const char *const *words, size_t n, const char *revisions[2], struct diags *diags);

/*
 * A snapshot that was copied from `path` to `file`, as git does to show it:
 * which database and engine it is for is reported by `path`, which messages name
 * and which need not be there. Texts belong to ctx. False with a diagnostic.
 */
bool source_read_copy(void *ctx, const char *file, const char *path, const struct source_options *options,
                      struct source_snapshot *snapshot, struct diags *diags);

/*
 * Where a snapshot stands in a directory of them: the path of the one of the
 * same database and engine with the highest version below its own. NULL where
 * there is none. Belongs to ctx.
 */
char *source_earlier(void *ctx, const struct source_snapshot *snapshot);

/* The order of source->items. */
int source_compare_snapshots(const struct source_snapshot *a, const struct source_snapshot *b);

/* The snapshot of an open database, as `inspect` prints it under these options. Belongs to ctx. NULL with diagnostics.
 */
char *source_print_live(struct connection *connection, const struct source_options *options, void *ctx,
                        struct diags *diags);

#endif
