/*
 * Models of live databases: those whose text is the same, as of most that run one application, have one model, which is
 * read once.
 */
#ifndef CHECK_SHARED_MODELS_H
#define CHECK_SHARED_MODELS_H

#include "base/diag.h"
#include "engine/engine.h"
#include "model/model.h"

struct shared_models;

/* All models belong to ctx. */
struct shared_models *shared_models_new(void *ctx);

/* A text and what it says. */
struct shared_model {
    const char *text;
    const struct model *model;
};

/*
 * The model of the text, which is freed; NULL with diagnostics, which name the database by its label. A text that
 * anything is said of is read for each. Several threads may call it.
 */
const struct shared_model *shared_model_read(struct shared_models *models, enum engine engine, const char *label,
                                             char *text, struct diags *diags);

#endif
