/* What `fullschema plan` shows, for programs. */
#ifndef CMD_PLAN_JSON_H
#define CMD_PLAN_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "base/diag.h"
#include "schema/plan.h"
#include "schema/unrun.h"
#include "schema/updates.h"

/* "bookkeeping", "snapshot", "delta", "program" or "migration". */
const char *plan_step_kind(const struct step *step);

/* The files of a plan, in order. */
json_t *plan_json(const struct plan *plan);

json_t *plan_json_unrun(const struct unrun_list *unrun);

/* How an update is done on one engine. */
json_t *plan_json_way(const struct update_way *way, enum engine engine);

#endif
