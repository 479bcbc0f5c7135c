/* What a database says of itself, reported as changes beside its objects. */
#ifndef CHECK_NOTE_CHANGE_H
#define CHECK_NOTE_CHANGE_H

#include "diff/diff.h"

extern const struct model_kind version_kind, delta_kind, update_kind;

/* Those of one database, of whose number it decides itself: they are joined to the comparison once. */
struct notes {
    void *ctx; /* that all of it belongs to */
    struct change *items;
    size_t n;
};

/* Adds one, of docs/changes.md#live, that needs care; the reason is the caller's to set, before the next is added. */
struct change *note_change(struct notes *notes, enum change_action action, const struct model_kind *kind,
                           const char *name);

/* The same of something that is there on both sides, with the attribute in which they differ; either value may be NULL.
 */
struct change *note_altered(struct notes *notes, const struct model_kind *kind, const char *name,
                            const struct attribute_change *attribute);

/* Whether a delta of that name is reported already. */
bool note_has_delta(const struct notes *notes, const char *name);

/* Puts them behind the changes of the comparison. */
void notes_join(const struct notes *notes, struct comparison *comparison);

#endif
