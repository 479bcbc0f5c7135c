/* JSON and SARIF: valid under their schemas, whatever the names are. */
#include "report_support.h"

#include <jansson.h>

enum { MANY = 5000 };
static const char diff_schema[] = "docs/diff.schema.json";
static const char sarif_schema[] = "tests/fixtures/sarif.schema.json";

static json_t *parsed(const char *text)
{
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    return root;
}

static json_int_t count_of(const json_t *root, const char *name)
{
    return json_integer_value(json_object_get(json_object_get(root, "counts"), name));
}

static void json_is_as_its_schema_says(void **state)
{
    struct difference sample = make_sample(*state), none = {0};
    assert_true(is_valid(*state, report(*state, "json", &sample, &sample_options), diff_schema));
    assert_true(is_valid(*state, report(*state, "json", &none, &sample_options), diff_schema));
    assert_false(is_valid(*state, "{\"format\": \"fullschema-diff\"}", diff_schema));
}

static void the_schema_knows_every_kind(void **state)
{
    struct diags diags;
    diags_init(&diags, *state);
    json_t *schema = parsed(file_read_text(*state, &root_own, diff_schema, &diags));
    const json_t *properties =
        json_object_get(json_object_get(json_object_get(schema, "$defs"), "change"), "properties");
    const json_t *kinds = json_object_get(json_object_get(properties, "kind"), "enum");
    const struct model_kind *kind;
    for (size_t k = 0; (kind = model_kind_at(k)); k++) {
        size_t i = 0;
        while (i < json_array_size(kinds) && strcmp(json_string_value(json_array_get(kinds, i)), kind->name) != 0)
            i++;
        if (i == json_array_size(kinds))
            fail_msg("%s does not know the kind %s", diff_schema, kind->name);
    }
    json_decref(schema);
}

static void json_tells_all(void **state)
{
    struct difference difference = make_sample(*state);
    json_t *root = parsed(report(*state, "json", &difference, &sample_options));
    json_t *state_side = json_array_get(json_object_get(root, "comparisons"), 1);
    json_t *changes = json_object_get(json_array_get(json_object_get(root, "comparisons"), 0), "changes");
    json_t *snapshot = json_array_get(json_object_get(state_side, "changes"), 0);
    json_t *removed = json_array_get(changes, 1), *altered = json_array_get(changes, 2);
    assert_int_equal(count_of(root, "total"), 6);
    assert_int_equal(count_of(root, "breaking"), 2);
    assert_true(json_is_null(json_object_get(state_side, "new")));
    assert_string_equal(json_string_value(json_object_get(snapshot, "kind")), "snapshot");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(removed, "delta"), "line")), 3);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(removed, "old"), "line")), 1059);
    json_t *attribute = json_array_get(json_object_get(altered, "attributes"), 0);
    assert_string_equal(json_string_value(json_object_get(attribute, "new")), "bigint");
    json_decref(root);
}

static void json_holds_hostile_names(void **state)
{
    struct difference difference = make_hostile(*state, MANY);
    const char *text = report(*state, "json", &difference, &sample_options);
    json_t *root = parsed(text);
    assert_int_equal(count_of(root, "total"), MANY);
    for (const char *c = text; *c; c++)
        assert_true((*c >= ' ' && *c < 0x7F) || *c == '\n');
    json_decref(root);
    difference = make_hostile(*state, 200);
    assert_true(is_valid(*state, report(*state, "json", &difference, &sample_options), diff_schema));
}

static json_t *sarif_run(const json_t *root)
{
    return json_array_get(json_object_get(root, "runs"), 0);
}

static void sarif_points_at_the_delta(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.docs = "https://docs.example/fullschema";
    const char *text = report(*state, "sarif", &difference, &options);
    assert_true(is_valid(*state, text, sarif_schema));
    json_t *root = parsed(text);
    json_t *first = json_array_get(json_object_get(sarif_run(root), "results"), 0);
    json_t *place = json_object_get(json_array_get(json_object_get(first, "locations"), 0), "physicalLocation");
    const char *uri = json_string_value(json_object_get(json_object_get(place, "artifactLocation"), "uri"));
    assert_string_equal(json_string_value(json_object_get(first, "level")), "error");
    assert_string_equal(uri, "schema/main/delta/60/02_drop_creator.sql");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(place, "region"), "startLine")), 3);
    assert_has(text, "\"helpUri\": \"https://docs.example/fullschema/changes.md#column-removed\"");
    json_decref(root);
}

static void sarif_rules_are_the_results_own(void **state)
{
    struct difference difference = make_sample(*state);
    json_t *root = parsed(report(*state, "sarif", &difference, &sample_options));
    json_t *rules = json_object_get(json_object_get(json_object_get(sarif_run(root), "tool"), "driver"), "rules");
    json_t *results = json_object_get(sarif_run(root), "results");
    assert_int_equal(json_array_size(results), 6);
    for (size_t i = 0; i < json_array_size(results); i++) {
        json_t *result = json_array_get(results, i);
        size_t at = (size_t)json_integer_value(json_object_get(result, "ruleIndex"));
        assert_string_equal(json_string_value(json_object_get(json_array_get(rules, at), "id")),
                            json_string_value(json_object_get(result, "ruleId")));
    }
    json_decref(root);
}

/* A change keeps its fingerprint when it moves, and no other change has it. */
static void sarif_fingerprints_are_of_the_change(void **state)
{
    struct difference difference = make_hostile(*state, 2);
    const char *marker = "\"fullschemaChange/v1\": \"";
    const char *first = strstr(report(*state, "sarif", &difference, &sample_options), marker);
    assert_non_null(first);
    const char *second = strstr(first + 1, marker);
    assert_non_null(second);
    assert_memory_not_equal(first, second, strlen(marker) + 16);
    ((struct item *)(uintptr_t)difference.items[0].changes[0].new_item)->line = 77;
    const char *moved = strstr(report(*state, "sarif", &difference, &sample_options), marker);
    assert_memory_equal(first, moved, strlen(marker) + 16);
}

static void sarif_holds_hostile_names(void **state)
{
    struct difference difference = make_hostile(*state, MANY);
    const char *text = report(*state, "sarif", &difference, &sample_options);
    assert_true(is_valid(*state, text, sarif_schema));
    json_t *root = parsed(text);
    assert_int_equal(json_array_size(json_object_get(sarif_run(root), "results")), MANY);
    assert_has(text, "{{0}} {{1}}");
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(json_is_as_its_schema_says),
        with_memory(the_schema_knows_every_kind),
        with_memory(json_tells_all),
        with_memory(json_holds_hostile_names),
        with_memory(sarif_points_at_the_delta),
        with_memory(sarif_rules_are_the_results_own),
        with_memory(sarif_fingerprints_are_of_the_change),
        with_memory(sarif_holds_hostile_names),
    };
    return RUN_TAP("report: json, sarif", tests);
}
