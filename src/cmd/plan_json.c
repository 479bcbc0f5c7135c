#include "cmd/plan_json.h"

#include "report/json_text.h"

const char *plan_step_kind(const struct step *step)
{
    static const char *const kinds[] = {
        [STEP_BOOKKEEPING] = "bookkeeping", [STEP_BASE] = "snapshot", [STEP_DELTA] = "delta"};
    return step->program ? "program" : step->migrations ? "migration" : kinds[step->kind];
}

json_t *plan_json(const struct plan *plan)
{
    json_t *object = json_object(), *files = json_array();
    json_put(object, "database", json_text(plan->database));
    json_put(object, "engine", json_text(engine_name(plan->engine)));
    json_put(object, "base", plan->base == NO_BASE ? json_null() : json_integer(plan->base));
    json_put(object, "version", json_integer(plan->target));
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (!step->path)
            continue;
        json_t *file = json_object();
        json_put(file, "kind", json_text(plan_step_kind(step)));
        json_put(file, "version", step->kind == STEP_BOOKKEEPING ? json_null() : json_integer(step->version));
        json_put(file, "path", json_text(step->path));
        json_add(files, file);
    }
    json_put(object, "files", files);
    return object;
}

json_t *plan_json_unrun(const struct unrun_list *unrun)
{
    json_t *list = json_array();
    for (size_t i = 0; i < unrun->n; i++) {
        json_t *file = json_object();
        json_put(file, "path", json_text(unrun->items[i].path));
        json_put(file, "reason", json_text(unrun->items[i].reason));
        json_add(list, file);
    }
    return list;
}

json_t *plan_json_way(const struct update_way *way, enum engine engine)
{
    static const char *const answers[] = {[UPDATE_PERSON] = "sql",          [UPDATE_TREE] = "sql",
                                          [UPDATE_SHIPPED] = "shipped",     [UPDATE_SOURCE] = "source",
                                          [UPDATE_DATA_ONLY] = "data only", [UPDATE_ASSUMED] = "assumed data only",
                                          [UPDATE_UNKNOWN] = "unknown"};
    json_t *object = json_object(), *files = json_array();
    const bool has_files = way->answer == UPDATE_PERSON || way->answer == UPDATE_TREE || way->answer == UPDATE_SHIPPED;
    for (size_t i = 0; has_files && way->files[i]; i++)
        json_add(files, json_text(way->files[i]));
    json_put(object, "engine", json_text(engine_name(engine)));
    json_put(object, "done_by", json_text(answers[way->answer]));
    json_put(object, "files", files);
    json_put(object, "sql", json_text(way->sql));
    json_put(object, "why", json_text(way->answer == UPDATE_UNKNOWN ? way->why : NULL));
    json_put(object, "source", json_text(way->seen ? way->seen->file : NULL));
    json_put(object, "line", json_line(way->seen ? way->seen->line : 0));
    return object;
}
