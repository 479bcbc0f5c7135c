/* Settings of the session that a file leaves behind, and what fails for want of others after it. */
#ifndef APPLY_LEFT_SETTING_H
#define APPLY_LEFT_SETTING_H

#include <stddef.h>

#include "base/diag.h"
#include "schema/plan.h"

/*
 * Where an error is one that such a setting makes: an error without a file is pointed at the last of the plan's first
 * `n_steps` that has the setting's name; of one that is pointed at another file the hint names that. An error of the
 * file itself stays what it is.
 */
void left_setting_explain(const struct plan *plan, size_t n_steps, struct diags *diags, struct diag *e);

#endif
