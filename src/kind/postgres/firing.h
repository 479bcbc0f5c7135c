/* What fires at statements: triggers and rules, which have the same fields. */
#ifndef KIND_POSTGRES_FIRING_H
#define KIND_POSTGRES_FIRING_H

#include "kind/change.h"
#include "kind/grammar.h"

enum { FIRING_DEFINITION, FIRING_ENABLED, FIRING_ON_INSERT, FIRING_N_FIELDS };
extern const char *const firing_fields[FIRING_N_FIELDS];
extern const int firing_forms[FIRING_N_FIELDS];
extern const struct attribute_form firing_attributes[FIRING_N_FIELDS];

bool firing_read(const struct kind *kind, struct reading *reading);
void firing_print(FILE *out, const struct catalog *catalog, const struct object *o);

extern const struct change_forms firing_changes;

/* Loading rows must not set them off. */
void firing_needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to);

/* Of the statement that makes one: `node`, what libpg_query calls it. */
bool firing_parse(struct parsing *parsing, const struct kind *kind, const char *node, json_t *body, const char *name);
void firing_rename(struct parsing *parsing, struct object *o, const char *schema, const char *name);

/* When the relation that it hangs on has another name. */
void firing_follow(struct parsing *parsing, struct object *o);

/* ENABLE, DISABLE and the like, of D, R, A, or for what is usual O, as in pg_trigger.tgenabled. */
const char *firing_clause(const char *enabled);

#endif
