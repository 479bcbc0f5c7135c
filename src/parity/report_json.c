/* For programs; docs/parity.md shows it. A change of shape is a new version. */
#include "parity/report.h"
#include "report/json_text.h"

enum { JSON_FORMAT_VERSION = 1 };

static json_t *pair_json(const char *const texts[2])
{
    json_t *pair = json_array();
    for (size_t i = 0; i < 2; i++)
        json_add(pair, json_text(texts[i]));
    return pair;
}

static json_t *finding_json(const struct parity_finding *finding)
{
    json_t *object = json_object();
    json_put(object, "what", json_text(finding->subject));
    json_put(object, "values", pair_json(finding->values));
    return object;
}

static json_t *conversion_json(const struct parity_conversion *conversion)
{
    json_t *object = json_object();
    json_put(object, "table", json_text(conversion->table));
    json_put(object, "column", json_text(conversion->column));
    json_put(object, "kind", json_text(parity_sort_name(conversion->sort)));
    json_put(object, "types", pair_json(conversion->types));
    return object;
}

static json_t *database_json(const struct parity_database *d)
{
    json_t *object = json_object(), *findings = json_array(), *conversions = json_array();
    const char *engines[2] = {engine_name(d->engines[0]), engine_name(d->engines[1])};
    json_put(object, "database", json_text(d->name));
    json_put(object, "engines", pair_json(engines));
    json_put(object, "paths", pair_json(d->paths));
    for (size_t i = 0; i < d->found.n; i++)
        json_add(findings, finding_json(&d->found.items[i]));
    json_put(object, "differences", findings);
    json_put(object, "known", json_integer((json_int_t)d->found.n_known));
    for (size_t i = 0; i < d->conversions.n; i++)
        json_add(conversions, conversion_json(&d->conversions.items[i]));
    json_put(object, "conversions", conversions);
    return object;
}

void parity_print_json(FILE *out, const struct parity_result *result)
{
    json_t *root = json_object(), *databases = json_array();
    json_put(root, "parity", json_integer(JSON_FORMAT_VERSION));
    json_put(root, "sides", pair_json(result->names));
    for (size_t i = 0; i < result->n; i++)
        json_add(databases, database_json(&result->items[i]));
    json_put(root, "databases", databases);
    json_print(out, root);
}
