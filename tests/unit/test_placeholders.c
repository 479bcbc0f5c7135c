/* Placeholders of migrations: found where their tool finds them, and nowhere else. */
#include "support.h"

#include "schema/migration_tool.h"
#include "schema/placeholders.h"

/* "at:name" of each, "?" where it has no name, "=other" where the text has one for want of a value. */
static const char *found(struct fixture *p, const char *name, const char *text)
{
    struct placeholder_list list = {.ctx = p->ctx, .text = text};
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if (strcmp((*tool)->name, name) == 0 && (*tool)->placeholders)
            (*tool)->placeholders(&list);
    const struct placeholder *items = list.items;
    size_t n = list.n;
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%s%zu+%zu:%s%s%s", i ? " " : "", items[i].at, items[i].length,
                items[i].name ? items[i].name : "?", items[i].fallback ? "=" : "",
                items[i].fallback ? items[i].fallback : "");
    return text_close(&t, p->ctx);
}

static void each_syntax_has_its_own(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(found(p, "dbmate", "${a} {{.b}} $C"), "");
    assert_string_equal(found(p, "flyway", "${a} '${b.c}' -- ${d:e}\n {{.b}} $C ${open"), "0+4:a 6+6:b.c 17+6:d:e");
    assert_string_equal(found(p, "flyway", "\\${a} ${b}"), "6+4:b");
    assert_string_equal(found(p, "tern", "{{.a}} '{{ .b }}' {{- .c -}} ${d}"), "0+6:a 8+8:b 18+10:c");
    assert_string_equal(found(p, "tern", "{{ template \"x\" . }}{{if .a}}{{.a.b}}{{ . }}"),
                        "0+20:? 20+9:? 29+8:? 37+7:?");
    assert_string_equal(found(p, "play", "$evolutions{{{A}}} !$evolutions{{{B}}} ${c}"), "0+18:A");
}

static void variables_of_goose_are_those_between_its_marks(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(found(p, "goose", "$A ${B}\n"), "");
    assert_string_equal(found(p, "goose", "-- +goose ENVSUB ON\n'$A' ${B}\n-- $C\n-- +goose ENVSUB OFF\n$D"),
                        "21+2:A 25+4:B");
    assert_string_equal(found(p, "goose", "-- +goose envsub on\n${A:-b c} ${A-} ${A:?no} \\$A $$ $1 $_a1"),
                        "20+9:A=b c 30+5:A= 36+8:? 55+4:_a1");
}

static void values_are_found_by_name(void **state)
{
    static const char *const values[] = {"ab=1", "a=2", "c=x=y", "d=", NULL};
    (void)state;
    assert_string_equal(placeholder_value(values, "a"), "2");
    assert_string_equal(placeholder_value(values, "ab"), "1");
    assert_string_equal(placeholder_value(values, "c"), "x=y");
    assert_string_equal(placeholder_value(values, "d"), "");
    assert_null(placeholder_value(values, "b"));
    assert_null(placeholder_value(NULL, "a"));
}

static void what_may_be_one_is_doubted_outside_of_comments(void **state)
{
    size_t at = 0;
    (void)state;
    assert_true(placeholder_doubtful("SELECT '${a.b-c}';", &at));
    assert_int_equal(at, 8);
    assert_true(placeholder_doubtful("-- it's ${a}\nSELECT $x$ ${b} $x$;", &at));
    assert_int_equal(at, 24);
    assert_true(placeholder_doubtful("SELECT '-- ${a}';", &at));
    assert_false(placeholder_doubtful("-- ${a}\n/* ${b} /* ${c} */ ${d} */ SELECT 1;", &at));
    assert_true(placeholder_doubtful("SELECT '{{ .a }}'", &at));
    assert_true(placeholder_doubtful("SELECT 'x@A_B@y'", &at));
    assert_int_equal(at, 9);
    assert_false(placeholder_doubtful("SELECT '@a@ @@ @A {{a}} {{ .a b }} a@B.c'", &at));
    assert_false(placeholder_doubtful("SELECT '${a b} ${} $a {{b}} ${';", &at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(each_syntax_has_its_own),
        with_fixture(variables_of_goose_are_those_between_its_marks),
        with_fixture(values_are_found_by_name),
        with_fixture(what_may_be_one_is_doubted_outside_of_comments),
    };
    return RUN_TAP("schema: placeholders", tests);
}
