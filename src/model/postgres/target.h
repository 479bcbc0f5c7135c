/* Any object, as statements about it name it. */
#ifndef MODEL_POSTGRES_TARGET_H
#define MODEL_POSTGRES_TARGET_H

#include "catalog/object.h"
#include "model/postgres/reader.h"

struct target {
    const char *schema, *relation, *name; /* as an item's that is about it: "COLUMN creator" */
    const char *spelling;                 /* behind COMMENT ON: "COLUMN rooms.creator" */
    const char *own;                      /* the name alone: "creator" */
};

/* Takes the schema public out of the Strings of a name, as items have none. */
void forget_public(json_t *names);

/* Of the tree's type and object; texts belong to s->ctx. False where the model knows no such type. */
bool named_target(struct reader *r, struct statement *s, const char *type, const json_t *object, struct target *target);

/* The same of an object of a kind that describes itself; and behind ALTER ... OWNER TO, as GRANT has it: "TABLE v". */
struct target object_target(struct statement *s, const struct object *o);
struct target owner_target(struct statement *s, const struct object *o);

/* The same of what hangs on a relation: the keyword is COLUMN or CONSTRAINT. The names are not copied. */
struct target member_target(struct statement *s, const char *keyword, const char *schema, const char *relation,
                            const char *member);

/* And of what has a name in a schema; `relation` is that of the item. */
struct target named_target_of(struct statement *s, const char *keyword, const char *schema, const char *relation,
                              const char *name);

/* described.c: the comment on an object that is gone, copied, or called otherwise now, and who owns that. */
void drop_comment(struct reader *r, const struct target *target);
void copy_comment(struct reader *r, struct statement *s, const struct target *from, const struct target *to);
void move_comment(struct reader *r, struct statement *s, const struct target *old, const struct target *now);
void move_owner(struct reader *r, struct statement *s, const struct target *old, const struct target *now);

/* owner.c: OWNER TO. */
void set_owner(struct reader *r, struct statement *s, const struct target *t, const json_t *role);

#endif
