#include "check/shared_models.h"

#include <pthread.h>
#include <string.h>

#include "base/mem.h"
#include "model/read.h"

struct entry {
    enum engine engine;
    size_t size;
    struct shared_model shared;
};

struct shared_models {
    void *store;          /* what models belong to; other threads may use what it belongs to itself */
    pthread_mutex_t lock; /* of all but itself */
    struct entry **entries;
    size_t n;
};

struct shared_models *shared_models_new(void *ctx)
{
    struct shared_models *models = mem_new(ctx, struct shared_models);
    models->store = mem_root("models of live databases");
    mem_adopt(ctx, models->store);
    pthread_mutex_init(&models->lock, NULL);
    return models;
}

static const struct shared_model *find(struct shared_models *models, enum engine engine, const char *text, size_t size)
{
    const struct shared_model *found = NULL;
    pthread_mutex_lock(&models->lock);
    for (size_t i = 0; i < models->n && !found; i++) {
        const struct entry *e = models->entries[i];
        if (e->engine == engine && e->size == size && memcmp(e->shared.text, text, size) == 0)
            found = &e->shared;
    }
    pthread_mutex_unlock(&models->lock);
    return found;
}

/* `work` is that which the entry belongs to; `known`: others may have it, too. */
static void keep(struct shared_models *models, struct entry *entry, void *work, bool known)
{
    pthread_mutex_lock(&models->lock);
    mem_adopt(models->store, work);
    if (known) {
        size_t at = mem_grow(models->store, &models->entries, &models->n);
        models->entries[at] = entry;
    }
    pthread_mutex_unlock(&models->lock);
}

const struct shared_model *shared_model_read(struct shared_models *models, enum engine engine, const char *label,
                                             char *text, struct diags *diags)
{
    size_t size = strlen(text), said = diags->n;
    const struct shared_model *found = find(models, engine, text, size);
    if (found) {
        mem_free(text);
        return found;
    }
    void *work = mem_root("model of a live database");
    struct entry *entry = mem_new(work, struct entry);
    *entry = (struct entry){engine, size, {.text = mem_strndup(work, text, size)}};
    mem_free(text);
    entry->shared.model = model_read(work, engine, label, entry->shared.text, diags);
    keep(models, entry, work, entry->shared.model && diags->n == said);
    return entry->shared.model ? &entry->shared : NULL;
}
