/*
 * Differences that are meant to be: drift.txt, a file of reasons (base/reasons.h). docs/drift.md says what its
 * subjects are.
 */
#ifndef COMPARE_EXCUSE_H
#define COMPARE_EXCUSE_H

#include "base/diag.h"
#include "base/root.h"
#include "diff/diff.h"

#define EXCUSES_FILE "drift.txt"

/* Reads a file that a person named, with --expected. Belongs to ctx. False with diagnostics. */
bool excuses_read(void *ctx, const char *path, struct reasons *excuses, struct diags *diags);

/* The same of drift.txt in a directory, or none where there is no such file. */
bool excuses_read_beside(void *ctx, const char *directory, struct reasons *excuses, struct diags *diags);

/*
 * Takes out of the difference what an entry excuses, an attribute or a whole change: an entry of all, or of a section
 * that is called as the comparison's database, wildcards in it. The difference then says what was expected, and the
 * entries know how much they excused.
 */
void excuses_apply(void *ctx, struct reasons *excuses, struct difference *difference);

/* Items that an entry of all speaks of, as extra ones or without such a word, are left out. Belongs to ctx. */
const struct model *excuses_leave_out(void *ctx, struct reasons *excuses, const struct model *model);

/* Whether such an entry speaks of an item of the model; or, of a privilege, of what `role` has, where that is given. */
bool excuses_leave_out_item(void *ctx, struct reasons *excuses, const struct model *model, const struct item *item,
                            const char *role);

/*
 * Adds a warning for each entry that excused nothing, of those that speak of something that was compared. Returns how
 * many.
 */
size_t excuses_report_unused(const struct reasons *excuses, const struct difference *difference, struct diags *diags);

/*
 * The same where one database was read and nothing compared: of the entries that may speak of what is there, those
 * that no item of the model has anything to do with.
 */
size_t excuses_report_unmatched(void *ctx, const struct reasons *excuses, const struct model *model,
                                struct diags *diags);

/* The file with a line more, without its reason, for each finding of the difference. Belongs to ctx. */
char *excuses_extended(void *ctx, const char *old_text, const struct difference *difference, size_t *n_added);

#endif
