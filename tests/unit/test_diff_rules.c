/* What each change means, and that docs/changes.md explains it. Sides are texts, as people compare them. */
#include "diff_rules_others.h"
#include "diff_rules_tables.h"
#include "diffing.h"

#include "base/root.h"
#include "diff/rule.h"
#include "model/read.h"

enum {
    N_OF_TABLES = sizeof(cases_of_tables) / sizeof(*cases_of_tables),
    N_CASES = N_OF_TABLES + sizeof(cases_of_others) / sizeof(*cases_of_others)
};

static const struct rule_test *case_at(size_t i)
{
    return i < N_OF_TABLES ? &cases_of_tables[i] : &cases_of_others[i - N_OF_TABLES];
}

static const struct model *read_side(struct fixture *p, enum engine engine, const char *text)
{
    const struct model *model = model_read(p->ctx, engine, "x", text, &p->diags);
    assert_non_null(model);
    return model;
}

static struct comparison run(struct fixture *p, const struct rule_test *t)
{
    struct comparison c = {.database = ""};
    diff_models(p->ctx, read_side(p, t->engine, t->before), read_side(p, t->engine, t->after), &c);
    return c;
}

/* The first change of its kind: with a table, what stands on it may be told too. */
static const struct change *change_of(const struct rule_test *t, const struct comparison *c)
{
    for (size_t i = 0; i < c->n_changes; i++)
        if (change_item(&c->changes[i])->kind == t->kind)
            return &c->changes[i];
    return NULL;
}

static void each_change_has_its_class(void **state)
{
    struct fixture *p = *state;
    bool ok = true;
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p, case_at(i));
        const struct change *found = change_of(case_at(i), &c);
        const char *got =
            found ? mem_printf(p->ctx, "%s %s", change_class_name(found->class), found->anchor) : "no change";
        if (strcmp(got, case_at(i)->expected) != 0) {
            ok = false;
            fprintf(stderr, "%s, expected %s:\n  %s\n  %s\n", got, case_at(i)->expected, case_at(i)->before,
                    case_at(i)->after);
        }
    }
    assert_true(ok);
}

/* A rule has a case when some case's change is what it says. */
static bool is_reported(const struct rule *rule, const struct change *change, enum engine engine)
{
    bool kind = change && (!rule->kind || rule->kind == change_item(change)->kind);
    bool action = kind && rule->action == change->action &&
                  (!rule->attribute || strcmp(rule->attribute, change->attributes[0].name) == 0);
    bool at = rule->engines == ON_BOTH || (rule->engines == ON_POSTGRES) == (engine == ENGINE_POSTGRES);
    return kind && action && at && rule->class == change->class &&
           strncmp(rule->reason, change->reason, strlen(rule->reason)) == 0 &&
           strcmp(rule->anchor, change->anchor) == 0;
}

static void each_rule_has_a_case(void **state)
{
    struct fixture *p = *state;
    const struct change *changes[N_CASES];
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p, case_at(i));
        changes[i] = change_of(case_at(i), &c);
    }
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++) {
            size_t i = 0;
            while (i < N_CASES && !is_reported(rule, changes[i], case_at(i)->engine))
                i++;
            if (i == N_CASES)
                fail_msg("no case for: %s (%s)", rule->reason, rule->anchor);
        }
}

/* "## Column type" is what #column-type leads to. */
static const char *heading_of(void *ctx, const char *anchor)
{
    char *heading = mem_printf(ctx, "\n## %s\n", anchor);
    heading[4] = (char)(heading[4] - 'a' + 'A');
    for (char *c = heading; *c; c++)
        if (*c == '-')
            *c = ' ';
    return heading;
}

/* A rule leads there, or what is reported without rules: of snapshots that stand alone and of live databases. */
/* Of changes that no rule judges, and of drift, which has tables of its own (src/diff/drift.c). */
static const char *const others[] = {"\n## Snapshot\n",        "\n## Live\n",          "\n## Delta not run\n",
                                     "\n## Delta edited\n",    "\n## Drift missing\n", "\n## Drift extra\n",
                                     "\n## Drift different\n", "\n## Drift renamed\n", NULL};

/* The i-th weight that a kind gives a change itself; NULL behind the last. */
static const struct weight *weight_at(size_t i)
{
    const struct model_kind *kind;
    for (size_t k = 0; (kind = model_kind_at(k)); k++) {
        const struct weight *const own[] = {&kind->added, &kind->removed, &kind->renamed};
        for (size_t w = 0; w < 3; w++)
            if (own[w]->reason && i-- == 0)
                return own[w];
        for (int f = 0; f < kind->n_forms; f++)
            if (kind->forms[f].weight.reason && i-- == 0)
                return &kind->forms[f].weight;
    }
    return NULL;
}

static bool is_led_to(void *ctx, const char *heading)
{
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++)
            if (strcmp(heading, heading_of(ctx, rule->anchor)) == 0)
                return true;
    for (size_t i = 0; weight_at(i); i++)
        if (strcmp(heading, heading_of(ctx, weight_at(i)->anchor)) == 0)
            return true;
    for (const char *const *other = others; *other; other++)
        if (strcmp(heading, *other) == 0)
            return true;
    return false;
}

/* Run from the root of the source tree, as the makefile does. */
static void each_anchor_is_a_section(void **state)
{
    void *ctx = mem_root("test");
    struct diags diags;
    (void)state;
    diags_init(&diags, ctx);
    const char *document = file_read_text(ctx, &root_own, "docs/changes.md", &diags);
    assert_non_null(document);
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++)
            if (!strstr(document, heading_of(ctx, rule->anchor)))
                fail_msg("docs/changes.md has no section %s", rule->anchor);
    for (size_t i = 0; weight_at(i); i++)
        if (!strstr(document, heading_of(ctx, weight_at(i)->anchor)))
            fail_msg("docs/changes.md has no section %s", weight_at(i)->anchor);
    for (const char *section = document; (section = strstr(section, "\n## ")); section++) {
        const char *heading = mem_strndup(ctx, section, strcspn(section + 1, "\n") + 2);
        if (!is_led_to(ctx, heading))
            fail_msg("docs/changes.md: nothing leads to%s", heading);
        if (strstr(section + 1, heading))
            fail_msg("docs/changes.md has twice%s", heading);
    }
    mem_free(ctx);
}

/* What servers from 11 to 18 did: tests/cmd/changes.bats asks them again. */
static void types_of_postgres(void **state)
{
    static const struct {
        const char *before, *after, *expected;
    } types[] = {
        {"character varying(10)", "character varying(20)", "safe column-type"},
        {"character varying(20)", "character varying", "safe column-type"},
        {"text", "character varying", "safe column-type"},
        {"text", "varchar(10)", "breaking column-type-narrowed"},
        {"character varying(20)", "character varying(10)", "breaking column-type-narrowed"},
        {"character(5)", "character(9)", "care column-type"},
        {"character(5)", "text", "care column-type"},
        {"text", "character(9)", "breaking column-type-narrowed"},
        {"smallint", "integer", "care column-type"},
        {"integer", "numeric", "care column-type"},
        {"integer", "numeric(5,0)", "breaking column-type-narrowed"},
        {"numeric(5,2)", "numeric(7,2)", "safe column-type"},
        {"numeric(5,0)", "numeric(6)", "safe column-type"},
        {"numeric(5,2)", "numeric", "safe column-type"},
        {"numeric(5,2)", "numeric(7,3)", "care column-type"},
        {"numeric(5,2)", "numeric(5,3)", "breaking column-type-narrowed"},
        {"numeric", "numeric(5,2)", "breaking column-type-narrowed"},
        {"real", "double precision", "care column-type"},
        {"double precision", "real", "breaking column-type-narrowed"},
        {"bit varying(3)", "bit varying(5)", "safe column-type"},
        {"bit(3)", "bit(5)", "breaking column-type-narrowed"},
        {"timestamp(3) without time zone", "timestamp without time zone", "safe column-type"},
        {"timestamp without time zone", "timestamp(3) without time zone", "breaking column-type-narrowed"},
        {"timestamp without time zone", "timestamp with time zone", "breaking column-type-other"},
        {"interval(3)", "interval", "safe column-type"},
        {"cidr", "inet", "safe column-type"},
        {"inet", "cidr", "breaking column-type-narrowed"},
        {"character varying(5)[]", "character varying(9)[]", "care column-type"},
        {"integer[]", "bigint[]", "care column-type"},
        {"integer[]", "integer", "breaking column-type-other"},
        {"date", "timestamp without time zone", "breaking column-type-other"},
        {"interval", "interval day", "breaking column-type-narrowed"},
        {"interval day", "interval", "safe column-type"},
        {"time(3)", "time(5)", "safe column-type"},
        {"geometry(Point,4326)", "geometry(Point,3857)", "breaking column-type-other"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        const struct rule_test t = {P, &model_column, mem_printf(p->ctx, "CREATE TABLE t (a %s);", types[i].before),
                                    mem_printf(p->ctx, "CREATE TABLE t (a %s);", types[i].after), types[i].expected};
        struct comparison c = run(p, &t);
        const struct change *found = change_of(&t, &c);
        const char *got = found ? mem_printf(p->ctx, "%s %s", change_class_name(found->class), found->anchor) : "none";
        if (strcmp(got, types[i].expected) != 0)
            fail_msg("%s to %s: %s, expected %s", types[i].before, types[i].after, got, types[i].expected);
    }
}

/* The server refuses it while something else uses the column: that is named. */
static void what_uses_a_column_is_named(void **state)
{
    static const char *const after[] = {"text", "integer"};
    struct fixture *p = *state;
    for (size_t i = 0; i < 2; i++) {
        static const char rest[] = "CREATE TABLE u (b integer);CREATE VIEW v AS SELECT x.a FROM t x JOIN u ON true;"
                                   "CREATE VIEW w AS SELECT b FROM u;";
        const struct rule_test t = {P, &model_column, mem_printf(p->ctx, "CREATE TABLE t (a varchar(9));%s", rest),
                                    mem_printf(p->ctx, "CREATE TABLE t (a %s);%s", after[i], rest), ""};
        struct comparison c = run(p, &t);
        assert_non_null(
            strstr(change_of(&t, &c)->reason, "; the server refuses it while these use the column: view v"));
        assert_null(strstr(change_of(&t, &c)->reason, "view w"));
    }
}

static void the_worst_attribute_counts(void **state)
{
    struct fixture *p = *state;
    const struct rule_test t = {P, &model_column, "CREATE TABLE t (a integer);",
                                "CREATE TABLE t (a bigint NOT NULL);ALTER TABLE t ALTER COLUMN a SET STORAGE MAIN;",
                                ""};
    struct comparison c = run(p, &t);
    assert_told(p->ctx, &c,
                "breaking changed column t.a (type: integer -> bigint) (not null: - -> NOT NULL) (storage: - -> MAIN) "
                "[column-not-null]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, because a fixture leaves the working directory. */
        cmocka_unit_test(each_anchor_is_a_section), with_fixture(types_of_postgres),
        with_fixture(each_change_has_its_class),    with_fixture(each_rule_has_a_case),
        with_fixture(the_worst_attribute_counts),   with_fixture(what_uses_a_column_is_named),
    };
    return RUN_TAP("diff_rules", tests);
}
