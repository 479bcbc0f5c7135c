/* What a text grants and takes, while its statements are followed (privilege.c), and when they are (privilege_item.c).
 */
#ifndef MODEL_POSTGRES_PRIVILEGES_H
#define MODEL_POSTGRES_PRIVILEGES_H

#include "kind/grammar.h"
#include "model/postgres/reader.h"

struct grantable {
    const char *type, *keyword, *all; /* all: the privileges there are, as the server orders them */
    const char *everybody;            /* what PUBLIC has without being granted */
    const struct kind *kind;          /* of a kind that describes itself; else NULL */
};

/* One privilege of one role: held, with the right to grant it, or taken from who has it by himself. */
struct right {
    const char *role, *privilege, *column;
    const char *grantor; /* "" for the owner */
    bool held, grantable;
    bool own; /* goes without saying while it is held */
    bool by_name;
};

struct privileges {
    char *key, *owned_key; /* owned_key: not of defaults */
    const struct grantable *object;
    const char *schema, *relation, *name; /* the item's */
    const char *owned;                    /* the name of its owner's item */
    const char *object_name;              /* "rooms", "f(integer)"; NULL of defaults */
    const char *on;                       /* ON ..., or IN SCHEMA s for defaults */
    bool defaults, in_schema;             /* in_schema: of defaults, in one */
    const char *maker;                    /* of defaults: whose objects they are about, "" for whoever runs the text */
    int line;
    struct right *rights;
    size_t n;
    UT_hash_handle hh;
    UT_hash_handle beside; /* in reader.defaults, or in reader.owned */
};

/* Everybody may use the schema public, and before 15 make things in it. */
#define PUBLIC_SCHEMA "SCHEMA public"

/* ---- privilege.c, for privilege_schema.c ---- */

/* By what libpg_query calls the objects; NULL for what nothing can be granted on. Belongs to ctx. */
const struct grantable *grantable(void *ctx, const char *type);
/* Those that are found like that, or new ones with what a fresh object has. */
struct privileges *privileges_of(struct reader *r, const struct privileges *like);
/* To be found, and no longer: who changes its names does the one before, the other behind it. */
void lose_privileges(struct reader *r, struct privileges *p);
void keep_privileges(struct reader *r, struct privileges *p);

/* The names of what GRANT is about: its keyword, its name, its name as it is written. */
void name_granted(struct statement *s, struct privileges *like, const char *kind, const char *name,
                  const char *spelling);
/* What a GRANT or REVOKE says, done to that object's. */
void apply_grant(struct reader *r, struct statement *s, struct privileges *p, const json_t *body);

/* ---- privilege_right.c ---- */

/* What the owner is called as a role, if whoever runs the text owns it. */
#define OWNER "CURRENT_USER"

/* By that grantor; by the owner. One that nobody has where there is none. */
struct right *right_by(struct privileges *p, const char *grantor, const char *role, const char *privilege,
                       const char *column);
struct right *right_of(struct privileges *p, const char *role, const char *privilege, const char *column);
/* With what was granted on the strength of it; or no more than the right to grant. */
void take_right(struct privileges *p, struct right *right, bool option_alone);
/* By whom GRANT and REVOKE are, "" for the owner; whether he may grant that. */
const char *grantor_now(struct reader *r, struct statement *s, const struct privileges *p);
bool can_grant(const struct privileges *p, const char *grantor, const char *privilege, const char *column);
/* NULL where the text does not say. */
const char *owner_of_granted(struct reader *r, const struct privileges *p);
/* In the end: what a role has from several is one right. */
void join_rights(struct privileges *p);

/* ---- privilege_target.c ---- */

/* `grantable` of a function, a procedure or an aggregate, which counts as a function. */
const struct grantable *grantable_routine(void *ctx, const struct object *o);
/* The place and the spelling of what is granted on, in `like`, whose sort may be another then. False: not known. */
bool name_object(struct reader *r, struct statement *s, struct privileges *like, const json_t *object);

/* privilege_all.c: ON ALL TABLES IN SCHEMA app. False where it is not known which objects these are. */
bool grant_in_schemas(struct reader *r, struct statement *s, struct privileges *like, const json_t *body);

/* privilege_schema.c: from 15 on pg_dump says of older servers, too, what differs from schema public as 15 has it. */
bool is_silent_of_create(const struct reader *r);

#endif
