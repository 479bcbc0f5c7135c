/* What each change means, and that docs/changes.md explains it. */
#include "diffing.h"

#include "diff/rule.h"

enum where { ALONE, WITH_TWIN, WITH_TABLE, ELSEWHERE };

/* One item before and after; attributes as "type=integer|null=NOT NULL", NULL where there is no item. */
struct rule_test {
    enum engine engine;
    const struct model_kind *kind;
    const char *before, *after;
    const char *expected; /* "class anchor" */
    enum where where;     /* WITH_TABLE comes and goes with its table; WITH_TWIN: (a) is unique by something else, too;
                             ELSEWHERE: another snapshot makes the table */
    bool renamed;
};

#define P  ENGINE_POSTGRES
#define S  ENGINE_SQLITE
#define UK "type=UNIQUE|definition=UNIQUE (a)"
#define UI "unique=UNIQUE|keys=a"

static const struct rule_test cases[] = {
    {P, &model_table, NULL, "", "safe table-added", ALONE, false},
    {P, &model_table, "", NULL, "breaking table-removed", ALONE, false},
    {P, &model_table, "", "", "breaking table-renamed", ALONE, true},
    {P, &model_table, "", "variety=unlogged", "care table-rewritten", ALONE, false},
    {S, &model_table, "variety=virtual", "", "care table-rewritten", ALONE, false},
    {S, &model_table, "definition=fts4 (a)", "definition=fts4 (b)", "breaking virtual-table", ALONE, false},
    {P, &model_table, "", "partition key=LIST (a)", "care table-rewritten", ALONE, false},
    {P, &model_table, "", "inherits=u", "breaking table-parent", ALONE, false},
    {S, &model_table, "", "options=STRICT", "breaking table-options", ALONE, false},
    {S, &model_table, "options=STRICT", "options=WITHOUT ROWID, STRICT", "breaking table-options", ALONE, false},
    {S, &model_table, "options=WITHOUT ROWID", "", "care table-options", ALONE, false},
    {P, &model_table, "", "options=fillfactor=70", "safe table-options", ALONE, false},
    {P, &model_table, "", "row security=ENABLE", "breaking row-security", ALONE, false},
    {P, &model_table, "", "replica identity=FULL", "safe table-options", ALONE, false},

    {P, &model_column, NULL, "type=text|null=NOT NULL", "breaking column-required", ALONE, false},
    {P, &model_column, NULL, "type=integer|null=NOT NULL|identity=ALWAYS", "care column-filled", ALONE, false},
    {P, &model_column, NULL, "type=uuid|default=gen_random_uuid()", "care column-filled", ALONE, false},
    {P, &model_column, NULL, "type=integer|generated=(a + 1) STORED", "care column-filled", ALONE, false},
    {P, &model_column, NULL, "type=integer|generated=(a + 1) VIRTUAL", "safe column-added", ALONE, false},
    {P, &model_column, NULL, "type=timestamp with time zone|default=now()", "safe column-added", ALONE, false},
    {P, &model_column, NULL, "type=text|default='f(x)'::character varying(5)", "safe column-added", ALONE, false},
    {S, &model_column, NULL, "type=TEXT|default=(random())", "care column-filled", ALONE, false},
    {S, &model_column, NULL, "type=TEXT|default=CURRENT_TIMESTAMP", "care column-filled", ALONE, false},
    {S, &model_column, NULL, "type=TEXT|null=NOT NULL|default='x'", "safe column-added", ALONE, false},
    {P, &model_column, "type=text", NULL, "breaking column-removed", ALONE, false},
    {P, &model_column, "type=text|position=1", "type=text|position=1", "breaking column-renamed", ALONE, true},
    {P, &model_column, "type=character varying(20)", "type=text", "safe column-type", ALONE, false},
    {P, &model_column, "type=integer", "type=bigint", "care column-type", ALONE, false},
    {P, &model_column, "type=bigint", "type=integer", "breaking column-type-narrowed", ALONE, false},
    {P, &model_column, "type=text", "type=bytea", "breaking column-type-other", ALONE, false},
    {S, &model_column, "type=BIGINT", "type=TEXT", "breaking column-type-other", ALONE, false},
    {S, &model_column, "type=BIGINT", "type=INTEGER", "care column-type", ALONE, false},
    {P, &model_column, "type=text|default=''", "type=text|default=''|null=NOT NULL", "care column-not-null", ALONE,
     false},
    {S, &model_column, "type=TEXT|default=''", "type=TEXT|default=''|null=NOT NULL", "care column-not-null", ALONE,
     false},
    {P, &model_column, "type=text", "type=text|null=NOT NULL", "breaking column-not-null", ALONE, false},
    {P, &model_column, "type=text|null=NOT NULL", "type=text", "safe column-null", ALONE, false},
    {S, &model_column, "type=TEXT|null=NOT NULL", "type=TEXT", "care column-null", ALONE, false},
    {P, &model_column, "null=NOT NULL|default=1", "null=NOT NULL", "breaking column-required", ALONE, false},
    {P, &model_column, "null=NOT NULL", "null=CONSTRAINT c NOT NULL", "safe column-null", ALONE, false},
    {P, &model_column, "null=NOT NULL|default=1", "null=NOT NULL NO INHERIT|default=1", "safe column-null", ALONE,
     false},
    {P, &model_column, "default=1", "default=2", "safe column-default", ALONE, false},
    {S, &model_column, "default=1", "default=2", "care column-default", ALONE, false},
    {P, &model_column, "", "generated=(a) STORED", "breaking column-generated", ALONE, false},
    {P, &model_column, "generated=(a) STORED", "generated=(b) STORED", "care column-generated", ALONE, false},
    {S, &model_column, "generated=(a) STORED", "generated=(b) STORED", "care column-generated", ALONE, false},
    {P, &model_column, "identity=BY DEFAULT", "identity=ALWAYS", "breaking column-identity", ALONE, false},
    {P, &model_column, "null=NOT NULL|identity=ALWAYS", "null=NOT NULL", "breaking column-required", ALONE, false},
    {P, &model_column, "identity=ALWAYS", "identity=BY DEFAULT", "safe column-identity", ALONE, false},
    {P, &model_column, "", "collation=\"C\"", "care column-collation", ALONE, false},
    {S, &model_column, "", "collation=NOCASE", "care column-collation", ALONE, false},
    {P, &model_column, "type=text|position=1", "type=text|position=10", "care column-position", ALONE, false},
    {P, &model_column, "", "storage=MAIN", "safe column-storage", ALONE, false},

    {P, &model_constraint, NULL, UK, "care constraint-kept", WITH_TWIN, false},
    {S, &model_constraint, NULL, UK, "care constraint-kept", WITH_TWIN, false},
    {P, &model_constraint, NULL, "type=CHECK|definition=CHECK (a > 0)", "breaking constraint-added", ALONE, false},
    {P, &model_constraint, NULL, UK, "breaking constraint-added", ALONE, false},
    {P, &model_constraint, UK, NULL, "safe constraint-kept", WITH_TWIN, false},
    {S, &model_constraint, UK, NULL, "care constraint-kept", WITH_TWIN, false},
    {P, &model_constraint, UK, NULL, "breaking unique-removed", ALONE, false},
    {P, &model_constraint, "type=EXCLUDE|definition=EXCLUDE (a WITH =)", NULL, "breaking unique-removed", ALONE, false},
    {P, &model_constraint, "type=CHECK|definition=CHECK (a > 0)", NULL, "safe constraint-removed", ALONE, false},
    {S, &model_constraint, "type=CHECK|definition=CHECK (a > 0)", NULL, "care constraint-removed", ALONE, false},
    {P, &model_constraint, UK, UK, "safe constraint-renamed", ALONE, true},
    {S, &model_constraint, UK, UK, "care constraint-renamed", ALONE, true},
    {P, &model_constraint, "validated=NOT VALID", "", "care constraint-validated", ALONE, false},
    {P, &model_constraint, "", "validated=NOT VALID", "safe constraint-validated", ALONE, false},
    {P, &model_constraint, "type=CHECK|definition=CHECK (a > 0)", "type=CHECK|definition=CHECK (a > 1)",
     "breaking constraint-changed", ALONE, false},

    {P, &model_index, NULL, UI, "safe table-added", WITH_TABLE, false},
    {P, &model_index, NULL, UI, "care index-added", WITH_TWIN, false},
    {S, &model_index, NULL, UI, "safe index-added", WITH_TWIN, false},
    {P, &model_index, NULL, UI, "breaking unique-added", ALONE, false},
    {P, &model_index, NULL, UI, "breaking unique-added", ELSEWHERE, false},
    {P, &model_index, NULL, "keys=a", "care index-added", ELSEWHERE, false},
    {P, &model_index, "keys=a", NULL, "safe index-removed", ELSEWHERE, false},
    {P, &model_index, NULL, "keys=a", "care index-added", ALONE, false},
    {S, &model_index, NULL, "keys=a", "safe index-added", ALONE, false},
    {P, &model_index, UI, NULL, "safe table-removed", WITH_TABLE, false},
    {P, &model_index, UI, NULL, "safe constraint-kept", WITH_TWIN, false},
    {P, &model_index, UI, NULL, "breaking unique-removed", ALONE, false},
    {P, &model_index, UI "|where=a > 0", NULL, "breaking unique-removed", WITH_TWIN, false},
    {P, &model_index, "keys=a", NULL, "safe index-removed", ALONE, false},
    {P, &model_index, "keys=a", NULL, "safe index-removed", WITH_TWIN, false},
    {P, &model_index, "keys=a", "keys=a", "safe index-renamed", ALONE, true},
    {P, &model_index, "keys=a", "keys=a|options=fillfactor=70", "safe index-options", ALONE, false},
    {P, &model_index, "keys=a", UI, "breaking unique-added", ALONE, false},
    {P, &model_index, UI, "keys=a", "breaking unique-removed", ALONE, false},
    {P, &model_index, UI, "unique=UNIQUE|keys=b", "breaking constraint-changed", ALONE, false},
    {P, &model_index, "keys=a", "keys=b", "care index-changed", ALONE, false},
    {S, &model_index, "keys=a", "keys=b", "safe index-changed", ALONE, false},

    {P, &model_view, NULL, "definition=SELECT 1", "safe view-added", ALONE, false},
    {P, &model_view, "definition=SELECT 1", NULL, "breaking view-removed", ALONE, false},
    {P, &model_view, "definition=SELECT 1", "definition=SELECT 2", "breaking view-changed", ALONE, false},
    {P, &model_view, "definition=SELECT 1", "definition=SELECT 1", "breaking other-renamed", ALONE, true},
    {P, &model_materialized_view, NULL, "definition=SELECT 1", "safe view-added", ALONE, false},
    {P, &model_materialized_view, "definition=SELECT 1", NULL, "breaking view-removed", ALONE, false},
    {P, &model_materialized_view, "definition=SELECT 1", "definition=SELECT 2", "breaking view-changed", ALONE, false},
    {P, &model_materialized_view, "", "options=fillfactor=70", "safe view-options", ALONE, false},

    {P, &model_function, NULL, "returns=integer", "safe function-added", ALONE, false},
    {P, &model_function, "returns=integer", NULL, "breaking function-removed", ALONE, false},
    {P, &model_function, "body=SELECT 1", "body=SELECT 2", "safe function-body", ALONE, false},
    {P, &model_function, "language=sql", "language=plpgsql", "safe function-body", ALONE, false},
    {P, &model_function, "", "options=STABLE", "safe function-body", ALONE, false},
    {P, &model_function, "returns=integer", "returns=bigint", "breaking function-signature", ALONE, false},

    {P, &model_trigger, NULL, "definition=x", "safe trigger-added", ALONE, false},
    {P, &model_trigger, "definition=x", NULL, "safe table-removed", WITH_TABLE, false},
    {P, &model_trigger, "definition=x", NULL, "breaking trigger-removed", ALONE, false},
    {P, &model_trigger, "definition=x", "definition=x", "safe trigger-renamed", ALONE, true},
    {P, &model_trigger, "definition=x", "definition=x|enabled=DISABLE", "breaking trigger-changed", ALONE, false},
    {P, &model_table, "", "triggers=DISABLE x", "breaking trigger-changed", ALONE, false},
    {P, &model_rule, NULL, "definition=x", "breaking rewrite-rule", ALONE, false},
    {P, &model_rule, "definition=x", NULL, "breaking rewrite-rule", ALONE, false},
    {P, &model_rule, "definition=x", "definition=y", "breaking rewrite-rule", ALONE, false},
    {P, &model_policy, NULL, "definition=x", "breaking row-security", ALONE, false},
    {P, &model_policy, "definition=x", NULL, "breaking row-security", ALONE, false},
    {P, &model_policy, "definition=x", "definition=y", "breaking row-security", ALONE, false},

    {P, &model_type, "labels='a', 'it''s'", "labels='a', 'b', 'it''s', 'c'", "safe type-labels", ALONE, false},
    {P, &model_type, "labels='a', 'b'", "labels='a'", "breaking type-labels", ALONE, false},
    {P, &model_type, "labels='a', 'b'", "labels='b', 'a'", "breaking type-labels", ALONE, false},
    {P, &model_type, "definition=integer", "definition=bigint", "breaking type-changed", ALONE, false},
    {P, &model_sequence, "type=bigint", "type=integer", "breaking sequence-range", ALONE, false},
    {P, &model_sequence, "", "type=smallint", "breaking sequence-range", ALONE, false},
    {P, &model_sequence, "type=integer", "", "safe sequence-options", ALONE, false},
    {P, &model_sequence, "maximum=100", "maximum=10", "breaking sequence-range", ALONE, false},
    {P, &model_sequence, "minimum=1", "minimum=10", "breaking sequence-range", ALONE, false},
    {P, &model_sequence, "", "cycle=CYCLE", "breaking sequence-range", ALONE, false},
    {P, &model_sequence, "maximum=10", "maximum=100", "safe sequence-options", ALONE, false},
    {P, &model_extension, "", "schema=x", "breaking extension-schema", ALONE, false},
    {P, &model_statistics, "definition=x", NULL, "safe statistics", ALONE, false},
    {P, &model_statistics, "definition=x", "definition=y", "safe statistics", ALONE, false},
    {P, &model_comment, "text='x'", NULL, "safe comment", ALONE, false},
    {P, &model_comment, "text='x'", "text='y'", "safe comment", ALONE, false},
    {P, &model_owner, NULL, "role=a", "care owner", ALONE, false},
    {P, &model_owner, "role=a", "role=b", "care owner", ALONE, false},
    {P, &model_owner, "role=a", NULL, "care owner", ALONE, false},
    {P, &model_privilege, "grants=SELECT", NULL, "breaking privileges", ALONE, false},
    {P, &model_privilege, "grants=SELECT", "grants=INSERT, SELECT", "safe privileges", ALONE, false},
    {P, &model_privilege, "grants=SELECT", "grants=INSERT", "breaking privileges", ALONE, false},
    {P, &model_row, "a=1", NULL, "breaking row-removed", ALONE, false},
    {P, &model_row, NULL, "a=1", "safe row-changed", ALONE, false},
    {P, &model_row, "a=1", "a=2", "safe row-changed", ALONE, false},
    {P, &model_sequence_position, "value=1", NULL, "safe sequence-position", ALONE, false},
    {P, &model_sequence_position, "value=1", "value=2", "safe sequence-position", ALONE, false},
    {S, &model_setting, "value=1", NULL, "safe setting", ALONE, false},
    {S, &model_setting, "value=1", "value=2", "safe setting", ALONE, false},
    {P, &model_statement, NULL, "sql=x", "breaking statement", ALONE, false},
    {P, &model_statement, "sql=x", NULL, "breaking statement", ALONE, false},
    {S, &model_statement, "sql=x", "sql=y", "breaking statement", ALONE, false},
    {P, &model_other, NULL, "definition=x", "safe other-added", ALONE, false},
    {P, &model_other, "definition=x", NULL, "breaking other-removed", ALONE, false},
    {P, &model_other, "definition=x", "definition=y", "breaking other-changed", ALONE, false},
};

enum { N_CASES = sizeof(cases) / sizeof(*cases) };

static bool belongs_to_a_table(const struct model_kind *kind)
{
    return kind->inside || kind == &model_index || kind == &model_trigger || kind == &model_row;
}

static void put_attributes(const struct written *m, struct item *item, const char *attributes)
{
    char *text = mem_strdup(m->ctx, attributes), *rest = text;
    for (char *part; (part = strsep(&rest, "|"));) {
        char *value = strchr(part, '=');
        if (!value)
            continue;
        *value++ = '\0';
        model_set(m->draft, item, part, value);
    }
}

/* A side of a case: the table t with a last column, what else is unique, and the item. */
static struct written side(void *ctx, const struct rule_test *t, const char *attributes, const char *name)
{
    struct written m = write_model(ctx, t->engine);
    if (t->where != ELSEWHERE && (t->where != WITH_TABLE || attributes)) {
        put_item(&m, &model_table, "", "t", NULL);
        put_item(&m, &model_column, "t", "z", "type", "text", "position", "9", NULL);
    }
    if (t->where == WITH_TWIN)
        put_item(&m, &model_index, "t", "twin", "unique", "UNIQUE", "keys", "a", NULL);
    if (attributes)
        put_attributes(&m, put_item(&m, t->kind, belongs_to_a_table(t->kind) ? "t" : "", name, NULL), attributes);
    return m;
}

static struct comparison run(void *ctx, const struct rule_test *t)
{
    struct written before = side(ctx, t, t->before, "x"), after = side(ctx, t, t->after, t->renamed ? "y" : "x");
    return compare(&before, &after);
}

/* The change of the item itself: with its table, that is told too. */
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
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p->ctx, &cases[i]);
        const struct change *found = change_of(&cases[i], &c);
        const char *got =
            found ? mem_printf(p->ctx, "%s %s", change_class_name(found->class), found->anchor) : "no change";
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("case %zu, a %s: %s, expected %s", i, cases[i].kind->name, got, cases[i].expected);
    }
}

/* A rule has a case when some case's change is what it says. */
static bool is_told(const struct rule *rule, const struct change *change, enum engine engine)
{
    bool kind = !rule->kind || rule->kind == change_item(change)->kind;
    bool action = rule->action == change->action &&
                  (!rule->attribute || strcmp(rule->attribute, change->attributes[0].name) == 0);
    bool at = rule->engines == ON_BOTH || (rule->engines == ON_POSTGRES) == (engine == ENGINE_POSTGRES);
    return kind && action && at && rule->class == change->class && strcmp(rule->reason, change->reason) == 0 &&
           strcmp(rule->anchor, change->anchor) == 0;
}

static void each_rule_has_a_case(void **state)
{
    struct fixture *p = *state;
    const struct change *changes[N_CASES];
    for (size_t i = 0; i < N_CASES; i++) {
        struct comparison c = run(p->ctx, &cases[i]);
        changes[i] = change_of(&cases[i], &c);
    }
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++) {
            size_t i = 0;
            while (i < N_CASES && !is_told(rule, changes[i], cases[i].engine))
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

/* A rule leads there, or what is told without rules: of snapshots that stand alone and of live databases. */
/* Of changes that no rule judges. */
static const char *const others[] = {"\n## Snapshot\n", "\n## Live\n", "\n## Delta not run\n", NULL};

static bool is_led_to(void *ctx, const char *heading)
{
    for (size_t t = 0; rule_tables[t]; t++)
        for (const struct rule *rule = rule_tables[t]; rule->reason; rule++)
            if (strcmp(heading, heading_of(ctx, rule->anchor)) == 0)
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
    for (const char *section = document; (section = strstr(section, "\n## ")); section++) {
        const char *heading = mem_strndup(ctx, section, strcspn(section + 1, "\n") + 2);
        if (!is_led_to(ctx, heading))
            fail_msg("docs/changes.md: nothing leads to%s", heading);
        if (strstr(section + 1, heading))
            fail_msg("docs/changes.md has twice%s", heading);
    }
    mem_free(ctx);
}

static void types_of_postgres(void **state)
{
    /* What servers from 11 to 18 did, by the number of the table's file before and after. */
    static const struct {
        const char *before, *after;
        enum type_change expected;
    } types[] = {
        {"character varying(10)", "character varying(20)", TYPE_SAME_STORAGE},
        {"character varying(20)", "character varying", TYPE_SAME_STORAGE},
        {"text", "character varying", TYPE_SAME_STORAGE},
        {"text", "varchar(10)", TYPE_NARROWED},
        {"character varying(20)", "character varying(10)", TYPE_NARROWED},
        {"character(5)", "character(9)", TYPE_WIDENED},
        {"character(5)", "text", TYPE_WIDENED},
        {"text", "character(9)", TYPE_NARROWED},
        {"smallint", "integer", TYPE_WIDENED},
        {"integer", "numeric", TYPE_WIDENED},
        {"integer", "numeric(5,0)", TYPE_NARROWED},
        {"numeric(5,2)", "numeric(7,2)", TYPE_SAME_STORAGE},
        {"numeric(5,0)", "numeric(6)", TYPE_SAME_STORAGE},
        {"numeric(5,2)", "numeric", TYPE_SAME_STORAGE},
        {"numeric(5,2)", "numeric(7,3)", TYPE_WIDENED},
        {"numeric(5,2)", "numeric(5,3)", TYPE_NARROWED},
        {"numeric", "numeric(5,2)", TYPE_NARROWED},
        {"real", "double precision", TYPE_WIDENED},
        {"double precision", "real", TYPE_NARROWED},
        {"bit varying(3)", "bit varying(5)", TYPE_SAME_STORAGE},
        {"bit(3)", "bit(5)", TYPE_NARROWED},
        {"timestamp(3) without time zone", "timestamp without time zone", TYPE_SAME_STORAGE},
        {"timestamp without time zone", "timestamp(3) without time zone", TYPE_NARROWED},
        {"timestamp without time zone", "timestamp with time zone", TYPE_OTHER},
        {"interval(3)", "interval", TYPE_SAME_STORAGE},
        {"cidr", "inet", TYPE_SAME_STORAGE},
        {"inet", "cidr", TYPE_NARROWED},
        {"character varying(5)[]", "character varying(9)[]", TYPE_WIDENED},
        {"integer[]", "bigint[]", TYPE_WIDENED},
        {"integer[]", "integer", TYPE_OTHER},
        {"date", "timestamp without time zone", TYPE_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (type_change_postgres(types[i].before, types[i].after) != types[i].expected)
            fail_msg("%s to %s: %d", types[i].before, types[i].after,
                     (int)type_change_postgres(types[i].before, types[i].after));
}

static void the_worst_attribute_counts(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, P), b = write_model(p->ctx, P);
    put_item(&a, &model_column, "t", "a", "type", "integer", NULL);
    put_item(&b, &model_column, "t", "a", "type", "bigint", "null", "NOT NULL", "storage", "MAIN", NULL);
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c,
                "breaking changed column t.a (type: integer -> bigint) (null: - -> NOT NULL) (storage: - -> MAIN) "
                "[column-not-null]");
}

static void a_checked_domain_fills_rows(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, P), b = write_model(p->ctx, P);
    for (int i = 0; i < 2; i++) {
        const struct written *m = i ? &b : &a;
        put_item(m, &model_type, "", "d", "variety", "domain", NULL);
        put_item(m, &model_type, "", "e", "variety", "domain", NULL);
        put_item(m, &model_constraint, "d", "c", "definition", "CHECK (VALUE > 0)", NULL);
    }
    put_item(&b, &model_column, "t", "x", "type", "d", NULL);
    put_item(&b, &model_column, "t", "y", "type", "e", NULL);
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c, "care added column t.x [column-filled]", "safe added column t.y [column-added]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, because a fixture leaves the working directory. */
        cmocka_unit_test(each_anchor_is_a_section), cmocka_unit_test(types_of_postgres),
        with_fixture(each_change_has_its_class),    with_fixture(each_rule_has_a_case),
        with_fixture(the_worst_attribute_counts),   with_fixture(a_checked_domain_fills_rows),
    };
    return RUN_TAP("diff_rules", tests);
}
