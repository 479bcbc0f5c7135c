/* Settings of a session that give what stands behind them another meaning. */
#ifndef MODEL_POSTGRES_SETTING_H
#define MODEL_POSTGRES_SETTING_H

#include "model/postgres/reader.h"

/* SET, the fields of a VariableSetStmt: false where constants or names mean something else from then on. */
bool setting_is_usual(void *ctx, const json_t *body);

/* The same of SELECT set_config('timezone', 'Asia/Tokyo', false): the fields of the FuncCall. */
bool setting_call_is_usual(const json_t *call);

#endif
