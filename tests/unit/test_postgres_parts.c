/* Bits that several kinds of Postgres share: arrays, options, bodies, references; and the table of kinds itself. */
#include "support.h"

#include <talloc.h>

#include "kind/kind.h"
#include "kind/postgres/body.h"
#include "kind/postgres/common.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/target.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/sql_reference.h"

static void arrays(void **state)
{
    static const struct {
        const char *text;
        int n;
        const char *items[4];
    } cases[] = {
        {NULL, 0, {NULL}},
        {"{}", 0, {NULL}},
        {"{a}", 1, {"a"}},
        {"{a,\"b c\",NULL}", 3, {"a", "b c", NULL}},
        {"{\"NULL\",\"\"}", 2, {"NULL", ""}},
        {"{\"a\\\"b\",\"c\\\\d\"}", 2, {"a\"b", "c\\d"}},
        {"{{public,a},{s,\"{b}\"}}", 4, {"public", "a", "s", "{b}"}},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct list list = parse_array(p->ctx, cases[i].text);
        assert_int_equal(list.n, cases[i].n);
        for (int j = 0; j < list.n; j++) {
            assert_int_equal(list.items[j] == NULL, cases[i].items[j] == NULL);
            if (list.items[j])
                assert_string_equal(list.items[j], cases[i].items[j]);
        }
    }
}

/* As the labels of a large enum are. */
static void an_array_takes_what_its_elements_take(void **state)
{
    struct fixture *p = *state;
    struct text t;
    text_open(&t);
    for (int i = 0; i < 5000; i++)
        fprintf(t.out, "%c\"label %d\"", i ? ',' : '{', i);
    putc('}', t.out);
    const char *text = text_close(&t, p->ctx);
    size_t before = talloc_total_size(p->ctx);
    assert_int_equal(parse_array(p->ctx, text).n, 5000);
    assert_true(talloc_total_size(p->ctx) - before < 10 * strlen(text));
}

static void print_anyones_role(FILE *out, const char *role)
{
    print_role(out, "app", role);
}

static void names_in_arrays(void **state)
{
    static const struct {
        void (*print)(FILE *out, const char *array);
        const char *array, *expected;
    } cases[] = {
        {print_name_pair, "{public,rooms}", "rooms"},
        {print_name_pair, "{pg_catalog,rooms}", "pg_catalog.rooms"},
        {print_name_pair, "{\"Odd Schema\",user}", "\"Odd Schema\".\"user\""},
        {print_visible, "{pg_catalog,C}", "\"C\""},
        {print_visible, "{archive,german}", "archive.german"},
        {print_operator_pair, "{pg_catalog,+}", "+"},
        {print_operator_pair, "{archive,@@@}", "OPERATOR(archive.@@@)"},
        {print_options_of, "{fillfactor=70,\"a b=x y\",toast.autovacuum_enabled=false}",
         "fillfactor = 70, \"a b\" = 'x y', toast.autovacuum_enabled = false"},
        {print_anyones_role, "", "PUBLIC"},
        {print_anyones_role, "*", "CURRENT_USER"},
        {print_anyones_role, "app", "CURRENT_USER"},
        {print_anyones_role, "user", "\"user\""},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text t;
        text_open(&t);
        cases[i].print(t.out, cases[i].array);
        assert_string_equal(text_close(&t, p->ctx), cases[i].expected);
    }
}

static void sequence_options(void **state)
{
    static const struct {
        const char *options;
        bool type;
        const char *expected;
    } cases[] = {
        {"{bigint,1,1,1,9223372036854775807,1,false}", true, ""},
        {"{integer,1,1,1,2147483647,1,false}", true, " AS integer"},
        {"{integer,1,1,1,2147483647,1,false}", false, ""},
        {"{smallint,20,-2,-100,50,5,true}", true,
         " AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE 50 START WITH 20 CACHE 5 CYCLE"},
        {"{bigint,-1,-1,-9223372036854775808,-1,1,false}", true, " INCREMENT BY -1"},
        {"{bigint,5,1,5,9223372036854775807,1,false}", true, " MINVALUE 5"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text t;
        text_open(&t);
        print_sequence_options(t.out, cases[i].options, cases[i].type);
        assert_string_equal(text_close(&t, p->ctx), cases[i].expected);
    }
}

static void dollar_quotes(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", "$$$$"},
        {"SELECT 1", "$$SELECT 1$$"},
        {"costs $", "$body$costs $$body$"},
        {"a $$ b", "$body$a $$ b$body$"},
        {"a $$ $body$ b", "$body1$a $$ $body$ b$body1$"},
        {"$1 + $2", "$$$1 + $2$$"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text t;
        text_open(&t);
        print_dollar_quoted(t.out, cases[i].text);
        assert_string_equal(text_close(&t, p->ctx), cases[i].expected);
    }
}

static void settings_of_functions(void **state)
{
    struct fixture *p = *state;
    struct text t;
    text_open(&t);
    print_settings(t.out, "{\"search_path=public, pg_temp\",work_mem=2MB,\"my.setting=it's\",search_path=}", "    ",
                   "\n");
    assert_string_equal(text_close(&t, p->ctx), "    SET search_path TO public, pg_temp\n"
                                                "    SET work_mem TO '2MB'\n"
                                                "    SET my.setting TO 'it''s'\n"
                                                "    SET search_path TO ''\n");
}

static void targets(void **state)
{
    static const struct {
        struct kind_target target;
        const char *expected;
    } cases[] = {
        {{"TABLE", "public", "rooms", NULL, NULL}, "TABLE rooms"},
        {{"COLUMN", "archive", "user", NULL, "rooms"}, "COLUMN archive.rooms.\"user\""},
        {{"TRIGGER", "archive", "t", NULL, "rooms"}, "TRIGGER t ON archive.rooms"},
        {{"DOMAIN CONSTRAINT", "public", "c", NULL, "d"}, "CONSTRAINT c ON DOMAIN d"},
        {{"FUNCTION", "public", "f", "(integer)", NULL}, "FUNCTION f(integer)"},
        {{"OPERATOR", "archive", "+", " (a, b)", NULL}, "OPERATOR archive.+ (a, b)"},
        {{"CAST", "", "", "(a AS b)", NULL}, "CAST (a AS b)"},
        {{"SCHEMA", "", "archive", NULL, NULL}, "SCHEMA archive"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text t;
        text_open(&t);
        print_target(t.out, &(struct object){0}, &cases[i].target);
        assert_string_equal(text_close(&t, p->ctx), cases[i].expected);
    }
    /* Beside one of the server's of that name. */
    struct text t;
    text_open(&t);
    print_target(t.out, &(struct object){.is_hidden = true},
                 &(struct kind_target){"OPERATOR", "public", "+", " (a, b)", NULL});
    assert_string_equal(text_close(&t, p->ctx), "OPERATOR public.+ (a, b)");
}

static void tokens(void **state)
{
    static const char text[] = "SELECT \"Odd\"\"Name\", Rooms -- no\n /* nor */ := 'x'";
    struct fixture *p = *state;
    struct lexemes found = lex_all(p->ctx, text);
    assert_int_equal(found.n, 7);
    assert_true(lexeme_is(text, found.items[0], "select"));
    assert_string_equal(lexeme_name(p->ctx, text, found.items[1]), "Odd\"Name");
    assert_string_equal(lexeme_name(p->ctx, text, found.items[3]), "rooms");
    assert_true(lexeme_is_name(found.items[3]));
    assert_true(lexeme_is(text, found.items[4], ":"));
    assert_false(lexeme_is_name(found.items[6]));
    assert_int_equal(lex_all(p->ctx, "SELECT 'open").n, 0);
}

/* "r:rooms f:add t:s.mood", in the order found. */
static char *mentions_text(void *ctx, struct sql_references references)
{
    static const char letters[] = {
        [REFERENCE_RELATION] = 'r', [REFERENCE_FUNCTION] = 'f', [REFERENCE_TYPE] = 't', [REFERENCE_OPERATOR] = 'o'};
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < references.n; i++) {
        const struct sql_reference *m = &references.items[i];
        fprintf(t.out, "%s%c:%s%s%s", i > 0 ? " " : "", letters[m->kind], m->schema, m->schema[0] ? "." : "", m->name);
    }
    return text_close(&t, ctx);
}

static void references(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(mentions_text(p->ctx, references_in_sql(p->ctx, "SELECT add($1) FROM archive.rooms")),
                        "f:add r:archive.rooms");
    assert_string_equal(mentions_text(p->ctx, references_in_sql(p->ctx, "INSERT INTO a VALUES (1); DELETE FROM b")),
                        "r:a r:b");
    assert_string_equal(mentions_text(p->ctx, references_in_sql(p->ctx, "SELECT 'Rooms'::regclass")),
                        "r:rooms t:regclass r:regclass");
    assert_string_equal(
        mentions_text(p->ctx, references_in_sql(p->ctx, "SELECT nextval('\"S\".ids'), 'add(int)'::regproc")),
        "f:nextval r:S.ids f:add t:regproc r:regproc");
    assert_string_equal(mentions_text(p->ctx, references_in_sql(p->ctx, "SELECT FROM WHERE")), "");
    assert_string_equal(
        mentions_text(p->ctx, references_in_plpgsql(p->ctx, "DECLARE\n  r rooms%ROWTYPE;\n"
                                                            "  x s.mood := f(1);\nBEGIN\n  y := 1;\nEND")),
        "t:rooms r:rooms t:rowtype r:rowtype t:s r:s t:s.mood r:s.mood");
    assert_string_equal(mentions_text(p->ctx, references_in_plpgsql(p->ctx, "BEGIN RETURN NEW; END")), "");
}

/* What a new kind is easily forgotten to have. */
static void kinds_are_whole(void **state)
{
    (void)state;
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++) {
        assert_non_null((*k)->name);
        assert_true((*k)->query || (*k)->read);
        assert_true((*k)->print || (*k)->phase == PHASE_INSIDE || (*k)->proof);
        assert_int_equal(kind_rank(*k), k - kinds_of_engine(ENGINE_POSTGRES));
        for (int i = 0; i < (*k)->n_fields; i++) {
            assert_non_null((*k)->fields[i]);
            for (int j = 0; j < i; j++)
                assert_string_not_equal((*k)->fields[i], (*k)->fields[j]);
        }
    }
}

/* No version is left with a marker for another one. */
static void queries_fit_every_version(void **state)
{
    struct fixture *p = *state;
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++)
        for (int major = 11; (*k)->query && major <= 18; major++) {
            const char *query = query_for_version(p->ctx, (*k)->query, major * 10000);
            assert_null(strstr(query, "-- before"));
            assert_non_null(strstr(query, "SELECT"));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(arrays),
        with_fixture(an_array_takes_what_its_elements_take),
        with_fixture(names_in_arrays),
        with_fixture(sequence_options),
        with_fixture(dollar_quotes),
        with_fixture(settings_of_functions),
        with_fixture(targets),
        with_fixture(tokens),
        with_fixture(references),
        cmocka_unit_test(kinds_are_whole),
        with_fixture(queries_fit_every_version),
    };
    return RUN_TAP("kind/postgres", tests);
}
