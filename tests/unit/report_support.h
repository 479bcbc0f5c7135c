/* Differences made by hand, for the tests of the formats: one as a reviewer meets it, and hostile ones of any size. */
#ifndef TESTS_UNIT_REPORT_SUPPORT_H
#define TESTS_UNIT_REPORT_SUPPORT_H

#include "model/kinds.h"
#include "report/report.h"
#include "support.h"

/* What every format is asked with unless a test says otherwise. */
static const struct report_options sample_options = {.old_name = "full_schemas/59", .new_name = "full_schemas/60"};

/* A format's whole output. Belongs to ctx. */
static inline char *report(void *ctx, const char *format, const struct difference *difference,
                           const struct report_options *options)
{
    struct text t;
    text_open(&t);
    report_format_find(format)->print(t.out, difference, options);
    return text_close(&t, ctx);
}

/* An item with up to three attributes: name, value, ..., NULL. */
static inline const struct item *make_item(struct model_draft *draft, const struct model_kind *kind,
                                           const char *relation, const char *name, int line, const char *text,
                                           const char *const *attributes)
{
    struct item *item = model_add(draft, kind, "", relation, name, line);
    model_set_text(draft, item, text);
    for (; attributes && attributes[0]; attributes += 2)
        model_set(draft, item, attributes[0], attributes[1]);
    return item;
}
#define WITH(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline struct change *add_change(void *ctx, struct comparison *c, struct change change)
{
    size_t at = mem_grow(ctx, &c->changes, &c->n_changes);
    c->changes[at] = change;
    return &c->changes[at];
}

static inline void change_body(void *ctx, struct comparison *c, struct model_draft *before, struct model_draft *after)
{
    struct attribute_change *body = mem_new(ctx, struct attribute_change);
    *body = (struct attribute_change){"body", "BEGIN\n  RETURN NEW;\nEND", "BEGIN\n  PERFORM f();\n  RETURN NEW;\nEND"};
    add_change(
        ctx, c,
        (struct change){.action = CHANGE_ALTERED,
                        .old_item = make_item(before, &model_function, "", "notice_room()", 12,
                                              "CREATE FUNCTION notice_room() RETURNS trigger\n    LANGUAGE plpgsql\n"
                                              "    AS $$BEGIN\n  RETURN NEW;\nEND$$;",
                                              NULL),
                        .new_item = make_item(after, &model_function, "", "notice_room()", 12,
                                              "CREATE FUNCTION notice_room() RETURNS trigger\n    LANGUAGE plpgsql\n"
                                              "    AS $$BEGIN\n  PERFORM f();\n  RETURN NEW;\nEND$$;",
                                              NULL),
                        .attributes = body,
                        .n_attributes = 1,
                        .class = CHANGE_SAFE,
                        .reason = "its name and arguments stay",
                        .anchor = "function-body"});
}

static inline void change_columns(void *ctx, struct comparison *c, struct model_draft *before,
                                  struct model_draft *after)
{
    struct attribute_change *type = mem_new(ctx, struct attribute_change);
    *type = (struct attribute_change){"type", "integer", "bigint"};
    add_change(ctx, c,
               (struct change){.action = CHANGE_REMOVED,
                               .old_item = make_item(before, &model_column, "rooms", "creator", 1059, "creator text",
                                                     WITH("type", "text")),
                               .class = CHANGE_BREAKING,
                               .reason = "statements that name it fail",
                               .anchor = "column-removed",
                               .delta = "schema/main/delta/60/02_drop_creator.sql",
                               .delta_line = 3});
    add_change(
        ctx, c,
        (struct change){.action = CHANGE_ALTERED,
                        .old_item = make_item(before, &model_column, "rooms", "joined", 1060, "joined integer", NULL),
                        .new_item = make_item(after, &model_column, "rooms", "joined", 1059, "joined bigint", NULL),
                        .attributes = type,
                        .n_attributes = 1,
                        .class = CHANGE_CARE,
                        .reason = "rewrites the table under an exclusive lock",
                        .anchor = "column-type"});
    add_change(ctx, c,
               (struct change){.action = CHANGE_ADDED,
                               .new_item = make_item(after, &model_column, "rooms", "replaced_by", 1061,
                                                     "replaced_by text", WITH("type", "text", "default", "'none'")),
                               .class = CHANGE_SAFE,
                               .reason = "filled with its default",
                               .anchor = "column-added"});
}

/* One comparison of Postgres's main with the changes that a release brings, and one that has no new side. */
static inline struct difference make_sample(void *ctx)
{
    struct model_draft *before = model_draft_new(ctx, ENGINE_POSTGRES), *after = model_draft_new(ctx, ENGINE_POSTGRES);
    struct comparison *both = mem_array(ctx, struct comparison, 2);
    both[0] = (struct comparison){.database = "main",
                                  .engine = ENGINE_POSTGRES,
                                  .old_path = "full_schemas/59/main/full.sql.postgres",
                                  .new_path = "full_schemas/60/main/full.sql.postgres"};
    change_body(ctx, &both[0], before, after);
    change_columns(ctx, &both[0], before, after);
    add_change(ctx, &both[0],
               (struct change){.action = CHANGE_RENAMED,
                               .old_item = make_item(before, &model_index, "rooms", "public_room_index", 1064,
                                                     "CREATE INDEX public_room_index ON rooms (is_public);", NULL),
                               .new_item = make_item(after, &model_index, "rooms", "rooms_is_public_idx", 1065,
                                                     "CREATE INDEX rooms_is_public_idx ON rooms (is_public);", NULL),
                               .class = CHANGE_SAFE,
                               .reason = "queries do not name indexes",
                               .anchor = "index-renamed",
                               .certain = "all else about it is the same"});
    both[0].old_model = model_finish(before);
    both[0].new_model = model_finish(after);
    both[1] = (struct comparison){.database = "state",
                                  .engine = ENGINE_SQLITE,
                                  .old_path = "full_schemas/59/state/full.sql.sqlite",
                                  .new_path = "",
                                  .old_model = model_finish(model_draft_new(ctx, ENGINE_SQLITE))};
    return (struct difference){.items = both, .n = 2};
}

/* Texts made to break out of whatever they are printed into. */
static const char *const hostile_texts[] = {
    "a\nb",
    "\x1b[31mred\x1b[0m",
    "`tick``ticks`",
    "a|b|c",
    "<script>alert(1)</script>",
    "-->",
    "x\r\n::error::owned",
    "%0A::error::y",
    "@octocat",
    "#1",
    "\xe2\x80\xae"
    "gnp.exe",
    "](javascript:x)",
    "{0} {1}",
    "</details>",
    "\xff\xfe",
    " ",
    "- * _a_ **b**",
    "a:b,c=d",
    "\"\\",
    "~~~\n```\n# x",
};
enum { HOSTILE_TEXTS = sizeof(hostile_texts) / sizeof(*hostile_texts) };

/* `n` changes of all classes and actions whose names, values and paths are hostile. */
static inline struct difference make_hostile(void *ctx, size_t n)
{
    struct model_draft *before = model_draft_new(ctx, ENGINE_SQLITE), *after = model_draft_new(ctx, ENGINE_SQLITE);
    struct comparison *c = mem_new(ctx, struct comparison);
    *c = (struct comparison){.database = "ma`in\n",
                             .engine = ENGINE_SQLITE,
                             .old_path = "old \xe2\x80\xae|`\n::error::.sql",
                             .new_path = "new%\r,`x`.sql"};
    for (size_t i = 0; i < n; i++) {
        const char *bad = hostile_texts[i % HOSTILE_TEXTS], *worse = hostile_texts[(i / 3 + 7) % HOSTILE_TEXTS];
        struct attribute_change *a = mem_new(ctx, struct attribute_change);
        *a = (struct attribute_change){"default", i % 5 ? bad : NULL, worse};
        enum change_action action = (enum change_action)(i % CHANGE_ACTIONS);
        char *name = mem_printf(ctx, "%s %zu", bad, i);
        add_change(ctx, c,
                   (struct change){.action = action,
                                   .old_item = action == CHANGE_ADDED
                                                   ? NULL
                                                   : make_item(before, &model_column, worse, name, (int)i, bad, NULL),
                                   .new_item = action == CHANGE_REMOVED
                                                   ? NULL
                                                   : make_item(after, &model_column, worse, name, (int)i, bad,
                                                               WITH("default", worse)),
                                   .attributes = a,
                                   .n_attributes = action == CHANGE_ALTERED,
                                   .class = (enum change_class)((i / CHANGE_ACTIONS) % CHANGE_CLASSES),
                                   .reason = "a reason",
                                   .anchor = "column-type",
                                   .delta = i % 7 == 0 ? worse : NULL,
                                   .delta_line = 1});
    }
    c->old_model = model_finish(before);
    c->new_model = model_finish(after);
    return (struct difference){.items = c, .n = 1};
}

/* A test's memory alone: the schemas are found from the directory the tests are started in. */
static inline int setup_memory(void **state)
{
    *state = mem_root("test");
    return 0;
}

static inline int teardown_memory(void **state)
{
    mem_free(*state);
    return 0;
}

#define with_memory(f) cmocka_unit_test_setup_teardown(f, setup_memory, teardown_memory)

/* True where `json` is valid under the JSON Schema of a file; what is wrong goes to stderr. */
static inline bool is_valid(void *ctx, const char *json, const char *schema)
{
    FILE *validator = popen(mem_printf(ctx, "tests/lib/validate_json.py %s", schema), "w");
    assert_non_null(validator);
    fputs(json, validator);
    return pclose(validator) == 0;
}

#define assert_has(text, part)    assert_non_null(strstr((text), (part)))
#define assert_has_no(text, part) assert_null(strstr((text), (part)))

#endif
