/* Settings of the session that a file leaves behind, and what fails for want of others after it. */
#ifndef APPLY_LEFT_SETTING_H
#define APPLY_LEFT_SETTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

/*
 * Where an error is one that such a setting makes: an error without a file is pointed at the last of the plan's first
 * `n_steps` that has the setting's name; of one that is pointed at another file the hint names that. An error of the
 * file itself stays what it is.
 */
void left_setting_explain(const struct plan *plan, size_t n_steps, struct diags *diags, struct diag *e);

/* Whether a file of another database on the same server can have made it: then left_setting_explain knows of those. */
bool left_setting_reaches_others(const struct diag *e);

/* An error of a statement of ours, behind all of the plan: report_failure(), and that. */
void left_setting_report(const struct plan *plan, enum engine engine, const char *what,
                         const struct sql_failure *failure, struct diags *diags);

#endif
