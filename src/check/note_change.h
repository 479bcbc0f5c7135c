/* What a database says of itself, reported as changes beside its objects. */
#ifndef CHECK_NOTE_CHANGE_H
#define CHECK_NOTE_CHANGE_H

#include "diff/diff.h"

extern const struct model_kind version_kind, delta_kind, update_kind;

/* Adds one, of docs/changes.md#live, that needs care; the reason is the caller's to set. Belongs to ctx. */
struct change *note_change(void *ctx, struct comparison *comparison, enum change_action action,
                           const struct model_kind *kind, const char *name);

/* The same of something that is there on both sides, with the attribute in which they differ; either value may be NULL.
 */
struct change *note_altered(void *ctx, struct comparison *comparison, const struct model_kind *kind, const char *name,
                            const struct attribute_change *attribute);

/* Whether a delta of that name is reported already. */
bool note_has_delta(const struct comparison *comparison, const char *name);

#endif
