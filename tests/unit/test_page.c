/* Whole pages. */
#include "support.h"

#include "model/kinds.h"
#include "page/html.h"
#include "page/page.h"

static struct item *add(struct model_draft *d, const struct model_kind *kind, const char *relation, const char *name)
{
    struct item *item = model_add(d, kind, "", relation, name, 1);
    model_set_text(d, item, name);
    return item;
}

static const char *page_of(void *ctx, const struct comparison *sides, size_t n, bool compared)
{
    struct comparison *copy = mem_copy(ctx, sides, n * sizeof(*sides));
    const struct difference all = {.items = copy, .n = n};
    const struct page page = {.title = "a </title> <page>", .compared = compared, .sides = &all};
    struct text t;
    text_open(&t);
    page_print(t.out, &page);
    return text_close(&t, ctx);
}

static const char *page_of_model(void *ctx, const struct model *model)
{
    const struct comparison side = {
        .database = "main", .engine = model->engine, .old_path = "", .new_path = "snapshot", .new_model = model};
    return page_of(ctx, &side, 1, false);
}

static void shows(const char *page, const char *text)
{
    if (!strstr(page, text))
        fail_msg("the page lacks %s", text);
}

/* A kind that is added to the model and forgotten here would vanish from pages. */
static void every_kind_is_shown(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; model_kind_at(i); i++) {
        struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
        bool stands_alone = strstr("table view materialized view", model_kind_at(i)->name) != NULL;
        add(d, &model_table, "", "of_table");
        struct item *item = add(d, model_kind_at(i), stands_alone ? "" : "of_table", "the-item");
        model_set(d, item, model_kind_at(i) == &model_row ? "c" : "definition", "the-item");
        shows(page_of_model(p->ctx, model_finish(d)), "the-item");
    }
}

static void what_belongs_to_no_table_is_shown(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; model_kind_at(i); i++) {
        if (model_kind_at(i)->inside || model_kind_at(i) == &model_row || model_kind_at(i) == &model_index ||
            model_kind_at(i) == &model_trigger)
            continue;
        struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
        add(d, model_kind_at(i), "", "the-item");
        shows(page_of_model(p->ctx, model_finish(d)), "the-item");
    }
}

static void hostile_names_stay_text(void **state)
{
    struct fixture *p = *state;
    const char *name = "\"></a><script>alert(1)</script><!--";
    struct model_draft *d = model_draft_new(p->ctx, ENGINE_SQLITE);
    struct item *column, *key;
    add(d, &model_table, "", name);
    column = add(d, &model_column, name, name);
    model_set(d, column, "type", name);
    key = add(d, &model_constraint, name, name);
    model_set(d, key, "type", "FOREIGN KEY");
    model_set(d, key, "definition",
              "FOREIGN KEY (a) REFERENCES \"\"\"></a><script>alert(1)</script><!--\" ON DELETE CASCADE");
    model_set(d, add(d, &model_row, name, name), name, name);
    const char *page = page_of_model(p->ctx, model_finish(d));
    assert_null(strstr(page, "<script>alert"));
    assert_null(strstr(page, "<!--"));
    assert_null(strstr(page, "</title> <page>"));
    shows(page, "id=\"main.%22%3E%3C%2Fa%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%3C%21--\"");
    shows(page, "<svg");
}

static const struct model *one_table(void *ctx, enum engine engine, const char *column, const char *type)
{
    struct model_draft *d = model_draft_new(ctx, engine);
    add(d, &model_table, "", "rooms");
    model_set(d, add(d, &model_column, "rooms", column), "type", type);
    return model_finish(d);
}

static const struct model *two_columns(void *ctx, enum engine engine)
{
    struct model_draft *d = model_draft_new(ctx, engine);
    add(d, &model_table, "", "rooms");
    model_set(d, add(d, &model_column, "rooms", "c"), "type", "text");
    model_set(d, model_add(d, &model_column, "", "rooms", "new", 2), "type", "text");
    return model_finish(d);
}

static int count(const char *page, const char *text)
{
    int n = 0;
    for (const char *at = page; (at = strstr(at, text)); at++)
        n++;
    return n;
}

/* An attribute that is added to a kind and forgotten here would vanish from pages, but for those recognized by their
 * SQL. */
static void every_attribute_is_shown(void **state)
{
    struct fixture *p = *state;
    static const struct model_kind *const by_attributes[] = {
        &model_table,   &model_column,  &model_constraint,       &model_index,
        &model_comment, &model_setting, &model_sequence_position};
    for (size_t k = 0; k < sizeof(by_attributes) / sizeof(*by_attributes); k++) {
        struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
        const struct model_kind *kind = by_attributes[k];
        struct item *item =
            add(d, kind, kind == &model_table ? "" : "of_table", kind == &model_table ? "of_table" : "x");
        if (kind != &model_table)
            add(d, &model_table, "", "of_table");
        for (size_t a = 0; kind->attributes[a]; a++)
            model_set(d, item, kind->attributes[a], mem_printf(p->ctx, "value-%zu-", a));
        const char *page = page_of_model(p->ctx, model_finish(d));
        for (size_t a = 0; kind->attributes[a]; a++) {
            const char *name = kind->attributes[a];
            bool otherwise = strcmp(name, "position") == 0 || strcmp(name, "used") == 0 ||
                             (kind == &model_constraint && strcmp(name, "type") == 0) ||
                             (kind == &model_table && strcmp(name, "definition") == 0);
            if (!otherwise)
                shows(page, mem_printf(p->ctx, "value-%zu-", a));
        }
    }
}

static void what_a_domain_checks_is_told_with_it(void **state)
{
    struct fixture *p = *state;
    struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
    add(d, &model_type, "", "positive");
    model_set(d, add(d, &model_constraint, "positive", "positive_check"), "definition", "CHECK (VALUE > 0)");
    model_add(d, &model_schema, "archive", "", "archive", 1);
    const char *page = page_of_model(p->ctx, model_finish(d));
    shows(page, "<code>positive: CHECK (VALUE &gt; 0)</code>");
    assert_null(strstr(page, "id=\"main.positive\""));
    shows(page, "<code>archive</code>");
    assert_null(strstr(page, "archive.archive"));
}

static void the_primary_key_comes_first(void **state)
{
    struct fixture *p = *state;
    static const char *const types[] = {"CHECK", "EXCLUDE", "UNIQUE", "PRIMARY KEY"};
    struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
    add(d, &model_table, "", "t");
    for (size_t i = 0; i < 4; i++) {
        struct item *key = add(d, &model_constraint, "t", types[i]);
        model_set(d, key, "type", types[i]);
        model_set(d, key, "definition", mem_printf(p->ctx, "%s (a)", types[i]));
    }
    const char *page = page_of_model(p->ctx, model_finish(d)), *last = page;
    for (size_t i = 4; i-- > 0;) {
        const char *at = strstr(page, mem_printf(p->ctx, "<code>%s (a)</code>", types[i]));
        assert_non_null(at);
        assert_true(at > last);
        last = at;
    }
}

static void comments_stand_beside_what_they_are_about(void **state)
{
    struct fixture *p = *state;
    struct model_draft *d = model_draft_new(p->ctx, ENGINE_POSTGRES);
    add(d, &model_table, "", "t");
    model_set(d, add(d, &model_column, "t", "c"), "type", "text");
    add(d, &model_view, "", "v");
    model_set(d, add(d, &model_comment, "t", "TABLE t"), "text", "about the table");
    model_set(d, add(d, &model_comment, "t", "COLUMN c"), "text", "about the column");
    model_set(d, add(d, &model_comment, "t", "INDEX t_idx"), "text", "about an index");
    model_set(d, add(d, &model_comment, "v", "COLUMN x"), "text", "about a view");
    const char *page = page_of_model(p->ctx, model_finish(d));
    shows(page, "</h3>\n<div class=\"comment\"><span class=\"said\">about the table</span></div>");
    shows(page, "<code>c</code><div class=\"comment\"><span class=\"said\">about the column</span></div>");
    shows(page, "<code>INDEX t_idx</code><td class=\"postgres\"><span class=\"said\">about an index</span>");
    shows(page, "<code>COLUMN x</code><td class=\"postgres\"><span class=\"said\">about a view</span>");
    assert_int_equal(count(page, "about the"), 2);
}

static void engines_stand_side_by_side(void **state)
{
    struct fixture *p = *state;
    const struct comparison sides[] = {
        {.database = "main",
         .engine = ENGINE_POSTGRES,
         .old_path = "",
         .new_path = "p",
         .new_model = one_table(p->ctx, ENGINE_POSTGRES, "lock", "bigint")},
        {.database = "main",
         .engine = ENGINE_SQLITE,
         .old_path = "",
         .new_path = "s",
         .new_model = one_table(p->ctx, ENGINE_SQLITE, "Lock", "BIGINT")},
    };
    shows(page_of(p->ctx, sides, 2, false), "<code>lock</code><td class=\"postgres\"><code>bigint</code>"
                                            "<td class=\"sqlite\"><code>BIGINT</code>");
}

static void a_change_shows_before_and_after(void **state)
{
    struct fixture *p = *state;
    struct comparison side = {.database = "main",
                              .engine = ENGINE_POSTGRES,
                              .old_path = "old",
                              .new_path = "new",
                              .old_model = one_table(p->ctx, ENGINE_POSTGRES, "c", "integer"),
                              .new_model = one_table(p->ctx, ENGINE_POSTGRES, "c", "bigint")};
    diff_models(p->ctx, side.old_model, side.new_model, &side);
    const char *page = page_of(p->ctx, &side, 1, true);
    shows(page, "<tr class=\"changed\">");
    shows(page, "<del><code>integer</code></del> <span class=\"to\">→</span> <ins><code>bigint</code></ins>");
    side.new_model = model_finish(model_draft_new(p->ctx, ENGINE_POSTGRES));
    diff_models(p->ctx, side.old_model, side.new_model, &side);
    page = page_of(p->ctx, &side, 1, true);
    shows(page, "class=\"differs worst-breaking removed size-24\"");
    shows(page, "<tr><th scope=\"row\"><code>c</code><td class=\"postgres\"><code>integer</code>");
    shows(page, "<b class=\"badge breaking\">removed</b>");
}

/* Of a column both engines have the same to say: once. */
static void what_both_engines_say_is_said_once(void **state)
{
    struct fixture *p = *state;
    struct comparison sides[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++) {
        sides[e] = (struct comparison){.database = "main",
                                       .engine = (enum engine)e,
                                       .old_path = "old",
                                       .new_path = "new",
                                       .old_model = one_table(p->ctx, (enum engine)e, "c", "text"),
                                       .new_model = two_columns(p->ctx, (enum engine)e)};
        diff_models(p->ctx, sides[e].old_model, sides[e].new_model, &sides[e]);
    }
    const char *page = page_of(p->ctx, sides, 2, true);
    assert_int_equal(count(page, "added: "), 1);
    shows(page, "<td class=\"both\"><ins><code>text</code></ins><td class=\"again\"><ins><code>text</code></ins>");
}

static void changed_sql_is_told_by_its_lines(void **state)
{
    struct fixture *p = *state;
    const struct model *models[2];
    for (int i = 0; i < 2; i++) {
        struct model_draft *d = model_draft_new(p->ctx, ENGINE_SQLITE);
        struct item *view = model_add(d, &model_view, "", "", "v", 1);
        model_set(d, view, "definition", i ? "SELECT 2" : "SELECT 1");
        model_set_text(d, view, i ? "CREATE VIEW v AS\nSELECT 2;" : "CREATE VIEW v AS\nSELECT 1;");
        models[i] = model_finish(d);
    }
    struct comparison side = {.database = "main",
                              .engine = ENGINE_SQLITE,
                              .old_path = "old",
                              .new_path = "new",
                              .old_model = models[0],
                              .new_model = models[1]};
    diff_models(p->ctx, side.old_model, side.new_model, &side);
    const char *page = page_of(p->ctx, &side, 1, true);
    shows(page, "<pre class=\"lines\">CREATE VIEW v AS\n<del>SELECT 1;\n</del><ins>SELECT 2;\n</ins></pre>");
    assert_int_equal(count(page, "SELECT 1"), 1);
}

static void same_input_same_bytes(void **state)
{
    struct fixture *p = *state;
    const struct model *model = one_table(p->ctx, ENGINE_SQLITE, "c", "TEXT");
    assert_string_equal(page_of_model(p->ctx, model), page_of_model(p->ctx, model));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_kind_is_shown),
        with_fixture(what_belongs_to_no_table_is_shown),
        with_fixture(hostile_names_stay_text),
        with_fixture(engines_stand_side_by_side),
        with_fixture(every_attribute_is_shown),
        with_fixture(what_a_domain_checks_is_told_with_it),
        with_fixture(the_primary_key_comes_first),
        with_fixture(comments_stand_beside_what_they_are_about),
        with_fixture(a_change_shows_before_and_after),
        with_fixture(what_both_engines_say_is_said_once),
        with_fixture(changed_sql_is_told_by_its_lines),
        with_fixture(same_input_same_bytes),
    };
    return RUN_TAP("page", tests);
}
