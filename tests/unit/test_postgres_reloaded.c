/* What a server prints of a text that it has read, made of the text alone. */
#include "support.h"

#include "sql/postgres/reloaded.h"

static void each_text_comes_back_as_it_is_printed(void **state)
{
    static const char *const cases[][2] = {
        {"(v)::text = ANY ((ARRAY['a'::character varying])::text[])",
         "(v)::text = ANY (ARRAY['a'::character varying])"},
        {"n <> ALL ((ARRAY[1, 2])::numeric[])", "n <> ALL (ARRAY[1, 2])"},
        {"n = ANY ((ARRAY[1.5])::integer[])", "n = ANY (((ARRAY[1.5])::anyarray)::integer[])"},
        {"n = ANY ((ARRAY[a, 2])::numeric[])", "n = ANY (ARRAY[(a)::numeric, (2)::numeric])"},
        {"f((ARRAY['a'::character varying, f(x)])::text[])",
         "f(((ARRAY['a'::character varying, f(x)])::anyarray)::text[])"},
        {"f((ARRAY[t.v, 'a'::character varying(3)])::public.mood[])",
         "f(ARRAY[(t.v)::public.mood, ('a'::character varying(3))::public.mood])"},
        {"f((ARRAY[ARRAY[a, b], ARRAY[c, d]])::text[])",
         "f(ARRAY[ARRAY[(a)::text, (b)::text], ARRAY[(c)::text, (d)::text]])"},
        {"f((ARRAY[g((ARRAY[1])::numeric[])])::text[])",
         "f(((ARRAY[g(((ARRAY[1])::anyarray)::numeric[])])::anyarray)::text[])"},
        {"f((ARRAY[a])::numeric(5,2)[])", "f(ARRAY[(a)::numeric(5,2)])"},
        {"a = (- 1)", "a = '-1'::integer"},
        {"a = (- 3000000000)", "a = '-3000000000'::bigint"},
        {"a = (- 2147483648)", "a = '-2147483648'::integer"},
        {"a = (- 2.5)", "a = '-2.5'::numeric"},
        {"((a AND b) AND c)", "(a AND b AND c)"},
        /* As they are. */
        {"(ARRAY['a'::text])[1]", NULL},
        {"(- a) + (b - 1)", NULL},
        {"'(ARRAY[1])::text[] (- 1)'", NULL},
        {"(ARRAY[1, 2] || b)::text[]", NULL},
        {"(ARRAY[1])::text[", NULL},
        {"((ARRAY[1])::anyarray", NULL},
    };
    void *ctx = mem_root("test");
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(as_reloaded(ctx, cases[i][0]), cases[i][1] ? cases[i][1] : cases[i][0]);
    mem_free(ctx);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(each_text_comes_back_as_it_is_printed)};
    return RUN_TAP("postgres_reloaded", tests);
}
